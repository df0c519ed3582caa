"""Every scenario in `facts/` answers as it expects."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from obligor.agreement.package import load
from obligor.scenario.files import find_files, read_scenarios
from obligor.scenario.lp_format import read_lp, write_lp
from obligor.solving.engine import Engine
from obligor.suites.expectations import Outcome, check_all
from tests.support import FACTS

ENGINE = Engine(load("wecom"))
SCENARIOS = [(path, s) for path in find_files([str(FACTS)]) for s in read_scenarios(path, ENGINE.agreement)]


FOLDERS = [path if path.parent.name == "reasons" else path.parent for path, _ in SCENARIOS]
"""What is grounded in common: a chapter, or a file where remedies are expected, each of which takes its time; so
workers that share the tests hardly do the same twice."""


@cache
def outcomes(folder: Path) -> dict[str, list[Outcome]]:
    """What came of every expectation of some scenarios, by file and scenario."""
    found: dict[str, list[Outcome]] = {}
    together = [scenario for (_, scenario), where in zip(SCENARIOS, FOLDERS, strict=True) if where == folder]
    for outcome in check_all(ENGINE, together):
        place = outcome.scenario.place
        found.setdefault(f"{place.file}#{outcome.scenario.id.partition('/')[0]}", []).append(outcome)
    return found


@pytest.mark.parametrize("at", range(len(SCENARIOS)), ids=[f"{path.stem}-{s.id}" for path, s in SCENARIOS])
def test_scenario(at: int) -> None:
    path, scenario = SCENARIOS[at]
    mine = outcomes(FOLDERS[at]).get(f"{scenario.place.file}#{scenario.id}", [])
    assert mine, f"{path}: {scenario.id} expects nothing"
    failed = [f"{o.expectation.place}: {o.expectation.ask}: {', '.join(o.failures)}" for o in mine if o.failures]
    assert not failed, "\n".join(failed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_the_whole_picture_of_every_third_scenario(part: int) -> None:
    """With the facts that each entry rests on, which takes a proof of everything that holds."""
    whole = [one for _, scenario in SCENARIOS for one in (scenario, *scenario.variants)]
    for scenario in whole[part * 3 :: 12]:
        assert ENGINE.case(scenario).picture().lists is not None


def test_each_chapter_has_its_folder_and_each_folder_its_chapter() -> None:
    """The scenarios of a clause are found by the name of the file that its rules stand in."""
    chapters = {source.path.stem for source in ENGINE.agreement.chapters}
    assert chapters == {path.name for path in FACTS.iterdir() if path.name.startswith("ch")}
    assert chapters <= {path.parent.name for path, _ in SCENARIOS}


def test_every_variant_expects_something() -> None:
    idle = [v.id for _, s in SCENARIOS for v in s.variants if not v.expect]
    assert not idle


def test_there_are_enough_scenarios() -> None:
    assert sum(1 + len(s.variants) for _, s in SCENARIOS) >= 400


@pytest.mark.long
@pytest.mark.parametrize("folder", sorted({path.parent.name for path, _ in SCENARIOS}))
def test_grounded_together_they_answer_as_grounded_alone(folder: str) -> None:
    scenarios = [scenario for path, scenario in SCENARIOS if path.parent.name == folder]
    alone = [o.answer for o in check_all(ENGINE, scenarios, together=False)]
    together = [o.answer for o in check_all(ENGINE, scenarios, together=True)]
    assert alone == together


def test_a_scenario_written_as_facts_is_read_as_the_same_scenario() -> None:
    for _, scenario in SCENARIOS:
        for one in (scenario, *scenario.variants):
            if not one.one_of and "*" not in one.readings:
                (again,) = read_lp(write_lp(one), "again.lp", ENGINE.agreement)
                assert set(again.facts) == set(one.facts), one.id
                assert (set(again.unknown), again.readings) == (set(one.unknown), dict(one.readings))
                assert set(again.without) == set(one.without)
