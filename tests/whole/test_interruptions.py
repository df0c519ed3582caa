"""Bulk runs that are killed and interrupted end with the same bytes; some here, hundreds in `tests/exhaustive`."""

from __future__ import annotations

import pytest

from tests.exhaustive.interruptions import interrupted


@pytest.mark.parametrize("way", ["clingo", pytest.param("sql", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", ["INT", *(pytest.param(name, marks=pytest.mark.long) for name in ("KILL", "TERM"))])
def test_interrupted_at_any_moment_it_ends_with_the_same_bytes(name: str, way: str) -> None:
    seen, _ = interrupted(name, 4, way)
    assert set(seen) <= {"interrupted", "done before"}, seen
    assert seen["interrupted"]
