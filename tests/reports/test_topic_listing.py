"""The list of topics, as text and as JSON."""

from __future__ import annotations

from obligor.reports.topic_listing import topic_lines, topics_object


def test_a_topic_is_told_with_its_units_or_as_one_of_silence(wecom):
    lines = list(topic_lines(topics_object(wecom)["topics"], wecom, "en"))
    assert "governing_law  Governing law: 14.3[a]" in lines
    assert "cap  Limit of an amount: silent" in lines
    assert "cap  责任上限: 未作规定" in list(topic_lines(topics_object(wecom)["topics"], wecom, "zh"))


def test_the_object_has_them_all(wecom):
    topics = topics_object(wecom)["topics"]
    assert [topic["topic"] for topic in topics] == list(wecom.topics)
    assert all(topic["why"]["en"] and topic["why"]["zh"] for topic in topics)


def test_the_command_lists_them_and_refuses_clauses_beside(obligor):
    assert "governing_law" in obligor("clauses", "--topics").out
    refused = obligor("clauses", "8.5", "--topics")
    assert (refused.status, "lists topics" in refused.err) == (2, True)
