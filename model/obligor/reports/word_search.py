"""Finding words, questions and units by what people say, in any of an agreement's languages, the best first.

The index is SQLite's full-text search (FTS5, BM25; Robertson and Zaragoza 2009) in memory, with Porter's stems for
English. Chinese has no spaces: it is looked for by pairs of characters, which takes no model of its words.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem
from ..wording.words import languages, words

MOST = 12
"""Hits that are told."""
LATE = (1000, 0)
"""The rank of what nobody says all of."""
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[^\W_]+")
_TABLE = "CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, said, notes, tokenize='porter unicode61')"
_FOUND = "SELECT key FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, 6, 1), rowid"


class Entry(NamedTuple):
    """What can be found.

    Attributes:
        key: its section and its word, question or unit.
        said: its word, its phrases, and what else people say for it.
        notes: what is further told of it.
    """

    key: tuple[str, str]
    said: tuple[str, ...]
    notes: tuple[str, ...]


def search(
    agreement: Agreement, asked: Sequence[str], listed: dict[str, list[dict[str, Any]]]
) -> list[tuple[str, str]]:
    """Look for what fits some words best.

    Args:
        agreement: whose words.
        asked: what somebody says.
        listed: a vocabulary-object, as `vocabulary_listing.vocabulary_object` gives it.

    Returns:
        At most `MOST` keys, the best first: section and word, `questions` and question, `topics` and topic, `units`
        and unit.

    Raises:
        InputError: if this Python's SQLite has no full-text search.
    """
    terms = list(dict.fromkeys(term for text in asked for term in _terms(text)))
    plain = _plain()
    terms = [term for term in terms if term not in plain] or terms
    if not terms:
        return []
    entries = list(_entries(agreement, listed))
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.execute(_TABLE)
        except sqlite3.OperationalError:
            problem = "this Python's SQLite has no full-text search (FTS5)"
            raise InputError([Problem(Place("vocabulary"), problem, "name a word as it is written")]) from None
        base.executemany(
            "INSERT INTO words VALUES (?, ?, ?)",
            ((number, _text(entry.said), _text(entry.notes)) for number, entry in enumerate(entries)),
        )
        fitting = [_numbers(base, (term,)) for term in terms]
        ranked = _numbers(base, terms)
    having = {number: sum(number in some for some in map(set, fitting)) for number in ranked}
    meant = _meant(agreement, set(terms), plain)
    best = sorted(ranked, key=lambda number: (meant.get(entries[number].key[1], LATE), -having[number]))
    return [entries[number].key for number in best[:MOST]]


def _plain() -> frozenset[str]:
    """Words, and pairs of characters, by which nobody looks for anything."""
    return frozenset(word for lang in languages() for word in words(lang).listing["plain"].split())


def _meant(agreement: Agreement, terms: set[str], plain: frozenset[str]) -> dict[str, tuple[int, int]]:
    """The words for which people say what was said whole, the longest first, then in the order of the list."""
    meant: dict[str, tuple[int, int]] = {}
    for said, meant_by in agreement.aliases.items():
        of = [term for term in _terms(said) if term not in plain]
        if of and terms.issuperset(of):
            for at, word in enumerate(meant_by):
                meant[word] = min(meant.get(word, LATE), (at - len(of), at))
    return meant


def _numbers(base: sqlite3.Connection, terms: Iterable[str]) -> list[int]:
    """Numbers of the entries that have one of some terms, the best first."""
    wanted = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
    return [number for (number,) in base.execute(_FOUND, (wanted,))]


def _entries(agreement: Agreement, listed: dict[str, list[dict[str, Any]]]) -> Iterator[Entry]:
    aliases: dict[str, list[str]] = {}
    for said, meant_by in agreement.aliases.items():
        for name in meant_by:
            aliases.setdefault(name, []).append(said)
    for word in listed["words"]:
        told = (word["word"], *(word[lang] for lang in agreement.languages), *aliases.get(word["word"], ()))
        yield Entry((word["section"], word["word"]), told, (word["doc"],))
    for question in listed["questions"]:
        name = question["question"]
        told = (name, *(question[lang] for lang in agreement.languages), *aliases.get(name, ()))
        yield Entry(("questions", name), told, (question["doc"],))
    for topic in agreement.topics.values():
        told = (topic.name, *topic.phrases.values(), *aliases.get(topic.name, ()))
        yield Entry(("topics", topic.name), told, tuple(topic.why.values()))
    for unit in agreement.units.values():
        told = (unit.unit, *unit.glosses.values(), *aliases.get(unit.unit, ()))
        readings = [text for reading in unit.readings for text in reading.glosses.values()]
        yield Entry(("units", unit.unit), told, (unit.note, unit.why, *readings))


def _text(said: Iterable[str]) -> str:
    return " . ".join(" ".join(_terms(one)) for one in said)


def _terms(text: str) -> Iterator[str]:
    """Words of a text in lower case; of Chinese each pair of characters that follow each other."""
    for piece in re.split(f"({_CJK.pattern})", text.lower()):
        if _CJK.fullmatch(piece):
            yield from (piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
        else:
            yield from _WORD.findall(piece)
