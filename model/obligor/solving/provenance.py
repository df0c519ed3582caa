"""Records: what an answer was given by, so that it can be filed and asked for again.

An answer as JSON holds the fingerprints of the rules and the vocabulary, the versions, and the scenario itself.
`replay` asks today's model the same and tells what differs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem
from ..core.terms import BadTerm, Fact, Fn, parse_atom, parse_fact, show
from ..core.version import __version__
from ..scenario.scenario import Scenario
from ..scenario.standing import Standing
from ..scenario.well_formed import check
from .solver import CLINGO

DIGITS = 16
"""Hexadecimal digits of a fingerprint: the beginning of a SHA-256."""
COMPARED = (
    "verdict",
    "preferred",
    "units",
    "atoms",
    "amount",
    "facts",
    "presumed",
    "hinges_on",
    "readings",
    "deciding",
)
"""What of an answer is compared; its words are not."""


def record(agreement: Agreement, scenario: Scenario) -> dict[str, Any]:
    """What an answer about a scenario was given by."""
    told = {
        "id": scenario.id,
        "sentence": scenario.sentence,
        "facts": [fact.show() for fact in scenario.facts],
        "unknown": [show(atom) for atom in scenario.unknown],
        "one_of": [[show(atom) for atom in group] for group in scenario.one_of],
        "readings": dict(scenario.readings),
        "without": list(scenario.without),
        "names": dict(scenario.names),
    }
    if scenario.standings:
        told["standings"] = {ident: standing.told() for ident, standing in scenario.standings.items()}
    return {
        "obligor": __version__,
        "clingo": CLINGO,
        "rules": rules_digests(agreement),
        "vocabulary": _digest((agreement.folder / "vocabulary.yaml").read_bytes()),
        "facts": _digest(_canonical(scenario).encode()),
        "scenario": told,
    }


def rules_digests(agreement: Agreement) -> dict[str, str]:
    """The fingerprints of an agreement's rules, theory included, by file."""
    files = [*agreement.theory, *agreement.chapters]
    return {source.path.name: _digest(source.path.read_bytes()) for source in files}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def _canonical(scenario: Scenario) -> str:
    """A scenario's facts and choices as a text that does not depend on their order."""
    parts = [
        *(fact.show() for fact in scenario.facts),
        *(f"unknown {show(atom)}" for atom in scenario.unknown),
        *("one of " + " ".join(sorted(map(show, group))) for group in scenario.one_of),
        *(f"{unit} read as {name}" for unit, name in scenario.readings.items()),
        *(f"without {clause}" for clause in scenario.without),
        *(f"{key} of {of}: {said}" for of, one in scenario.standings.items() for key, said in one.told().items()),
    ]
    return "\n".join(sorted(parts))


def recorded_scenario(found: Mapping[str, Any], agreement: Agreement, file: str) -> Scenario:
    """The scenario of a record.

    Raises:
        InputError: if it is none, or ill-formed under the agreement.
    """
    place = Place(file)

    def refuse(what: str) -> InputError:
        hint = "file what `obligor ask --format json` prints"
        return InputError([Problem(place, f"no record of an answer: {what}", hint)])

    def texts(key: str, of: object) -> list[str]:
        if not isinstance(of, list) or not all(isinstance(one, str) for one in of):
            raise refuse(f"`{key}` is no list of texts")
        return of

    def pairs(key: str, of: object) -> dict[str, str]:
        if not isinstance(of, dict) or not all(isinstance(one, str) for one in of.values()):
            raise refuse(f"`{key}` does not map texts to texts")
        return of

    told = found.get("scenario")
    if not isinstance(told, dict):
        raise refuse("no `scenario` in its `record`")
    groups = told.get("one_of")
    if not isinstance(groups, list):
        raise refuse("`one_of` is no list")
    try:
        facts: dict[Fact, Place] = {parse_fact(text): place for text in texts("facts", told.get("facts"))}
        unknown: dict[Fn, Place] = {parse_atom(text): place for text in texts("unknown", told.get("unknown"))}
        one_of = tuple(tuple(parse_atom(text) for text in texts("one_of", group)) for group in groups)
    except BadTerm as error:
        raise refuse(f"not a fact: {error}") from None
    standings = told.get("standings", {})
    if not isinstance(standings, dict):
        raise refuse("`standings` is no mapping")
    scenario = Scenario(
        str(told.get("id")), str(told.get("sentence")), agreement.name, facts, unknown, one_of,
        pairs("readings", told.get("readings")), tuple(texts("without", told.get("without"))),
        pairs("names", told.get("names")), place=place,
        standings={ident: Standing.of(pairs("standings", of)) for ident, of in standings.items()},
    )  # fmt: skip
    return check(scenario, agreement)


