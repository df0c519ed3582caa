"""The nearest ways to what does not hold, and what each lacks."""

from __future__ import annotations

from tests.support import BREACH, FORBIDDEN


def test_whynot_names_the_person_whom_a_clause_does_not_name(obligor, write):
    path = write(
        "scenario: An outsider takes the software apart\nas_of: 2026-03-20\n"
        "parties: {zhao: outsider}\nevents: {look: {on: 2026-03-01, by: zhao, act: reverse_engineer}}\n"
    )
    found = obligor("whynot", path, "prohibited(zhao, reverse_engineer, 8.2.1.2)", "--format", "json").json
    kinds = {lack["kind"] for way in found["nearest"] for lack in way["lacks"]}
    assert "person" in kinds


def test_whynot_names_the_clause_that_is_not_in_force(obligor):
    found = obligor("whynot", FORBIDDEN, BREACH, "--without", "8.2.1.2", "--format", "json").json
    (lack,) = found["nearest"][0]["lacks"]
    assert (lack["kind"], lack["atom"]) == ("not in force", "void(8.2.1.2[a])")
    assert [fact["atom"] for fact in lack["since"]] == ["struck(8.2.1.2)"]
    assert "not in force: " in obligor("whynot", FORBIDDEN, BREACH, "--without", "8.2.1.2").out
