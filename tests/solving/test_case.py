"""A case: what its program holds beside the stated facts."""

from __future__ import annotations

import pytest

from obligor.core.errors import InputError
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.shared_grounding import ground_together

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


def test_an_act_of_which_nobody_knows_whether_it_was_done_is_spoken_of(engine):
    doubt = case(engine, DOUBT + "unknown: [event(look)]\n")
    assert "asked_act(decompile)" in held(doubt)
    assert "asked_act(decompile)" not in held(case(engine, DOUBT))


DOUBT = """relations: [party(zhao), outsider(zhao)]
events:
  look: {on: 2026-03-01, by: acme, act: decompile}
  flood: {on: 2026-03-02, act: disaster(flood)}
losses: {leak: {suffered_by: zhao, kind: privacy, amount: 5000, caused_by: [look]}}
"""
EVERYTHING = ("breach(acme, look)", "liable(acme, zhao, leak)", "bears(_, leak)", "defined(force_majeure(flood))")


@pytest.mark.parametrize(
    ("unknown", "turning"), [("event(look)", (0, 1, 2)), ("loss(leak)", (1, 2)), ("event(flood)", (3,))]
)
def test_what_is_said_of_what_may_not_have_been_holds_only_if_it_was(engine, unknown, turning):
    text = f"{DOUBT}unknown: [{unknown}]\n"
    for alone in (True, False):
        found = case(engine, text)
        if not alone:
            for question in EVERYTHING:
                found.mention(found.question(question))
            ground_together(engine, [found, case(engine)])
        answers = found.ask(*EVERYTHING)
        assert [tuple(map(str, one.hinges_on)) for one in answers] == [
            (unknown,) if at in turning else () for at in range(len(EVERYTHING))
        ]
        assert all(one.verdict in ("depends", "open") for at, one in enumerate(answers) if at in turning)
