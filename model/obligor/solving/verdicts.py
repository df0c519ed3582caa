"""Which values questions take over the completions of a case, and which open atoms flip them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import clingo

from ..core.errors import ModelError
from ..core.terms import Fn
from .grounding import Grounding, GroundRule, Query
from .program import CONTESTED
from .solver import Solver, mark
from .verdict_names import GAP, MAY, NO, YES

TOGETHER = 64
"""Queries that one solver looks at, whatever each depends on."""


class VerdictTable:
    """The values of queries over the completions of a case, with as much held fixed as one likes.

    One solver serves every look-up of queries that turn on the same open atoms; nothing is solved for queries whose
    value shows at a glance.

    Args:
        ground: the case.
        queries: what to ask; answers come in this order.
    """

    def __init__(self, ground: Grounding, queries: Sequence[Query]) -> None:
        self._sure = [_certain(query) for query in queries]
        unsure = [at for at, sure in enumerate(self._sure) if sure is None]
        groups = apart(ground, [queries[at] for at in unsure])
        self._groups = [_Group(ground, {unsure[at]: queries[unsure[at]] for at in group}) for group in groups]
        self._group_of = {at: group for group in self._groups for at in group.queries}

    def values(self, fixed: Iterable[tuple[int, bool]] = ()) -> list[frozenset[str]]:
        """The values that each query takes over every completion in which the open atoms in `fixed` are as given.

        Raises:
            ModelError: if there is no such completion.
        """
        found = [sure or frozenset() for sure in self._sure]
        key = frozenset(fixed)
        for group in self._groups:
            for at, values in group.values(key).items():
                found[at] = values
        return found

    def value(self, at: int, fixed: Iterable[tuple[int, bool]] = ()) -> frozenset[str]:
        """The values of one query, by place; what other queries turn on is not looked at.

        Raises:
            ModelError: if there is no such completion.
        """
        sure = self._sure[at]
        return self._group_of[at].values(frozenset(fixed))[at] if sure is None else sure


class _Group:
    """Some queries of a table, with the solver that looks them up."""

    def __init__(self, ground: Grounding, queries: dict[int, Query]) -> None:
        self.queries = queries
        self._known: dict[frozenset[tuple[int, bool]], dict[int, frozenset[str]]] = {}
        builder = self._builder = Solver()
        rules = ground.cone(_literals(queries.values()), unconditional(ground))
        open_here = opened(rules)
        self._switch = {atom: builder.atom() for atom in ground.choices if atom in open_here}
        builder.rule(list(self._switch.values()), [], choice=True)
        renamed = builder.copy(rules, self._switch)
        shown: dict[clingo.Symbol, Sequence[int]] = {mark(0): []}  # shows that there is a completion
        self._marks: dict[clingo.Symbol, tuple[int, str]] = {}
        for at, query in queries.items():
            for value, atom in builder.values(query, renamed).items():
                sign = mark(len(shown))
                shown[sign] = [atom]
                self._marks[sign] = at, value
        builder.shown(shown)

    def values(self, fixed: frozenset[tuple[int, bool]]) -> dict[int, frozenset[str]]:
        """See `VerdictTable.values`; what is fixed beside the open atoms that the queries depend on is no matter."""
        key = frozenset(one for one in fixed if one[0] in self._switch)
        if key not in self._known:
            brave = self._builder.brave([self._switch[x] if sign else -self._switch[x] for x, sign in sorted(key)])
            if not brave:
                raise ModelError("no completion of this case is possible: its unknown facts exclude one another")
            found: dict[int, set[str]] = {at: set() for at in self.queries}
            for sign in brave & self._marks.keys():
                at, value = self._marks[sign]
                found[at].add(value)
            self._known[key] = {at: frozenset(values) for at, values in found.items()}
        return self._known[key]


def apart(ground: Grounding, queries: Sequence[Query]) -> list[list[int]]:
    """Queries, by place, in groups that depend on the same open atoms; a few stay together.

    Where the parts of a case do not hang together, a solver of each costs what the part costs. Groups are made only
    where every constraint speaks of open atoms alone: what depends on these then has every constraint on them.
    """
    everything = list(range(len(queries)))
    if len(queries) <= TOGETHER:
        return [everything] if queries else []
    free = unconditional(ground)
    rules = ground.cone(_literals(queries), free)
    open_atoms = opened(rules)
    if any(abs(lit) not in open_atoms for rule in rules if not rule.head for lit in rule.body):
        return [everything]
    groups: dict[frozenset[int], list[int]] = {}
    for at, query in enumerate(queries):
        groups.setdefault(frozenset(opened(ground.cone(_literals([query]), free))), []).append(at)
    return list(groups.values())


def unconditional(ground: Grounding) -> frozenset[int]:
    """Ground literals for which choices need not wait: that some rule may turn on how a unit is read.

    Where none does, it makes no difference to any question how the unit is read. So its reading may be chosen all the
    same, and parts of a case in which the same unit is open do not hang together by what makes it so.
    """
    return frozenset(atom.literal for atom in ground.atoms(CONTESTED, 1) if atom.literal)


def opened(rules: Iterable[GroundRule]) -> set[int]:
    """The atoms that some of these rules leave open."""
    return {head for rule in rules if rule.choice for head in rule.head}


def _literals(queries: Iterable[Query]) -> Iterator[int]:
    """Every ground literal that queries speak of."""
    return (lit for query in queries for lits in query for lit in lits)


def _certain(query: Query) -> frozenset[str] | None:
    """The value of a query that no open atom can change, where that shows at a glance."""
    if 0 in query.yes:
        return frozenset({YES})
    if query.yes:
        return None
    if 0 in query.may:
        return frozenset({MAY})
    if query.may:
        return None
    if 0 in query.gap:
        return frozenset({GAP})
    return None if query.gap else frozenset({NO})


def hinges(ground: Grounding, queries: Sequence[Query]) -> list[tuple[Fn, ...]]:
    """Find, for each query, the open atoms whose flip alone changes its value in some completion.

    Queries are looked at in groups that depend on the same open atoms (see `apart`), since no other flip reaches them.
    """
    found: dict[int, tuple[Fn, ...]] = {}
    for group in apart(ground, queries):
        found |= zip(group, _hinges(ground, [queries[at] for at in group]), strict=True)
    return [found[at] for at in range(len(queries))]


def _hinges(ground: Grounding, queries: Sequence[Query]) -> list[tuple[Fn, ...]]:
    """See `hinges`.

    One brave call over two copies of the ground rules that agree on everything open but one atom; where declared
    exclusions tie that atom to others, those may follow it.
    """
    rules = ground.cone(_literals(queries), unconditional(ground))
    builder = Solver()
    open_here = opened(rules)
    atoms = [atom for atom in ground.choices if atom in open_here]
    switch = {atom: builder.atom() for atom in atoms}
    flip = {atom: builder.atom() for atom in atoms}
    builder.rule([*switch.values(), *flip.values()], [], choice=True)
    builder.backend.add_weight_rule([], 2, [(f, 1) for f in flip.values()])
    tied = _tied(rules, open_here)
    other = dict(switch)
    for atom in atoms:
        moves, other[atom] = builder.atom(), builder.atom()
        builder.rule([moves], [flip[atom]])
        for friend in sorted(tied.get(atom, ())):
            builder.rule([moves], [flip[friend]], choice=True)
        builder.rule([other[atom]], [switch[atom], -moves])
        builder.rule([other[atom]], [moves, -switch[atom]])
    left, right = builder.copy(rules, switch), builder.copy(rules, other)
    shown: dict[clingo.Symbol, Sequence[int]] = {}
    flips: dict[clingo.Symbol, tuple[int, int]] = {}
    for at, query in enumerate(queries):
        ours, theirs = builder.values(query, left), builder.values(query, right)
        differs = builder.atom()
        for value in ours:
            builder.rule([differs], [ours[value], -theirs[value]])
        for atom in atoms:
            sign = mark(len(shown))
            shown[sign] = [differs, flip[atom]]
            flips[sign] = at, atom
    builder.shown(shown)
    turning = {flips[sign] for sign in builder.brave()}
    return [tuple(ground.choices[atom] for atom in atoms if (at, atom) in turning) for at in range(len(queries))]


def _tied(rules: Iterable[GroundRule], open_atoms: Collection[int]) -> dict[int, set[int]]:
    """Open atoms that constraints tie together, directly or by way of others."""
    tied: dict[int, set[int]] = {}
    for rule in rules:
        group = {abs(lit) for lit in rule.body if abs(lit) in open_atoms} if not rule.head else set()
        if len(group) > 1:
            for atom in tuple(group):
                group |= tied.get(atom, set())
            for atom in group:
                tied[atom] = group
    return {atom: group - {atom} for atom, group in tied.items()}
