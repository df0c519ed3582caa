"""Shapes: what an argument of a rule can be, whatever the case.

A party is known by its role, an event by the act that was done in it, a loss by its kind, a thing by its kind; an act
by its word and the shapes of its arguments. None stands for anything; otherwise a shape holds each word that is
possible, once. (A finite lattice in the sense of abstract interpretation, Cousot and Cousot 1977.)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from ..core.terms import Fn, Term, Var

TermShape: TypeAlias = "frozenset[tuple[str, tuple[TermShape, ...]]] | None"
"""Words with the shapes of their arguments; None is anything, the empty set impossible."""
TermShapes: TypeAlias = "tuple[TermShape, ...]"
Env = dict[str, TermShape]
"""What the variables of a rule can be, by name."""

IMPOSSIBLE: frozenset[tuple[str, TermShapes]] = frozenset()


def words(names: Iterable[str]) -> TermShape:
    """The shape of one of some words without arguments."""
    return frozenset((name, ()) for name in names)


@lru_cache(maxsize=1 << 14)
def by_word(shape: frozenset[tuple[str, TermShapes]]) -> dict[str, TermShapes]:
    """A shape's words with the shapes of their arguments; not to be changed. Few shapes recur millions of times."""
    return dict(shape)


def named(shape: TermShape) -> list[str]:
    """The words of a shape, in order; none where it may be anything.

    >>> named(words(["ban", "act"]))
    ['act', 'ban']
    """
    return sorted({name for name, _ in shape or ()})


def admits(shape: TermShape, word: str) -> bool:
    """Whether a shape admits a word without arguments.

    >>> admits(words(["a", "b"]), "b"), admits(None, "c")
    (True, True)
    """
    return shape is None or (word, ()) in shape


def meet(left: TermShape, right: TermShape) -> TermShape:
    """What both shapes admit.

    >>> named(meet(words(["a", "b"]), words(["b", "c"])))
    ['b']
    """
    if left is None or right is None:
        return right if left is None else left
    if left <= right or right <= left:
        return left if left <= right else right
    fewer, more = (left, right) if len(left) <= len(right) else (right, left)
    admitted = by_word(more)
    both = []
    for name, args in fewer:
        if name in admitted and len(admitted[name]) == len(args):
            met = tuple(meet(a, b) for a, b in zip(args, admitted[name], strict=True))
            if IMPOSSIBLE not in met:
                both.append((name, met))
    return frozenset(both)


def join(left: TermShape, right: TermShape) -> TermShape:
    """What either shape admits."""
    if left is None or right is None:
        return None
    if left >= right or right >= left:  # mostly one of them has it all
        return left if left >= right else right
    either = by_word(left).copy()
    for name, args in right:
        known = either.get(name)
        if known is None or len(known) != len(args):
            either[name] = args
        else:
            either[name] = tuple(join(a, b) for a, b in zip(known, args, strict=True))
    return frozenset(either.items())


def shape_of(term: Term, env: Env) -> TermShape:
    """The shape of a rule's term; a number is anything, a text is a word."""
    if isinstance(term, Var):
        return env.get(term.name)
    if isinstance(term, Fn):
        return frozenset({(term.name, tuple(shape_of(arg, env) for arg in term.args))})
    return frozenset({(term, ())}) if isinstance(term, str) else None


def narrow(term: Term, shape: TermShape, env: Env) -> bool:
    """Narrow the variables of a term to what a shape admits; False where it admits nothing."""
    if shape is None:
        return True
    if isinstance(term, Var):
        if term.name != "_":
            env[term.name] = shape = meet(env.get(term.name), shape)
        return shape != IMPOSSIBLE
    if isinstance(term, Fn):
        args = by_word(shape).get(term.name)
        return (
            args is not None
            and len(args) == len(term.args)
            and all(narrow(a, s, env) for a, s in zip(term.args, args, strict=True))
        )
    return not isinstance(term, str) or (term, ()) in shape
