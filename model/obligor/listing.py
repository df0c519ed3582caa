"""What there is to ask about: the clauses and the vocabulary, listed as text and as JSON objects."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from .agreement import Agreement, Unit
from .official_text import Copy
from .report_json import ROLES, SCHEMA
from .syntax import Predicate
from .terms import Day, Fn, Term, Var, show
from .wording import WIDTH, WORDS

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


_SAMPLES: dict[str, Term] = {
    "P": Fn("acme"), "Q": Fn("zhao"), "E": Fn("e1"), "S": Fn("e1"), "L": Fn("l1"), "D": Day.read("2026-03-20"),
}  # fmt: skip
"""What stands for each role in the example of a question."""


def example(agreement: Agreement, name: str, predicate: Predicate) -> str:
    """A question as it may be asked, with an act and a unit of this agreement to which it can apply."""
    sample = _nearest_norm(agreement, predicate)
    act, unit = sample or (Var("_"), "")
    args: dict[str, Term] = {**_SAMPLES, "A": act, "U": unit, "V": unit, "T": Var("_"), "X": Var("_"), "Y": Var("_")}
    found = [args[role] for role in predicate.roles if role != "U" or unit]
    return show(Fn(name, tuple(Var("_") if arg == "" else arg for arg in found)))


def _nearest_norm(agreement: Agreement, predicate: Predicate) -> tuple[Term, str] | None:
    """Act and unit of the first rule of a chapter that a predicate follows from, by as few predicates as possible."""
    wanted, seen = [predicate.name], {predicate.name}
    acts = agreement.vocabulary.acts
    while wanted:
        for rule in (rule for rule in agreement.rules if rule.head.name in wanted and rule.unit):
            plain = [arg for arg in rule.head.atom.args if isinstance(arg, Fn) and arg.name in acts and not arg.args]
            if plain or "A" not in predicate.roles:
                return (plain[0] if plain else Var("_")), rule.unit
        below = {lit.name for rule in agreement.rules if rule.head.name in wanted for lit in rule.body if lit.positive}
        wanted = sorted(below - seen - {""})
        seen |= below
    return None


def vocabulary_object(agreement: Agreement, names: set[str] | None = None) -> dict[str, Any]:
    """Every word that may be used, with its arguments, phrases and documentation; and every question."""
    vocabulary = agreement.vocabulary
    words = [w for section in vocabulary.words.values() for w in section.values()]
    words += [w for w in vocabulary.facts.values() if w not in words]
    found = [
        {
            "word": w.name,
            "section": w.section,
            "args": ["|".join(types) for types in w.args],
            "en": w.phrases["en"],
            "zh": w.phrases["zh"],
            "doc": w.doc,
            **({"default": w.more["default"]} if "default" in w.more else {}),
        }
        for w in words
        if names is None or w.name in names
    ]
    for kind, members in vocabulary.names.items():
        for name, phrases in members.items():
            if names is None or name in names:
                found.append({"word": name, "section": kind, "args": [], **phrases, "doc": ""})
    for name, phrases in vocabulary.standing.items():
        if names is None or name in names:
            found.append({"word": name, "section": "standing", "args": [], **phrases, "doc": ""})
    asked = {}
    for name, predicate in agreement.asked().items():
        if names is None or name in names:
            asked[name] = {
                "question": name,
                "args": [ROLES.get(role, role) for role in predicate.roles],
                "same_as": predicate.name if predicate.name != name else None,
                "en": predicate.fields["en"],
                "zh": predicate.fields["zh"],
                "doc": predicate.doc,
                "example": example(agreement, name, predicate),
            }
    return {"schema": SCHEMA, "words": found, "questions": list(asked.values())}


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


def word_lines(agreement: Agreement, found: dict[str, list[dict[str, object]]], lang: str) -> Iterator[str]:
    """The vocabulary as text, questions first."""
    if found["questions"]:
        yield "Questions" if lang == "en" else "问题"
    for question in found["questions"]:
        args = question["args"]
        assert isinstance(args, list)
        yield f"  {question['question']}({', '.join(args)})"
        yield f"      {question['doc'] if lang == 'en' else question['zh']}"
        yield f"      {'e.g.' if lang == 'en' else '例如'} {question['example']}"
    section = ""
    for word in found["words"]:
        if word["section"] != section:
            section = str(word["section"])
            yield section
        args = word["args"]
        assert isinstance(args, list)
        inner = f"({', '.join(args)})" if args else ""
        yield f"  {word['word']}{inner}"
        yield f"      {word[lang]}" + (f"; {word['doc']}" if word["doc"] and lang == "en" else "")
