"""Whole answer sets of a case, against all that clingo enumerates."""

from __future__ import annotations

import clingo
import pytest

from obligor.solving.completions import Completions, witness
from obligor.solving.grounding import Ground, Query

PROGRAM = "{ a; b; c }. :- a, b. p :- a. p :- c. q :- b, not c. r :- not p, not q."


def answer_sets() -> set[frozenset[str]]:
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], PROGRAM)
    control.ground([("base", [])])
    found: set[frozenset[str]] = set()
    control.solve(on_model=lambda model: found.add(frozenset(map(str, model.symbols(atoms=True)))))
    return found


def numbers(ground: Ground) -> dict[str, int]:
    return {name: atom.literal for name in "abcpqr" for atom in ground.atoms(name, 0)}


def named(true: set[int] | None, of: dict[str, int]) -> frozenset[str]:
    assert true is not None
    return frozenset(name for name, literal in of.items() if literal in true)


@pytest.mark.parametrize("wanted", ["p", "q", "r", "a", "b", "c"])
def test_what_is_wanted_holds_in_an_answer_set_that_there_is(wanted):
    ground = Ground([PROGRAM])
    of = numbers(ground)
    found = named(Completions(ground).find([of[wanted]]), of)
    assert wanted in found
    assert found in answer_sets()


def test_each_is_found_once_when_those_found_are_excluded():
    ground = Ground([PROGRAM])
    of = numbers(ground)
    completions, found = Completions(ground), set()
    while (true := completions.find()) is not None:
        assert named(true, of) not in found
        found.add(named(true, of))
        completions.exclude([(of[name], of[name] in true) for name in "abc"])
    assert found == answer_sets()


def test_what_is_fixed_and_a_value_that_is_wanted():
    ground = Ground([PROGRAM])
    of = numbers(ground)
    completions = Completions(ground, [Query((of["p"],), (of["q"],))])
    assert named(completions.find(value=(0, "may")), of) == {"b", "q"}
    assert "p" not in named(completions.find(value=(0, "no")), of)
    assert completions.find(fixed=[(of["a"], True)], value=(0, "may")) is None
    assert completions.find(value=(0, "gap")) is None
    assert named(completions.find(fixed=[(of["a"], False), (of["c"], True)]), of) >= {"c", "p"}


def test_witnesses_show_each_literal_that_can_be_true():
    ground = Ground([PROGRAM])
    of = numbers(ground)
    shown = set().union(*witness(ground, list(of.values())))
    assert set(of.values()) <= shown
    assert list(witness(ground, [of["a"]], [(of["b"], True)])) == []
