"""The fixed words of every report, read from one file a language: `languages/en.json` and its like.

A language is there as soon as its file is. All files have the same sections, these the same keys, and each text the
same named places to fill in, such as `{facts}`.

>>> words("en").answers["turns"].format(facts="the day")
'turns on: the day'
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..core.errors import InputError, ModelError, Place, Problem, suggest

FOLDER = Path(__file__).with_name("languages")
"""Where the files are."""

Section = dict[str, str]


class Words(NamedTuple):
    """The fixed words of one language, by section and key.

    Attributes:
        language: what the language calls itself.
        terms: what stands for a variable, and for what is stated not to be so.
        times: the theory's time terms; `{0}` and `{1}` are their arguments.
        answers: pictures and answers as text, the clauses too; a list's heading has the list's key.
        verdicts: what a verdict is called.
        causes: what stands between a question and a yes, by kind of cause.
        meanings: what a verdict means; empty where it says all itself.
        reasons: proofs and what they lack; a kind of step is its own key, one of lack after `lack`.
        changes: changes, remedies and exposure; what a change does (`add`, `drop`, `do`, `omit`) is its own key.
        report: the report on a case.
        graphs: answers about graphs.
        kinds: kinds of nodes.
        signs: one or two characters that stand for a kind of node.
        edges: kinds of edges.
        listing: the listed vocabulary.
        comparison: what differs in a copy of the official text.
        pages: the pages; `{}` is filled in by the page itself.
    """

    language: Section
    terms: Section
    times: Section
    answers: Section
    verdicts: Section
    meanings: Section
    causes: Section
    reasons: Section
    changes: Section
    report: Section
    graphs: Section
    kinds: Section
    signs: Section
    edges: Section
    listing: Section
    comparison: Section
    pages: Section


def languages() -> tuple[str, ...]:
    """The languages that reports can be in, by the files that are there."""
    return tuple(sorted(name.removesuffix(".json") for name in os.listdir(FOLDER) if name.endswith(".json")))


def words(lang: str) -> Words:
    """The fixed words of a language, read when first asked for.

    Raises:
        InputError: if there is no such language; ModelError: if its file is ill-formed.
    """
    return _read(FOLDER, lang)


@cache
def _read(folder: Path, lang: str) -> Words:
    import json  # here, since a command line that is only told of its options has no use for it

    if lang not in languages():
        hint = suggest(lang, languages()) or f"one of {', '.join(languages())}"
        raise InputError([Problem(Place("lang"), f"no such language: {lang}", hint)])
    path = folder / f"{lang}.json"
    try:
        sections = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ModelError(f"{path.name}: not JSON: {error}") from None
    lacking = [name for name in Words._fields if not isinstance(sections.get(name), dict)]
    if lacking or set(sections) - set(Words._fields):
        told = f"lacks the sections {', '.join(lacking)}" if lacking else "has sections that no report knows"
        raise ModelError(f"{path.name}: {told}; begin with a copy of another language's file")
    return Words(**{name: _Section(sections[name], f"{path.name}: {name}") for name in Words._fields})


class _Section(dict[str, str]):
    """Words by key; a key that is not there is a fault of the file."""

    def __init__(self, words: dict[str, str], name: str) -> None:
        super().__init__(words)
        self.name = name

    def __missing__(self, key: str) -> str:
        raise ModelError(f"{self.name} lacks '{key}'; add it")
