"""Why and why not: proofs of an answer, one for each case that it rests on, and the ways that nearly led to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .answers import Answer
from .case import Case
from .deciding import shrunk
from .explain import Prover, Step
from .ground import Atom, Query
from .language import Question
from .nearest import EXCEPTION, NOT_IN_FORCE, Near, Seeker, cost
from .solve import GAP, MAY, NO, YES, Completions, Table
from .terms import Fact, Fn, Var
from .world import World

_EVENTS = frozenset({"E", "F", "G", "S", "W"})
"""Roles of arguments that are events."""
CASES = 8
"""Cases that are told apart in one explanation, at the most."""
EXPANDED = 120
"""Units up to which a clause that is asked about is looked into unit by unit."""
STATED, ASSUMED, PRESUMED, READING, GIVEN, RULE = "stated", "assumed", "presumed", "reading", "given", "rule"


class Node(NamedTuple):
    """A step of a proof as it is shown.

    Attributes:
        step: conclusion, rule, premises and absences.
        kind: `rule`; a `stated` fact; an unknown fact that this case takes to hold (`assumed`); a judgement that holds
            unless denied (`presumed`); a `reading`; what the register or the calendar gives (`given`).
    """

    step: Step
    kind: str


class Proof(NamedTuple):
    """A proof of one or more atoms: an acyclic graph in which each step stands once.

    Attributes:
        goals: what is proved.
        nodes: the steps, a goal first and premises after what they carry.
        assumed: what is open and taken so or not so; empty where nothing open is used.
    """

    goals: tuple[Fn, ...]
    nodes: dict[Fn, Node]
    assumed: tuple[Fact, ...]


class Why(NamedTuple):
    """An answer with its proofs, one a case where it does not hold in the same way throughout.

    Attributes:
        answer: the answer.
        value: what is proved: yes, may or gap; no where there is nothing to prove.
        proofs: the proofs.
    """

    answer: Answer
    value: str
    proofs: tuple[Proof, ...]


class WhyNot(NamedTuple):
    """An answer with the ways that come nearest to a yes.

    Attributes:
        answer: the answer.
        ways: the nearest ways; empty if it is yes throughout, or nothing comes near.
        assumed: what is open and taken so or not so where the ways are looked for.
        grounds: what an exception that stands in the way rests on: stated facts and what is open.
    """

    answer: Answer
    ways: tuple[Near, ...]
    assumed: tuple[Fact, ...] = ()
    grounds: tuple[tuple[Fn, tuple[Fn, ...]], ...] = ()


def why(case: Case, text: str) -> Why:
    """Explain an answer.

    Args:
        case: the case.
        text: a question.

    Raises:
        InputError: if it is ill-formed.
    """
    question, answer, query = _asked(case, text)
    patterns = question.pattern, question.related("may"), question.related("gap")
    for value, literals, pattern in zip((YES, MAY, GAP), query, patterns, strict=True):
        if not literals or pattern is None:
            continue
        atoms = case.ground.matching(pattern)
        certain = [atom.term for atom in atoms if not atom.literal]
        proofs = (_proof(case, certain, set(), ()),) if certain else tuple(_cases(case, atoms))
        if proofs:
            return Why(answer, value, proofs)
    return Why(answer, NO, ())


def _asked(case: Case, text: str) -> tuple[Question, Answer, Query]:
    question = case.question(text)
    (answer,) = case.ask(question)
    query, _ = case.query(question)
    return question, answer, query


def _cases(case: Case, atoms: Sequence[Atom]) -> Iterator[Proof]:
    """Proofs such that in every completion in which one of the atoms holds, what one of them assumes is so."""
    whole, single = Query(tuple(a.literal for a in atoms)), [Query((a.literal,)) for a in atoms]
    completions, table = Completions(case.ground, [whole]), Table(case.ground, single)
    preferred = case.reading()
    for _ in range(CASES):
        true = completions.find(fixed=preferred, value=(0, YES)) or completions.find(value=(0, YES))
        if true is None:
            return
        at = next(at for at, atom in enumerate(atoms) if atom.literal in true)
        settled = shrunk(table, at, [(number, number in true) for number in case.ground.choices])
        others = [(number, False) for number in case.ground.choices if number not in dict(settled)]
        true = completions.find(fixed=[*settled, *others]) or true
        yield _proof(case, [atoms[at].term], true, settled)
        if not settled:
            return
        completions.exclude(settled)


def _proof(case: Case, goals: list[Fn], true: set[int], settled: Iterable[tuple[int, bool]]) -> Proof:
    choices = case.ground.choices
    opened = set(choices.values())
    prover = Prover(case.engine.rulebook, World(case.ground, true, case.leaves))
    steps: dict[Fn, Step] = {}
    for goal in goals:
        steps.update(prover.proof(goal))
    judged = case.agreement.vocabulary.judgements
    nodes: dict[Fn, Node] = {}
    for atom, step in steps.items():
        if step.rule is not None:
            kind = RULE
        elif atom.name == "reading":
            kind = READING
        elif atom in opened:
            kind = ASSUMED
        else:
            kind = STATED if atom in case.stated else PRESUMED if atom.name in judged else GIVEN
        nodes[atom] = Node(step, kind)
    return Proof(tuple(goals), nodes, tuple(Fact(choices[number], sign) for number, sign in settled))


def whynot(case: Case, text: str) -> WhyNot:
    """Find what stands between a case and a yes.

    Args:
        case: the case.
        text: a question.

    Raises:
        InputError: if it is ill-formed.
    """
    question, answer, query = _asked(case, text)
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
                ways = tuple(_ways(case, world, question.pattern))
                return WhyNot(answer, ways, assumed, _grounds(case, world, ways))
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
    ways = tuple(_ways(case, world, atom))
    return ways, dict(_grounds(case, world, ways))


def _ways(case: Case, world: World, pattern: Fn) -> list[Near]:
    """The nearest ways to a question, whose clause stands for the units that it covers."""
    vocabulary = case.agreement.vocabulary
    persons = {*vocabulary.words["roles"], *vocabulary.words["relations"]}
    given = {"party", "standing", "loss", "thing", "as_of", "within"}
    documented = [p for group in case.agreement.predicates.values() for p in group]
    events = {(p.name, len(p.roles)): [at for at, role in enumerate(p.roles) if role in _EVENTS] for p in documented}
    seeker = Seeker(case.engine.rulebook, world, persons, given, events)
    unit = pattern.args[-1] if pattern.args else None
    goals = [pattern]
    if isinstance(unit, str):
        covered = [u.unit for u in case.agreement.covered(unit) if u.creates_norm]
        if len(covered) > EXPANDED:
            found = seeker.nearest(Fn(pattern.name, (*pattern.args[:-1], Var("_"))))
            return [way for way in found if way.goal.args[-1] in covered]
        goals = [Fn(pattern.name, (*pattern.args[:-1], one)) for one in covered]
    ways = [way for goal in goals for way in seeker.nearest(goal)]
    least = min((cost(way.lacks) for way in ways), default=0)
    return sorted((way for way in ways if cost(way.lacks) == least), key=lambda way: -len(way.met))
