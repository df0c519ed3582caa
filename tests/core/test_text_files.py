"""Files of text: what is none is refused."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["case.yaml", "case.lp"])
@pytest.mark.parametrize("data", [b"scenario: caf\xe9\n", "scenario: s\n".encode("utf-16"), b"\x00\x01\x02"])
def test_a_file_that_is_no_text_is_refused(refused, name, data):
    assert refused(data, name)


def test_where_a_file_stops_being_text_is_told(refused):
    assert list(refused(b"scenario: s\n# caf\xe9\n")) == [2]
