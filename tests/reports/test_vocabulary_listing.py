"""`vocabulary`: every word and question, and how it is used."""

from __future__ import annotations

import pytest


def test_vocabulary_lists_every_word_and_question(obligor, wecom):
    document = obligor("vocabulary", "--format", "json").json
    assert set(document) == {"schema", "words", "questions"}
    assert document["schema"] == 1
    words = {word["word"] for word in document["words"]}
    assert words >= {*wecom.vocabulary.facts, *wecom.vocabulary.acts, "software", "tencent"}
    for word in document["words"]:
        assert set(word) - {"default", "counts_as"} == {"word", "section", "args", "en", "zh", "doc"}
        assert word["en"]
        assert word["zh"]
    assert [question["question"] for question in document["questions"]] == list(wecom.asked())
    keys = {"question", "args", "same_as", "en", "zh", "doc", "example"}
    assert all(set(question) == keys for question in document["questions"])
    judgements = {word["word"]: word.get("default") for word in document["words"] if word["section"] == "judgements"}
    assert judgements["akin_to_listed"] == "unknown"
    assert set(judgements.values()) == {"unknown", "true", "false"}


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("publish", "publish(content)"),
        ("enterprise", "enterprise(party)"),
        ("caused_by", "caused_by(loss, event)"),
        ("akin_to_listed", "akin_to_listed(conduct)"),
        ("liable", "liable(bearer, counterparty, loss, unit)"),
        ("rumour", "rumour"),
    ],
)
def test_vocabulary_tells_how_a_word_is_used(obligor, word, told):
    run = obligor("vocabulary", word)
    assert run.status == 0
    assert told in run.out
    assert obligor("vocabulary", word, "--lang", "zh").status == 0
