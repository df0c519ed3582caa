"""What reviewers look for, topic by topic: the units that speak of it, or that the text is silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..agreement.package import Agreement
from ..wording.layout import indented
from ..wording.words import words
from .answers_json import SCHEMA


def topics_object(agreement: Agreement) -> dict[str, Any]:
    """Every topic, as a JSON object: what it is called, its units (none where the text is silent), and a sentence."""
    topics = agreement.topics.values()
    return {
        "schema": SCHEMA,
        "topics": [
            {
                "topic": topic.name,
                **topic.phrases.only(agreement.languages),
                "units": list(topic.units),
                "why": topic.why.only(agreement.languages),
            }
            for topic in topics
        ],
    }


def topic_lines(agreement: Agreement, lang: str) -> Iterator[str]:
    """The same as text."""
    said = words(lang).listing
    for topic in agreement.topics.values():
        units = ", ".join(topic.units) or said["silent"]
        yield f"{topic.name}  {topic.phrases[lang]}: {units}"
        yield from indented(topic.why[lang], 4)
