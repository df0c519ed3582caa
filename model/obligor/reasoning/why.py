"""Why and why not: proofs of an answer, one for each case that it rests on, and the ways that nearly led to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ..core.terms import Fact, Fn
from ..scenario.questions import Question
from ..solving.answer_set import World
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.completions import Completions
from ..solving.deciding_sets import shrunk
from ..solving.grounding import Atom, Query
from ..solving.proofs import Prover, Step
from ..solving.verdict_names import GAP, MAY, NO, YES
from ..solving.verdicts import VerdictTable

CASES = 8
"""Cases that are told apart in one explanation, at the most."""
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
        bounded: whether there are more cases than the `CASES` that are told.
    """

    answer: Answer
    value: str
    proofs: tuple[Proof, ...]
    bounded: bool = False


def why(case: Case, text: str) -> Why:
    """Explain an answer.

    Args:
        case: the case.
        text: a question.

    Raises:
        InputError: if it is ill-formed.
    """
    question, answer, query = answered(case, text)
    patterns = question.pattern, question.related("may"), question.related("gap")
    for value, literals, pattern in zip((YES, MAY, GAP), query, patterns, strict=True):
        if not literals or pattern is None:
            continue
        atoms = case.ground.matching(pattern)
        certain = [atom.term for atom in atoms if not atom.literal]
        proofs = [_proof(case, certain, set(), ())] if certain else list(islice(_cases(case, atoms), CASES + 1))
        if proofs:
            return Why(answer, value, tuple(proofs[:CASES]), len(proofs) > CASES)
    return Why(answer, NO, ())


def answered(case: Case, text: str) -> tuple[Question, Answer, Query]:
    """A question, its answer in a case, and how the solver is asked it."""
    question = case.question(text)
    (answer,) = case.ask(question)
    query, _ = case.query(question)
    return question, answer, query


def _cases(case: Case, atoms: Sequence[Atom]) -> Iterator[Proof]:
    """Proofs such that in every completion in which one of the atoms holds, what one of them assumes is so."""
    whole, single = Query(tuple(a.literal for a in atoms)), [Query((a.literal,)) for a in atoms]
    completions, table = Completions(case.ground, [whole]), VerdictTable(case.ground, single)
    preferred = case.reading()
    while True:
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
