"""Why not: the exception in the way, and what it rests on."""

from __future__ import annotations

import pytest

from obligor.reasoning.nearest import WIDTH
from obligor.reasoning.why_not import EXPANDED, whynot
from obligor.scenario.yaml_format import read_yaml
from tests.support import ALLOWED, BREACH, DEED, PERMITTED, leak


def test_whynot_names_the_exception_and_what_it_rests_on(obligor):
    found = obligor("whynot", PERMITTED, "breach(acme, look, 8.2.1.2)", "--format", "json").json
    (lack,) = found["nearest"][0]["lacks"]
    assert (lack["kind"], lack["atom"]) == ("exception", "excused(acme, reverse_engineer, look, 8.2.1.2[a])")
    assert [fact["atom"] for fact in lack["since"]] == ["permitted_by_law(acme, reverse_engineer)"]


def test_what_a_document_might_say_is_not_looked_for(obligor):
    """Or whatever somebody did would be near to being forbidden by every document that there is."""
    found = obligor("whynot", PERMITTED, BREACH, "--format", "json").json
    assert [way["units"] for way in found["nearest"]] == [["8.2.1.2[a]"]]


def test_what_it_assumes_is_what_the_answer_turns_on(engine):
    """An unknown that makes no difference is not told."""
    text = leak(unknown=f'- "{ALLOWED}"\n- unlawful(look)')
    (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
    found = whynot(engine.case(scenario), BREACH)
    assert [fact.show() for fact in found.assumed] == [ALLOWED]


def test_it_is_looked_for_where_units_are_read_as_preferred(engine):
    (scenario,) = read_yaml(leak(**DEED), "case.yaml", engine.agreement)
    found = whynot(engine.case(scenario), "breach(acme, harvest, 8.2.1.8)")
    assert {(lack.kind, str(lack)) for way in found.ways for lack in way.lacks} == {
        ("fact", "akin_to_listed(scrape)"),
        ("reading", "reading(8.2.1.8[a], literal)"),
    }


def test_a_wide_clause_is_looked_into_as_a_whole_with_the_same_units(engine, monkeypatch):
    """As with more units than are looked into one by one."""
    (scenario,) = read_yaml(leak(), "case.yaml", engine.agreement)
    case = engine.case(scenario)
    found = []
    for expanded in (EXPANDED, 0):
        monkeypatch.setattr("obligor.reasoning.why_not.EXPANDED", expanded)
        ways = whynot(case, "breach(li, look, 8.2.1.2)").ways
        found.append({(str(way.goal), tuple(map(str, way.lacks))) for way in ways})
    assert found[0] == found[1] != set()


def test_where_it_is_yes_throughout_nothing_is_lacking(engine):
    (scenario,) = read_yaml(leak(), "case.yaml", engine.agreement)
    assert whynot(engine.case(scenario), BREACH).ways == ()


@pytest.mark.parametrize("events", [WIDTH, WIDTH + 1])
def test_where_more_is_near_than_was_followed_it_is_said(engine, events):
    """Each of the events could have caused the loss."""
    told = ", ".join(f"e{n}: {{on: 2026-03-10, by: acme, act: decompile}}" for n in range(events))
    text = f"""
scenario: nothing is said to have caused it
as_of: 2026-03-20
parties: {{acme: enterprise, zhao: outsider}}
events: {{{told}}}
losses: {{leak: {{suffered_by: zhao, kind: privacy}}}}
"""
    (scenario,) = read_yaml(text.encode(), "near.yaml", engine.agreement)
    assert whynot(engine.case(scenario), "liable(acme, zhao, leak)").bounded == (events > WIDTH)
