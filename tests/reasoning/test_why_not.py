"""Why not: the exception in the way, and what it rests on."""

from __future__ import annotations

from tests.support import PERMITTED


def test_whynot_names_the_exception_and_what_it_rests_on(obligor):
    found = obligor("whynot", PERMITTED, "breach(acme, look, 8.2.1.2)", "--format", "json").json
    (lack,) = found["nearest"][0]["lacks"]
    assert (lack["kind"], lack["atom"]) == ("exception", "excused(acme, look, 8.2.1.2[a])")
    assert [fact["atom"] for fact in lack["since"]] == ["permitted_by_law(acme, reverse_engineer)"]
