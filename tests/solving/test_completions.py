"""Whole answer sets of a case, against all that clingo enumerates."""

from __future__ import annotations

import clingo
import pytest

from obligor.solving import verdicts
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


def test_parts_that_do_not_hang_together_are_shown_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many sets as one part needs; each is a part of an answer set, and what can be true is in one."""
    monkeypatch.setattr(verdicts, "TOGETHER", 0)
    texts = [f"{{ a{n}; b{n} }}. p{n} :- a{n}, not b{n}, s. q{n} :- b{n}, not s. r{n} :- p{n}, q{n}." for n in range(5)]
    ground = Ground(["{ s }.", *texts])
    wanted = {f"{name}{n}": ground.atoms(f"{name}{n}", 0)[0].literal for name in "pq" for n in range(5)}
    found = list(witness(ground, list(wanted.values())))
    assert set().union(*found) >= set(wanted.values())
    assert len(found) == 2
    (shared,) = (atom.literal for atom in ground.atoms("s", 0))
    whole = Completions(ground)
    for true in found:
        settled = {lit: lit in true for lit in ground.choices if lit == shared}
        assert whole.find([lit for lit in wanted.values() if lit in true], settled.items()) is not None
        assert shared in true or not any(lit in true for name, lit in wanted.items() if name.startswith("p"))
    assert [shared in true for true in witness(ground, [wanted["p0"], wanted["q0"]], [(shared, True)])] == [True]
