"""Answers: verdicts, the units that carry them, what they turn on."""

from __future__ import annotations

import pytest

from obligor.scenario.files import read_scenarios
from obligor.suites.expectations import check_all
from tests.support import ALLOWED, BREACH, DEED, ROOT


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


def test_a_strained_reading_counts_where_all_are_asked_for(ask):
    (answer,) = ask("liable(acme, li, leak, 8.5.3)")
    assert (answer["verdict"], answer["readings"]) == ("no", [])
    (answer,) = ask("liable(acme, li, leak, 8.5.3)", readings='"8.5.3[b]": all')
    assert (answer["verdict"], answer["preferred"]) == ("open", "no")
    assert {reading["unit"] for reading in answer["readings"]} == {"8.5.3[b]"}
    (answer,) = ask("liable(acme, li, leak, 8.5.3)", readings='"8.5.3[b]": any_loss')
    assert answer["verdict"] == "yes"


def test_readings_that_matter_only_together_do_not_make_the_answer_open(ask):
    """The organisation's consent frees what is told of a member only if 6.1 and 6.7 alike are content with it."""
    told = {
        "parties": "zhao: outsider",
        "things": "number: {is: personal_data, of: li}",
        "events": (
            'fine: {on: 2026-03-01, by: acme, to: tencent, act: consent, object: "disclose(number, zhao)"}\n'
            'tell: {on: 2026-03-02, by: tencent, to: zhao, act: "disclose(number, zhao)"}'
        ),
    }
    (answer,) = ask("breach(tencent, tell)", **told)
    assert (answer["verdict"], answer["preferred"], answer["readings"]) == ("yes", "yes", [])
    assert answer["together"] == ["6.1[c]", "6.7[b]"]


def test_a_reading_that_changes_on_what_the_answer_depends_is_told_and_leaves_it_so(ask):
    """Both readings leave it to a judgement, of which one has more than the other."""
    cut = "cut: {on: 2026-03-01, by: tencent, act: interrupt_service, due_to: quake}"
    quake = "quake: {on: 2026-03-01, act: incident}"
    order = "order: {suffered_by: acme, kind: direct, caused_by: [cut]}"
    asked = {"events": f"{cut}\n{quake}", "losses": order, "readings": '"12.2[a]": all'}
    (answer,) = ask("exempt(tencent, acme, order, 12.2)", **asked)
    assert (answer["verdict"], {one["verdict"] for one in answer["readings"]}) == ("depends", {"depends"})


def test_what_grounding_alone_thought_possible_takes_nothing_from_an_answer(engine):
    """An amendment that was not necessary: grounded with other cases, it looks for a while as if it had effect."""
    scenarios = read_scenarios(ROOT / "facts" / "ch14_general" / "amendment.yaml", engine.agreement)
    alone, together = ([one.answer for one in check_all(engine, scenarios, together=way)] for way in (False, True))
    assert alone == together
    assert [
        one.units for one in together if one.question == "effect(li, amend_agreement)" and one.verdict == "may"
    ] == [
        ("14.1[b]",),
        ("14.1[b]",),
    ]
