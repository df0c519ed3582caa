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
    assert (found.best, found.worst) == (0, 75_000)  # the outsider's loss and Tencent's costs, or neither
    assert [str(atom) for atom in found.at_best] == ["permitted_by_law(acme,reverse_engineer)"]
    assert {item.kind for item in found.items} == {"liability", "loss", "sanction"}
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
