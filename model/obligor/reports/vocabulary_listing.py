"""The words that scenarios and questions use, listed as text and as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..core.terms import Day, Fn, Term, Var, show
from .answers_json import SCHEMA

_SAMPLES: dict[str, Term] = {
    "bearer": Fn("acme"), "counterparty": Fn("zhao"), "event": Fn("e1"), "loss": Fn("l1"),
    "day": Day.read("2026-03-20"),
}  # fmt: skip
"""What stands for each role, or else for each type, in the example of a question."""


def example(agreement: Agreement, name: str, predicate: Predicate) -> str:
    """A question as it may be asked, with an act and a unit of this agreement to which it can apply."""
    sample = _nearest_norm(agreement, predicate)
    act, unit = sample or (Var("_"), "")
    samples: dict[str, Term] = {**_SAMPLES, "act": act, "unit": unit}
    args = [
        samples.get(role, samples.get(types[0], Var("_")))
        for role, types in zip(predicate.roles, predicate.types, strict=True)
        if role != "unit" or unit
    ]
    return show(Fn(name, tuple(Var("_") if arg == "" else arg for arg in args)))


def _nearest_norm(agreement: Agreement, predicate: Predicate) -> tuple[Term, str] | None:
    """Act and unit of the first rule of a chapter that a predicate follows from, by as few predicates as possible."""
    wanted, seen = [predicate.name], {predicate.name}
    acts = agreement.vocabulary.acts
    while wanted:
        for rule in (rule for rule in agreement.rules if rule.name in wanted and rule.unit):
            plain = [arg for arg in rule.head.atom.args if isinstance(arg, Fn) and arg.name in acts and not arg.args]
            if plain or "act" not in predicate.roles:
                return (plain[0] if plain else Var("_")), rule.unit
        below = {atom.name for rule in agreement.rules if rule.name in wanted for atom in rule.positive}
        wanted = sorted(below - seen)
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
                "args": list(predicate.roles),
                "same_as": predicate.name if predicate.name != name else None,
                "en": predicate.fields["en"],
                "zh": predicate.fields["zh"],
                "doc": predicate.doc,
                "example": example(agreement, name, predicate),
            }
    return {"schema": SCHEMA, "words": found, "questions": list(asked.values())}


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
