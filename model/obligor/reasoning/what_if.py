"""What if: the difference that a change of facts, or a clause struck out, makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..core.errors import InputError, Place, Problem, shortened
from ..core.terms import BadTerm, Fact, Fn, Term, parse_fact
from ..scenario.scenario import Scenario
from ..scenario.well_formed import check
from ..solving.answers import Answer, Picture
from ..solving.case import Case
from ..solving.verdict_names import NO
from .why import why

COMMAND_LINE = Place("command line")


class Changed(NamedTuple):
    """What is said of one atom, before and after; `no` where the picture does not have it.

    Attributes:
        list: the list of the whole picture that it stands in.
        atom: what it is about.
        before: the verdict before.
        after: the verdict after.
    """

    list: str
    atom: Fn
    before: str
    after: str


class Effect(NamedTuple):
    """What a change does to one question.

    Attributes:
        before: the answer before.
        after: the answer after.
        lost: steps of the proofs before that are in no proof after.
        gained: steps of the proofs after that were in none before.
    """

    before: Answer
    after: Answer
    lost: tuple[Fn, ...]
    gained: tuple[Fn, ...]


def parse_changes(texts: Iterable[str]) -> dict[Fact, Place]:
    """Read facts as they are given on the command line.

    Raises:
        InputError: if one of them is no fact.
    """
    found: dict[Fact, Place] = {}
    problems = []
    for text in texts:
        try:
            found[parse_fact(text)] = COMMAND_LINE
        except BadTerm as error:
            problems.append(
                Problem(COMMAND_LINE, f"not a fact: '{shortened(text)}': {error}", "write e.g. develops(acme)")
            )
    if problems:
        raise InputError(problems)
    return found


def without_event(scenario: Scenario, event: str) -> Scenario:
    """A scenario in which an event did not happen.

    Whatever is said about it is left out as well, and so are events whose act speaks of it, such as its report.
    """
    gone = {Fn(event)}
    while more := {f.atom.args[0] for f in scenario.facts if f.atom.name == "act" and _mentions(f.atom, gone)} - gone:
        gone |= {term for term in more if isinstance(term, Fn)}
    return scenario._replace(
        facts={fact: place for fact, place in scenario.facts.items() if not _mentions(fact.atom, gone)},
        unknown={atom: place for atom, place in scenario.unknown.items() if not _mentions(atom, gone)},
        one_of=tuple(group for group in scenario.one_of if not any(_mentions(atom, gone) for atom in group)),
        standings={ident: standing for ident, standing in scenario.standings.items() if Fn(ident) not in gone},
    )


def _mentions(term: Term, names: set[Fn]) -> bool:
    return isinstance(term, Fn) and (term in names or any(_mentions(arg, names) for arg in term.args))


def apply(case: Case, add: Sequence[str], drop: Sequence[str], without: Sequence[str]) -> Case:
    """The case with facts added and dropped, and clauses left out of account; an event is dropped by its id.

    Raises:
        InputError: if a change is ill-formed, or the scenario that it makes is.
    """
    scenario = case.scenario
    events = scenario.ids("event")
    for event in (text for text in drop if text in events):
        scenario = without_event(scenario, event)
    facts = parse_changes(text for text in drop if text not in events)
    scenario = scenario.changed(parse_changes(add), facts)
    scenario = scenario._replace(
        without=(*scenario.without, *without), id=f"{scenario.id}*", variants=(), expect=(), place=COMMAND_LINE
    )
    return case.engine.case(check(scenario, case.agreement))


def compared(before: Picture, after: Picture) -> list[Changed]:
    """What differs between two pictures, in the order in which they list it."""
    found = []
    for name in dict.fromkeys((*before.lists, *after.lists)):
        ours = {answer.atoms[0]: answer.verdict for answer in before.lists.get(name, ())}
        theirs = {answer.atoms[0]: answer.verdict for answer in after.lists.get(name, ())}
        for atom in dict.fromkeys((*ours, *theirs)):
            one, other = ours.get(atom, NO), theirs.get(atom, NO)
            if one != other:
                found.append(Changed(name, atom, one, other))
    return found


def effect(before: Case, after: Case, question: str) -> Effect:
    """What a change does to one question.

    Raises:
        InputError: if it is ill-formed in either case.
    """
    ours, theirs = why(before, question), why(after, question)
    one = {atom: None for proof in ours.proofs for atom in proof.nodes}
    other = {atom: None for proof in theirs.proofs for atom in proof.nodes}
    lost = tuple(atom for atom in one if atom not in other)
    gained = tuple(atom for atom in other if atom not in one)
    return Effect(ours.answer, theirs.answer, lost, gained)