class Replay(NamedTuple):
    """What came of asking again.

    Attributes:
        answers: how many answers were compared.
        changed: what has changed in rules, words, versions or facts.
        differences: what is answered otherwise: what, as recorded, as of now.
    """

    answers: int
    changed: tuple[str, ...]
    differences: tuple[tuple[str, str, str], ...]


def replay(document: Mapping[str, Any], now: Mapping[str, Any], lists: tuple[str, ...], agreement: Agreement) -> Replay:
    """Compare a recorded answer with what the model gives now.

    Args:
        document: the recorded object; names that older versions gave predicates are read.
        now: the object that the same command gives now.
        lists: keys of the whole picture.
        agreement: whose predicates the answers are about.
    """
    names = {old: predicate.name for old, predicate in agreement.asked_formerly().items()}
    differences: list[tuple[str, str, str]] = []
    count = 0
    if "answers" in document:
        pairs = [(old["question"], old, new) for old, new in zip(document["answers"], now["answers"], strict=True)]
    else:
        pairs = [pair for name in lists for pair in _matched(name, document.get(name, []), now[name])]
    for what, old, new in pairs:
        count += 1
        if old is None or new is None:
            differences.append((what, *("not there" if one is None else str(one["verdict"]) for one in (old, new))))
            continue
        for key in COMPARED:
            if key in old or key in new:
                then, today = _said(_renamed(old.get(key), names)), _said(new.get(key))
                if then != today:
                    differences.append((f"{what}: {key}", then, today))
    return Replay(count, tuple(_changes(document["record"], now["record"])), tuple(differences))


def _matched(name: str, old: list[Any], new: list[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Entries of a list by what they are about."""
    told = ("verdict", "preferred", "text", "facts", "presumed", "hinges_on", "readings", "amount", "general")

    def about(one: Mapping[str, Any]) -> str:
        return ", ".join(str(value) for key, value in one.items() if key not in told and value is not None)

    before, after = {about(one): one for one in old}, {about(one): one for one in new}
    for entry in dict.fromkeys([*before, *after]):
        yield f"{name}: {entry}", before.get(entry), after.get(entry)


def _renamed(value: object, names: Mapping[str, str]) -> object:
    """A recorded value in which atoms have their predicates' names of today."""
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    if isinstance(value, str):
        name, mark, rest = value.partition("(")
        return f"{names.get(name, name)}{mark}{rest}" if mark else value
    return value


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(sorted(map(_said, value))) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_said(v)}" for k, v in value.items())
    return str(value)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in ("obligor", "clingo"):
        if old.get(key) != new[key]:
            yield f"{key} {old.get(key)} is {new[key]}"
    rules = old.get("rules") if isinstance(old.get("rules"), dict) else {}
    assert isinstance(rules, dict)
    for file in dict.fromkeys([*rules, *new["rules"]]):
        if rules.get(file) != new["rules"].get(file):
            yield f"rules of {file}"
    for key in ("vocabulary", "facts"):
        if old.get(key) != new[key]:
            yield key
