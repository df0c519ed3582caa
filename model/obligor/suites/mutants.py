"""Mutants of the rules: what a careless edit might do to one, so that the scenarios can be seen to notice.

A mutant drops a rule, drops or negates a literal, exchanges the parties in a head, gives a rule to another kind of
bearer, or loosens a comparison. Only mutants that clingo accepts (every variable bound) are made.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..agreement.rule_files import Literal, Rule, relation
from ..core.terms import AtomReader, Fn, Term, Var, render

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


def mutants(rules: Sequence[Rule], bearers: Sequence[str] = (), opened: Container[str] = ()) -> Iterator[Mutant]:
    """Yield every mutant of every rule, in a fixed order.

    Args:
        rules: the rules.
        bearers: literals that say which kind of bearer a norm has, to be exchanged for each other.
        opened: predicates that are opened by what else stands in a body, so that this has to bind their variables.
    """
    for number, rule in enumerate(rules):
        seen = {str(rule)}
        yield Mutant(number, "drop the rule", None)
        for what, body, head, touched in _changes(rule, bearers):
            changed = Rule(head, body, lambda rule=rule: rule.place)  # type: ignore[misc]
            if str(changed) not in seen and _safe(head, body, opened):
                seen.add(str(changed))
                yield Mutant(number, what, changed, touched)


Change = tuple[str, tuple[Literal, ...], Literal, int | None]


def _changes(rule: Rule, bearers: Sequence[str]) -> Iterator[Change]:
    for at, lit in enumerate(rule.body):
        before, after = rule.body[:at], rule.body[at + 1 :]
        yield f"drop '{lit}'", (*before, *after), rule.head, at
        if lit.name:
            yield f"negate '{lit}'", (*before, lit._replace(positive=not lit.positive), *after), rule.head, at
        else:
            left, sign, right = relation(lit)
            if sign in _LOOSER:
                looser = Literal("", f"{left}{_LOOSER[sign]}{right}")
                yield f"'{lit}' becomes '{looser}'", (*before, looser, *after), rule.head, at
        if lit.text in bearers and lit.positive:
            for other in bearers:
                swapped = Literal(other.partition("(")[0], other)
                yield f"'{lit}' becomes '{other}'", (*before, swapped, *after), rule.head, at
    head = _exchanged(rule.head.atom)
    if head is not None:
        yield "exchange P and Q in the head", rule.body, Literal(head.name, render(head)), None


def _exchanged(head: Fn) -> Fn | None:
    swap: dict[Term, Term] = {Var("P"): Var("Q"), Var("Q"): Var("P")}
    args = tuple(swap.get(arg, arg) for arg in head.args)
    return Fn(head.name, args) if args != head.args else None


def variables(term: Term) -> set[str]:
    """Names of the variables that occur in a term, `_` aside."""
    if isinstance(term, Var):
        return {term.name} - {"_"}
    return {name for arg in term.args for name in variables(arg)} if isinstance(term, Fn) else set()


def bound(body: Iterable[Literal]) -> set[str]:
    """Names of the variables that positive literals bind."""
    return {name for lit in body if lit.name and lit.positive for name in variables(lit.atom)}


def mentioned(lit: Literal) -> set[str]:
    """Names of the variables in a literal or a comparison."""
    if lit.name:
        return variables(lit.atom)
    left, _, right = relation(lit)
    return variables(AtomReader(left).term()) | variables(AtomReader(right).term())


def _safe(head: Literal, body: Sequence[Literal], opened: Container[str]) -> bool:
    """Whether every variable is bound by a positive literal, as clingo demands, of what opens literals too."""
    rest = [lit for lit in body if lit.name not in opened]
    loose = [lit for lit in body if lit.name in opened]
    needed = {name for lit in rest if not lit.positive or not lit.name for name in mentioned(lit)}
    if loose and not needed.union(*map(mentioned, loose)) <= bound(rest):
        return False
    return needed | mentioned(head) <= bound(body)
