"""Unit coverage and rule mutation: what they call tested, and that they notice what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.package import load
from obligor.cli.main import main
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from obligor.solving.shared_grounding import ground_together
from obligor.suites.coverage import coverage
from obligor.suites.expectations import check_all
from obligor.suites.mutants import mutants
from obligor.suites.mutation_run import EQUIVALENT, KILLED, SURVIVED, MutantVerdict, MutationTrial

FACTS = Path(__file__).parents[1] / "facts"
WECOM = load("wecom")
TWIN = """
scenario: A company decompiles the software
id: twin
as_of: 2026-03-20
parties: {acme: enterprise, zhao: outsider}
events: {look: {on: 2026-03-01, by: acme, act: decompile}}
expect: [{ask: "breach(acme, look)", verdict: yes, units: [8.2.1.2]}]
variants:
  - name: an outsider does
    drop: ["by(look, acme)"]
    add: ["by(look, zhao)"]
    expect: [{ask: "breach(zhao, look)", verdict: no}]
"""


def scenarios(tmp_path: Path, text: str):
    path = tmp_path / "twin.yaml"
    path.write_text(text, "utf-8")
    return read_scenarios(path, WECOM)


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


def tried(trial: MutationTrial, fits) -> list[MutantVerdict]:
    """Verdicts on the mutants that `fits` picks by rule and mutant."""
    chosen = [n for n, m in enumerate(trial.mutants) if fits(trial.rules[m.number], m)]
    return list(trial.try_some(list(trial.prepare(chosen))))


@pytest.mark.parametrize("what", ["drop the rule", "'user(P)' becomes 'defined(end_user(P),_)'"])
def test_a_changed_rule_is_noticed(tmp_path, what):
    trial = MutationTrial(WECOM, scenarios(tmp_path, TWIN))
    (verdict,) = tried(trial, lambda rule, mutant: "decompile" in str(rule.head) and mutant.what == what)
    assert verdict.outcome == KILLED


def test_a_change_that_no_scenario_asks_about_survives_and_names_the_case_that_differs(tmp_path):
    quiet = TWIN.replace('"breach(acme, look)", verdict: yes, units: [8.2.1.2]', '"bound(acme)", verdict: yes')
    trial = MutationTrial(WECOM, scenarios(tmp_path, quiet))
    (verdict,) = tried(trial, lambda rule, mutant: "decompile" in str(rule.head) and not mutant.rule)
    assert (verdict.outcome, verdict.by) == (SURVIVED, "twin")
    assert "mutant no" in verdict.difference


def test_a_change_that_makes_no_difference_is_called_equivalent(tmp_path):
    trial = MutationTrial(WECOM, scenarios(tmp_path, TWIN))
    (verdict,) = tried(trial, lambda rule, mutant: rule.unit == "9.3[a]" and not mutant.rule)
    assert verdict.outcome == EQUIVALENT


def test_a_scenario_that_is_not_asked_about_a_mutant_would_not_have_noticed_it():
    """Each thirtieth mutant, grounded by itself in the scenarios that the probes and patterns leave out."""
    trial = MutationTrial(WECOM, read_scenarios(FACTS / "ch07_accounts" / "capacity.yaml", WECOM))
    chosen = list(range(7, len(trial.mutants), 30))
    left_out = 0
    for prepared in trial.prepare(chosen):
        mutant = trial.mutants[prepared.number]
        changed = [mutant.rule if at == mutant.number else rule for at, rule in enumerate(trial.rules)]
        engine = Engine(WECOM, [rule for rule in changed if rule is not None])
        asked = {at for at, _ in prepared.asked}
        others = [entry for at, entry in enumerate(trial.suite) if at not in asked]
        cases = [entry.case(engine) for entry in others]
        ground_together(engine, cases)
        assert [entry.scenario.id for entry, case in zip(others, cases, strict=True) if entry.fails(case)] == []
        left_out += len(others)
    assert left_out > 1_000


def test_mutants_bind_every_variable():
    rules = [r for r in WECOM.rules if r.unit == "8.5.3[a]"]
    assert all(m.what != "drop 'third_person(Q,P)'" or m.rule for m in mutants(rules))
    assert not [m for m in mutants(rules) if m.what == "drop 'suffered_by(L,Q)'" and "Q" not in str(m.rule)]
    assert {m.what for m in mutants(rules)} >= {"drop the rule", "negate 'claimed(Q,L)'"}


def test_the_command_tells_the_numbers(tmp_path, capsys):
    path = tmp_path / "twin.yaml"
    path.write_text(TWIN, "utf-8")
    assert main(["coverage", str(path)]) == 0
    assert capsys.readouterr().out.startswith("1 of ")
    assert main(["coverage", str(path), "--mutate", "nothing"]) == 2
