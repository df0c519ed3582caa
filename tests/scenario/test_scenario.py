"""A scenario as a value: facts added and dropped, ids, the day of judgement."""

from __future__ import annotations

import pytest

from obligor.core.errors import InputError, Place
from obligor.core.terms import Day, parse_atom, parse_fact
from obligor.scenario.scenario import Expectation, Scenario
from obligor.scenario.standing import Standing

HERE = Place("case.yaml", 1)
STATED = ("as_of(2026-03-20)", "party(acme)", "enterprise(acme)", "event(look)", "-prompt(look)")


def scenario(**more) -> Scenario:
    return Scenario("1", "x", "wecom", {parse_fact(text): HERE for text in STATED}, **more)


def test_facts_are_added_and_dropped():
    open_ = {parse_atom("develops(acme)"): HERE}
    fact = parse_fact("develops(acme)")
    changed = scenario(unknown=open_).changed({fact: HERE}, {parse_fact("-prompt(look)"): HERE})
    assert fact in changed.facts
    assert parse_fact("-prompt(look)") not in changed.facts
    assert changed.unknown == {}  # what is stated is no longer unknown
    assert scenario(unknown=open_).changed({}, {fact: HERE}).unknown == {}


def test_what_is_not_stated_cannot_be_dropped():
    with pytest.raises(InputError, match=r"nothing to drop: enterprise\(acmee\) is not stated; did you mean"):
        scenario().changed({}, {parse_fact("enterprise(acmee)"): HERE})


def test_ids_are_those_of_one_place_facts_known_or_not():
    found = scenario(unknown={parse_atom("event(late)"): HERE})
    assert found.ids("event") == ["late", "look"]
    assert found.ids("prompt") == []  # stated not to hold


def test_without_a_day_of_judgement_there_is_none():
    assert scenario().as_of == Day.read("2026-03-20")
    with pytest.raises(InputError, match="no day of judgement; add"):
        _ = scenario()._replace(facts={}).as_of


@pytest.mark.parametrize("field", ["deciding", "lacks", "how", "avoid"])
def test_an_expectation_of_reasons_is_one_even_where_it_expects_none(field):
    assert not Expectation("bound(acme)", "yes").reasoned
    assert Expectation("bound(acme)", "yes", **{field: ()}).reasoned
    assert Expectation("bound(acme)", "yes", proof=("1.1",)).reasoned


SAID = {"look": Standing("alleged", "acme"), "leak": Standing("admitted"), "late": Standing("proven")}


@pytest.mark.parametrize(
    ("level", "doubted"), [("alleged", set()), ("admitted", {"event(look)"}), ("proven", {"event(look)", "loss(leak)"})]
)
def test_of_what_has_a_lesser_standing_nobody_knows_whether_it_was(level, doubted):
    more = dict.fromkeys(map(parse_fact, ("loss(leak)", "event(late)", "event(agreed)")), HERE)
    whole = scenario(standings=SAID).changed(more, {})
    judged = whole._replace(variants=(whole,)).judged_by(level)
    for one in (judged, *judged.variants):
        assert {str(atom) for atom in one.unknown} == doubted
        assert {str(fact) for fact in whole.facts} - {str(fact) for fact in one.facts} == doubted
        assert (one.known("look"), one.known("late")) == (level == "alleged", True)
    assert judged.judged_by(level) == judged


def test_there_are_no_other_standings():
    with pytest.raises(InputError, match="no such standing: 'proved'; did you mean 'proven'"):
        scenario().judged_by("proved")


def test_a_scenario_shows_its_standings():
    assert "alleged: look, acme" in scenario(standings=SAID)._repr_mimebundle_()["text/plain"].splitlines()
