"""Questions: each has an example, and what is no question is refused, never answered `no`."""

from __future__ import annotations

import pytest

from tests.support import scenario_text


@pytest.mark.parametrize(
    ("question", "what", "hint"),
    [
        ("", "not a question", "liable(acme"),
        ("breach(acme", "not a question", "liable(acme"),
        ("who pays?", "who pays?", "liable(acme"),
        ("breach(acme, _). evil(x)", "evil(x)", "liable(acme"),
        ("braech(acme, _)", "'braech'", "breach(P, E, U)"),
        ("xyzzy", "'xyzzy'", "obligor vocabulary"),
        ("breach(acme)", "breach takes 3 arguments, not 1", "breach("),
        ("breach(akme, _)", "'akme'", "'acme'"),
        ("breach(acme, lok)", "'lok'", "'look'"),
        ("breach(acme, _, 8.2.1.22)", "8.2.1.22", "8.2.1.2"),
        ("prohibited(acme, interfer)", "'interfer'", "'interfere'"),
        ("prohibited(acme, publish)", "publish takes 1 argument, not 0", "publish(content)"),
        ("prohibited(acme, publish(_, _))", "publish takes 1 argument, not 2", "publish(content)"),
        ("liable(acme, _, look)", "'look'", "leak"),
        ("liable(li, " + "x" * 3000 + ", leak)", "longer than", ""),
    ],
)  # fmt: skip
def test_a_bad_question_is_refused_never_answered_no(obligor, write, question, what, hint):
    run = obligor("ask", write(scenario_text()), "bound(acme)", question)
    assert (run.status, run.out) == (2, "")
    assert what in run.err
    assert hint in run.err


def test_every_question_has_an_example_that_can_be_asked(obligor, write):
    path = write(
        "scenario: One loss after one event\nas_of: 2026-03-20\nparties: {acme: enterprise, zhao: outsider}\n"
        "events: {e1: {on: 2026-03-01, by: acme, act: reverse_engineer}}\n"
        "losses: {l1: {suffered_by: zhao, kind: property, caused_by: [e1]}}\n"
    )
    for question in obligor("vocabulary", "--format", "json").json["questions"]:
        run = obligor("ask", path, question["example"])
        assert (run.status, run.err) == (0, ""), question
