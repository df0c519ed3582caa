"""A question that leaves something open: what its answer is made of, each with a verdict of its own."""

from __future__ import annotations

from pathlib import Path

from obligor.reasoning.asking import asked
from obligor.scenario.files import read_scenarios
from obligor.solving.verdict_names import NO
from tests.support import BREACH, LEAK


def case(engine):
    return engine.case(read_scenarios(Path(LEAK), engine.agreement)[0])


def test_each_is_answered_as_it_is_when_it_is_asked_alone(engine):
    open_ = ("bears(_, _)", "effect(acme, _)", "liable(_, _, _)", "available(tencent, acme, _)")
    for answer in asked(case(engine), *open_):
        assert len(answer.each) > 1, answer.question
        for one in answer.each:
            (alone,) = asked(case(engine), one.question)
            assert (one.verdict, one.preferred, one.units) == (alone.verdict, alone.preferred, alone.units)
            assert one.verdict != NO
        assert {unit for one in answer.each for unit in one.units} >= set(answer.units)


def test_a_loss_that_nobody_bears_is_told_beside_those_that_somebody_does(engine):
    (answer,) = asked(case(engine), "bears(_, _)")
    assert {one.question: one.verdict for one in answer.each} == {
        "bears(acme, defence)": "depends",
        "bears(acme, leak)": "depends",
        "bears(_, deal)": "gap",
    }


def test_one_answer_is_not_told_twice(engine):
    for answer in asked(case(engine), BREACH, "breach(acme, _)", "liable(acme, zhao, _)", "bound(acme)"):
        assert answer.each == ()


def test_each_has_its_verdict_in_every_form(obligor):
    text = obligor("ask", LEAK, "bears(_, _)").out
    assert "gap: no unit names who bears deal" in text
    assert "depends: leak falls on Acme [8.5.3[a], 8.5.3[b]]" in text
    (answer,) = obligor("ask", LEAK, "bears(_, _)", "--format", "json").json["answers"]
    assert [one["verdict"] for one in answer["each"]] == ["depends", "depends", "gap"]
