"""Terms, facts and questions as values, and the one small grammar that reads them.

The grammar is used wherever a person writes an atom: acts in YAML, `--add`, `.lp` facts, questions. It knows
nothing of rules, directives or arithmetic, so no text can become program: what is not an atom is refused.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, TypeAlias

from .clause_ids import READABLE

Term: TypeAlias = "int | str | Fn | Var"
"""A whole number, a text (`str`), a name or compound (`Fn`), or a variable (`Var`)."""
NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
"""A name, as files and packages may give one."""


class Fn(NamedTuple):
    """A name with arguments; a bare name has none.

    >>> str(Fn("publish", (Fn("post"),)))
    'publish(post)'
    """

    name: str
    args: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return render(self)


class Var(NamedTuple):
    """A variable; `_` stands for anything, each time for something else."""

    name: str


class Day(int):
    """A day, as its proleptic Gregorian ordinal; clingo sees the number.

    >>> str(Day.read("2026-03-01")), int(Day.read("2026-03-01"))
    ('2026-03-01', 739676)
    """

    @classmethod
    def read(cls, text: str) -> Day:
        """Read `YYYY-MM-DD`.

        Raises:
            ValueError: if there is no such day.
        """
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError(f"not YYYY-MM-DD: {text}")
        return cls(date.fromisoformat(text).toordinal())

    def __str__(self) -> str:
        return self.isoformat()

    def isoformat(self) -> str:
        """`YYYY-MM-DD`."""
        return date.fromordinal(int(self)).isoformat()


class Fact(NamedTuple):
    """An atom that is stated to hold, or (`holds=False`) stated not to hold.

    >>> str(Fact(Fn("deleted", (Fn("acme"),)), holds=False))
    '-deleted(acme)'
    """

    atom: Fn
    holds: bool = True

    def __str__(self) -> str:
        return ("" if self.holds else "-") + render(self.atom)

    def show(self) -> str:
        """Write it as a person would, `not` before what is stated not to hold."""
        return ("" if self.holds else "not ") + show(self.atom)


class BadTerm(ValueError):
    """A text is not an atom; `offset` is the index of the character where reading stopped."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def render(term: Term) -> str:
    r"""Write a term as clingo reads it.

    >>> print(render(Fn("on", (Fn("leak"), 739700, 'a "b"'))))
    on(leak,739700,"a \"b\"")
    """
    if isinstance(term, Fn):
        return f"{term.name}({','.join(map(render, term.args))})" if term.args else term.name
    if isinstance(term, Var):
        return term.name
    if isinstance(term, str):
        escaped = term.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return str(int(term))


def show(term: Term) -> str:
    """Write a term as a person would: days as days, clauses without quotes. What it writes can be read again.

    >>> show(Fn("due", (Fn("acme"), Day.read("2026-03-01"), "21.4[d]")))
    'due(acme, 2026-03-01, 21.4[d])'
    """
    if isinstance(term, Fn) and term.args:
        return f"{term.name}({', '.join(map(show, term.args))})"
    if isinstance(term, Day) or (isinstance(term, str) and _CLAUSE.fullmatch(term)):
        return str(term)
    return render(term)


_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<date>\d{{4}}-\d\d-\d\d(?!\w))
    | (?P<clause>{READABLE}(?![\w.]))
    | (?P<number>-?\d+(?![\w.]))
    | (?P<text>"(?:[^"\\\n]|\\["\\n])*")
    | (?P<var>[A-Z][A-Za-z0-9_]*'*|_(?!\w))
    | (?P<name>[a-z][a-z0-9_]*(?!\w))
    | (?P<sign>[(),.])
    )""",
    re.VERBOSE | re.ASCII,
)
_SPACE = re.compile(r"\s*", re.ASCII)
_CLAUSE = re.compile(READABLE, re.ASCII)
_ESCAPE = re.compile(r"\\(.)")
MAX_DEPTH = 4
"""Deepest nesting that is read; the vocabulary allows two (an act inside a fact)."""
MAX_NUMBER = 2**31 - 1
"""clingo's integers have 32 bits; a larger number would silently wrap."""


class AtomReader:
    """Reads atoms from one text, from left to right; `place` errors by offset into it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def _peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def _refuse(self, what: str) -> BadTerm:
        rest = self.text[self.at :].strip()
        found = f"at '{rest[:20]}'" if rest else "at its end"
        return BadTerm(f"{what} {found}", self.at)

    def sign(self, mark: str) -> bool:
        """Take the given punctuation mark if it comes next."""
        at = self.at
        if self.text[at : at + 1].isspace():
            at = _SPACE.match(self.text, at).end()  # type: ignore[union-attr]  # it matches anywhere
        if not self.text.startswith(mark, at):
            return False
        self.at = at + len(mark)
        return True

    def done(self) -> bool:
        """Say whether only white space is left."""
        return not self.text[self.at :].strip()

    def term(self, depth: int = 0) -> Term:
        """Read one term.

        Raises:
            BadTerm: if no term stands here, or it nests deeper than `MAX_DEPTH`.
        """
        if depth > MAX_DEPTH:
            raise self._refuse("nested too deeply")
        token = self._peek()
        if token is None or token["sign"]:
            raise self._refuse("expected a name, a number, a text or a clause")
        self.at = token.end()
        kind = token.lastgroup
        text = token[kind or 0]
        if kind == "name":
            return self._compound(text, depth)
        if kind == "var":
            return Var(text)
        if kind == "clause":
            return text
        if kind == "text":
            return _ESCAPE.sub(lambda m: "\n" if m[1] == "n" else m[1], text[1:-1])
        if kind == "date":
            try:
                return Day.read(text)
            except ValueError:
                raise BadTerm(f"no such day: {text}", token.start()) from None
        if len(text) > 11 or abs(int(text)) > MAX_NUMBER:
            raise BadTerm(f"number out of range: {text[:20]}", token.start())
        return int(text)

    def _compound(self, name: str, depth: int) -> Fn:
        args: list[Term] = []
        if self.sign("("):
            args.append(self.term(depth + 1))
            while self.sign(","):
                args.append(self.term(depth + 1))
            if not self.sign(")"):
                raise self._refuse("expected ',' or ')'")
        return Fn(name, tuple(args))

    def atom(self) -> Fn:
        """Read one name or compound; a number, a text or a variable alone is refused."""
        start = self.at
        term = self.term()
        if not isinstance(term, Fn):
            raise BadTerm(f"expected name(...), not '{self.text[start : self.at].strip()}'", start)
        return term

    def fact(self) -> Fact:
        """Read one atom, with `-` (or `not`) before it where it is stated not to hold."""
        negated = re.compile(r"\s*(?:-|not\b)\s*").match(self.text, self.at)
        if negated:
            self.at = negated.end()
        return Fact(self.atom(), holds=not negated)


def parse_atom(text: str) -> Fn:
    """Read a whole text as one atom.

    >>> parse_atom("breach(acme, _, 21.5.4)")
    Fn(name='breach', args=(Fn(name='acme', args=()), Var(name='_'), '21.5.4'))

    Raises:
        BadTerm: if it is anything else.
    """
    reader = AtomReader(text)
    atom = reader.atom()
    if not reader.done():
        raise reader._refuse("unexpected text")
    return atom


def parse_fact(text: str) -> Fact:
    """Read a whole text as one fact, `-` or `not` before it where it is stated not to hold.

    Raises:
        BadTerm: if it is anything else.
    """
    reader = AtomReader(text)
    fact = reader.fact()
    if not reader.done():
        raise reader._refuse("unexpected text")
    return fact
