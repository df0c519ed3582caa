"""A case: what its program holds beside the stated facts."""

from __future__ import annotations

import pytest

from obligor.core.errors import InputError
from obligor.scenario.yaml_format import read_yaml

TEXT = "scenario: x\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"


def case(engine, more: str = ""):
    (scenario,) = read_yaml(TEXT + more, "case.yaml", engine.agreement)
    return engine.case(scenario)


def held(found) -> set[str]:
    return {str(fact) for fact in found.facts()}


def test_clauses_left_out_and_readings_fixed_are_facts(engine):
    found = held(case(engine, 'without: [8.5]\nreadings: {"8.2.1.8[a]": literal, "*": preferred}\n'))
    assert 'struck("8.5")' in found
    assert 'fixed("8.2.1.8[a]",literal)' in found
    fixed = [text for text in found if text.startswith("fixed(")]
    assert len(fixed) == sum(bool(unit.readings) for unit in engine.agreement.units.values())
    assert not [text for text in held(case(engine)) if text.startswith(("fixed(", "struck("))]


def test_an_act_that_a_question_or_a_fact_speaks_of_is_looked_at(engine):
    found = case(engine, 'unknown: ["permitted_by_law(acme, decompile)"]\n')
    assert "asked_act(decompile)" in held(found)
    assert "asked_act(interfere)" not in held(found)
    (answer,) = found.ask("prohibited(acme, interfere)")
    assert answer.verdict == "yes"
    assert "asked_act(interfere)" in held(found)


def test_what_is_no_question_is_refused_and_leaves_no_trace(engine):
    found = case(engine)
    before = held(found)
    with pytest.raises(InputError):
        found.ask("prohibited(acme, no_such_act)")
    assert held(found) == before


def test_working_days_are_counted_only_where_an_act_counts_them(engine):
    assert not [text for text in held(case(engine)) if "working_days" in text]
