"""Mutants of the rules: what a careless edit might do to one, so that the scenarios can be seen to notice.

A mutant drops a rule, drops or negates a literal, exchanges the parties in a head, gives a rule to another kind of
bearer, or loosens a comparison. Only mutants that clingo accepts (every variable bound) are made.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from ..agreement.rules import Comparison, Condition, Literal, Rule, binds, bound, mentioned
from ..core.terms import Fn, Term, Var

_LOOSER = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


class Mutant(NamedTuple):
    """One change to one rule.

    Attributes:
        number: the rule's place in the list of rules.
        what: the change, in words.
        rule: the changed rule; None where the rule is dropped.
        touched: the place in the body of the literal that is changed, if one is.
    """

    number: int
    what: str
    rule: Rule | None
    touched: int | None = None


def mutants(rules: Sequence[Rule], bearers: Sequence[Fn] = (), opened: Container[str] = ()) -> Iterator[Mutant]:
    """Yield every mutant of every rule, in a fixed order.

    Args:
        rules: the rules.
        bearers: atoms that say which kind of bearer a norm has, to be exchanged for each other.
        opened: predicates that are opened by what else stands in a body, so that this has to bind their variables.
    """
    for number, rule in enumerate(rules):
        seen: set[Rule] = {rule}
        yield Mutant(number, "drop the rule", None)
        for what, body, head, touched in _changes(rule, bearers):
            changed = Rule(head, body, lambda rule=rule: rule.place)  # type: ignore[misc]
            if changed not in seen and _safe(head, body, opened):
                seen.add(changed)
                yield Mutant(number, what, changed, touched)


Change = tuple[str, tuple[Condition, ...], Literal, int | None]
"""What is changed, in words; the body and the head that come of it; the place of the condition that is changed."""


def _changes(rule: Rule, bearers: Sequence[Fn]) -> Iterator[Change]:
    for at, part in enumerate(rule.body):
        before, after = rule.body[:at], rule.body[at + 1 :]
        yield f"drop '{part}'", (*before, *after), rule.head, at
        if isinstance(part, Comparison):
            if part.sign in _LOOSER:
                looser = part._replace(sign=_LOOSER[part.sign])
                yield f"'{part}' becomes '{looser}'", (*before, looser, *after), rule.head, at
            continue
        yield f"negate '{part}'", (*before, part._replace(positive=not part.positive), *after), rule.head, at
        if part.atom in bearers and part.positive:
            for other in bearers:
                yield f"'{part}' becomes '{other}'", (*before, Literal(other), *after), rule.head, at
    head = _exchanged(rule.head.atom)
    if head is not None:
        yield "exchange P and Q in the head", rule.body, Literal(head), None


def _exchanged(head: Fn) -> Fn | None:
    swap: dict[Term, Term] = {Var("P"): Var("Q"), Var("Q"): Var("P")}
    args = tuple(swap.get(arg, arg) for arg in head.args)
    return Fn(head.name, args) if args != head.args else None


def opens(part: Condition, opened: Container[str]) -> bool:
    """Whether a condition is one of those predicates that are opened by what else stands in a body."""
    return isinstance(part, Literal) and part.name in opened


def _safe(head: Literal, body: Sequence[Condition], opened: Container[str]) -> bool:
    """Whether every variable is bound by a positive literal, as clingo demands, of what opens literals too."""
    rest = [part for part in body if not opens(part, opened)]
    loose = [part for part in body if opens(part, opened)]
    needed = {name for part in rest if not binds(part) for name in mentioned(part)}
    if loose and not needed.union(*map(mentioned, loose)) <= bound(rest):
        return False
    return needed | mentioned(head) <= bound(body)
