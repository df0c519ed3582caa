"""What may be meant by a question: other punctuation, a status asked for by itself, a word that is no question."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..core.terms import Fn, Var

OFFERED = 3
"""Questions that are offered in place of one that there is not."""
_PUNCTUATION = str.maketrans({"\u3001": ",", "\u201c": '"', "\u201d": '"', "\u3002": "."})
"""What NFKC leaves alone."""
_WORD = re.compile(r"[^\W_]+")


def half_width(text: str) -> str:
    r"""A question with the punctuation and the letters of a Chinese keyboard as the grammar has them.

    >>> half_width("breach\uff08acme\uff0c_\uff0c\u201c\uff18.2.1\u201d\uff09")
    'breach(acme,_,"8.2.1")'
    """
    return text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_PUNCTUATION))


def of_status(atom: Fn, agreement: Agreement) -> Fn:
    """A status asked for by itself, as the question about it: `end_user(li)` as `defined(end_user(li), _)`.

    A last argument beyond those of the status is the unit. Any other atom stays as it is.
    """
    word = agreement.vocabulary.words["statuses"].get(atom.name)
    asked = next((p for p in agreement.asked().values() if p.types[:1] == (("status",),)), None)
    if word is None or asked is None or atom.name in agreement.asked():
        return atom
    places = len(word.args)
    unit = atom.args[places:] or (Var("_"),)
    return Fn(asked.name, (Fn(atom.name, atom.args[:places]), *unit)) if len(unit) == 1 else atom


def other_questions(name: str, agreement: Agreement) -> list[str]:
    """The questions, at most `OFFERED`, that come nearest to a word that is none, by its letters and its meaning."""
    asked = agreement.asked()
    near = difflib.get_close_matches(name, sorted(asked), n=OFFERED, cutoff=0.75)
    near += (one for one in _meant(name, agreement) if one in asked)
    near += difflib.get_close_matches(name, sorted(asked), n=OFFERED, cutoff=0.5)
    first: dict[str, str] = {}
    for one in near:  # a question has synonyms
        first.setdefault(asked[one].name, one)
    return list(first.values())[:OFFERED]


def _meant(name: str, agreement: Agreement) -> Iterator[str]:
    """What people mean by just such a word, then by expressions that have it, then questions documented with it."""
    wanted = set(_WORD.findall(name.lower()))
    having = [(set(_WORD.findall(said.lower())), words) for said, words in agreement.aliases.items()]
    for of, words in sorted(having, key=lambda pair: len(pair[0])):
        if wanted and wanted <= of:
            yield from words
    for question, predicate in agreement.asked().items():
        if wanted & set(_WORD.findall(_said(predicate).lower())):
            yield question


def _said(predicate: Predicate) -> str:
    return " ".join((predicate.doc, *predicate.phrases.values()))
