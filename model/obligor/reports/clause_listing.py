"""What there is to ask about: the clauses and the vocabulary, listed as text and as JSON objects."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from ..agreement.official_text import Copy
from ..agreement.register import Unit
from ..wording.words import WIDTH, WORDS
from .answers_json import SCHEMA

_HANGING = re.compile(r"\n([，。；：、！？）》”]+)")
"""A mark that ends a phrase at the start of a line, where it must not stand."""


def unit_object(unit: Unit) -> dict[str, Any]:
    """A unit of the register."""
    return {
        "unit": unit.unit,
        "modality": unit.modality,
        "bearers": list(unit.bearers),
        "en": unit.en,
        "zh": unit.zh,
        "creates_norm": unit.creates_norm,
        "reason": unit.why or None,
        "note": unit.note or None,
        "readings": [{"reading": r.name, "preferred": r.preferred, "en": r.en, "zh": r.zh} for r in unit.readings],
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
    return {"schema": SCHEMA, "clauses": [{"id": i, **quoted[i], "units": found} for i, found in clauses.items()]}


def clause_lines(units: list[Unit], lang: str, readings: bool, copy: Copy | None = None) -> Iterator[str]:
    """The register as text: each unit's modality, bearers and gloss, with its readings on request.

    With a user's copy of the official text, its words of a clause follow the gloss of the clause's first unit here;
    the glosses of its other units refer to that one.
    """
    words = WORDS[lang]
    first: dict[str, str] = {}
    for unit in units:
        if readings and not unit.readings:
            continue
        bearers = f" ({', '.join(unit.bearers)})" if unit.bearers else ""
        yield f"{unit.unit}  {unit.modality}{bearers}"
        yield from _indented(unit.en if lang == "en" else unit.zh)
        if copy:
            yield from _quoted(unit, first.setdefault(unit.clause, unit.unit), copy, lang)
        if unit.why:
            yield from _indented(str(words["no norm"]).format(why=unit.why))
        if unit.note:
            yield from _indented(str(words["note"]).format(note=unit.note))
        for reading in unit.readings:
            mark = f" ({words['preferred']})" if reading.preferred else ""
            yield f"    - {reading.name}{mark}: {reading.en if lang == 'en' else reading.zh}"


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _quoted(unit: Unit, first: str, copy: Copy, lang: str) -> Iterator[str]:
    """The words of a unit's clause in a user's copy, each line marked as quoted."""
    words = WORDS[lang]
    if unit.clause not in copy.words:
        yield "    " + str(words["not there"]).format(clause=unit.clause)
    elif first != unit.unit:
        yield "    " + str(words["words above"]).format(unit=first)
    else:
        if not copy.unchanged(unit.clause):
            yield "    " + str(words["other words"]).format(clause=unit.clause)
        for paragraph in copy.words[unit.clause].split("\n"):  # half the width: a Chinese character takes two columns
            lines = "\n".join(textwrap.wrap(paragraph, WIDTH // 2))
            for line in _HANGING.sub(r"\1\n", lines).rstrip().split("\n"):
                yield f"    | {line}"
