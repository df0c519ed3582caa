"""Shapes of arguments: a lattice, whose meet and join are what they should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from obligor.core.terms import parse_atom
from obligor.graphs.abstract_values import IMPOSSIBLE, join, meet, named, narrow, shape_of, words

LEAVES = st.none() | st.sets(st.sampled_from("abc"), max_size=3).map(words)
SHAPES = LEAVES | st.builds(
    lambda leaf, more: frozenset({("f", (leaf,)), *((name, ()) for name in more)}),
    LEAVES.filter(lambda leaf: leaf != IMPOSSIBLE),
    st.sets(st.sampled_from("ab")),
)


def admits(shape, text: str) -> bool:
    return narrow(parse_atom(text), shape, {})


@given(SHAPES, SHAPES)
def test_both_admit_what_their_meet_admits_and_either_what_their_join_does(left, right):
    for text in ("a", "b", "c", "f(a)", "f(b)"):
        assert admits(meet(left, right), text) == (admits(left, text) and admits(right, text))
        assert admits(join(left, right), text) or not (admits(left, text) or admits(right, text))
    assert meet(left, right) == meet(right, left)
    assert meet(left, left) == left
    assert join(left, left) == left
    assert meet(None, left) == left
    assert join(None, left) is None


def test_a_variable_is_narrowed_wherever_it_stands():
    env = {"X": words("abc")}
    assert narrow(parse_atom("f(X)"), frozenset({("f", (words("bcd"),))}), env)
    assert named(env["X"]) == ["b", "c"]
    assert not narrow(parse_atom("f(X)"), frozenset({("f", (words("d"),))}), env)
    assert not narrow(parse_atom("g(X)"), frozenset({("f", (None,))}), {})


def test_the_shape_of_a_term_is_what_its_variables_can_be():
    assert shape_of(parse_atom("f(X, a, 3)"), {"X": words("ab")}) == frozenset({("f", (words("ab"), words("a"), None))})
