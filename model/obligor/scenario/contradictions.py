"""Stated facts that cannot hold together, as the vocabulary says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..agreement.vocabulary import Vocabulary
from ..core.terms import Fact, Fn
from ..core.unification import Binding, match, substitute


def contradictions(vocabulary: Vocabulary, facts: set[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs of stated facts that cannot hold together, `F` and `-F` included."""
    held: dict[str, list[Fn]] = {}
    for fact in facts:
        if fact.holds:
            held.setdefault(fact.atom.name, []).append(fact.atom)
    for fact in sorted((fact for fact in facts if not fact.holds), key=str):
        if Fact(fact.atom) in facts:
            yield fact, Fact(fact.atom)
    for left, right in vocabulary.excludes:
        for atom, other in _instances(left, right, held):
            if Fact(other) in facts and other != atom:
                yield Fact(atom), Fact(other)
    for left, right in vocabulary.implies:
        for atom, other in _instances(left, right, held):
            if Fact(other, holds=False) in facts:
                yield Fact(atom), Fact(other, holds=False)


def _instances(left: Fn, right: Fn, held: Mapping[str, list[Fn]]) -> Iterator[tuple[Fn, Fn]]:
    """Yield stated atoms that match the left of a declared pair, each with what the right is for it."""
    for atom in sorted(held.get(left.name, ()), key=str):
        binding: Binding = {}
        if match(left, atom, binding):
            other = substitute(right, binding)
            assert isinstance(other, Fn)
            yield atom, other
