"""YAML as a tree of texts: what no scenario file needs is refused."""

from __future__ import annotations

import pytest

from tests.scenario.bad_files import HERE, check_told, event

BAD = {
    "duplicate key": ({"parties": f"kai: outsider\nkai: newcomer {HERE}"}, "duplicate key 'kai'", "line"),
    "flow mapping split at a comma": (
        {"events": event("act: exploit(post, copy)")},
        "'exploit(post'",
        "quote it",
    ),
    "anchor": ({"parties": f"kai: &who outsider {HERE}"}, "anchor", "write the value out"),
    "alias": ({"parties": f"kai: *who {HERE}"}, "alias", ""),
    "tag": ({"parties": f"kai: !!python/name:os.system outsider {HERE}"}, "tag", "leave the tag out"),
    "deep nesting": ({"states": f"- {'[' * 40}{']' * 40} {HERE}"}, "nested deeper", ""),
    "very deep nesting": ({"states": f"- {'[' * 5000}{']' * 5000} {HERE}"}, "nested deeper", ""),
    "key that is no word": ({"parties": f"[a, b]: outsider {HERE}"}, "a key has to be a word", ""),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    check_told(refused, sections, what, hint)
