"""The nearest ways to what does not hold, and what each lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.rule_files import read_rules
from obligor.core.terms import parse_atom
from obligor.reasoning.nearest import LACKS, Seeker
from obligor.solving.answer_set import World
from obligor.solving.grounding import Ground
from obligor.solving.proofs import Rulebook
from tests.support import BREACH, FORBIDDEN


def test_whynot_names_the_person_whom_a_clause_does_not_name(obligor, write):
    path = write(
        "scenario: An outsider takes the software apart\nas_of: 2026-03-20\n"
        "parties: {zhao: outsider}\nevents: {look: {on: 2026-03-01, by: zhao, act: reverse_engineer}}\n"
    )
    found = obligor("whynot", path, "prohibited(zhao, reverse_engineer, 8.2.1.2)", "--format", "json").json
    kinds = {lack["kind"] for way in found["nearest"] for lack in way["lacks"]}
    assert "person" in kinds


def test_whynot_names_the_clause_that_is_not_in_force(obligor):
    found = obligor("whynot", FORBIDDEN, BREACH, "--without", "8.2.1.2", "--format", "json").json
    (lack,) = found["nearest"][0]["lacks"]
    assert (lack["kind"], lack["atom"]) == ("not in force", "void(8.2.1.2[a])")
    assert [fact["atom"] for fact in lack["since"]] == ["struck(8.2.1.2)"]
    assert "not in force: " in obligor("whynot", FORBIDDEN, BREACH, "--without", "8.2.1.2").out


# -- small rules ------------------------------------------------------------------------------------------------------

EVENTS = {("by", 2): (0,), ("act", 2): (0,), ("on", 2): (0,), ("event", 1): (0,)}


def lacking(rules: str, goal: str) -> list[set[tuple[str, str]]]:
    """What each of the nearest ways to a goal lacks, under rules whose facts are what holds."""
    source = read_rules(Path("rules.lp"), rules)
    world = World(Ground([rules + "".join(f"#defined {name}. " for name in DEFINED)]), set(), set())
    book = Rulebook(rule for rule in source.rules if rule.body)
    seeker = Seeker(book, world, {"user"}, {"party"}, EVENTS)
    return [{(lack.kind, str(lack)) for lack in near.lacks} for near in seeker.nearest(parse_atom(goal))]


DEFINED = ("act/2", "by/2", "on/2", "event/1", "user/1", "party/1", "told/1", "reading/2", "never/1", "sure/1", "q/1")


@pytest.mark.parametrize(
    ("rules", "goal", "wanted"),
    [
        ("p(P) :- party(P), told(P). party(a).", "p(a)", [{("fact", "told(a)")}]),
        ("p(P) :- party(P), user(P). party(a).", "p(a)", [{("person", "user(a)")}]),
        ("p(P) :- party(P), reading(u, wide). party(a).", "p(a)", [{("reading", "reading(u, wide)")}]),
        ("p(P) :- party(P), not never(P). party(a). never(a).", "p(a)", [{("exception", "never(a)")}]),
        ("p(E) :- event(E), on(E, D), D < 5. event(e). on(e, 7).", "p(e)", [{("time", "7 < 5")}]),
        ("p(P, Q) :- party(P), party(Q), P != Q. party(a).", "p(a, a)", [{("person", "a != a")}]),
        # whoever is no party of the case is no way to anything
        ("p(P) :- party(P), told(P). party(a).", "p(z)", []),
        # it is followed into the rules that could give it
        ("p(P) :- party(P), q(P). q(P) :- sure(P). party(a).", "p(a)", [{("fact", "sure(a)")}]),
        # of two ways the one that lacks least
        ("p(P) :- told(P), sure(P). p(P) :- q(P).", "p(a)", [{("fact", "q(a)")}]),
    ],
)  # fmt: skip
def test_what_is_lacking_is_named_by_its_kind(rules, goal, wanted):
    assert lacking(rules, goal) == wanted


def test_what_lacks_too_much_is_not_near():
    rules = "p(P) :- " + ", ".join(f"need{n}(P)" for n in range(LACKS + 1)) + "."
    extra = "".join(f"#defined need{n}/1. " for n in range(LACKS + 1))
    source = read_rules(Path("rules.lp"), rules)
    seeker = Seeker(Rulebook(source.rules), World(Ground([rules + extra]), set(), set()), set())
    assert seeker.nearest(parse_atom("p(a)")) == []
    fewer = rules.replace(f", need{LACKS}(P)", "")
    seeker = Seeker(
        Rulebook(read_rules(Path("rules.lp"), fewer).rules), World(Ground([fewer + extra]), set(), set()), set()
    )
    assert len(seeker.nearest(parse_atom("p(a)"))[0].lacks) == LACKS


def test_an_event_that_was_otherwise_is_not_bent_but_another_may_happen():
    """What somebody did stays what it was: another event would have to be added."""
    rules = "p(P) :- by(E, P), act(E, hit). by(e, a). act(e, miss). event(e)."
    assert lacking(rules, "p(a)") == [{("fact", "by(another_event, a)"), ("fact", "act(another_event, hit)")}]


def test_another_event_has_one_act():
    assert lacking("p(P) :- by(E, P), act(E, hit), act(E, run). party(a).", "p(a)") == []
