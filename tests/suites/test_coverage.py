"""Unit coverage: where a unit fires, and where a twin comes close."""

from __future__ import annotations

from obligor.cli.main import main
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from obligor.suites.coverage import coverage
from obligor.suites.expectations import check_all
from tests.suites.twin import TWIN, WECOM, scenarios
from tests.support import FACTS


def test_a_unit_fires_where_an_answer_cites_it_and_nearly_in_its_twin(tmp_path):
    outcomes = check_all(Engine(WECOM), scenarios(tmp_path, TWIN))
    found = {one.unit: one for one in coverage(WECOM, outcomes)}
    assert [f.rpartition("#")[2] for f in found["8.2.1.2[a]"].fired] == ["twin"]
    assert [f.rpartition("#")[2] for f in found["8.2.1.2[a]"].near_miss] == ["twin/1"]
    assert found["8.2.1.1[a]"].fired == found["8.2.1.1[a]"].near_miss == ()


def test_every_unit_fires_and_has_a_near_miss_in_the_facts():
    found = [s for path in find_files([str(FACTS)]) for s in read_scenarios(path, WECOM)]
    covered = coverage(WECOM, check_all(Engine(WECOM), found))
    assert [one.unit for one in covered if not one.fired] == []
    assert [one.unit for one in covered if not one.near_miss] == []
    assert len(covered) == sum(unit.creates_norm for unit in WECOM.units.values())


def test_the_command_tells_the_numbers(tmp_path, capsys):
    path = tmp_path / "twin.yaml"
    path.write_text(TWIN, "utf-8")
    assert main(["coverage", str(path)]) == 0
    assert capsys.readouterr().out.startswith("1 of ")
    assert main(["coverage", str(path), "--mutate", "nothing"]) == 2
