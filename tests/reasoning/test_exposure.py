"""Exposure: what may come upon a party, added up."""

from __future__ import annotations

from pathlib import Path

from obligor.reasoning.exposure import exposure
from obligor.scenario.files import read_scenarios
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.engine import Engine
from tests.support import LEAK


def test_exposure_adds_up_what_falls_on_a_party_together(wecom):
    engine = Engine(wecom)
    found = exposure(engine.case(read_scenarios(Path(LEAK), wecom)[0]), "acme")
    assert (found.best.plain, found.worst.plain) == (0, 75_000)  # the outsider's loss and Tencent's costs, or neither
    assert [str(atom) for atom in found.at_best] == ["permitted_by_law(acme,reverse_engineer)"]
    assert {item.kind for item in found.items} == {"liability", "sanction"}  # that it bears what it answers for is said
    banned = [item for item in found.items if str(item.answer.atoms[0].args[1]) == "ban(acme)"]
    assert all(item.choices for item in banned)


RAISED = """
scenario: Tencent changes what it charges
as_of: 2026-03-20
parties: {acme: enterprise}
events: {raise: {on: 2026-03-01, to: acme, act: adjust_fees, by: tencent}}
"""


def test_what_may_be_done_to_anybody_at_any_time_is_no_exposure(engine):
    """A choice that Tencent has all along is none of the things that come upon a party; once made, it is one."""
    for text, wanted in (
        (RAISED.replace(", by: tencent", "") + 'unknown: ["by(raise, tencent)"]\n', []),
        (RAISED, ['effect(acme,adjust_fees,"9.2[a]")']),
    ):
        (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
        case = engine.case(scenario)
        assert [str(atom.term) for atom in case.ground.atoms("effect", 3)] == ['effect(acme,adjust_fees,"9.2[a]")']
        assert [str(item.answer.atoms[0]) for item in exposure(case, "acme").items] == wanted


def test_what_a_power_holder_chooses_is_told_as_a_choice_and_not_as_a_fact(engine):
    (scenario,) = read_scenarios(Path(LEAK), engine.agreement)
    found = exposure(engine.case(scenario.variants[0]), "acme")
    sanctions = [item for item in found.items if item.kind == "sanction"]
    assert sanctions
    for item in sanctions:
        assert not [atom for atom in item.answer.hinges_on if atom.name == "by"]
        assert all(choice.name == "available" for choice in item.choices)


def test_only_the_amounts_of_losses_that_fall_on_the_party_are_added(engine):
    """Two losses, one of which the company answers for; a power that was exercised is no choice any more."""
    (scenario,) = read_yaml(
        "scenario: x\nas_of: 2026-05-01\nparties: {acme: enterprise, zhao: outsider}\n"
        "events:\n  look: {on: 2026-03-01, by: acme, act: decompile}\n"
        "  suit: {on: 2026-03-05, by: zhao, to: tencent, act: claim(hit)}\n"
        "  end: {on: 2026-03-09, by: tencent, to: acme, act: terminate_service}\n"
        "losses:\n  hit: {suffered_by: zhao, kind: privacy, amount: 50, caused_by: [look]}\n"
        "  stop: {suffered_by: zhao, kind: privacy, amount: 7, caused_by: [end]}\n",
        "case.yaml",
        engine.agreement,
    )
    found = exposure(engine.case(scenario), "acme")
    assert (found.best.plain, found.worst.plain) == (50, 50)
    ended = [item for item in found.items if item.kind == "sanction" and "terminate" in item.answer.question]
    assert [(item.answer.verdict, item.choices) for item in ended] == [("yes", ())]


def test_each_loss_falls_for_reasons_of_its_own(engine):
    """At worst both fall on the company, which takes that it did both."""
    (scenario,) = read_yaml(
        "scenario: x\nas_of: 2026-05-01\nparties: {acme: enterprise, zhao: outsider}\n"
        "events:\n  e1: {on: 2026-03-01, act: decompile}\n  e2: {on: 2026-03-02, act: interfere}\n"
        "  s1: {on: 2026-03-05, by: zhao, to: tencent, act: claim(l1)}\n"
        "  s2: {on: 2026-03-05, by: zhao, to: tencent, act: claim(l2)}\n"
        "losses:\n  l1: {suffered_by: zhao, kind: privacy, amount: 50, caused_by: [e1]}\n"
        "  l2: {suffered_by: zhao, kind: privacy, amount: 7, caused_by: [e2]}\n"
        "unknown: ['by(e1, acme)', 'by(e2, acme)']\nreadings: preferred\n",
        "case.yaml",
        engine.agreement,
    )
    found = exposure(engine.case(scenario), "acme")
    assert (found.best.plain, found.worst.plain, found.at_best) == (0, 57, ())
    assert {str(atom) for atom in found.at_worst} == {"by(e1,acme)", "by(e2,acme)"}
