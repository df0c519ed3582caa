"""What there is to ask about: the clauses and the vocabulary, listed as text and as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..agreement.official_text import Copy
from ..agreement.register import Unit
from ..wording.layout import WIDTH, indented, wrapped
from ..wording.words import words
from .answers_json import SCHEMA


def unit_object(unit: Unit) -> dict[str, Any]:
    """A unit of the register."""
    return {
        "unit": unit.unit,
        "modality": unit.modality,
        "bearers": list(unit.bearers),
        **unit.glosses,
        "creates_norm": unit.creates_norm,
        "reason": unit.why or None,
        "note": unit.note or None,
        "readings": [
            {"reading": r.name, "preferred": r.preferred, "strained": r.strained, **r.glosses} for r in unit.readings
        ],
        "place": str(unit.place),
    }


def clauses_object(units: list[Unit], copy: Copy | None = None) -> dict[str, Any]:
    """The register, clause by clause in the order of the text.

    With a user's copy of the official text each clause has its `words` there (None where it is missing), and whether
    these are `unchanged`.
    """
    clauses: dict[str, list[dict[str, Any]]] = {}
    for unit in units:
        clauses.setdefault(unit.clause, []).append(unit_object(unit))
    quoted = {id_: {"words": copy.words.get(id_), "unchanged": copy.unchanged(id_)} if copy else {} for id_ in clauses}
    return {"schema": SCHEMA, "clauses": [{"id": i, **quoted[i], "units": listed} for i, listed in clauses.items()]}


def clause_lines(units: list[Unit], lang: str, readings: bool, copy: Copy | None = None) -> Iterator[str]:
    """The register as text: each unit's modality, bearers and gloss, with its readings on request.

    With a user's copy of the official text, its words of a clause follow the gloss of the clause's first unit here;
    the glosses of its other units refer to that one.
    """
    answers = words(lang).answers
    first: dict[str, str] = {}
    for unit in units:
        if readings and not unit.readings:
            continue
        bearers = f" ({', '.join(unit.bearers)})" if unit.bearers else ""
        yield f"{unit.unit}  {unit.modality}{bearers}"
        yield from indented(unit.gloss(lang), 4)
        if copy:
            yield from _quoted(unit, first.setdefault(unit.clause, unit.unit), copy, lang)
        if unit.why:
            yield from indented(answers["no norm"].format(why=unit.why), 4)
        if unit.note:
            yield from indented(answers["note"].format(note=unit.note), 4)
        for reading in unit.readings:
            marked = "preferred" if reading.preferred else "strained" if reading.strained else ""
            mark = f" ({answers[marked]})" if marked else ""
            yield f"    - {reading.name}{mark}: {reading.gloss(lang)}"


def _quoted(unit: Unit, first: str, copy: Copy, lang: str) -> Iterator[str]:
    """The words of a unit's clause in a user's copy, each line marked as quoted."""
    answers = words(lang).answers
    if unit.clause not in copy.words:
        yield "    " + answers["not there"].format(clause=unit.clause)
    elif first != unit.unit:
        yield "    " + answers["words above"].format(unit=first)
    else:
        if not copy.unchanged(unit.clause):
            yield "    " + answers["other words"].format(clause=unit.clause)
        for paragraph in copy.words[unit.clause].split("\n"):
            yield from (f"    | {line}" for line in wrapped(paragraph, WIDTH, wide=True, at_hyphens=True))
