"""What a changed text touches: the ids of a user's copy that differ, and what depends on each, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..agreement.citations import Citations, Dependents
from ..agreement.official_text import Copy
from ..agreement.package import Agreement
from ..wording.layout import indented
from ..wording.words import words
from .answers_json import SCHEMA


def comparison_object(copy: Copy, agreement: Agreement) -> dict[str, Any]:
    """How a copy differs, as a JSON object: `changed`, `missing`, `added`, each entry with what depends on its id."""
    citations = Citations(agreement)

    def entries(ids: Iterable[str]) -> list[dict[str, Any]]:
        return [{"id": id_, **citations.dependents(id_)._asdict()} for id_ in ids]

    return {
        "schema": SCHEMA,
        "changed": entries(copy.changed),
        "missing": entries(copy.missing),
        "added": entries(copy.added),
    }


def comparison_lines(copy: Copy, comparison: dict[str, Any], lang: str) -> Iterator[str]:
    """A comparison as text, in a language of reports; ids, units and places alone, no word of the copy."""
    said = words(lang).comparison
    counts = {kind: len(comparison[kind]) for kind in ("changed", "missing", "added")}
    for kind in counts:
        if comparison[kind]:
            yield said[kind]
        for entry in comparison[kind]:
            yield f"  {entry['id']}"
            parts = [key for key in Dependents._fields if entry[key]]
            for key in parts:
                yield from indented(f"{said[key]}: {said['comma'].join(entry[key])}", 6, 8)
            if not parts:
                yield f"      {said['none']}"
    same = len(copy.known) - counts["changed"] - counts["missing"]
    yield said["sum" if any(counts.values()) else "same"].format(known=len(copy.known), same=same, **counts)
