"""Rules as syntax trees: heads, conditions, and statements made of them, which every rewriting works on.

A rule that was read keeps clingo's printed form and becomes a tree when it is first looked into: nine rules of ten
are handed to the solver as they stand, and walking clingo's own nodes costs thirty times as much as its printing
(773 rules: 30 ms against 0.9 s). The printed form is read by the one grammar of atoms (`core.terms`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple, TypeAlias

from ..core.errors import ModelError, Place
from ..core.terms import AtomReader, BadTerm, Fn, Term, Var, parse_atom, render

_ATOM = r"""[a-z_]\w*(?:\((?:[\w', ]|(?<=\w)\(|\)|(?<=[(,])-(?=\d)|"(?:[^"\\\n]|\\.)*")*\))?"""
_SIDE = r"""(?:[\w']+|"(?:[^"\\\n]|\\.)*")"""
_COMPARED = rf"{_SIDE}\ *(?:!=|<=|>=|<|>|=)\ *{_SIDE}"
CONDITION = re.compile(rf"(?:not\ )?{_ATOM}|{_COMPARED}", re.VERBOSE | re.ASCII)
"""What may stand in a body, as clingo prints it: an atom, its absence, a comparison; no arithmetic, no aggregate."""
HEAD = re.compile(_ATOM, re.ASCII)
"""What may stand as a head: one atom."""
RULE = re.compile(rf"{_ATOM}(?:\ :-\ (?:{CONDITION.pattern})(?:;\ (?:{CONDITION.pattern}))*)?\.", re.VERBOSE | re.ASCII)
"""A whole rule as clingo prints it."""
_WORD = re.compile(r"[a-z_]\w*", re.ASCII)
_SIGN = re.compile(r"\s*(:-|!=|<=|>=|[;<>=])")
_NOT = re.compile(r"\s*not\b")


class Literal(NamedTuple):
    """An atom as a condition or a head: `positive` or absent; `denied` is clingo's classical negation.

    >>> str(Literal(Fn("prompt", (Fn("e"),)), positive=False, denied=True))
    'not -prompt(e)'
    """

    atom: Fn
    positive: bool = True
    denied: bool = False

    @property
    def name(self) -> str:
        """The predicate's name, with `-` before it where it is denied."""
        return f"-{self.atom.name}" if self.denied else self.atom.name

    def __str__(self) -> str:
        return f"{'' if self.positive else 'not '}{'-' if self.denied else ''}{render(self.atom)}"


class Comparison(NamedTuple):
    """Two terms compared, by `=`, `!=`, `<`, `<=`, `>` or `>=`."""

    left: Term
    sign: str
    right: Term

    def __str__(self) -> str:
        return f"{render(self.left)} {self.sign} {render(self.right)}"


Condition: TypeAlias = Literal | Comparison
"""What stands in a body."""


def variables(term: Term) -> set[str]:
    """Names of the variables that occur in a term, `_` aside."""
    if isinstance(term, Var):
        return {term.name} - {"_"}
    return {name for arg in term.args for name in variables(arg)} if isinstance(term, Fn) else set()


def bound(body: Iterable[Condition]) -> set[str]:
    """Names of the variables that positive literals bind."""
    return {name for part in body if binds(part) for name in mentioned(part)}


def binds(part: Condition) -> bool:
    """Whether a condition binds its variables: an atom that is asked for does."""
    return isinstance(part, Literal) and part.positive


def mentioned(part: Condition) -> set[str]:
    """Names of the variables in a condition."""
    if isinstance(part, Literal):
        return variables(part.atom)
    return variables(part.left) | variables(part.right)


class Tree(NamedTuple):
    """A statement's parts; no head means a constraint."""

    head: Literal | None
    body: tuple[Condition, ...]


class Statement:
    """A rule, a choice of its head, or (without a head) a constraint; `where` tells where it was written, if it was.

    Two statements are equal if they say the same, wherever they stand.

    >>> p, q, r = (Fn(name) for name in "pqr")
    >>> print(Statement(Literal(p), (Literal(q), Literal(r, positive=False)), choice=True))
    {p} :- q, not r.
    """

    def __init__(
        self,
        head: Literal | None,
        body: tuple[Condition, ...] = (),
        choice: bool = False,
        where: Callable[[], Place] | None = None,
    ) -> None:
        self.tree, self.choice, self.where = Tree(head, body), choice, where

    tree: Tree

    @property
    def head(self) -> Literal | None:
        """What it concludes."""
        return self.tree.head

    @property
    def body(self) -> tuple[Condition, ...]:
        """Under which conditions."""
        return self.tree.body

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """The conditions that are atoms or their absence."""
        return tuple(part for part in self.tree.body if isinstance(part, Literal))

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The conditions that compare."""
        return tuple(part for part in self.tree.body if isinstance(part, Comparison))

    @cached_property
    def positive(self) -> tuple[Fn, ...]:
        """The atoms that it asks for."""
        return tuple(part.atom for part in self.literals if part.positive)

    @cached_property
    def negative(self) -> tuple[Fn, ...]:
        """The atoms that it asks to be absent."""
        return tuple(part.atom for part in self.literals if not part.positive)

    @property
    def place(self) -> Place:
        """Where it was written; `program` if it was made."""
        return self.where() if self.where else Place("program")

    def replace(self, head: Literal | None, body: tuple[Condition, ...]) -> Statement:
        """The statement, in its place, with other parts."""
        return Statement(head, body, self.choice, self.where)

    def __str__(self) -> str:
        head = "" if self.head is None else f"{{{self.head}}}" if self.choice else str(self.head)
        body = f" :- {', '.join(map(str, self.body))}" if self.body else "" if self.head else " :- #true"
        return f"{head}{body}.".lstrip()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statement) and (self.tree, self.choice) == (other.tree, other.choice)

    def __hash__(self) -> int:
        return hash((self.tree, self.choice))


class Rule(Statement):
    """A rule with one atom as its head."""

    def __init__(self, head: Literal, body: tuple[Condition, ...], where: Callable[[], Place] | None = None) -> None:
        super().__init__(head, body, where=where)

    @property
    def head(self) -> Literal:
        """What it concludes."""
        assert self.tree.head is not None
        return self.tree.head

    @property
    def name(self) -> str:
        """The predicate that it concludes."""
        return self.head.name

    @property
    def unit(self) -> str:
        """The unit cited as the head's last argument; "" if there is none."""
        last = self.head.atom.args[-1] if self.head.atom.args else None
        return last if isinstance(last, str) else ""

    @cached_property
    def words(self) -> frozenset[str]:
        """The predicates that may stand in its body; what it has to do with them its tree tells."""
        return frozenset(part.name for part in self.literals)


class PrintedRule(Rule):
    """A rule as clingo prints it, of which a tree is made when it is looked into.

    >>> rule = PrintedRule('breach(P,E,U) :- did(P,A,E); not excused(P,A,E,U); E != "21.5[a]".', None)
    >>> rule.name, rule.head.atom.args[0], [str(part) for part in rule.body]
    ('breach', Var(name='P'), ['did(P,A,E)', 'not excused(P,A,E,U)', 'E != "21.5[a]"'])
    """

    def __init__(self, text: str, where: Callable[[], Place] | None) -> None:
        self.text, self.choice, self.where = text, False, where

    @cached_property
    def tree(self) -> Tree:  # type: ignore[override]
        """Its parts.

        Raises:
            ModelError: if clingo takes for names what none is here.
        """
        reader = _Reader(self.text[:-1])
        reader.at = HEAD.match(self.text).end()  # type: ignore[union-attr]  # its form was checked when it was made
        try:
            return Tree(self.head, reader.body())
        except BadTerm as error:
            raise ModelError(f"{self.place}: not a rule: {error}") from None

    @cached_property
    def head(self) -> Literal:
        """What it concludes, read by itself: of most rules that are looked up, the head tells that they do not fit.

        Raises:
            ModelError: if clingo takes for names what none is here.
        """
        try:
            return Literal(parse_atom(HEAD.match(self.text)[0]))  # type: ignore[index]
        except BadTerm as error:
            raise ModelError(f"{self.place}: not a rule: {error}") from None

    @cached_property
    def name(self) -> str:
        """The predicate that it concludes: the word that it begins with."""
        word = _WORD.match(self.text)
        assert word
        return word[0]

    @cached_property
    def unit(self) -> str:
        """The unit cited as the head's last argument; looked up in every rule that may prove something."""
        match = HEAD.match(self.text)
        assert match
        head = match[0]
        return head[head.rindex('"', 0, -2) + 1 : -2] if head.endswith('")') else ""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that occurs in it."""
        return frozenset(_WORD.findall(self.text))

    def __str__(self) -> str:
        return self.text


class _Reader(AtomReader):
    """Reads a rule's body as clingo prints it, without its full stop."""

    def body(self) -> tuple[Condition, ...]:
        body: list[Condition] = []
        mark = self._mark()
        while mark in (":-", ";"):
            body.append(self._condition())
            mark = self._mark()
        if mark or not self.done():
            raise BadTerm("not a rule", self.at)
        return tuple(body)

    def _mark(self) -> str:
        sign = _SIGN.match(self.text, self.at)
        if sign is None:
            return ""
        self.at = sign.end()
        return sign[1]

    def _condition(self) -> Condition:
        negated = _NOT.match(self.text, self.at)
        if negated:
            self.at = negated.end()
            return Literal(self.atom(), positive=False)
        start = self.at
        term = self.term()
        sign = _SIGN.match(self.text, self.at)
        if sign and sign[1] != ";":
            self.at = sign.end()
            return Comparison(term, sign[1], self.term())
        if not isinstance(term, Fn):
            raise BadTerm("not a condition", start)
        return Literal(term)
