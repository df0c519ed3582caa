"""A vocabulary has the form that its readers count on, or is refused with every mistake and its line.

Further mistakes, one a file, stand in `hostile/packages`.
"""

from __future__ import annotations

import pytest

from obligor.agreement.vocabulary_tree import vocabulary_tree
from obligor.core.errors import ModelError
from tests.bicycle import VOCABULARY


def refused(text: str) -> list[str]:
    with pytest.raises(ModelError) as error:
        vocabulary_tree(text, "vocabulary.yaml")
    return str(error.value).split("\n")


def test_a_vocabulary_is_read_as_it_is_written() -> None:
    tree = vocabulary_tree(VOCABULARY, "vocabulary.yaml")
    assert tree["agreement"]["id"] == "bike"
    assert tree["roles"]["lender"] == {"en": "{0} lends", "zh": "{0}出借"}


def test_every_mistake_is_told_in_the_order_of_the_lines() -> None:
    told = refused(VOCABULARY + "acts:\n  Carry: {en: x, zh: x}\n  go: {en: '{1}', zh: x}\nbearers: x\n")
    assert [line.split(": ")[0] for line in told] == [f"vocabulary.yaml:{line}" for line in (8, 9, 10)]


def pattern(text: str) -> str:
    return VOCABULARY.replace("id: bike", f"id: bike, clauses: '{text}'")


@pytest.mark.parametrize(
    "text",
    [
        r"[A-Z]\d+", r"\d+(?:\.\d+)*", r"(?:Annex|\d{1,3})(?:\.\d+[a-z]?)*(?:\([a-z]\))?", r"\(\d\)", r"(?:ab)+",
        r"(?:\.(?:\d|\d\d))*",
    ],
)  # fmt: skip
def test_a_pattern_of_ids_may_be_what_patterns_are(text: str) -> None:
    assert vocabulary_tree(pattern(text), "vocabulary.yaml")["agreement"]["clauses"] == text


@pytest.mark.parametrize(
    "text",
    [
        r"(\d+)+", r"(\d*)*", r"(?:\d|\d\d)*", r"(?:(?:\d)+)+", r"(?:a(?:\d+)b)*", r"(?:\.\d+\.)+", r"(?:\d?)*",
        r"\d*\d*\d*\d*\d*\d*", r"(?:\d+){9}", ".*", r"(\d)\1", "(?=a)", "[^a]+", r"(?:1|2)+",
    ],
)  # fmt: skip
def test_a_pattern_that_takes_long_is_refused(text: str) -> None:
    assert "`clauses`" in refused(pattern(text))[0]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{act: ride, as: lend}", "says `act`, `as`, `why`"),
        ("{act: ride, as: lend, why: x, when: y}", "says `act`, `as`, `why`"),
        ("{act: ride, as: 'lend(X)', why: x}", "X is no argument of the act"),
        ("{act: 'ride(X)', as: lend, where: ['old(Y)'], why: x}", "Y is no argument of the act"),
        ("{act: ride, as: 'not lend', why: x}", "no atom"),
        ("{act: ride, as: lend, where: old, why: x}", "`where` has to be a list"),
    ],
)
def test_an_entry_of_what_counts_as_what_names_acts_and_what_they_are_about(entry: str, says: str) -> None:
    (told,) = refused(VOCABULARY + f"counts_as:\n  - {entry}\n")
    assert told.startswith("vocabulary.yaml:8: ")
    assert says in told
