"""Answers: verdicts, the units that carry them, what they turn on."""

from __future__ import annotations

import pytest

from tests.support import ALLOWED, BREACH, DEED


@pytest.mark.parametrize(
    ("question", "verdict", "units"),
    [
        (BREACH, "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _, 8.2.1.2[a])", "yes", ["8.2.1.2[a]"]),
        ('breach(acme, _, "8.2.1.2")', "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _, 8)", "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _)", "yes", ["8.2.1.2[a]"]),
        ("breach(Who, What, Unit)", "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _, 8.2.1.1)", "no", []),
        ("breach(li, _)", "no", []),
        ("prohibited(acme, reverse_engineer)", "yes", ["8.2.1.2[a]"]),
        ("prohibition(acme, reverse_engineer)", "yes", ["8.2.1.2[a]"]),
        ("prohibited(li, tamper(software, copy))", "yes", ["8.2.1.4[a]"]),
        ("liable(acme, li, leak)", "open", ["8.5.2[d]"]),
        ("liable(acme, li, leak, 8.5.3)", "no", []),
        ("bound(acme)", "yes", []),
    ],
)
def test_a_question_has_a_verdict_and_the_units_that_carry_it(ask, question, verdict, units):
    (answer,) = ask(question)
    assert (answer["verdict"], answer["units"]) == (verdict, units)


def test_an_unknown_fact_makes_the_answer_depend_on_it(ask):
    (answer,) = ask(BREACH, unknown=f'- "{ALLOWED}"')
    assert (answer["verdict"], answer["hinges_on"]) == ("depends", [ALLOWED])


def test_an_unknown_day_is_told_as_a_day(ask):
    """What a verdict hinges on can be read, and written back into a scenario."""
    consent = (
        "leave: {on: {one_of: [2026-02-01, 2026-03-05]}, by: tencent, to: acme, act: consent, "
        "object: reverse_engineer, form: written}"
    )
    (answer,) = ask(BREACH, events=consent)
    assert answer["verdict"] == "depends"
    assert set(answer["hinges_on"]) == {"on(leave, 2026-02-01)", "on(leave, 2026-03-05)"}


def test_two_readings_that_differ_make_the_answer_open(ask):
    (answer,) = ask("breach(acme, harvest, 8.2.1.8)", **DEED)
    assert (answer["verdict"], answer["preferred"], answer["hinges_on"]) == ("open", "no", [])
    assert answer["readings"] == [
        {"unit": "8.2.1.8[a]", "reading": "alike", "preferred": True, "verdict": "no"},
        {"unit": "8.2.1.8[a]", "reading": "literal", "preferred": False, "verdict": "yes"},
    ]
