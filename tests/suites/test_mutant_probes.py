"""Probes: a scenario that is not asked about a mutant would not have noticed it."""

from __future__ import annotations

import pytest

from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine
from obligor.solving.shared_grounding import ground_together
from obligor.suites.mutation_run import MutationTrial
from tests.suites.twin import WECOM
from tests.support import FACTS


@pytest.mark.long
def test_a_scenario_that_is_not_asked_about_a_mutant_would_not_have_noticed_it():
    """Each thirtieth mutant, grounded by itself in the scenarios that the probes and patterns leave out."""
    trial = MutationTrial(WECOM, read_scenarios(FACTS / "ch07_1_accounts" / "capacity.yaml", WECOM))
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
