"""Well-formed scenarios: what contradicts the calendar or itself is refused."""

from __future__ import annotations

import pytest

from tests.scenario.bad_files import HERE, check_told, event
from tests.support import scenario_text


def test_a_circle_of_events_is_refused(refused):
    events = [f"e{n}: {{on: 2026-03-02, act: incident, after: e{(n + 1) % 3}}}" for n in range(3)]
    ((line, message),) = refused(scenario_text(events="\n".join(events))).items()
    first = scenario_text().splitlines().index("losses:") + 1
    assert first <= line < first + 3
    assert "after itself" in message


BAD = {
    "unknown reading": ({"readings": f'"8.2.1.8[a]": litteral {HERE}'}, "'litteral'", "literal"),
    "reading of a unit that has one only": ({"readings": f'"8.2.1.8[b]": literal {HERE}'}, "8.2.1.8[b]", "8.2.1.8[a]"),
    "event after the day of judgement": (
        {"events": f"late: {{on: 2026-03-21, by: acme, act: interfere}} {HERE}"},
        "after the day of judgement, 2026-03-20",
        "",
    ),
    "unknown day after the day of judgement": (
        {"events": f"late: {{on: {{one_of: [2026-03-01, 2026-03-21]}}, by: acme, act: interfere}} {HERE}"},
        "2026-03-21 lies after",
        "",
    ),
    "state ending before it begins": (
        {"states": f"- {{state: lacks_capacity(li), from: 2026-02-02, until: 2026-02-01}} {HERE}"},
        "lacks_capacity(li)",
        "before",
    ),
    "after what happens later": (
        {
            "events": "b: {on: 2026-03-02, act: incident}\n"
            f"a: {{on: 2026-03-01, act: incident, after: b}} {HERE}"
        },
        "a lies before b",
        "",
    ),
    "an event after itself": ({"events": event("act: interfere, after: late")}, "late", "after itself"),
    "whoever acts for itself": ({"events": event("act: interfere, by: acme, for: acme")}, "late", "acts for itself"),
    "an event that brought itself about": ({"events": event("act: interfere, due_to: late")}, "late", "due_to"),
    "stated and unknown": (
        {"states": "- administers(acme)", "unknown": f"- administers(acme) {HERE}"},
        "administers(acme)",
        "unknown",
    ),
    "denied and unknown": (
        {"states": "- not administers(acme)", "unknown": f"- administers(acme) {HERE}"},
        "administers(acme)",
        "unknown",
    ),
    "variant that contradicts itself": (
        {"variants": f"- {{name: x, add: [administers(acme), not administers(acme)]}} {HERE}"},
        "contradiction",
        "drop",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    check_told(refused, sections, what, hint)
