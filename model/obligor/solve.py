"""Asking clingo: brave calls over a grounded case, and a twin of it to see what an answer turns on.

What is undetermined is small, so a question costs a solver over the rules that it depends on, and two copies of them
that differ in one settled thing answer "what would flip it".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import clingo

from .errors import ModelError
from .ground import Grounding, GroundRule, Query
from .terms import Fn

CLINGO = clingo.__version__
"""The solver's version."""
YES, MAY, GAP, NO = "yes", "may", "gap", "no"


class _Builder:
    """Puts ground rules into a fresh solver, any number of copies side by side."""

    def __init__(self) -> None:
        self.control = clingo.Control(["--warn=none"])
        self.backend = self.control.backend()
        self.backend.__enter__()  # type: ignore[no-untyped-call]

    def atom(self, symbol: clingo.Symbol | None = None) -> int:
        return self.backend.add_atom(symbol)

    def rule(self, head: Sequence[int], body: Sequence[int], choice: bool = False) -> None:
        self.backend.add_rule(head, body, choice)

    def copy(self, rules: Iterable[GroundRule], switch: dict[int, int]) -> Callable[[int], int]:
        """Add a copy in which each open atom `x` holds where its choice does and `switch[x]` says so."""
        numbers: dict[int, int] = {}

        def renamed(literal: int) -> int:
            number = numbers.get(abs(literal))
            if number is None:
                number = numbers[abs(literal)] = self.atom()
            return number if literal > 0 else -number

        for choice, head, body in rules:
            inner = [renamed(lit) for lit in body]
            if choice:
                for atom in head:
                    self.rule([renamed(atom)], [*inner, switch[atom]])
            else:
                self.rule([renamed(atom) for atom in head], inner)
        return renamed

    def values(self, query: Query, renamed: Callable[[int], int]) -> dict[str, int]:
        """Add atoms that say which of its values a query has."""
        found: dict[str, int] = {}
        for value, literals in zip((YES, MAY, GAP), query, strict=True):
            if not literals:
                continue
            atom, before = self.atom(), [-other for other in found.values()]
            for literal in literals:
                self.rule([atom], [*([renamed(literal)] if literal else []), *before])
            found[value] = atom
        none = self.atom()
        self.rule([none], [-other for other in found.values()])
        return {**found, NO: none}

    def shown(self, symbols: dict[clingo.Symbol, Sequence[int]]) -> None:
        for symbol, body in symbols.items():
            self.rule([self.atom(symbol)], body)

    def brave(self, assumptions: Sequence[int] = ()) -> set[clingo.Symbol]:
        """The shown symbols that hold in some answer set."""
        self.close()
        solve = self.control.configuration.solve
        assert isinstance(solve, clingo.Configuration)
        solve.enum_mode, solve.models = "brave", "0"
        found: set[clingo.Symbol] = set()
        with self.control.solve(assumptions=list(assumptions), yield_=True) as handle:
            for model in handle:
                found = set(model.symbols(shown=True))
        return found

    def close(self) -> None:
        if self.backend is not None:
            self.backend.__exit__(None, None, None)  # type: ignore[no-untyped-call]
            self.backend = None  # type: ignore[assignment]


def _mark(number: int) -> clingo.Symbol:
    return clingo.Function(f"m{number}")


