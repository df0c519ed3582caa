"""Scenario files in `.lp`: ground facts of the vocabulary and nothing else, read without clingo.

The same small grammar as everywhere reads them, so a rule, a directive, a choice or a script is a syntax error here,
never a program. Three words stand for what YAML has keys for: `unknown(fact).`, `reading("unit", name).`,
`struck("unit").`; a day is written as a text, `on(leak, "2026-03-01").`
"""

from __future__ import annotations

import re

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem
from ..core.terms import AtomReader, BadTerm, Day, Fact, Fn, Term, render, show
from .scenario import Scenario
from .well_formed import check

_BLANK = re.compile(r"(?:\s+|%\*.*?\*%|%(?!\*)[^\n]*)+", re.DOTALL)
_TELL = (
    (":-", "a rule", "only facts stand in a scenario"),
    ("%*", "a comment that is never closed", "close it with *%"),
    ("#", "a directive", "only facts stand in a scenario"),
    ("{", "a choice", "list the fact as unknown(fact)."),
    (";", "a disjunction", "only facts stand in a scenario"),
)


def read_lp(text: str, file: str, agreement: Agreement) -> list[Scenario]:
    """Read a text of facts as one scenario.

    Raises:
        InputError: with every defect; what is no fact is reported where it stands.
    """
    facts: dict[Fact, Place] = {}
    unknown: dict[Fn, Place] = {}
    readings: dict[str, str] = {}
    without: list[str] = []
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    reader = AtomReader(text)
    line, counted = 1, 0
    while True:
        blank = _BLANK.match(text, reader.at)
        reader.at = blank.end() if blank else reader.at
        line, counted = line + text.count("\n", counted, reader.at), reader.at
        place = Place(file, line)
        if reader.done():
            break
        try:
            fact = reader.fact()
            if not reader.sign("."):
                raise BadTerm("expected '.'", reader.at)
        except BadTerm as error:
            problems.append(_refusal(text, reader, place, error))
            end = text.find("\n", reader.at)
            reader.at = len(text) if end < 0 else end
            continue
        name, args = fact.atom.name, fact.atom.args
        if name == "unknown" and len(args) == 1 and isinstance(args[0], Fn) and fact.holds:
            unknown[args[0]] = place
        elif name == "reading" and len(args) == 2 and fact.holds:
            readings[show(args[0])] = show(args[1])
            places[show(args[0])] = place
        elif name == "struck" and len(args) == 1 and fact.holds:
            without.append(show(args[0]))
            places[show(args[0])] = place
        else:
            facts.setdefault(fact, place)
    for name in agreement.vocabulary.standing:
        facts.setdefault(Fact(Fn("party", (Fn(name),))), Place(file))
        facts.setdefault(Fact(Fn("standing", (Fn(name),))), Place(file))
    title = re.match(r"\s*%\s*(\S[^\n]*)", text)
    scenario = Scenario(
        "1", title[1].strip() if title else file, agreement.name, facts, unknown,
        readings=readings, without=tuple(without), place=Place(file, 1), places=places,
    )  # fmt: skip
    try:
        checked = check(scenario, agreement)
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    if problems:
        raise InputError(problems)
    return [checked]


def write_lp(scenario: Scenario) -> str:
    """A scenario as a text of facts, which `read_lp` reads again.

    Raises:
        ValueError: if one of several facts is to hold, which facts alone cannot say.
    """
    if scenario.one_of:
        raise ValueError("an event whose day is one of several cannot be written as facts")
    lines = [f"% {' '.join(scenario.sentence.split())}"]
    lines += [f"{'' if fact.holds else '-'}{_written(fact.atom)}." for fact in scenario.facts if not _implied(fact)]
    lines += [f"unknown({_written(atom)})." for atom in scenario.unknown]
    lines += [f'reading("{unit}", {name}).' for unit, name in scenario.readings.items() if unit != "*"]
    lines += [f'struck("{clause}").' for clause in scenario.without]
    return "\n".join(lines) + "\n"


def _implied(fact: Fact) -> bool:
    """Whether every scenario of the agreement has the fact anyway."""
    return fact.atom.name == "standing"


def _written(term: Term) -> str:
    """A term as `.lp` files hold it: days and clauses as texts."""
    if isinstance(term, Fn):
        return f"{term.name}({', '.join(map(_written, term.args))})" if term.args else term.name
    return f'"{term}"' if isinstance(term, Day) else render(term)


def _refusal(text: str, reader: AtomReader, place: Place, error: BadTerm) -> Problem:
    end = text.find("\n", reader.at)
    rest = text[min(error.offset, reader.at) : len(text) if end < 0 else end].strip()
    odd = next((c for c in rest if not c.isascii() and c.isalpha()), "")
    if odd and not rest.startswith(tuple(mark for mark, _, _ in _TELL)):
        return Problem(place, f"'{odd}' cannot stand in a name", "names are ASCII; put other text in quotes")
    for mark, what, hint in _TELL:
        if mark in rest:
            return Problem(place, f"{what} ('{rest[:30]}')", hint)
    return Problem(place, f"not a fact: {error}", "write name(arguments).")
