"""Stated facts that cannot hold together."""

from __future__ import annotations

import pytest

from tests.scenario.bad_files import HERE, check_told

BAD = {
    "stated and denied": ({"states": f"- not administers(acme)\n- administers(acme) {HERE}"}, "contradiction", "drop"),
    "judged both ways": (
        {"judgements": f"hazardous(look): true {HERE}", "states": "- not hazardous(look)"},
        "contradiction",
        "drop",
    ),
    "roles that exclude each other": (
        {"parties": f"kai: [outsider, newcomer] {HERE}"},
        "outsider(kai) and newcomer(kai)",
        "drop",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    check_told(refused, sections, what, hint)
