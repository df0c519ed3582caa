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
