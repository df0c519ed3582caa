"""Where a mutant can matter: the scenarios in which its rule and the original come to different things.

For each mutant the conditions under which it concludes something new, or no longer something old, are written as rules
of their own (probes) and grounded with the scenarios. Where no probe of a mutant is possible, the answer sets of the
original are those of the mutant, so no answer can differ.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set

from ..agreement.rules import Comparison, Condition, Literal, Rule, Statement, binds, bound, mentioned, variables
from ..core.terms import Fn, Var
from ..core.unification import substitute
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.shared_grounding import CHUNK, Common
from ..solving.statements import CASE, lifted
from .mutants import Mutant, opens

Body = tuple[Condition, ...]
DIFFERS, NEAR = "differs", "near"
"""Heads of probes: a mutant may come to something else; its rule comes into question at all."""
_TWO_PARTIES = Comparison(Var("P"), "!=", Var("Q"))
_REVERSED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


def resting(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """By predicate those that it rests on, over any number of rules, absences aside."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        found.setdefault(rule.name, set()).update(atom.name for atom in rule.positive)
    for name in found:
        todo = list(found[name])
        while todo:
            more = found.get(todo.pop(), set()) - found[name]
            found[name] |= more
            todo += more
    return found


def probes(
    rules: Sequence[Rule], number: int, mutant: Mutant, opened: Container[str], rests: Mapping[str, Set[str]]
) -> Iterator[Statement]:
    """Yield the probes of a mutant.

    Args:
        rules: all rules.
        number: the number under which the mutant is found again.
        mutant: a mutant of one of them.
        opened: predicates that are opened by the rules in whose bodies they stand, which is why these cannot be asked
            for here.
        rests: what each predicate rests on (see `resting`); where the mutant makes it rest on itself, nothing that the
            original concluded is sure.
    """
    rule, changed, at = rules[mutant.number], mutant.rule, mutant.touched
    lost = Literal(Fn("other", (mutant.number, rule.head.atom)), positive=False)
    bodies: list[Body] = []
    if changed is None:
        bodies.append((*rule.body, lost))
    elif at is None:  # the head's parties exchanged
        bodies.append((*rule.body, _TWO_PARTIES, lost))
        bodies.append((*rule.body, _TWO_PARTIES, changed.head._replace(positive=False)))
    else:
        rest = rule.body[:at] + rule.body[at + 1 :]
        new = changed.body[at : at + len(changed.body) - len(rest)]  # nothing, where the literal is dropped
        bodies.append((*changed.body, _complement(rule.body[at], changed.body), changed.head._replace(positive=False)))
        bodies += [(*rule.body, _complement(lit, rule.body), lost) for lit in new]
        asked = [part.name for part in new if isinstance(part, Literal) and part.positive]
        if any(name == rule.name or rule.name in rests.get(name, ()) for name in asked):
            bodies.append(rule.body)
    for body in bodies:
        aside = [part for part in rule.body if opens(part, opened) and part in body]
        kept = [part for part in body if part not in aside]
        binding = bound(kept)
        kept = [part for part in kept if binds(part) or mentioned(part) <= binding]
        yield Statement(Literal(Fn(DIFFERS, (number,))), tuple(kept))
        yield Statement(Literal(Fn(NEAR, (number,))), tuple(filter(binds, kept)))


def companions(rules: Sequence[Rule], touched: Iterable[int]) -> Iterator[Statement]:
    """Yield, for each rule by its place, what other rules conclude that it might conclude as well."""
    heads: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        heads.setdefault(rule.name, []).append(at)
    for at in touched:
        rule = rules[at]
        for other in heads[rule.name]:
            units = {rule.unit, rules[other].unit} - {""}
            if other != at and len(units) < 2:
                yield Statement(Literal(Fn("other", (at, rules[other].head.atom))), rules[other].body)


def _complement(part: Condition, among: Body) -> Condition:
    """That a condition does not hold, whatever the variables that occur in it alone stand for."""
    if isinstance(part, Comparison):
        return part._replace(sign=_REVERSED[part.sign])
    if not part.positive:
        return part._replace(positive=True)
    alone = variables(part.atom) - bound(among)
    atom = substitute(part.atom, {name: Var("_") for name in alone})
    assert isinstance(atom, Fn)
    return Literal(atom, positive=False)


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
