"""What settles a question: smallest sets of open atoms, and whether there may be others."""

from __future__ import annotations

from itertools import combinations

import pytest

from obligor.solving.deciding_sets import LIMIT, deciding, shrunk
from obligor.solving.grounding import Ground, Query
from obligor.solving.verdicts import VerdictTable


def table(rules: str, names: str = "abcdef") -> tuple[VerdictTable, dict[str, int]]:
    """A program over open atoms that is asked for `q`, and the atoms' numbers."""
    ground = Ground(["".join(f"{{{name}}}. " for name in names) + rules])
    numbers = {str(term): number for number, term in ground.choices.items()}
    return VerdictTable(ground, [Query((ground.atoms("q", 0)[0].literal,))]), numbers


def said(found, numbers: dict[str, int]) -> set[tuple[frozenset[str], str]]:
    """Deciding sets by name, what is not so with a minus."""
    names = {number: name for name, number in numbers.items()}
    return {
        (frozenset(names[number] if sign else f"-{names[number]}" for number, sign in settled), value)
        for settled, value in found.sets
    }


def test_the_smallest_sets_and_no_others():
    asked, numbers = table("q :- a, b. q :- c.", "abc")
    found = deciding(asked, 0, sorted(numbers.values()))
    wanted = {("a b", "yes"), ("c", "yes"), ("-a -c", "no"), ("-b -c", "no")}
    assert said(found, numbers) == {(frozenset(text.split()), value) for text, value in wanted}
    assert [len(settled) for settled, _ in found.sets] == [1, 2, 2, 2]
    assert not found.more


def test_what_is_held_fixed_is_in_no_set():
    asked, numbers = table("q :- a, b. q :- c.", "abc")
    found = deciding(asked, 0, [numbers["a"], numbers["b"]], [(numbers["c"], False)])
    assert said(found, numbers) == {(frozenset("ab"), "yes"), (frozenset(["-a"]), "no"), (frozenset(["-b"]), "no")}


def test_what_cannot_be_so_together_decides_nothing():
    asked, numbers = table("q :- a, b. :- a, c.", "abc")
    found = said(deciding(asked, 0, sorted(numbers.values())), numbers)
    assert not any({"a", "c"} <= settled for settled, _ in found)


def test_where_there_are_too_many_it_is_told_that_there_are_more():
    """Any three of seven: 35 sets for yes, as many for no."""
    names = "abcdefg"
    asked, numbers = table(" ".join(f"q :- {', '.join(three)}." for three in combinations(names, 3)), names)
    found = deciding(asked, 0, sorted(numbers.values()))
    assert (len(found.sets), found.more) == (LIMIT, True)


@pytest.mark.parametrize(("events", "sets", "more"), [(3, 4, False), (LIMIT + 1, LIMIT, True)])
def test_an_answer_says_whether_more_than_those_named_decide_it(model, events, sets, more):
    """One of these is enough for a breach, and all have to be otherwise for none."""
    happened = "".join(f"  e{at}: {{on: 2026-03-01, act: decompile}}\n" for at in range(events))
    unknown = "".join(f"  - by(e{at}, acme)\n" for at in range(events))
    text = "scenario: Somebody decompiles\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"
    found = model.parse(f"{text}events:\n{happened}unknown:\n{unknown}").ask("breach(acme, _)").to_dict()
    assert (len(found["deciding"]), found["more"]) == (sets, more)


def test_a_settlement_is_shrunk_to_what_the_value_needs():
    asked, numbers = table("q :- a, b. q :- c.", "abc")
    whole = [(numbers["a"], True), (numbers["b"], True), (numbers["c"], False)]
    assert shrunk(asked, 0, whole) == ((numbers["a"], True), (numbers["b"], True))
