"""Statements of a program as values, so that every program is derived by rewriting and none by editing text."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..agreement.rule_files import Literal, Rule
from ..core.errors import Place
from ..core.terms import Fact, Fn, render

CASE = "CASE"
"""The variable that stands for the case in lifted statements; no rule may use it."""


class Statement(NamedTuple):
    """A rule, a choice of its head, or (without a head) a constraint; `where` tells where it was written, if it was.

    >>> print(Statement(Literal("p", "p(X)"), (Literal("q", "q(X)"), Literal("r", "r", False)), choice=True))
    {p(X)} :- q(X), not r.
    """

    head: Literal | None
    body: tuple[Literal, ...] = ()
    choice: bool = False
    where: Callable[[], Place] | None = None

    @property
    def place(self) -> Place:
        """Where it was written; `program` if it was made."""
        return self.where() if self.where else Place("program")

    def __str__(self) -> str:
        head = "" if self.head is None else f"{{{self.head.text}}}" if self.choice else self.head.text
        body = f" :- {', '.join(map(str, self.body))}" if self.body else "" if self.head else " :- #true"
        return f"{head}{body}.".lstrip()


def of_rule(rule: Rule) -> Statement:
    """A rule as a statement."""
    return Statement(rule.head, rule.body, where=rule.where)


def literal(atom: Fn, positive: bool = True, denied: bool = False) -> Literal:
    """A literal over an atom; `denied` puts clingo's classical negation before it.

    >>> str(literal(Fn("prompt", (Fn("e"),)), positive=False, denied=True))
    'not -prompt(e)'
    """
    sign = "-" if denied else ""
    return Literal(sign + atom.name, sign + render(atom), positive)


def of_fact(fact: Fact) -> Statement:
    """A stated fact."""
    return Statement(literal(fact.atom, denied=not fact.holds))


def lifted(statement: Statement, case: str, static: frozenset[str], guard: bool) -> Statement:
    """A statement with a case argument before the others in every atom that depends on the scenario.

    Args:
        statement: what to lift.
        case: the argument: the variable `CASE`, or a case's name for its own facts.
        static: predicates that no scenario touches; they get none.
        guard: whether to bind the case in the body with `case(...)`.

    >>> print(lifted(Statement(Literal("p", "p(X)"), (Literal("q", "q(X)"),)), "CASE", frozenset({"q"}), guard=True))
    p(CASE,X) :- case(CASE), q(X).
    """
    head = None if statement.head is None else _lift(statement.head, case, static)
    body = tuple(_lift(lit, case, static) for lit in statement.body)
    touched = head != statement.head or body != statement.body
    bound = (Literal("case", f"case({case})"), *body) if guard and touched else body
    return statement._replace(head=head, body=bound)


def _lift(lit: Literal, case: str, static: frozenset[str]) -> Literal:
    if not lit.name or lit.name in static:
        return lit
    rest = lit.text[len(lit.name) :]
    return lit._replace(text=f"{lit.name}({case},{rest[1:]}" if rest else f"{lit.name}({case})")
