"""Topics that reviewers look for: read with every language, and asked like anything else."""

from __future__ import annotations

import pytest

from obligor.agreement.topics import read_topics
from obligor.core.errors import InputError, ModelError

ENTRY = "refund: {en: Refund, zh: 退款, units: ['1.1[a]'], why: Some. | 有。}\n"


def test_a_topic_has_units_and_a_sentence_by_language(tmp_path):
    (tmp_path / "topics.yaml").write_text(ENTRY, "utf-8")
    topic = read_topics(tmp_path, ["en", "zh"])["refund"]
    assert (topic.units, topic.why["zh"], topic.phrases["en"]) == (("1.1[a]",), "有。", "Refund")


def test_a_package_may_have_none(tmp_path):
    assert read_topics(tmp_path, ["en"]) == {}


@pytest.mark.parametrize(
    ("old", "new"), [("zh: 退款, ", ""), (" | 有。", ""), ("['1.1[a]']", "1.1"), ("refund", "Refund")]
)
def test_a_topic_that_lacks_something_is_refused_with_its_line(tmp_path, old, new):
    (tmp_path / "topics.yaml").write_text("# topics\n" + ENTRY.replace(old, new), "utf-8")
    with pytest.raises(ModelError, match=r"topics.yaml:2: (refund|Refund) is no topic"):
        read_topics(tmp_path, ["en", "zh"])


def test_every_unit_of_a_topic_is_registered_and_every_topic_says_something(wecom):
    topics = wecom.topics.values()
    assert {unit for topic in topics for unit in topic.units} <= set(wecom.units)
    assert all(topic.why["en"].endswith(".") and topic.why["zh"].endswith("。") for topic in topics)
    silent = [topic.name for topic in topics if not topic.units]
    assert {"cap", "appeal", "refund", "interest", "duration_of_ban", "several_debtors"} <= set(silent)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("provides(governing_law)", "yes"),
        ("provides(parties, 1.1[b])", "yes"),
        ("provides(parties, 14)", "no"),
        ("provides(cap)", "gap"),
        ("provides(_)", "yes"),
    ],
)
def test_a_question_about_a_topic(model, decompiled, question, verdict):
    assert decompiled.ask(question).verdict == verdict


def test_a_topic_whose_units_are_struck_is_one_of_silence(engine):
    from obligor.scenario.yaml_format import read_yaml

    text = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise}\nwithout: ['14.3']\n"
    case = engine.case(read_yaml(text, "case.yaml", engine.agreement)[0])
    assert case.ask("provides(governing_law)")[0].verdict == "gap"


def test_a_word_that_is_no_topic_is_refused(decompiled):
    with pytest.raises(InputError, match="no such topic: 'weather'"):
        decompiled.ask("provides(weather)")
