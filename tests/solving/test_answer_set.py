"""One answer set, to be looked things up in."""

from __future__ import annotations

import pytest

from obligor.core.terms import Fn, parse_atom
from obligor.core.unification import match
from obligor.solving import answer_set
from obligor.solving.answer_set import World
from obligor.solving.grounding import Ground

PROGRAM = "{ open }. on(a,1). on(b,2). on(c,2). late(X) :- on(X,2), open. late(a)."


def found(world: World, pattern: str, **known: Fn) -> list[str]:
    return [str(atom) for atom, _ in world.matching(parse_atom(pattern), dict(known))]


def test_what_holds_is_what_is_certain_and_what_is_true_here():
    ground = Ground([PROGRAM])
    true = {atom.literal for atom in ground.atoms("late", 1) if atom.literal}
    here, there = World(ground, true, set()), World(ground, set(), set())
    assert found(here, "late(_)") == ["late(a)", "late(b)", "late(c)"]
    assert found(there, "late(_)") == ["late(a)"]
    assert here.holds(parse_atom("late(b)"))
    assert not there.holds(parse_atom("late(b)"))


def test_a_pattern_is_matched_under_what_is_known():
    world = World(Ground([PROGRAM]), set(), set())
    assert found(world, "on(_, 2)") == ["on(b,2)", "on(c,2)"]
    assert found(world, "on(X, _)", X=Fn("c")) == ["on(c,2)"]
    assert found(world, "on(X, X)") == []
    ((atom, binding),) = world.matching(parse_atom("on(X, 1)"), {"Y": Fn("z")})
    assert (str(atom), binding) == ("on(a,1)", {"Y": Fn("z"), "X": Fn("a")})


def test_what_is_shared_by_few_is_looked_up_by_it_wherever_it_stands(monkeypatch: pytest.MonkeyPatch):
    """A unit that every party shares must not make each look-up go through all of them."""
    tried: list[Fn] = []
    monkeypatch.setattr(answer_set, "match", lambda *given: tried.append(given[1]) or match(*given))
    world = World(Ground(['says(1..300, x, "1.1[a]").']), set(), set())
    assert found(world, 'says(7, _, "1.1[a]")') == ['says(7,x,"1.1[a]")']
    assert len(tried) == 1
