"""Answers to queries about a case: verdict, what carries it, what it turns on, how it is under each reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from ..core.terms import Fact, Fn
from .answers import Answer, ReadingVerdict, Settled
from .deciding_sets import deciding
from .grounding import Atom, Query
from .program import READING
from .proofs import Step
from .verdict_names import DEPENDS, OPEN, YES
from .verdicts import VerdictTable, hinges

if TYPE_CHECKING:
    from .case import Case

Carriers = Sequence[Sequence[Atom]]
"""Atoms that can carry an answer: those that make it yes, failing which those that make it may, or a gap."""

Leaves = tuple[tuple[Fact, ...], tuple[Fn, ...]]
"""Stated facts, and open atoms, that a proof rests on."""


def answers(
    case: Case, asked: Sequence[tuple[str, Query, Carriers]], prove: bool = True, decide: bool = False
) -> list[Answer]:
    """Answer queries in order.

    Args:
        case: whose.
        asked: for each its question, how it is asked, and the atoms that can answer it.
        prove: whether to say on which facts each answer rests.
        decide: whether to find the smallest sets of facts that decide it.
    """
    queries = [query for _, query, _ in asked]
    unsure = sorted({lit for query in queries for lits in query for lit in lits if lit})
    table = VerdictTable(case.ground, [*queries, *(Query((lit,)) for lit in unsure)])
    every = table.values()
    values = every[: len(queries)]
    varying = [at for at, found in enumerate(values) if len(found) > 1]
    flips = hinges(case.ground, [queries[at] for at in varying]) if varying else []
    turning = dict(zip(varying, flips, strict=True))
    standard = table.values(case.reading()) if unsure else every
    as_preferred = dict(zip(unsure, standard[len(queries) :], strict=True))
    possible = {lit for lit, found in zip(unsure, every[len(queries) :], strict=True) if YES in found} | {0}
    sure = {lit for lit, found in as_preferred.items() if found == {YES}} | {0}
    likely = {lit for lit, found in as_preferred.items() if YES in found} | {0}
    proofs = _leaves(case, [atom for _, _, tiers in asked for tier in tiers for atom in tier]) if prove else {}
    typed = case.agreement.typed
    answered = []
    for at, (text, _, tiers) in enumerate(asked):
        ways = ([atom for atom in tier if atom.literal in possible] for tier in tiers)
        atoms = next(filter(None, ways), [])  # grounding thinks more possible than is
        turns = turning.get(at, ())
        contested = list(dict.fromkeys(str(t.args[0]) for t in turns if t.name == READING))
        preferred = verdict_of(standard[at])
        under = _under_readings(case, table, at, contested)
        alone = {one.unit for one in under if one.verdict != preferred}
        together = bool(contested) and not alone and preferred != DEPENDS  # nobody reads several units so at once
        telling = alone or (set() if together else set(contested))
        if together:
            turns = ()
        # what carries the answer in any case; each way out has its own where no single atom does
        carrying = [atom for atom in atoms if atom.literal in (likely if at in turning else sure)] or atoms
        terms = tuple(dict.fromkeys(typed(atom.term) for atom in carrying))
        leaves = [proofs[atom.term] for atom in carrying if atom.term in proofs]
        answered.append(
            Answer(
                text,
                OPEN if alone else preferred if at in turning else verdict_of(values[at]),
                preferred,
                terms,
                cited(case, terms),
                tuple(dict.fromkeys(fact for facts, _ in leaves for fact in facts)),
                tuple(dict.fromkeys(atom for _, open_ in leaves for atom in open_)),
                tuple(typed(t) for t in turns if t.name != READING),
                tuple(one for one in under if one.unit in telling),
                *(_deciding(case, table, at, turns) if decide and len(standard[at]) > 1 else ((), False)),
                together=tuple(unit for unit in case.agreement.units if unit in contested) if together else (),
            )
        )
    return answered


def verdict_of(values: frozenset[str]) -> str:
    """The verdict where readings are fixed: the one value, or that it depends on facts."""
    return next(iter(values)) if len(values) == 1 else DEPENDS


def cited(case: Case, atoms: Iterable[Fn]) -> tuple[str, ...]:
    """The units that atoms name, in the order of the register."""
    named = {arg for atom in atoms for arg in atom.args if isinstance(arg, str)}
    return tuple(unit for unit in case.agreement.units if unit in named)


def _deciding(case: Case, table: VerdictTable, at: int, turns: Sequence[Fn]) -> tuple[tuple[Settled, ...], bool]:
    """What decides the table's query `at`, among the facts that it turns on."""
    choices, typed = case.ground.choices, case.agreement.typed
    atoms = [number for number, term in choices.items() if term in turns and term.name != READING]
    found = deciding(table, at, atoms, case.reading())
    sets = (Settled(tuple(Fact(typed(choices[n]), holds) for n, holds in facts), v) for facts, v in found.sets)
    return tuple(sets), found.more


def _under_readings(case: Case, table: VerdictTable, at: int, contested: Collection[str]) -> list[ReadingVerdict]:
    """The verdict of the table's query `at` under each reading of some units that counts, in the register's order."""
    if not contested:
        return []
    counting = {term.args for term in case.ground.choices.values() if term.name == READING}
    return [
        ReadingVerdict(
            unit.unit,
            reading.name,
            reading.preferred,
            verdict_of(table.value(at, case.reading(unit.unit, reading.name))),
        )
        for unit in case.agreement.units.values()
        if unit.unit in contested
        for reading in unit.readings
        if reading.preferred or (unit.unit, Fn(reading.name)) in counting
    ]


def _leaves(case: Case, atoms: Sequence[Atom]) -> dict[Fn, Leaves]:
    """For each atom the stated facts and the open atoms that one proof of it rests on."""
    found: dict[Fn, Leaves] = {}
    certain = [atom for atom in atoms if not atom.literal]
    varying = [atom for atom in atoms if atom.literal]
    opened = frozenset(case.ground.choices.values())
    for batch in (certain, varying):
        if not batch:
            continue
        for prover in case.provers([atom.literal for atom in batch]):
            for atom in batch:
                if atom.term not in found and prover.world.holds(atom.term):
                    found[atom.term] = _split(case, prover.proof(atom.term), opened)
    return found


def _split(case: Case, proof: dict[Fn, Step], opened: Collection[Fn]) -> Leaves:
    leaves = [step.atom for step in proof.values() if step.rule is None]
    typed = case.agreement.typed
    stated = tuple(Fact(typed(a)) for a in leaves if a in case.stated and a.name not in ("party", "standing"))
    judged = case.agreement.vocabulary.judgements
    open_ = tuple(typed(a) for a in leaves if a in opened or (a.name in judged and a not in case.stated))
    return stated, open_
