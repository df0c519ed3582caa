"""What may be meant by a question that is not written as the grammar has it."""

from __future__ import annotations

import pytest

from obligor.scenario.question_words import OFFERED, other_questions
from tests.support import scenario_text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("must", "obliged"), ("may", "permitted"), ("can", "available"), ("who_pays", "bears"), ("blame", "liable"),
        ("forbidden", "prohibited"), ("penalty", "effect"), ("deadline", "due"), ("late", "overdue"),
        ("braech", "breach"), ("liabel", "liable"), ("in_force", "void"), ("wrongful", "groundless"),
    ],
)  # fmt: skip
def test_people_s_words_lead_to_questions(wecom, said, meant):
    found = other_questions(said, wecom)
    assert meant in found
    assert len(found) <= OFFERED
    assert len({wecom.asked()[one].name for one in found}) == len(found), "no question twice by its synonyms"


def test_every_question_with_one_letter_wrong_is_offered(wecom):
    for name in wecom.asked():
        assert wecom.asked()[name].name in {wecom.asked()[one].name for one in other_questions(name + "e", wecom)}, name


def test_a_question_that_there_is_not_is_refused_with_the_forms_of_others(obligor, write):
    run = obligor("ask", write(scenario_text()), "must(acme, report(look))")
    assert (run.status, run.out) == (2, "")
    assert "obliged(P, Q, A, U)" in run.err


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("breach（acme，look）", "breach(acme, look)"),
        ("breach（acme、look，“8.2.1.2”）", 'breach(acme, look, "8.2.1.2")'),
        ("enterprise_user(acme)", "defined(enterprise_user(acme))"),
        ("enterprise_user(acme, 1.1[c])", "defined(enterprise_user(acme), 1.1[c])"),
        ("end_user(X)", "defined(end_user(X))"),
    ],
)
def test_other_ways_of_writing_a_question_are_read(ask, asked, same):
    (answer,), (meant,) = ask(asked), ask(same)
    assert {**answer, "question": ""} == {**meant, "question": ""}


@pytest.mark.parametrize("question", ["breach(Acme, look)", "breach(acme, Look)", "defined(enterprise_user(Acme))"])
def test_a_word_in_capitals_is_no_name_and_no_silent_wildcard(obligor, write, question):
    run = obligor("ask", write(scenario_text()), question)
    assert (run.status, run.out) == (2, "")
    assert "leaves an argument open" in run.err


def test_a_word_in_capitals_that_is_nobody_s_leaves_an_argument_open(ask):
    (answer,), (same,) = ask("breach(Who, What)"), ask("breach(_, _)")
    assert answer["units"] == same["units"] != []
