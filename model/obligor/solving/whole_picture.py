"""The whole picture of a case: everything of note, list by list, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..agreement.predicates import Predicate
from ..core.terms import Fact, Fn, parse_atom, show
from . import answering
from .answers import Answer, Picture
from .grounding import Atom, Query
from .verdict_names import NO

if TYPE_CHECKING:
    from .case import Case

POWER, GENERAL_POWER = "available", "general_power"
"""Predicates of the powers that are open, and of those that are so at any time."""


def picture(case: Case, summary: bool = True, proofs: bool = True) -> Picture:
    """An answer for each atom of a listed predicate that holds in some completion.

    Args:
        case: which.
        summary: whether to sum up as well what several units say alike.
        proofs: whether to say on which facts each entry rests.
    """
    names: list[str] = []
    asked: list[tuple[str, Query, answering.Carriers]] = []
    groups: dict[tuple[str, Fn], list[tuple[Query, Atom]]] = {}
    for predicate in listed(case):
        name = predicate.fields["list"]
        for term, query, proved in _entries(case, predicate):
            names.append(name)
            asked.append((show(term), query, [[proved]]))
            if summary:
                whole = Fn(predicate.name, term.args[:-1]) if predicate.cites_unit else term
                groups.setdefault((name, whole), []).append((query, proved))
    for (name, whole), members in groups.items():
        merged = Query(
            tuple(n for query, _ in members for n in query.yes), tuple(n for query, _ in members for n in query.may)
        )
        names.append(name)
        asked.append((show(whole), merged, [[proved for _, proved in members]]))
    single = len(asked) - len(groups)
    lists: dict[str, list[Answer]] = {}
    sums: dict[str, list[Answer]] = {}
    for at, answer in enumerate(answering.answers(case, asked, proofs)):
        if answer.verdict == NO:
            continue  # it could only be ruled out by solving
        (lists if at < single else sums).setdefault(names[at], []).append(answer)
    single_out, summed = ({name: tuple(found) for name, found in one.items()} for one in (lists, sums))
    return Picture(single_out, summed, assumptions(case))


def listed(case: Case) -> Iterator[Predicate]:
    """The predicates that the whole picture lists, in the order in which they are documented."""
    for name in dict.fromkeys(predicate.name for predicate in case.agreement.asked().values()):
        predicate = case.agreement.predicates[name][0]
        if predicate.fields.get("list", "none") != "none":
            yield predicate


def _entries(case: Case, predicate: Predicate) -> Iterator[tuple[Fn, Query, Atom]]:
    """Every atom of a listed predicate that is true or may be made true, with how to ask and where to prove it."""
    yes = {atom.term: atom for atom in case.ground.atoms(predicate.name, predicate.arity)}
    may: dict[Fn, Atom] = {}
    if "may" in predicate.fields and "only" not in predicate.fields:
        source = parse_atom(predicate.fields["may"])
        may = {Fn(predicate.name, a.term.args): a for a in case.ground.atoms(source.name, len(source.args))}
    for term in sorted({**yes, **may}, key=str):
        query = Query(
            yes=(yes[term].literal,) if term in yes else (),
            may=(may[term].literal,) if term in may else (),
        )
        yield term, query, yes[term] if term in yes else may[term]


def general_powers(case: Case) -> set[Fn]:
    """The powers that are open at any time, whatever has happened, as atoms of `POWER`."""
    return {Fn(POWER, atom.term.args) for atom in case.ground.atoms(GENERAL_POWER, 4)}


def assumptions(case: Case) -> tuple[Fact, ...]:
    """What is taken to hold because nobody said otherwise: absences that matter, judgements presumed."""
    found: dict[Fact, None] = {}
    open_ = set(case.scenario.unknown)
    for atom in case.ground.atoms("assumes", 1):
        inner = atom.term.args[0]
        assert isinstance(inner, Fn)
        if inner not in open_ and inner not in case.stated:
            found[Fact(inner, holds=False)] = None
    for atom in case.ground.atoms("presumed", 1):
        inner = atom.term.args[0]
        assert isinstance(inner, Fn)
        found[Fact(inner)] = None
    return tuple(found)
