"""Statements that are made rather than read: facts as stated, and any statement lifted to many cases."""

from __future__ import annotations

from ..agreement.rules import Comparison, Condition, Literal, Statement
from ..core.terms import Fact, Fn, Term, Var

CASE = Var("CASE")
"""The variable that stands for the case in lifted statements; no rule may use it."""


def of_fact(fact: Fact) -> Statement:
    """A stated fact."""
    return Statement(Literal(fact.atom, denied=not fact.holds))


def lifted(statement: Statement, case: Term, static: frozenset[str], guard: bool) -> Statement:
    """A statement with a case argument before the others in every atom that depends on the scenario.

    Args:
        statement: what to lift.
        case: the argument: the variable `CASE`, or a case's name for its own facts.
        static: predicates that no scenario touches; they get none.
        guard: whether to bind the case in the body with `case(...)`.

    >>> p, q = Literal(Fn("p", (Var("X"),))), Literal(Fn("q", (Var("X"),)))
    >>> print(lifted(Statement(p, (q,)), CASE, frozenset({"q"}), guard=True))
    p(CASE,X) :- case(CASE), q(X).
    """
    head = None if statement.head is None else _lift(statement.head, case, static)
    body = tuple(
        part if isinstance(part, Comparison) else _lift(part, case, static) for part in statement.body
    )  # fmt: skip
    touched = head != statement.head or body != statement.body
    bound: tuple[Condition, ...] = (Literal(Fn("case", (case,))), *body) if guard and touched else body
    return statement.replace(head, bound)


def _lift(literal: Literal, case: Term, static: frozenset[str]) -> Literal:
    if literal.name in static:
        return literal
    return literal._replace(atom=Fn(literal.atom.name, (case, *literal.atom.args)))
