"""Unit coverage: where a unit fires, and where a twin comes close."""

from __future__ import annotations

import pytest

from obligor.cli.main import main
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from obligor.suites.coverage import UnitCoverage, coverage, report_lines, report_object
from obligor.suites.expectations import check_all
from obligor.suites.mutants import Mutant
from obligor.suites.mutation_run import EQUIVALENT, KILLED, SURVIVED, MutantVerdict
from tests.suites.twin import TWIN, WECOM, scenarios
from tests.support import FACTS


def test_a_unit_fires_where_an_answer_cites_it_and_nearly_in_its_twin(tmp_path):
    outcomes = check_all(Engine(WECOM), scenarios(tmp_path, TWIN))
    found = {one.unit: one for one in coverage(WECOM, outcomes)}
    assert [f.rpartition("#")[2] for f in found["8.2.1.2[a]"].fired] == ["twin"]
    assert [f.rpartition("#")[2] for f in found["8.2.1.2[a]"].near_miss] == ["twin/1"]
    assert found["8.2.1.1[a]"].fired == found["8.2.1.1[a]"].near_miss == ()


@pytest.mark.long
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


def covered(tmp_path, *expectations: str):
    """Coverage of 8.2.1.2[a] by a scenario with these expectations, each in a variant of its own."""
    head = TWIN.partition("expect:")[0]
    variants = "".join(f"  - name: v{n}\n    expect: [{{{text}}}]\n" for n, text in enumerate(expectations))
    outcomes = list(check_all(Engine(WECOM), scenarios(tmp_path, f"{head}variants:\n{variants}")))
    assert not [outcome.failures for outcome in outcomes if outcome.failures]
    (found,) = [one for one in coverage(WECOM, outcomes) if one.unit == "8.2.1.2[a]"]
    return tuple([text.rpartition("/")[2] for text in ids] for ids in (found.fired, found.near_miss))


CITED, UNCITED = 'ask: "breach(acme, look)", verdict: yes', 'ask: "breach(zhao, look)", verdict: no'


def test_a_near_miss_is_a_question_of_the_same_kind_in_another_variant(tmp_path):
    assert covered(tmp_path, CITED, UNCITED) == (["1"], ["2"])
    assert covered(tmp_path, CITED, 'ask: "bound(zhao)", verdict: no') == (["1"], [])  # of another kind
    both = f"{CITED}}}, {{{UNCITED}"
    assert covered(tmp_path, both) == (["1"], [])  # in the same variant
    assert covered(tmp_path, UNCITED) == ([], [])  # nothing fires


def test_the_report_counts_mutants_by_what_became_of_them():
    found = [UnitCoverage("1.1[a]", ("f#1",), ()), UnitCoverage("1.2[a]", (), ())]
    outcomes = [KILLED, KILLED, KILLED, EQUIVALENT, SURVIVED]
    verdicts = [
        MutantVerdict(Mutant(n, f"change {n}", None), one, "s1", "differs", "1.1[a]", "f:1")
        for n, one in enumerate(outcomes)
    ]
    told = report_object(found, verdicts)
    assert (told["units"], told["units_fired"], told["units_with_near_miss"]) == (2, 1, 0)
    assert (told["not_fired"], told["without_near_miss"]) == (["1.2[a]"], ["1.1[a]", "1.2[a]"])
    assert (told["mutants"], told["killed"], told["equivalent"]) == (5, 3, 1)
    assert [one["mutation"] for one in told["survivors"]] == ["change 4"]
    assert [one["mutation"] for one in told["equivalents"]] == ["change 3"]
    lines = list(report_lines(told))
    assert lines[0] == "1 of 2 units fire, 0 have a near miss"
    assert "3 of 4 mutants killed (75.0 %), 1 more equivalent within the search" in lines
    assert lines[-1] == "  f:1 1.1[a]: change 4 (differs in s1: differs)"
