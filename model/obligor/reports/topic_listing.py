"""What reviewers look for, topic by topic: the units that speak of it, or that the text is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..agreement.package import Agreement
from ..agreement.topics import Topic
from ..wording.layout import indented
from ..wording.words import words
from .answers_json import SCHEMA


def topics_object(agreement: Agreement) -> dict[str, Any]:
    """Every topic, as a JSON object: what it is called, its units (none where the text is silent), and a sentence."""
    return {"schema": SCHEMA, "topics": [topic_object(agreement, topic) for topic in agreement.topics.values()]}


def topic_object(agreement: Agreement, topic: Topic) -> dict[str, Any]:
    """A topic: its word, what it is called, its units, and a sentence."""
    return {
        "topic": topic.name,
        **topic.phrases.only(agreement.languages),
        "units": list(topic.units),
        "why": topic.why.only(agreement.languages),
    }


def topic_lines(topics: Iterable[dict[str, Any]], agreement: Agreement, lang: str) -> Iterator[str]:
    """Topics, as such objects, in text."""
    said, own = words(lang).listing, agreement.own_language(lang)
    for topic in topics:
        units = ", ".join(topic["units"]) or said["silent"]
        yield f"{topic['topic']}  {topic[own]}: {units}"
        yield from indented(topic["why"][own], 4)
