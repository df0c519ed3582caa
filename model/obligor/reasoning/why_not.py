"""What stands between a case and a yes: the nearest ways to it, and what each lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..core.terms import Fact, Fn, Var
from ..solving.answer_set import World
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.completions import Completions
from ..solving.proofs import Prover
from ..solving.verdict_names import GAP, MAY, NO
from .nearest import EXCEPTION, NOT_IN_FORCE, Near, Seeker, cost, given, persons
from .why import answered

"""Roles of arguments that are events."""
EXPANDED = 120
"""Units up to which a clause in a question is looked into unit by unit."""


class WhyNot(NamedTuple):
    """An answer with the ways that come nearest to a yes.

    Attributes:
        answer: the answer.
        ways: the nearest ways; empty if it is yes throughout, or nothing comes near.
        assumed: what is open and taken so or not so where the ways are looked for.
        grounds: what an exception that stands in the way rests on: stated facts and what is open.
        bounded: whether more ways may come as near than the search followed.
    """

    answer: Answer
    ways: tuple[Near, ...]
    assumed: tuple[Fact, ...] = ()
    grounds: tuple[tuple[Fn, tuple[Fn, ...]], ...] = ()
    bounded: bool = False


def whynot(case: Case, text: str) -> WhyNot:
    """Find what stands between a case and a yes.

    Args:
        case: the case.
        text: a question.

    Raises:
        InputError: if it is ill-formed.
    """
    question, answer, query = answered(case, text)
    completions = Completions(case.ground, [query])
    preferred = case.reading()
    for fixed in (preferred, []):
        for value in (NO, GAP, MAY):
            true = completions.find(fixed=fixed, value=(0, value))
            if true is not None:
                opened = case.ground.choices
                assumed = tuple(
                    Fact(term, number in true) for number, term in opened.items() if term in answer.hinges_on
                )
                world = World(case.ground, true, case.leaves)
                ways, bounded = _ways(case, world, question.pattern)
                return WhyNot(answer, ways, assumed, _grounds(case, world, ways), bounded)
    return WhyNot(answer, ())


def _grounds(case: Case, world: World, ways: Sequence[Near]) -> tuple[tuple[Fn, tuple[Fn, ...]], ...]:
    prover = Prover(case.engine.rulebook, world)
    found: dict[Fn, tuple[Fn, ...]] = {}
    for way in ways:
        for lack in way.lacks:
            if lack.kind in (EXCEPTION, NOT_IN_FORCE) and lack.atom is not None:
                proof = prover.proof(lack.atom)
                found[lack.atom] = tuple(atom for atom, step in proof.items() if step.rule is None)
    return tuple(found.items())


def nearest_to(case: Case, atom: Fn) -> tuple[tuple[Near, ...], dict[Fn, tuple[Fn, ...]]]:
    """The nearest ways to an atom that is absent in the case as its unknown facts are taken not to hold.

    Returns:
        The ways, and what the exceptions that stand in their way rest on.
    """
    true = Completions(case.ground).find(fixed=case.reading())
    if true is None:
        return (), {}
    world = World(case.ground, true, case.leaves)
    ways, _ = _ways(case, world, atom)
    return ways, dict(_grounds(case, world, ways))


def _ways(case: Case, world: World, pattern: Fn) -> tuple[tuple[Near, ...], bool]:
    """The nearest ways to a question, whose clause stands for the units that it covers, and whether there may be more.

    There may be where more stated facts fitted a condition than were tried, and no more was lacking than in these.
    """
    vocabulary = case.agreement.vocabulary
    documented = [p for group in case.agreement.predicates.values() for p in group]
    events = {(p.name, p.arity): p.places("event") for p in documented}
    seeker = Seeker(case.engine.rulebook, world, persons(vocabulary), given(vocabulary), events)
    unit = pattern.args[-1] if pattern.args else None
    goals = [pattern]
    if isinstance(unit, str):
        covered = [u.unit for u in case.agreement.covered(unit) if u.creates_norm]
        if len(covered) > EXPANDED:
            found = seeker.nearest(Fn(pattern.name, (*pattern.args[:-1], Var("_"))))
            return tuple(way for way in found if way.goal.args[-1] in covered), seeker.bounded(found)
        goals = [Fn(pattern.name, (*pattern.args[:-1], one)) for one in covered]
    ways = [way for goal in goals for way in seeker.nearest(goal)]
    least = min((cost(way.lacks) for way in ways), default=0)
    nearest = sorted((way for way in ways if cost(way.lacks) == least), key=lambda way: -len(way.met))
    return tuple(nearest), seeker.bounded(nearest)
