"""Mutants on trial: what scenarios notice, what survives, what makes no difference."""

from __future__ import annotations

import pytest

from obligor.core.errors import ModelError
from obligor.core.terms import parse_fact
from obligor.suites.mutation_run import (
    EQUIVALENT,
    FIRST,
    KILLED,
    SURVIVED,
    MutantVerdict,
    MutationTrial,
    SuiteMember,
    neighbours,
)
from tests.suites.twin import TWIN, WECOM, scenarios


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
    (verdict,) = tried(trial, lambda rule, mutant: rule.unit == "7.1.6[d]" and not mutant.rule)
    assert verdict.outcome == EQUIVALENT


def test_the_search_leaves_one_fact_out_and_makes_whoever_loses_its_role_an_outsider(tmp_path):
    (twin,) = scenarios(tmp_path, TWIN)
    found = {one.id: one for one in neighbours(twin, WECOM)}
    assert set(found) == {
        "twin without enterprise(acme)", "twin without by(look, acme)", "twin without act(look, decompile)",
        "twin without outsider(zhao)",
    }  # fmt: skip
    stranger = found["twin without enterprise(acme)"]
    assert set(stranger.facts) - set(twin.facts) == {parse_fact("outsider(acme)")}
    assert set(twin.facts) - set(stranger.facts) == {parse_fact("enterprise(acme)")}
    assert not any(one.variants or one.expect for one in found.values())


def test_scenarios_are_asked_until_one_notices(tmp_path):
    """More than the first round asks cite the unit, and only the last would miss it."""
    blind = (
        TWIN.partition("variants:")[0]
        .replace("events: {", "events: {more: {on: 2026-03-02, by: acme, act: interfere}, ")
        .replace('"breach(acme, look)", verdict: yes, units: [8.2.1.2]', '"breach(acme, _)", verdict: yes')
    )
    texts = [blind.replace("id: twin", f"id: blind{n}") for n in range(FIRST + 1)]
    trial = MutationTrial(WECOM, scenarios(tmp_path, "---".join([*texts, TWIN])))
    (verdict,) = tried(trial, lambda rule, mutant: "decompile" in str(rule.head) and not mutant.rule)
    assert (verdict.outcome, verdict.by) == (KILLED, "twin")


def test_rules_that_leave_no_completion_are_noticed(tmp_path, monkeypatch):
    trial = MutationTrial(WECOM, scenarios(tmp_path, TWIN))

    def nothing_can_be_so(*_: object) -> bool:
        raise ModelError("no completion")

    monkeypatch.setattr(SuiteMember, "fails", nothing_can_be_so)
    (verdict,) = tried(trial, lambda rule, mutant: "decompile" in str(rule.head) and not mutant.rule)
    assert verdict.outcome == KILLED
