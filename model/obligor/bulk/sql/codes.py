"""Terms as whole numbers, so that a table of atoms is columns of numbers and a compound term one of them."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.terms import Fn, Term

WIDTH = 4
"""Arguments of a compound term, at the most."""
NONE = 0
"""What stands in a column of `TermCodes.compounds` for an argument that a term does not have."""


class TermCodes:
    """A dictionary of terms: a number from 0 on stands for itself, any other term for a number below 0.

    >>> codes = TermCodes(); codes.of(7), codes.of(Fn("li")), codes.of("8.2[a]"), codes.of(Fn("li"))
    (7, -1, -2, -1)

    Args:
        base: a dictionary to start from.
    """

    def __init__(self, base: TermCodes | None = None) -> None:
        self._codes: dict[Term, int] = dict(base._codes) if base else {}
        self._terms: list[Term] = list(base._terms) if base else []
        self._base = len(self._terms)

    def of(self, term: Term) -> int:
        """The number of a term.

        Raises:
            ValueError: for a number below 0, which stands for something else.
        """
        if isinstance(term, int):
            if term < 0:
                raise ValueError(f"{term} is below 0")
            return int(term)
        code = self._codes.get(term)
        if code is None:
            if isinstance(term, Fn):
                for arg in term.args:
                    self.of(arg)
                if term.args:
                    self.functor(term)
            self._terms.append(term)
            code = self._codes[term] = -len(self._terms)
        return code

    def functor(self, term: Fn) -> int:
        """The number of a compound term's name and arity."""
        return self.of(f"{term.name}/{len(term.args)}")

    def __len__(self) -> int:
        """How many terms have numbers below 0."""
        return len(self._terms)

    def term(self, code: int) -> Term:
        """The term that a number stands for."""
        return code if code >= 0 else self._terms[-1 - code]

    def add(self, rows: list[tuple[int, ...]]) -> None:
        """Take in compound terms numbered elsewhere, in the shape of `compounds` and in the order of their numbers."""
        for code, functor, *args in rows:
            name, _, arity = str(self.term(functor)).rpartition("/")
            made = Fn(name, tuple(map(self.term, args[: int(arity)])))
            self._terms.append(made)
            self._codes[made] = code

    def new(self) -> Iterator[tuple[int, Term]]:
        """Yield the terms that its base does not have, with their numbers."""
        for at in range(self._base, len(self._terms)):
            yield -1 - at, self._terms[at]

    def compounds(self) -> Iterator[tuple[int, ...]]:
        """Yield the compound terms that its base does not have: number, functor, `WIDTH` arguments."""
        for code, term in self.new():
            if isinstance(term, Fn) and term.args:
                args = tuple(map(self.of, term.args))
                yield (code, self.functor(term), *args, *(NONE,) * (WIDTH - len(args)))
