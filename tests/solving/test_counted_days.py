"""Days are counted for the acts that the vocabulary says count them, and for no others."""

import pytest

from obligor.agreement.package import load
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.counted_days import counted_days

HEAD = "scenario: s\nas_of: 2026-04-01\nparties: {acme: enterprise}\n"


def counted(events):
    (scenario,) = read_yaml(HEAD + events, "case.yaml", load("wecom"))
    return [str(fact) for fact in counted_days(scenario, load("wecom").vocabulary.acts)]


def test_no_day_is_counted_where_no_act_counts_it():
    assert not counted("events: {look: {on: 2026-03-01, by: acme, act: decompile}}")


def test_working_days_are_counted_between_acts_that_count_them():
    found = counted(
        "events:\n  a: {on: 2026-02-09, by: tencent, act: announce_fees}\n"
        "  b: {on: 2026-02-14, by: tencent, act: begin_charging}\n  c: {on: 2026-02-20, by: acme, act: decompile}"
    )
    assert [text.partition("(")[0] for text in found] == ["calendar_days", "working_days", "working_days_between"]
    assert found[1].endswith(",5)") or found[1].endswith(", 5)")


@pytest.mark.parametrize(("on", "days"), [("2026-03-10", 1), ("{one_of: [2026-03-10, 2026-03-12]}", 2)])
def test_what_is_owed_at_once_goes_back_three_days_from_each_day_that_it_may_have(on, days):
    found = counted(f"events:\n  tell: {{on: {on}, by: acme, act: report_misuse}}")
    assert len(found) == days
    assert all(text.startswith("at_once_from(") for text in found)
    first, last = (int(part.strip(" )")) for part in found[0].partition("(")[2].split(","))
    assert first - last == 3
