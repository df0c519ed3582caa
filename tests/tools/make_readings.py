"""Write model/READINGS.md: what the words carry, lens by lens, from the decisions beside the chapters.

    python tests/tools/make_readings.py

rewrites the file; a test says when that is due. A decision is an entry of `model/obligor_wecom/lenses/*.yaml`: the
clause's `id`, the `lens`, the `question`, the `units` that are read in several ways with the names of the `readings`
(none where the words carry one meaning), and in `decided` why.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from obligor.agreement.package import Agreement, load

ROOT = Path(__file__).parents[2]
FILE = ROOT / "model" / "READINGS.md"
LENSES = {
    "addressee": "Whom do “you”, “user”, “end user” reach?",
    "item_under_head": "Does an item stand under its head?",
    "notice": "Is a notice a condition, a duty or a right?",
    "purpose": "Is a purpose clause a limit?",
    "consent": "Does a consent or permission lift an item that mentions none?",
    "degree": "Is a measure of degree a condition?",
    "towards_whom": "Towards whom does one answer; does the clause allocate or presuppose?",
    "request": "Is a request a duty?",
    "stop_or_pause": "Is stopping pausing?",
    "truth": "Is truth a defence?",
    "at_once": "What does “at once” allow?",
    "silence": "Does silence leave a promise of a related agreement standing?",
    "writing": "Is writing electronic?",
    "third_party": "Who is a third party?",
    "other": "What else do the words leave open?",
}
CHANGING = ("addressee", "third_party")
"""Lenses about words that do not mean the same persons throughout."""


def decisions() -> list[dict[str, Any]]:
    """Every decision, in the order of the chapters."""
    folder = ROOT / "model" / "obligor_wecom" / "lenses"
    return [entry for path in sorted(folder.glob("*.yaml")) for entry in yaml.safe_load(path.read_text("utf-8"))]


def page(agreement: Agreement) -> str:
    """The page."""
    return "\n".join(_lines(agreement, decisions())) + "\n"


def _lines(agreement: Agreement, found: list[dict[str, Any]]) -> Iterator[str]:
    several = [unit for unit in agreement.units.values() if unit.readings]
    ids = {entry["id"] for entry in found}
    earnest = sum(unit.contested for unit in several)
    strained = sum(reading.strained for unit in several for reading in unit.readings)
    yield "# What the words carry"
    yield ""
    yield (
        f"{len(several)} units are read in two ways or more. Two readers, apart and from the text alone, put each of "
        f"the questions below to every clause that creates a norm; {len(found)} were settled in writing, about "
        f"{len(ids)} "
        "clauses: two readings, the preferred one first, where both saw two; one, with what excludes the other, "
        "elsewhere. What a reading says stands in [the list of readings](../facts/README.md)."
    )
    yield ""
    yield (
        "Two more readers weighed every second reading as they would for a client. Where one of them follows it, or "
        "both hold that it could be followed in good faith, or where two others, who answered cases from the text "
        "alone, both came upon it, it can be held in earnest: so "
        f"{earnest} units could go either way. The other readings are *strained* ({strained}): they count where "
        "`--reading all` asks for them, and make nothing `open` otherwise."
    )
    yield ""
    yield "| lens | settled | read in several ways |"
    yield "|---|---|---|"
    for lens, title in LENSES.items():
        mine = [entry for entry in found if entry["lens"] == lens]
        yield f"| {title} | {len(mine)} | {sum(bool(entry.get('readings')) for entry in mine)} |"
    yield ""
    yield "## Words that do not mean the same persons throughout"
    yield ""
    yield "| unit | what each reading makes of them |"
    yield "|---|---|"
    for entry in found:
        for unit in entry.get("units") or () if entry["lens"] in CHANGING and entry.get("readings") else ():
            readings = [r for r in agreement.units[unit].readings if r.name in entry["readings"]]
            spoken = (f"`{r.name}`{' (strained)' if r.strained else ''}: {r.gloss('en')}" for r in readings)
            yield f"| {unit} | {'; '.join(spoken)} |"
    for lens, title in LENSES.items():
        mine = [entry for entry in found if entry["lens"] == lens]
        if mine:
            yield ""
            yield f"## {title}"
            yield ""
            yield "| clause | question | readings | decided |"
            yield "|---|---|---|---|"
            for entry in mine:
                names = ", ".join(f"`{name}`" for name in entry.get("readings") or ()) or "one"
                yield f"| {entry['id']} | {_cell(entry['question'])} | {names} | {_cell(entry['decided'])} |"


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(page(load("wecom")), "utf-8")
