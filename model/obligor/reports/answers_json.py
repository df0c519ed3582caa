"""Answers as JSON objects: the documented, versioned form (`"schema": 1`) that can be filed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..core.terms import Day, Fn, Term, show
from ..solving.answers import Answer, Picture
from ..solving.case import Case
from ..solving.whole_picture import POWER, assumptions, general_powers
from ..wording.speaker import Speaker

SCHEMA = 1
ROLES = {
    "P": "bearer", "Q": "counterparty", "A": "act", "E": "event", "L": "loss",
    "D": "day", "U": "unit", "V": "against", "X": "prevailing", "Y": "yielding", "T": "term",
}  # fmt: skip
LISTS = ("breaches", "outstanding", "powers", "effects", "liabilities", "bearers", "exemptions", "gaps", "standing")
"""Keys of the whole picture, in the order in which they are shown."""


def _plain(term: Term, role: str = "") -> str | int:
    if role == "D" and isinstance(term, int):
        return Day(term).isoformat()
    return term if isinstance(term, (int, str)) else show(term)


def _turning(answer: Answer) -> dict[str, Any]:
    return {
        "hinges_on": [show(atom) for atom in answer.hinges_on],
        "readings": [
            {"unit": r.unit, "reading": r.reading, "preferred": r.preferred, "verdict": r.verdict}
            for r in answer.readings
        ],
    }


def entry(answer: Answer, case: Case, speaker: Speaker, general: Collection[Fn]) -> dict[str, Any]:
    """One entry of a list: verdict, unit, parties, what it is about, the facts it rests on, what it turns on.

    `general` are the powers that are open at any time.
    """
    (atom,) = answer.atoms
    documented = case.agreement.predicates[atom.name][0]
    keys = {ROLES[r]: _plain(a, r) for r, a in zip(documented.roles, atom.args, strict=True)}
    found: dict[str, Any] = {"verdict": answer.verdict, "preferred": answer.preferred, "unit": None, **keys}
    if documented.fields.get("list") == "gaps":  # that no unit names anybody is itself the finding
        for key in ("verdict", "preferred"):
            found[key] = {"yes": "gap"}.get(found[key], found[key])
    if "loss" in keys:
        amounts = [
            f.atom.args[1]
            for f in case.scenario.facts
            if f.atom.name == "amount" and f.atom.args[0] == Fn(str(keys["loss"]))
        ]
        found["amount"] = amounts[0] if amounts else None
    if atom.name == POWER:
        found["general"] = atom in general
    found["text"] = speaker.atom(atom)
    found["facts"] = [fact.show() for fact in answer.facts]
    found["presumed"] = [show(open_) for open_ in answer.presumed]
    return {**found, **_turning(answer)}


def answer_object(answer: Answer, speaker: Speaker) -> dict[str, Any]:
    """An answer to a question."""
    parties = [str(a) for atom in answer.atoms for a in atom.args if isinstance(a, Fn) and not a.args]
    return {
        "question": answer.question,
        "verdict": answer.verdict,
        "preferred": answer.preferred,
        "units": list(answer.units),
        "atoms": [show(atom) for atom in answer.atoms],
        "about": list(dict.fromkeys(parties)),
        "text": [speaker.atom(atom) for atom in answer.atoms],
        "facts": [fact.show() for fact in answer.facts],
        "presumed": [show(open_) for open_ in answer.presumed],
        **_turning(answer),
        "deciding": [{"facts": [fact.show() for fact in one.facts], "verdict": one.verdict} for one in answer.deciding],
        "more": answer.more,
    }


def case_object(case: Case, picture: Picture | None, answers: list[Answer], lang: str) -> dict[str, Any]:
    """A case: what it assumes, its picture or its answers to questions, and what these were given by."""
    from ..solving.provenance import record  # hashes, which a text needs none of

    speaker = Speaker(case.agreement, case.scenario, lang)
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "agreement": case.agreement.name,
        "id": case.scenario.id,
        "scenario": case.scenario.sentence,
        "as_of": case.scenario.as_of.isoformat(),
        "without": list(case.scenario.without),
        "assumptions": [fact.show() for fact in (picture.assumptions if picture else assumptions(case))],
        "record": record(case.agreement, case.scenario),
    }
    if picture is not None:
        general = general_powers(case)
        for name in LISTS:
            found[name] = [entry(answer, case, speaker, general) for answer in picture.lists.get(name, ())]
    else:
        found["answers"] = [answer_object(answer, speaker) for answer in answers]
    return found
