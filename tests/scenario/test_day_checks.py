"""Days of a scenario: what is missing, what lies too late, what ends before it begins, what comes after itself."""

from __future__ import annotations

import re

import pytest

from tests.support import scenario_text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"events": "late: {by: acme, act: interfere}"}, "on"),
        ({"events": "late: {on: 2026-03-21, by: acme, act: interfere}"}, "lies after the day of judgement"),
        ({"states": "- {state: lacks_capacity(li), from: 2026-02-02, until: 2026-02-01}"}, "before"),
        (
            {"events": "b: {on: 2026-03-02, act: incident}\na: {on: 2026-03-01, act: incident, after: b}"},
            "lies before b",
        ),
        ({"events": "a: {on: 2026-03-01, act: incident, due_to: a}"}, "itself"),
        ({"events": "a: {on: 2026-03-01, act: ban(li), until: 2026-02-28}"}, "lasts until 2026-02-28, a day before"),
    ],
)
def test_what_cannot_be_is_refused(refused, more, told):
    (message,) = refused(scenario_text(**more)).values()
    assert re.search(told, message)


def test_facts_alone_are_held_to_the_same_days(refused):
    text = "% A\nparty(acme). enterprise(acme). event(e). by(e, acme). act(e, decompile).\n"
    messages = " ".join(refused(text, "case.lp").values())
    assert "no day of judgement" in messages or "as_of" in messages
    assert "e has no day" in messages


def test_what_can_be_is_read(read):
    text = scenario_text(
        events="b: {on: 2026-03-02, act: incident}\na: {on: 2026-03-02, act: incident, after: b}\n"
        "c: {on: {one_of: [2026-03-01, 2026-03-20]}, act: incident, due_to: b}",
        states="- {state: lacks_capacity(li), from: 2026-02-01, until: 2026-02-01}",
    )
    assert len(read(text)) == 1
