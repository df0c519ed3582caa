"""Where a mutant can matter: the scenarios in which its rule and the original come to different things.

For each mutant the conditions under which it concludes something new, or no longer something old, are written as rules
of their own (probes) and grounded with the scenarios. Where no probe of a mutant is possible, the answer sets of the
original are those of the mutant, so no answer can differ.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from ..agreement.rule_files import Literal, Rule, relation
from ..core.terms import Fn, Var, render
from ..core.unification import substitute
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.shared_grounding import CHUNK, Common
from ..solving.statements import CASE, Statement, lifted, literal
from .mutants import Mutant, bound, mentioned, variables

Body = tuple[Literal, ...]
DIFFERS, NEAR = "differs", "near"
"""Heads of probes: a mutant may come to something else; its rule comes into question at all."""
_REVERSED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


def probes(rules: Sequence[Rule], number: int, mutant: Mutant, opened: Container[str]) -> Iterator[Statement]:
    """Yield the probes of a mutant.

    Args:
        rules: all rules.
        number: the number under which the mutant is found again.
        mutant: a mutant of one of them.
        opened: predicates that are opened by the rules in whose bodies they stand, which is why these cannot be asked
            for here.
    """
    rule, changed, at = rules[mutant.number], mutant.rule, mutant.touched
    lost = literal(Fn("other", (mutant.number, rule.head.atom)), positive=False)
    bodies: list[Body] = []
    if changed is None:
        bodies.append((*rule.body, lost))
    elif at is None:  # the head's parties exchanged
        bodies.append((*rule.body, Literal("", "P!=Q"), lost))
        bodies.append((*rule.body, Literal("", "P!=Q"), changed.head._replace(positive=False)))
    else:
        rest = rule.body[:at] + rule.body[at + 1 :]
        new = changed.body[at : at + len(changed.body) - len(rest)]  # nothing, where the literal is dropped
        bodies.append((*changed.body, _complement(rule.body[at], changed.body), changed.head._replace(positive=False)))
        bodies += [(*rule.body, _complement(lit, rule.body), lost) for lit in new]
    for body in bodies:
        aside = [lit for lit in rule.body if lit.name in opened and lit in body]
        kept = [lit for lit in body if lit not in aside]
        binding = bound(kept)
        kept = [lit for lit in kept if (lit.name and lit.positive) or mentioned(lit) <= binding]
        yield Statement(literal(Fn(DIFFERS, (number,))), tuple(kept))
        asked = tuple(lit for lit in kept if lit.name and lit.positive)
        yield Statement(literal(Fn(NEAR, (number,))), asked)


def companions(rules: Sequence[Rule], touched: Iterable[int]) -> Iterator[Statement]:
    """Yield, for each rule by its place, what other rules conclude that it might conclude as well."""
    heads: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        heads.setdefault(rule.head.name, []).append(at)
    for at in touched:
        rule = rules[at]
        for other in heads[rule.head.name]:
            units = {rule.unit, rules[other].unit} - {""}
            if other != at and len(units) < 2:
                yield Statement(literal(Fn("other", (at, rules[other].head.atom))), rules[other].body)


def _complement(lit: Literal, among: Body) -> Literal:
    """That a condition does not hold, whatever the variables that occur in it alone stand for."""
    if not lit.name:
        left, sign, right = relation(lit)
        return Literal("", f"{left}{_REVERSED[sign]}{right}")
    if not lit.positive:
        return lit._replace(positive=True)
    alone = variables(lit.atom) - bound(among)
    return Literal(lit.name, render(substitute(lit.atom, {name: Var("_") for name in alone})), False)


def possible(
    engine: Engine, cases: Sequence[Case], statements: Iterable[Statement]
) -> dict[tuple[str, int], list[int]]:
    """Ground probes with cases, in common; for each head the cases, by place, in which one of its bodies is possible.

    Args:
        engine: the agreement's programs.
        cases: the cases, with everything that their questions mention.
        statements: probes and what they need.
    """
    lines = []
    for statement in dict.fromkeys(statements):
        assert statement.head
        lines.append(str(lifted(statement, CASE, engine.fixed, guard=True)))
    extra = "\n".join(["#defined other/3.", *lines])
    places: dict[tuple[str, int], list[int]] = {}
    for start in range(0, len(cases), CHUNK):
        part = cases[start : start + CHUNK]
        common = Common(engine, part, timing=True, extra=extra)
        place_of = {name: start + at for at, name in enumerate(common.names)}
        for kind in (DIFFERS, NEAR):
            for atom in common.ground.atoms(kind, 2):
                owner, number = atom.term.args
                assert isinstance(owner, Fn)
                assert isinstance(number, int)
                places.setdefault((kind, number), []).append(place_of[owner])
    return places
