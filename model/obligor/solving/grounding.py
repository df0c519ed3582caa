"""One grounding for a case: its atoms, and its ground rules as clingo makes them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

import clingo

from ..core.errors import ModelError
from ..core.terms import Fn, Term
from ..core.unification import fits


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
    def cone(self, literals: Iterable[int], free: Set[int] = frozenset()) -> list[GroundRule]:
        """The ground rules that the given literals depend on, constraints over what they depend on included.

        Choices do not wait for the literals in `free`: these are left out of them, with what they depend on.
        """


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
                if not atom.is_fact and not atom.literal:
                    continue  # it was thought possible while grounding, and no rule gives it in the end
                term = to_term(atom.symbol)
                assert isinstance(term, Fn)
                found.append(Atom(term, 0 if atom.is_fact else atom.literal))
            self._atoms[key] = sorted(found, key=lambda a: str(a.term))
        return self._atoms[key]

    def symbols(self, name: str, arity: int) -> Iterator[tuple[clingo.Symbol, bool]]:
        """Every possible atom of a predicate as clingo has it, with whether it is certain."""
        for atom in self._control.symbolic_atoms.by_signature(name, arity):
            if atom.is_fact or atom.literal:
                yield atom.symbol, atom.is_fact

    def owners(self) -> dict[int, Fn]:
        """The first argument of every atom that has a name there, by ground literal: in a lifted program, its case."""
        found: dict[int, Fn] = {}
        for atom in self._control.symbolic_atoms:
            arguments = atom.symbol.arguments
            named = bool(arguments) and arguments[0].type == clingo.SymbolType.Function
            if named and not atom.is_fact and atom.literal:
                owner = to_term(arguments[0])
                assert isinstance(owner, Fn)
                found[atom.literal] = owner
        return found

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

    def cone(self, literals: Iterable[int], free: Set[int] = frozenset()) -> list[GroundRule]:
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
                if rule.choice and free:
                    rule = rule._replace(body=tuple(lit for lit in rule.body if lit not in free))
                if rule not in taken:
                    taken[rule] = None
                    todo.extend(abs(lit) for lit in rule.body)
        return list(taken)
