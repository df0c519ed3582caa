"""What a change changes."""

from __future__ import annotations

from tests.support import FORBIDDEN, LIABLE


def test_striking_a_clause_out_says_what_that_changes(obligor):
    found = obligor("whatif", FORBIDDEN, "--without", "8.5.3", "--format", "json").json
    assert {(one["list"], one["before"], one["after"]) for one in found["changes"]} >= {("liabilities", "yes", "no")}
    assert found["without"] == ["8.5.3"]
    assert not obligor("whatif", FORBIDDEN, "--without", "13.1", "--format", "json").json["changes"]


def test_a_change_tells_the_steps_that_are_lost_and_gained(obligor):
    (answer,) = obligor("whatif", FORBIDDEN, "--drop", "look", LIABLE, "--format", "json").json["answers"]
    assert (answer["before"], answer["after"]) == ("yes", "gap")
    assert "breach(acme, look, 8.2.1.2[a])" in [step["atom"] for step in answer["lost"]]
