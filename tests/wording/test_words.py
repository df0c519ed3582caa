"""Both languages say everything, and neither speaks the other."""

from __future__ import annotations

import re

import pytest

from obligor.core.terms import Fn
from obligor.wording.speaker import Speaker

LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]")
ALLOWED = {"CNY", "obligor", "whynot", "why", "all", "API", "IP", "MIT", "URL", "WeCom"}
"""Words of Latin letters that a Chinese text may hold: commands, and names that have no others."""


def spoken(wecom, lang):
    """Every phrase of the theory, the chapters and the vocabulary, with arguments filled in."""
    speaker = Speaker(wecom, None, lang)
    speaker.names.update({f"x{n}": f"〔{n}〕" for n in range(6)})
    for group in wecom.predicates.values():
        for predicate in group:
            if lang in predicate.phrases:
                args = tuple(Fn(f"x{n}") for n in range(len(predicate.roles)))
                yield predicate.signature, speaker.atom(Fn(predicate.name, args))
    vocabulary = wecom.vocabulary
    for section in vocabulary.words.values():
        for word in section.values():
            args = tuple(Fn(f"x{n}") for n in range(len(word.args)))
            text = (
                speaker.term(Fn(word.name, args), "act")
                if word.section == "acts"
                else speaker.atom(Fn(word.name, args))
            )
            yield word.signature, text
    for members in (*vocabulary.names.values(), vocabulary.standing):
        for name, phrases in members.items():
            yield name, phrases[lang]
    for unit in wecom.units.values():
        yield unit.unit, unit.gloss(lang)
        for reading in unit.readings:
            yield f"{unit.unit} {reading.name}", reading.gloss(lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_phrase_leaves_a_placeholder(wecom, lang):
    assert [(what, text) for what, text in spoken(wecom, lang) if not text or "{" in text or "}" in text] == []


def test_no_english_word_is_left_in_chinese(wecom):
    left = [(what, text, [w for w in LATIN.findall(text) if w not in ALLOWED]) for what, text in spoken(wecom, "zh")]
    assert [(what, text) for what, text, words in left if words] == []


def test_no_chinese_is_left_in_english(wecom):
    assert [(what, text) for what, text in spoken(wecom, "en") if HAN.search(text)] == []
