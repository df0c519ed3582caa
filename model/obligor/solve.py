"""Asking clingo: one grounding for a case, brave calls over it, and a twin of it to see what an answer turns on.

The ground rules are taken from clingo as it makes them. What is undetermined is small, so a question costs a solver
over the rules that it depends on, and two copies of them that differ in one settled thing answer "what would flip it".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import clingo

from .errors import ModelError
from .terms import Fn, Term
from .unify import fits

YES, MAY, GAP, NO = "yes", "may", "gap", "no"


class GroundRule(NamedTuple):
    """A ground rule as clingo numbers it: a choice over its heads, or its one head; no head is a constraint."""

    choice: bool
    head: tuple[int, ...]
    body: tuple[int, ...]


class _Listener(clingo.Observer):
    """Collects ground rules (clingo's observer interface)."""

    def __init__(self) -> None:
        self.rules: list[GroundRule] = []
        self.facts: set[int] = set()

    def rule(self, choice: bool, head: Sequence[int], body: Sequence[int]) -> None:
        """Take one ground rule."""
        if body or choice or not head:
            self.rules.append(GroundRule(choice, tuple(head), tuple(body)))
        else:
            self.facts.update(head)


class Atom(NamedTuple):
    """A possible atom: certain (`literal` 0), or true where its ground literal is."""

    term: Fn
    literal: int


class Query(NamedTuple):
    """What gives a question each of its values: any of these literals (0 is certain)."""

    yes: tuple[int, ...]
    may: tuple[int, ...] = ()
    gap: tuple[int, ...] = ()


@lru_cache(maxsize=1 << 16)
def to_term(symbol: clingo.Symbol) -> Term:
    """Convert a clingo symbol; names and units recur in thousands of atoms, so what was converted is kept."""
    kind = symbol.type
    if kind == clingo.SymbolType.Number:
        return symbol.number
    if kind == clingo.SymbolType.String:
        return symbol.string
    return Fn(symbol.name, tuple(to_term(arg) for arg in symbol.arguments))


class Grounding(ABC):
    """What can be asked of a grounded case."""

    @property
    @abstractmethod
    def rules(self) -> list[GroundRule]:
        """Every ground rule that is no fact."""

    @abstractmethod
    def atoms(self, name: str, arity: int, positive: bool = True) -> list[Atom]:
        """Every possible atom of a predicate, sorted by its text."""

    def matching(self, pattern: Fn) -> list[Atom]:
        """Every possible atom that fits a question's pattern, sorted by its text."""
        return [atom for atom in self.atoms(pattern.name, len(pattern.args)) if fits(pattern, atom.term, {})]

    @property
    @abstractmethod
    def choices(self) -> dict[int, Fn]:
        """The open atoms: literals that a choice settles, with their terms, in the order of their texts."""

    @abstractmethod
    def cone(self, literals: Iterable[int]) -> list[GroundRule]:
        """The ground rules that the given literals depend on, constraints over what they depend on included."""


def _ground(texts: Iterable[str], listener: clingo.Observer | None) -> clingo.Control:
    messages: list[str] = []
    control = clingo.Control(["--warn=all"], logger=lambda _, text: messages.append(text))
    if listener:
        control.register_observer(listener)
    try:
        for text in texts:
            control.add("base", [], text)
        control.ground([("base", [])])
    except RuntimeError as error:
        raise ModelError(f"the rules do not ground: {messages[0] if messages else error}") from None
    if messages:
        raise ModelError(f"the rules ground with a message: {messages[0]}")
    return control


class Ground(Grounding):
    """A case grounded by itself, or several in one lifted program.

    Args:
        texts: its program.
        open_: names and arities of predicates whose atoms a choice may settle; None if any may be.
        observe: whether to take down the ground rules at once; otherwise that is done when they are first needed, by
            grounding once more, which pays where everything is expected to be certain.

    Raises:
        ModelError: if the program does not ground without a message, which is a defect of the rules.
    """

    def __init__(
        self, texts: Iterable[str], open_: Iterable[tuple[str, int]] | None = None, observe: bool = True
    ) -> None:
        self._texts = list(texts)
        self._listener = _Listener() if observe else None
        self._control = _ground(self._texts, self._listener)
        self._open = None if open_ is None else list(open_)
        self._atoms: dict[tuple[str, int, bool], list[Atom]] = {}
        self._index: dict[int, list[GroundRule]] | None = None  # by head; constraints by what they mention
        self._choices: dict[int, Fn] | None = None

    @property
    def _heard(self) -> _Listener:
        if self._listener is None:
            self._listener = _Listener()
            self._control = _ground(self._texts, self._listener)  # atoms are numbered as they were before
        return self._listener

    @property
    def rules(self) -> list[GroundRule]:
        """See `Grounding.rules`."""
        return self._heard.rules

    def atoms(self, name: str, arity: int, positive: bool = True) -> list[Atom]:
        """See `Grounding.atoms`."""
        key = (name, arity, positive)
        if key not in self._atoms:
            found: list[Atom] = []
            for atom in self._control.symbolic_atoms.by_signature(name, arity, positive):
                term = to_term(atom.symbol)
                assert isinstance(term, Fn)
                found.append(Atom(term, 0 if atom.is_fact else atom.literal))
            self._atoms[key] = sorted(found, key=lambda a: str(a.term))
        return self._atoms[key]

    @property
    def choices(self) -> dict[int, Fn]:
        """See `Grounding.choices`."""
        if self._choices is None:
            literals = {head for rule in self.rules if rule.choice for head in rule.head}
            named: list[tuple[str, int, Fn]] = []
            symbols = self._control.symbolic_atoms
            signatures = [symbols] if self._open is None else [symbols.by_signature(*one) for one in self._open]
            for atom in (atom for atoms in signatures for atom in atoms):
                if atom.literal in literals:
                    term = to_term(atom.symbol)
                    assert isinstance(term, Fn)
                    named.append((str(term), atom.literal, term))
            self._choices = {literal: term for _, literal, term in sorted(named)}
        return self._choices

    def cone(self, literals: Iterable[int]) -> list[GroundRule]:
        """See `Grounding.cone`."""
        if self._index is None:
            self._index = {}
            for rule in self.rules:
                for atom in rule.head or {abs(lit) for lit in rule.body}:
                    self._index.setdefault(atom, []).append(rule)
        seen: set[int] = set()
        todo = [abs(lit) for lit in literals if lit]
        taken: dict[GroundRule, None] = {}
        while todo:
            atom = todo.pop()
            if atom in seen:
                continue
            seen.add(atom)
            if atom in self._heard.facts:  # a fact found late may stand in bodies all the same
                taken[GroundRule(False, (atom,), ())] = None
            for rule in self._index.get(atom, ()):
                if rule not in taken:
                    taken[rule] = None
                    todo.extend(abs(lit) for lit in rule.body)
        return list(taken)


class Finding(NamedTuple):
    """What was found of one query: its possible values, and the open atoms whose flip alone can change its value."""

    values: frozenset[str]
    hinges: tuple[Fn, ...] = ()


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


def witness(ground: Grounding, literals: Sequence[int], fixed: Collection[tuple[int, bool]] = ()) -> Iterator[set[int]]:
    """Yield, for as long as some of `literals` has not been true in one, an answer set as its true ground literals.

    Every literal that can be true is true in at least one of the sets yielded.
    """
    todo = sorted({lit for lit in literals if lit > 0})
    if not todo:
        return
    builder = _Builder()
    switch = {atom: builder.atom() for atom in ground.choices}
    builder.rule(list(switch.values()), [], choice=True)
    rules = ground.cone(head for rule in ground.rules for head in rule.head)
    renamed = builder.copy(rules, switch)
    numbers = {lit: renamed(lit) for rule in rules for lit in rule.head}
    for atom in ground.choices:
        numbers.setdefault(atom, renamed(atom))
    signs = dict(fixed)
    base = [atom if signs[x] else -atom for x, atom in switch.items() if x in signs]
    builder.close()
    while todo:
        with builder.control.solve(assumptions=[*base, numbers.get(todo[0], renamed(todo[0]))], yield_=True) as handle:
            model = handle.model()
            if model is None:
                todo.pop(0)
                continue
            true = {lit for lit, number in numbers.items() if model.is_true(number)}
        yield true
        todo = [lit for lit in todo if lit not in true]
