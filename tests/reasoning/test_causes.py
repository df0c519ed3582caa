"""Causes of a no or a gap: of every kind one, and none of an answer that is neither."""

from __future__ import annotations

import re

import pytest

from obligor.agreement.package import load
from obligor.reasoning.asking import asked
from obligor.reasoning.causes import caused
from obligor.reports.causes import cause_text
from obligor.scenario.files import find_files, read_scenarios
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.verdict_names import GAP, NO
from obligor.wording.speaker import Speaker
from obligor.wording.words import languages, words
from tests.support import FORBIDDEN, ROOT, leak

RAW = re.compile(r"\b7\d{5}\b|_(?=[ ,;)]|$)|\banother_event\b|anybody or anything|\{\w*\}")
"""What no report may print: days as numbers, open places, internal names, placeholders."""


ZHAO = {"parties": "zhao: outsider"}


def causes_of(engine, question):
    (scenario,) = read_yaml(leak(**ZHAO), "case.yaml", engine.agreement)
    (answer,) = asked(engine.case(scenario), question)
    return answer


def test_what_is_so_has_no_cause(engine):
    assert causes_of(engine, "breach(acme, look)").causes == ()


def test_of_a_loss_it_is_said_on_whom_it_falls(obligor):
    (answer,) = obligor("ask", FORBIDDEN, "liable(zhao, tencent, defence)", "--format", "json").json["answers"]
    assert [(cause["kind"], cause["units"]) for cause in answer["causes"]] == [("elsewhere", ["8.5.3[c]"])]
    assert obligor("ask", FORBIDDEN, "liable(zhao, tencent, defence)").out.splitlines()[1].startswith("  no: ")


def test_an_event_of_somebody_else_is_said_to_be_that(engine):
    (cause,) = causes_of(engine, "breach(zhao, look)").causes
    assert (cause.kind, cause.units, str(cause.atom)) == ("apart", (), "by(look,zhao)")


def test_who_is_not_bound_is_said_to_be_outside(engine):
    (cause,) = causes_of(engine, "prohibited(zhao, reverse_engineer)").causes
    assert (cause.kind, cause.units) == ("outside", ("8.2.1.2[a]",))


def test_causes_are_added_to_answers_and_nothing_else_is_changed(engine):
    (scenario,) = read_yaml(leak(**ZHAO), "case.yaml", engine.agreement)
    case = engine.case(scenario)
    answers = case.ask("breach(acme, look)", "breach(zhao, look)")
    found = caused(case, answers)
    assert [answer._replace(causes=()) for answer in found] == answers
    assert [bool(answer.causes) for answer in found] == [False, True]


def test_every_kind_that_the_theory_names_is_said_in_every_language():
    named = {p.fields["cause"] for group in load("wecom").predicates.values() for p in group if "cause" in p.fields}
    for lang in languages():
        assert named <= set(words(lang).causes)


def told(engine, folder):
    """Every no and gap that the scenarios of a folder expect, with its question, causes, and these in words."""
    for file in find_files([str(ROOT / "facts" / folder)]):
        for scenario in read_scenarios(file, engine.agreement):
            for variant in (scenario, *scenario.variants):
                questions = [e.ask for e in variant.expect if e.verdict in (NO, GAP) and e.refused is None]
                if questions:
                    for answer in asked(engine.case(variant), *questions):
                        speakers = [Speaker(engine.agreement, variant, lang) for lang in languages()]
                        texts = [cause_text(cause, one) for cause in answer.causes for one in speakers]
                        yield answer, texts


@pytest.mark.parametrize("folder", ["ch09_fees", "reasons"])
def test_every_no_has_a_cause_that_can_be_said(engine, folder):
    check(engine, folder)


@pytest.mark.long
@pytest.mark.parametrize("folder", sorted(p.name for p in (ROOT / "facts").glob("ch*") if p.name != "ch09_fees"))
def test_every_no_of_every_chapter_has_a_cause_that_can_be_said(engine, folder):
    check(engine, folder)


def check(engine, folder):
    answers = 0
    for answer, texts in told(engine, folder):
        answers += 1
        assert answer.causes, answer.question
        for text in texts:
            assert not RAW.search(text), (answer.question, text)
    assert answers
