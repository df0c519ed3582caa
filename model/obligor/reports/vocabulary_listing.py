"""The words that scenarios and questions use, listed as text and as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..agreement.vocabulary import Vocabulary, Word
from ..core.terms import Day, Fn, Term, Var, show
from ..wording.layout import indented
from ..wording.words import words
from .answers_json import SCHEMA
from .topic_listing import topic_lines, topic_object

E = TypeVar("E")
SHOWN = 12
"""Words of a sort that the table of contents names."""

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


def vocabulary_object(
    agreement: Agreement, names: set[str] | None = None, found: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """Every word that may be used, with its arguments, phrases and documentation; and every question.

    Args:
        agreement: whose.
        names: words and questions to list; all if None.
        found: instead, what a search has found, as section and name, in which order they are listed; units too.
    """
    if found:
        return _found(agreement, found)

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


def _found(agreement: Agreement, found: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What a search has found, by rank."""
    whole = vocabulary_object(agreement, {name for section, name in found if section != "units"})
    rank = {key: at for at, key in enumerate(found)}
    words = [word for word in whole["words"] if (word["section"], word["word"]) in rank]
    first: dict[str, int] = {}
    for section, name in found:
        first.setdefault(section, rank[section, name])
    words.sort(key=lambda word: (first[word["section"]], rank[word["section"], word["word"]]))
    questions = [entry for entry in whole["questions"] if ("questions", entry["question"]) in rank]
    questions.sort(key=lambda entry: rank["questions", entry["question"]])
    units = [agreement.units[name] for section, name in found if section == "units"]
    told = [{"unit": unit.unit, "modality": unit.modality, **unit.glosses.only(agreement.languages)} for unit in units]
    topics = [topic_object(agreement, agreement.topics[name]) for section, name in found if section == "topics"]
    return {"schema": SCHEMA, "words": words, "questions": questions, "topics": topics, "units": told}


def contents_lines(agreement: Agreement, listed: dict[str, list[dict[str, Any]]], lang: str) -> Iterator[str]:
    """A table of contents: how many words of each sort there are, some of them, and all acts, chapter by chapter."""
    said, own = words(lang).listing, agreement.own_language(lang)
    yield said["contents"]
    sorts: dict[str, list[str]] = {said["questions"]: [question["question"] for question in listed["questions"]]}
    for word in listed["words"]:
        sorts.setdefault(word["section"], []).append(word["word"])
    acts = sorts.pop("acts", [])
    for sort, names in sorts.items():
        shown = names if sort == said["questions"] or len(names) <= SHOWN else [*names[:SHOWN], "…"]
        yield from indented(f"{sort} ({len(names)}): {', '.join(shown)}", 2, 6, whole_words=True)
    yield f"  acts ({len(acts)})"
    told: set[str] = set()
    for chapter, named in _acts_by_chapter(agreement).items():
        if fresh := [act for act in named if act not in told]:
            told.update(fresh)
            title = agreement.vocabulary.chapters[chapter][own]
            yield from indented(f"{chapter} {title}: {', '.join(fresh)}", 4, 6, whole_words=True)
    if further := [act for act in acts if act not in told]:
        yield from indented(", ".join(further), 4, 6, whole_words=True)


def _acts_by_chapter(agreement: Agreement) -> dict[str, list[str]]:
    """The acts that rules of each chapter name, in their order."""
    acts = agreement.vocabulary.acts
    found: dict[str, list[str]] = {chapter: [] for chapter in agreement.vocabulary.chapters}
    for source in agreement.chapters:
        for rule in source.rules:
            chapter = rule.unit.partition(".")[0].partition("[")[0]
            if chapter in found:
                atoms = [rule.head.atom, *(part.atom for part in rule.literals)]
                found[chapter] += [
                    arg.name for atom in atoms for arg in atom.args if isinstance(arg, Fn) and arg.name in acts
                ]
    return {chapter: list(dict.fromkeys(names)) for chapter, names in found.items()}


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
    if listed.get("topics"):
        yield said["topics"]
    yield from (f"  {line}" for line in topic_lines(listed.get("topics", ()), agreement, lang))
    if listed.get("units"):
        yield said["units"]
    for unit in listed.get("units", ()):
        yield f"  {unit['unit']}  {unit[own]}"
