"""Answers as JSON objects: the documented, versioned form (`"schema": 1`) that can be filed."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ..core.terms import Day, Fn, Term, show
from ..scenario.chronicle import amounts
from ..solving.answers import Answer, Picture
from ..solving.case import Case
from ..solving.verdict_names import as_listed
from ..solving.whole_picture import assumptions, general_powers
from ..wording.speaker import Speaker
from .causes import cause_object
from .unregarded import unregarded_objects

SCHEMA = 1
LISTS = (
    "breaches", "outstanding", "powers", "effects", "groundless", "liabilities", "bearers", "exemptions", "gaps",
    "undivided", "conflicts", "standing",
)  # fmt: skip
"""Keys of the whole picture, in the order in which they are shown."""


def _plain(term: Term, types: tuple[str, ...] = ()) -> str | int:
    if "day" in types and isinstance(term, int):
        return Day(term).isoformat()
    return term if isinstance(term, (int, str)) else show(term)


def resting_object(answer: Answer, speaker: Speaker) -> dict[str, Any]:
    """The key `standings`: on what an answer rests that is not proven; nothing where it rests on no such thing."""
    if speaker.scenario is None or not speaker.scenario.standings:
        return {}
    from .standings import facts_of, resting, standings_object  # here, since few cases have any

    return standings_object(resting(speaker.scenario, facts_of(answer)), speaker)


def _standings(speaker: Speaker) -> dict[str, Any]:
    """The same key of the whole case: all that is not proven in it."""
    if speaker.scenario is None or not speaker.scenario.standings:
        return {}
    from .standings import lesser, standings_object

    return standings_object(lesser(speaker.scenario), speaker)


def _turning(answer: Answer, speaker: Speaker) -> dict[str, Any]:
    return {
        "hinges_on": [show(atom) for atom in answer.hinges_on],
        "readings": [
            {"unit": r.unit, "reading": r.reading, "preferred": r.preferred, "verdict": r.verdict}
            for r in answer.readings
        ],
        **({"together": list(answer.together)} if answer.together else {}),
        **resting_object(answer, speaker),
    }


class EntryWriter:
    """Makes the entries of a case's lists; what all of them need of the case is looked up once.

    Args:
        case: whose lists.
        speaker: who says what an entry is about.
    """

    def __init__(self, case: Case, speaker: Speaker) -> None:
        self.case, self.speaker = case, speaker
        self._amounts = amounts(case.scenario)

    @cached_property
    def _general(self) -> set[Fn]:
        return general_powers(self.case)

    def entry(self, answer: Answer) -> dict[str, Any]:
        """One entry: verdict, unit, parties, what it is about, the facts it rests on, what it turns on."""
        (atom,) = answer.atoms
        documented = self.case.agreement.predicates[atom.name][0]
        described = zip(documented.roles, documented.types, atom.args, strict=True)
        keys = {role: _plain(arg, types) for role, types, arg in described}
        verdict, preferred = (
            as_listed(documented.fields.get("list", ""), v) for v in (answer.verdict, answer.preferred)
        )
        entry: dict[str, Any] = {"verdict": verdict, "preferred": preferred, "unit": None, **keys}
        if "loss" in keys:
            amount = self._amounts.get(str(keys["loss"]))
            entry["amount"] = None if amount is None else amount.plain
        if atom.name == "available":
            entry["general"] = atom in self._general
        entry["text"] = self.speaker.atom(atom)
        entry["facts"] = [fact.show() for fact in answer.facts]
        entry["presumed"] = [show(presumed) for presumed in answer.presumed]
        return {**entry, **_turning(answer, self.speaker)}


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
        "presumed": [show(presumed) for presumed in answer.presumed],
        **_turning(answer, speaker),
        "deciding": [{"facts": [fact.show() for fact in s.facts], "verdict": s.verdict} for s in answer.deciding],
        "more": answer.more,
        "causes": [cause_object(cause, speaker) for cause in answer.causes],
        "each": [_each_object(one, speaker) for one in answer.each],
    }


def _each_object(answer: Answer, speaker: Speaker) -> dict[str, Any]:
    """One of the answers that an answer is made of."""
    return {
        "question": answer.question,
        "verdict": answer.verdict,
        "preferred": answer.preferred,
        "units": list(answer.units),
        "text": list(dict.fromkeys(map(speaker.atom, answer.atoms))),
        **_turning(answer, speaker),
    }


def case_object(case: Case, picture: Picture | None, answers: list[Answer], lang: str) -> dict[str, Any]:
    """A case: what it assumes, its picture or its answers to questions, and what these were given by."""
    from ..solving.provenance import record  # hashes, which a text needs none of

    speaker = Speaker(case.agreement, case.scenario, lang)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "agreement": case.agreement.name,
        **({"rules_from": case.agreement.rules_from} if case.agreement.rules_from else {}),
        "id": case.scenario.id,
        "scenario": case.scenario.sentence,
        "as_of": case.scenario.as_of.isoformat(),
        "without": list(case.scenario.without),
        **_standings(speaker),
        "assumptions": [fact.show() for fact in (picture.assumptions if picture else assumptions(case))],
        "record": record(case.agreement, case.scenario),
    }
    if picture is None:
        document["answers"] = [answer_object(answer, speaker) for answer in answers]
    else:
        writer = EntryWriter(case, speaker)
        for name in LISTS:
            document[name] = [writer.entry(answer) for answer in picture.lists.get(name, ())]
        document["unregarded"] = unregarded_objects(case, speaker)
    return document
