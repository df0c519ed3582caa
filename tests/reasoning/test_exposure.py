"""Exposure: what may come upon a party, added up."""

from __future__ import annotations

from pathlib import Path

from obligor.reasoning.exposure import exposure
from obligor.scenario.files import read_scenarios
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