class Table:
    """The values of queries over the completions of a case, with as much held fixed as one likes.

    One solver serves every look-up; nothing is solved for queries whose value shows at a glance.

    Args:
        ground: the case.
        queries: what to ask; answers come in this order.
    """

    def __init__(self, ground: Grounding, queries: Sequence[Query]) -> None:
        self._sure = [_certain(query) for query in queries]
        self._known: dict[frozenset[tuple[int, bool]], list[frozenset[str]]] = {}
        self._builder: _Builder | None = None
        if None not in self._sure:
            return
        builder = self._builder = _Builder()
        self._switch = {atom: builder.atom() for atom in ground.choices}
        builder.rule(list(self._switch.values()), [], choice=True)
        rules = ground.cone(lit for query in queries for lits in query for lit in lits)
        renamed = builder.copy(rules, self._switch)
        shown: dict[clingo.Symbol, Sequence[int]] = {_mark(0): []}  # shows that there is a completion
        self._marks: dict[clingo.Symbol, tuple[int, str]] = {}
        for at, query in enumerate(queries):
            if self._sure[at] is None:
                for value, atom in builder.values(query, renamed).items():
                    mark = _mark(len(shown))
                    shown[mark] = [atom]
                    self._marks[mark] = at, value
        builder.shown(shown)

    def values(self, fixed: Iterable[tuple[int, bool]] = ()) -> list[frozenset[str]]:
        """The values that each query takes over every completion in which the open atoms in `fixed` are as given.

        Raises:
            ModelError: if there is no such completion.
        """
        key = frozenset(fixed)
        if key not in self._known:
            found: list[set[str]] = [set(sure or ()) for sure in self._sure]
            if self._builder is not None:
                brave = self._builder.brave([self._switch[x] if sign else -self._switch[x] for x, sign in sorted(key)])
                if not brave:
                    raise ModelError("no completion of this case is possible: its unknown facts exclude one another")
                for mark in brave & self._marks.keys():
                    at, value = self._marks[mark]
                    found[at].add(value)
            self._known[key] = [frozenset(values) for values in found]
        return self._known[key]


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

    One brave call over two copies of the ground rules that agree on everything open but one atom; where declared
    exclusions tie that atom to others, those may follow it.
    """
    rules = ground.cone(lit for query in queries for lits in query for lit in lits)
    builder = _Builder()
    open_here = {head for rule in rules if rule.choice for head in rule.head}
    atoms = [atom for atom in ground.choices if atom in open_here]
    switch = {atom: builder.atom() for atom in ground.choices}
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
            mark = _mark(len(shown))
            shown[mark] = [differs, flip[atom]]
            flips[mark] = at, atom
    builder.shown(shown)
    turning = {flips[mark] for mark in builder.brave()}
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


class Completions:
    """Whole answer sets of a case, one at a time, in which something wanted holds.

    Args:
        ground: the case.
        queries: questions whose values can be wanted.
    """

    def __init__(self, ground: Grounding, queries: Sequence[Query] = ()) -> None:
        builder = self._builder = _Builder()
        self._switch = {atom: builder.atom() for atom in ground.choices}
        builder.rule(list(self._switch.values()), [], choice=True)
        rules = ground.cone(head for rule in ground.rules for head in rule.head)
        self._renamed = builder.copy(rules, self._switch)
        self._numbers = {lit: self._renamed(lit) for rule in rules for lit in rule.head}
        for atom in ground.choices:
            self._numbers.setdefault(atom, self._renamed(atom))
        self._values = [builder.values(query, self._renamed) for query in queries]
        builder.close()

    def exclude(self, settled: Iterable[tuple[int, bool]]) -> None:
        """Leave out, from now on, the completions in which all of these open atoms are as given.

        The atoms themselves count: where a reading is not contested, it makes no difference how it would be settled.
        """
        with self._builder.control.backend() as backend:
            body = [self._numbers[atom] if sign else -self._numbers[atom] for atom, sign in settled]
            backend.add_rule([], body)

    def find(
        self,
        literals: Collection[int] = (),
        fixed: Iterable[tuple[int, bool]] = (),
        value: tuple[int, str] | None = None,
    ) -> set[int] | None:
        """The true ground literals of an answer set, or None if there is none.

        Args:
            literals: ground literals that have to hold.
            fixed: open atoms that have to be as given.
            value: a query, by place, and the value that it has to have.
        """
        wanted = [self._numbers[lit] for lit in literals if lit in self._numbers]
        if len(wanted) < len(set(literals)):
            return None
        wanted += [self._switch[atom] if sign else -self._switch[atom] for atom, sign in fixed]
        if value is not None:
            at, name = value
            if name not in self._values[at]:
                return None
            wanted.append(self._values[at][name])
        with self._builder.control.solve(assumptions=wanted, yield_=True) as handle:
            model = handle.model()
            return None if model is None else {lit for lit, n in self._numbers.items() if model.is_true(n)}


def extreme(ground: Grounding, groups: Sequence[tuple[Sequence[int], int]], most: bool) -> tuple[int, set[int]]:
    """Find the completion in which the weights of what holds add up to the most, or to the least.

    Args:
        ground: the case.
        groups: ground literals, any of which (0: certainly) makes a weight count, with that weight.
        most: the greatest sum, else the smallest.

    Returns:
        The sum, and the open atoms, by ground literal, that hold in a completion that reaches it.

    Raises:
        ModelError: if there is no completion.
    """
    builder = _Builder()
    switch = {atom: builder.atom() for atom in ground.choices}
    builder.rule(list(switch.values()), [], choice=True)
    rules = ground.cone(literal for literals, _ in groups for literal in literals)
    renamed = builder.copy(rules, switch)
    weighted = []
    for literals, weight in groups:
        counts = builder.atom()
        for literal in literals:
            builder.rule([counts], [renamed(literal)] if literal else [])
        weighted.append((counts, -weight if most else weight))
    builder.backend.add_minimize(1, weighted)
    builder.backend.add_minimize(0, [(atom, 1) for atom in switch.values()])  # assume no more than it takes
    builder.close()
    with builder.control.solve(yield_=True) as handle:
        best = None
        for model in handle:
            best = abs(model.cost[0]), {atom for atom, number in switch.items() if model.is_true(number)}
    if best is None:
        raise ModelError("no completion of this case is possible: its unknown facts exclude one another")
    return best


def witness(ground: Grounding, literals: Sequence[int], fixed: Collection[tuple[int, bool]] = ()) -> Iterator[set[int]]:
    """Yield, for as long as some of `literals` has not been true in one, an answer set as its true ground literals.

    Every literal that can be true is true in at least one of the sets yielded.
    """
    todo = sorted({lit for lit in literals if lit > 0})
    completions = Completions(ground) if todo else None
    while completions and todo:
        true = completions.find([todo[0]], fixed)
        if true is None:
            todo.pop(0)
            continue
        yield true
        todo = [lit for lit in todo if lit not in true]
