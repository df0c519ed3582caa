"""The words that scenarios and questions use, listed as text and as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..agreement.vocabulary import Vocabulary, Word
from ..core.terms import Day, Fn, Term, Var, show
from ..wording.words import words
from .answers_json import SCHEMA

E = TypeVar("E")

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
    """Every word that may be used, with its arguments, phrases and documentation; and every question.

    Args:
        agreement: whose.
        names: words and questions to list; all if None.
    """

    def wanted(entries: Mapping[str, E]) -> Iterator[tuple[str, E]]:
        return ((name, entry) for name, entry in entries.items() if names is None or name in names)

    vocabulary, languages = agreement.vocabulary, agreement.languages
    entered = [word for section in vocabulary.words.values() for word in section.values()]
    entered += [word for word in vocabulary.facts.values() if word not in entered]
    listed: list[dict[str, Any]] = [
        {
            "word": word.name,
            "section": word.section,
            "args": ["|".join(types) for types in word.args],
            **word.phrases.only(languages),
            "doc": word.doc,
            **({"default": word.more["default"]} if "default" in word.more else {}),
            **_counting(vocabulary, word),
        }
        for word in entered
        if names is None or word.name in names
    ]
    for section, entries in (*vocabulary.names.items(), ("standing", vocabulary.standing)):
        for name, phrases in wanted(entries):
            listed.append({"word": name, "section": section, "args": [], **phrases, "doc": ""})
    questions = [
        {
            "question": name,
            "args": list(predicate.roles),
            "same_as": predicate.name if predicate.name != name else None,
            **predicate.phrases.only(languages),
            "doc": predicate.doc,
            "example": example(agreement, name, predicate),
        }
        for name, predicate in wanted(agreement.asked())
    ]
    return {"schema": SCHEMA, "words": listed, "questions": questions}


def _counting(vocabulary: Vocabulary, word: Word) -> dict[str, Any]:
    """As what an act counts, and what counts as it; nothing where there is no such thing."""
    if word.section != "acts":
        return {}
    steps = [
        {"act": show(one.act), "as": show(one.other), "where": list(map(show, one.where)), "why": one.why}
        for one in vocabulary.steps
        if word.name in (one.act.name, one.other.name)
    ]
    return {"counts_as": steps} if steps else {}


def word_lines(agreement: Agreement, listed: dict[str, list[dict[str, Any]]], lang: str) -> Iterator[str]:
    """The vocabulary as text, questions first."""
    said, own, documented = words(lang).listing, agreement.own_language(lang), agreement.documents_in(lang)
    if listed["questions"]:
        yield said["questions"]
    for question in listed["questions"]:
        yield f"  {question['question']}({', '.join(question['args'])})"
        yield f"      {question['doc'] if documented else question[own]}"
        yield f"      {said['example'].format(example=question['example'])}"
    section = ""
    for word in listed["words"]:
        if word["section"] != section:
            section = word["section"]
            yield section
        args = f"({', '.join(word['args'])})" if word["args"] else ""
        yield f"  {word['word']}{args}"
        shown = (
            said["documented"].format(phrase=word[own], doc=word["doc"]) if word["doc"] and documented else word[own]
        )
        yield f"      {shown}"
        for step in word.get("counts_as", ()):
            where = said["where"].format(facts=said["and"].join(step["where"])) if step["where"] else ""
            yield f"      {said['counts_as'].format(act=step['act'], other=step['as'])}{where}"
