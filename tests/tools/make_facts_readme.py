"""Write the generated parts of facts/README.md: questions, judgements and readings, from the package itself.

    python tests/tools/make_facts_readme.py

rewrites the file; a test says when that is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from obligor.agreement.package import Agreement, load
from obligor.reports.vocabulary_listing import vocabulary_object

FILE = Path(__file__).parents[2] / "facts" / "README.md"


def questions(agreement: Agreement) -> Iterator[str]:
    """A row for each question: how it is asked, what a yes means, other names."""
    yield "## Questions"
    yield ""
    yield (
        "`_` leaves a place open, and the answer then says for each of what can stand there its own verdict (JSON: "
        "`each`); so does a word in capitals that nobody in the case is called by. A clause covers its items and "
        "units, and may be left out at the end. A status may be asked for by itself: `enterprise_user(acme)`. "
        "Punctuation of a Chinese keyboard is read. Of a word that is no question, the nearest three are told, by its "
        "letters and by what people mean (`must`, `can`, `who_pays`)."
    )
    yield ""
    yield "| question | yes means | also |"
    yield "|---|---|---|"
    listed = vocabulary_object(agreement)["questions"]
    for question in listed:
        if question["same_as"] is None:
            aliases = [other["question"] for other in listed if other["same_as"] == question["question"]]
            form = f"{question['question']}({', '.join(question['args'])})"
            yield f"| `{form}` | {question['doc']} | {', '.join(f'`{alias}`' for alias in aliases)} |"


def judgements(agreement: Agreement) -> Iterator[str]:
    """A row for each judgement: what it says, and what holds where a scenario is silent."""
    yield "## Judgements"
    yield ""
    yield "What the text leaves to evaluation. Where a scenario says nothing of it, it is unknown, unless the text"
    yield "presumes it: then it stands under *Assumed* in an answer, and the scenario can say otherwise."
    yield ""
    yield "| judgement | says | where nothing is said |"
    yield "|---|---|---|"
    for word in agreement.vocabulary.judgements.values():
        phrase = word.phrases["en"].format(*(f"*{'|'.join(types)}*" for types in word.args))
        silent = {"unknown": "unknown", "true": "taken to be so", "false": "taken not to be so"}[word.more["default"]]
        reason = f": {word.more['why']}" if "why" in word.more else ""
        yield f"| `{word.name}` | {phrase} | {silent}{reason} |"


def readings(agreement: Agreement) -> Iterator[str]:
    """The units that can be read in several ways, with what each reading makes of them, the preferred one first."""
    yield "## Units that can be read in several ways"
    yield ""
    yield (
        "An answer covers those that can be held in earnest, unless `--reading` or `readings:` says otherwise; the "
        "first named is preferred. Strained ones count where all are asked for."
    )
    yield ""
    for unit in agreement.units.values():
        if unit.readings:
            note = f" ({unit.note})" if unit.note else ""
            yield f"- **{unit.unit}** {unit.gloss('en')}{note}"
            for reading in unit.readings:
                yield f"  - `{reading.name}`{' (strained)' if reading.strained else ''}: {reading.gloss('en')}"


def written(text: str, agreement: Agreement) -> str:
    """The file's text with its generated parts made anew."""
    for make in (questions, judgements, readings):
        name = make.__name__
        part = "\n".join(make(agreement))
        pattern = rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- /{name} -->)"
        text = re.sub(pattern, lambda match: f"{match[1]}{part}\n{match[2]}", text, flags=re.DOTALL)  # noqa: B023
    return text


if __name__ == "__main__":
    FILE.write_text(written(FILE.read_text("utf-8"), load("wecom")), "utf-8")
