"""Bulk runs that are killed and interrupted end with the same bytes; some here, hundreds in `tests/exhaustive`."""

from __future__ import annotations

import pytest

from tests.exhaustive.interruptions import interrupted


@pytest.mark.long
@pytest.mark.parametrize("way", ["clingo", "sql"])
@pytest.mark.parametrize("name", ["KILL", "INT", "TERM"])
def test_interrupted_at_any_moment_it_ends_with_the_same_bytes(name: str, way: str) -> None:
    seen, _ = interrupted(name, 4, way)
    assert set(seen) <= {"interrupted", "done before"}, seen
    assert seen["interrupted"]
