"""Solvers over ground rules: any number of copies of them side by side, some atoms held fixed, brave calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import clingo

from .grounding import GroundRule, Query
from .verdict_names import GAP, MAY, NO, YES

CLINGO = clingo.__version__
"""The solver's version."""


class Solver:
    """Puts ground rules into a fresh solver, any number of copies side by side."""

    def __init__(self) -> None:
        self.control = clingo.Control(["--warn=none"])
        self.backend = self.control.backend()
        self.backend.__enter__()  # type: ignore[no-untyped-call]

    def atom(self, symbol: clingo.Symbol | None = None) -> int:
        """A new atom, shown as the symbol if one is given."""
        return self.backend.add_atom(symbol)

    def rule(self, head: Sequence[int], body: Sequence[int], choice: bool = False) -> None:
        """Add a ground rule over the numbers of atoms."""
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
        """Show each symbol where all of its atoms hold."""
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
        """Let the solver have what was added so far."""
        if self.backend is not None:
            self.backend.__exit__(None, None, None)  # type: ignore[no-untyped-call]
            self.backend = None  # type: ignore[assignment]


def mark(number: int) -> clingo.Symbol:
    """A symbol by which an atom is shown."""
    return clingo.Function(f"m{number}")
