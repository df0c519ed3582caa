"""What settles a question: smallest sets of open atoms that, settled in one way, leave it only one value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import NamedTuple

from ..core.errors import ModelError
from .verdicts import VerdictTable

Settlement = tuple[tuple[int, bool], ...]
"""Open atoms, by ground literal, each with how it is settled."""
LIMIT = 20
"""Deciding sets that are named, at the most."""
CALLS = 2_000
"""Brave calls that looking for them may take; each costs a fraction of a millisecond."""


class Deciding(NamedTuple):
    """Deciding sets of one question.

    Attributes:
        sets: each with the value that it leaves, smaller ones first.
        more: whether there may be others.
    """

    sets: tuple[tuple[Settlement, str], ...]
    more: bool = False


def shrunk(table: VerdictTable, at: int, settled: Iterable[tuple[int, bool]]) -> Settlement:
    """Leave out of a settlement whatever the value of query `at` does not need; what is left is minimal."""
    kept = list(settled)
    value = table.value(at, kept)
    for one in list(kept):
        rest = [other for other in kept if other != one]
        if table.value(at, rest) == value:
            kept = rest
    return tuple(kept)


def deciding(table: VerdictTable, at: int, atoms: Sequence[int], fixed: Iterable[tuple[int, bool]] = ()) -> Deciding:
    """Find the subset-minimal settlements of some open atoms that leave query `at` one value.

    Args:
        table: the queries.
        at: which of them.
        atoms: open atoms, by ground literal: those whose flip can change the value.
        fixed: open atoms held fixed, such as readings.
    """
    base = list(fixed)
    found: list[tuple[Settlement, str]] = []
    calls = 0
    for size in range(len(atoms) + 1):
        for chosen in combinations(atoms, size):
            for signs in product((True, False), repeat=size):
                settlement = tuple(zip(chosen, signs, strict=True))
                if any(set(smaller) <= set(settlement) for smaller, _ in found):
                    continue
                calls += 1
                if calls > CALLS or len(found) == LIMIT:
                    return Deciding(tuple(found), more=True)
                try:
                    values = table.value(at, [*base, *settlement])
                except ModelError:  # these cannot be so together
                    continue
                if len(values) == 1:
                    found.append((settlement, next(iter(values))))
    return Deciding(tuple(found))
