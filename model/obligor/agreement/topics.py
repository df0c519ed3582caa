"""What reviewers of contracts look for, and which units speak of it; a topic without units is one of silence.

The topics of a package are its own; the public checklist of the CUAD data set (Hendrycks et al. 2021) is a good start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..core.errors import ModelError
from .languages import Phrases, in_order, phrases_of


class Topic(NamedTuple):
    """A topic.

    Attributes:
        name: its word.
        phrases: what it is called.
        units: the units that speak of it; none where the text is silent.
        why: what they say, or what comes nearest where there are none, in a sentence by language.
    """

    name: str
    phrases: Phrases
    units: tuple[str, ...]
    why: Phrases


def read_topics(entries: Mapping[str, Mapping[str, Any]], languages: Sequence[str]) -> dict[str, Topic]:
    """The topics of a vocabulary, by name.

    Raises:
        ModelError: if one lacks a language.

    >>> entry = {"en": "Refund", "units": [], "why": "Nothing is said of it."}
    >>> read_topics({"refund": entry}, ["en"])["refund"].units
    ()
    """
    found = {}
    for name, entry in entries.items():
        why = in_order(entry["why"], languages)
        if why is None:
            raise ModelError(f"topics: {name}: write `why: {' | '.join(languages)}`")
        phrases = phrases_of(entry, languages, f"topics: {name}")
        found[name] = Topic(name, phrases, tuple(entry.get("units", ())), why)
    return found
