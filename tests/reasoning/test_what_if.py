"""What a change changes."""

from __future__ import annotations

from obligor.reasoning.what_if import apply, without_event
from obligor.scenario.yaml_format import read_yaml
from tests.support import ALLOWED, FORBIDDEN, LEAK, LIABLE, SAID, scenario_text


def test_striking_a_clause_out_says_what_that_changes(obligor):
    found = obligor("whatif", FORBIDDEN, "--without", "8.5.3", "--format", "json").json
    assert {(one["list"], one["before"], one["after"]) for one in found["changes"]} >= {("liabilities", "yes", "no")}
    assert found["without"] == ["8.5.3"]
    assert not obligor("whatif", FORBIDDEN, "--without", "13.1", "--format", "json").json["changes"]


def test_a_change_tells_the_steps_that_are_lost_and_gained(obligor):
    (answer,) = obligor("whatif", FORBIDDEN, "--drop", "look", LIABLE, "--format", "json").json["answers"]
    assert (answer["before"], answer["after"]) == ("yes", "gap")
    assert "breach(acme, look, 8.2.1.2[a])" in [step["atom"] for step in answer["lost"]]


def test_without_an_event_there_is_no_report_of_it_either(engine):
    text = scenario_text(
        events="call: {on: 2026-03-02, by: li, to: tencent, act: report(look)}\n"
        "second: {on: 2026-03-03, by: li, to: acme, act: report(call)}\n"
        "other: {on: 2026-03-04, by: li, act: interfere}",
        losses="hit: {suffered_by: li, caused_by: [look, other]}",
        unknown="- hazardous(call)",
    )
    (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
    changed = without_event(scenario, "look")
    assert changed.ids("event") == ["other"]
    assert not changed.unknown
    told = " ".join(fact.show() for fact in changed.facts)
    assert "caused_by(hit, other)" in told
    assert not [name for name in ("look", "call", "second") if name in told]


def test_clauses_that_are_left_out_already_stay_out(engine):
    (scenario,) = read_yaml(scenario_text() + "without: 8.5.3\n", "case.yaml", engine.agreement)
    changed = apply(engine.case(scenario), [], [], ["13.1"]).scenario
    assert (changed.without, changed.id) == (("8.5.3", "13.1"), "1*")


def test_steps_that_stay_are_neither_lost_nor_gained(obligor):
    (answer,) = obligor("whatif", LEAK, "--add", f"not {ALLOWED}", LIABLE, "--format", "json").json["answers"]
    assert (answer["before"], answer["after"]) == ("depends", "yes")
    assert "breach(acme, look, 8.2.1.2[a])" not in [step["atom"] for step in (*answer["lost"], *answer["gained"])]


def test_of_an_event_that_is_left_out_nothing_is_alleged(engine):
    text = scenario_text(events="late: {on: 2026-03-02, by: li, act: report(look), standing: alleged}")
    text = text.replace("act: reverse_engineer}", "act: reverse_engineer, standing: alleged}")
    (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
    assert set(scenario.standings) == {"look", "late"}
    assert not without_event(scenario, "look").standings
    assert set(without_event(scenario, "late").standings) == {"look"}


def test_what_is_added_is_given_whatever_is_to_be_proven(obligor):
    asked = [SAID, "breach(acme, look)", "--standing", "proven", "--format", "json"]
    (answer,) = obligor("whatif", *asked, "--add", "event(look)").json["answers"]
    assert (answer["before"], answer["after"]) == ("depends", "yes")
    assert [one["of"] for one in answer["standings"]] == ["look"]
