"""What scenarios expect: it holds, or the difference is told."""

from __future__ import annotations

import pytest

from tests.support import ALLOWED, BREACH, leak


def expecting(*expectations: str) -> str:
    return leak(unknown=f'- "{ALLOWED}"', expect="\n".join(f"- {{{text}}}" for text in expectations))


def test_a_scenario_that_holds_passes(obligor, write):
    file = write(
        expecting(
            f'ask: "{BREACH}", verdict: depends, preferred: depends, units: [8.2.1.2, "8.2.1.2[a]"], not_units: [8.5], '
            f'hinges_on: ["{ALLOWED}"], readings: []',
            "ask: bound(acme), verdict: yes",
        )
    )
    run = obligor("test", file)
    assert (run.status, run.err) == (0, "")
    assert "2 of 2 expectations hold" in run.out
    document = obligor("test", file, "--format", "json").json
    assert document == {"schema": 1, "scenarios": 1, "expectations": 2, "failed": 0, "failures": []}


@pytest.mark.parametrize(
    ("expectation", "difference"),
    [
        ("verdict: yes", "depends"),
        ("verdict: depends, preferred: no", "preferred"),
        ("verdict: depends, units: [8.2.1.1]", "8.2.1.1"),
        ("verdict: depends, not_units: [8.2]", "8.2"),
        ("verdict: depends, hinges_on: []", "hinge"),
        ('verdict: depends, hinges_on: ["unlawful(look)"]', "unlawful(look)"),
        ("verdict: depends, hinges_on: ['" + ALLOWED + "', unlawful(look)]", "unlawful(look)"),
        ('verdict: depends, readings: ["8.2.1.8[a]"]', "8.2.1.8[a]"),
    ],
)
def test_a_scenario_that_does_not_hold_fails_and_tells_the_difference(obligor, write, expectation, difference):
    file = write(expecting("ask: bound(acme), verdict: yes", f'ask: "{BREACH}", {expectation}'))
    line = len(expecting("", "").splitlines())
    run = obligor("test", file)
    assert (run.status, run.err) == (1, "")
    assert f"{file}:{line}" in run.out
    assert BREACH in run.out
    assert difference in run.out
    assert "1 of 2 expectations hold" in run.out
    document = obligor("test", file, "--format", "json").json
    assert (document["expectations"], document["failed"]) == (2, 1)
    (failure,) = document["failures"]
    assert set(failure) == {"place", "scenario", "ask", "differences"}
    assert (failure["place"], failure["ask"]) == (f"{file}:{line}", BREACH)
    assert any(difference in told for told in failure["differences"])


def test_a_word_outside_the_vocabulary_is_an_error_and_never_a_no(obligor, write):
    run = obligor("test", write(expecting('ask: "breach(akme, _)", verdict: no')))
    assert run.status != 0
    assert "akme" in run.out + run.err


REASONED = {
    "deciding": (f'verdict: depends, deciding: [["{ALLOWED}"], ["not {ALLOWED}"]]', 'deciding: [["unlawful(look)"]]'),
    "proof": ("verdict: depends, proof: [8.2.1.2]", "proof: [8.5.3]"),
    "lacks": (
        'verdict: depends, lacks: ["excused(acme, reverse_engineer, look, 8.2.1.2[a])"]',
        "lacks: [unlawful(look)]",
    ),
    "avoid": ('verdict: depends, avoid: [["-look"], ["tencent: consent"]]', 'avoid: [["-look"]]'),
}


@pytest.mark.parametrize("name", REASONED)
def test_reasons_are_checked_as_well(obligor, write, name):
    right, wrong = REASONED[name]
    assert obligor("test", write(expecting(f'ask: "{BREACH}", {right}'))).status == 0
    run = obligor("test", write(expecting(f'ask: "{BREACH}", verdict: depends, {wrong}')))
    assert run.status == 1
    assert "expected" in run.out


def test_ways_to_a_yes_are_checked_as_well(obligor, write):
    ask = 'ask: "breach(li, _, 8.2.1.2)", verdict: no'
    assert obligor("test", write(expecting(f"{ask}, how: []"))).status == 1
    found = obligor("test", write(expecting(f"{ask}, how: []"))).out
    assert "how: expected nothing, found " in found


@pytest.mark.parametrize(
    ("expectation", "status"),
    [
        ('ask: "breach(akme, _)", refused: "no party here"', 0),
        ('ask: "breach(akme, _)", refused: "another word"', 1),
        ('ask: "breach(acme, _)", refused: "no party here"', 1),
    ],
)
def test_a_question_may_be_expected_to_be_refused_with_these_words(obligor, write, expectation, status):
    assert obligor("test", write(expecting(expectation))).status == status
