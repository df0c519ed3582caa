"""What a scenario tells: events by day, losses, amounts."""

from __future__ import annotations

from obligor.core.amounts import UNIT, Amount
from obligor.core.terms import Day, Fn
from obligor.scenario.chronicle import amounts, events, losses
from obligor.scenario.files import read_scenarios, select
from obligor.scenario.yaml_format import read_yaml
from tests.support import FACTS

TEXT = """
scenario: x
as_of: 2026-03-20
parties: {acme: enterprise, li: {role: end_user, of: acme}}
events:
  some_day: {on: {one_of: [2026-03-03, 2026-03-05]}, by: li, act: decompile}
  last: {on: 2026-03-04, by: acme, omits: update_details}
  first: {on: 2026-03-01, by: acme, to: tencent, act: claim(hit)}
losses:
  hit: {suffered_by: [acme, li], kind: privacy, amount: 50, caused_by: [last, first]}
  other: {suffered_by: li}
"""


def test_events_stand_in_the_order_of_their_days(wecom):
    (scenario,) = read_yaml(TEXT, "case.yaml", wecom)
    found = events(scenario)
    assert [one.id for one in found] == ["first", "some_day", "last"]
    first, some_day, last = found
    assert (first.by, str(first.act), first.to, first.omitted) == (Fn("acme"), "claim(hit)", Fn("tencent"), False)
    assert some_day.days == (Day.read("2026-03-03"), Day.read("2026-03-05"))
    assert (last.omitted, last.act) == (True, Fn("update_details"))


def test_losses_have_what_is_stated_of_them(wecom):
    (scenario,) = read_yaml(TEXT, "case.yaml", wecom)
    hit, other = losses(scenario)
    assert (hit.suffered_by, hit.kind, hit.amount) == ((Fn("acme"), Fn("li")), Fn("privacy"), Amount(50 * UNIT))
    assert hit.causes == ("last", "first")
    assert (other.kind, other.amount, other.causes) == (None, None, ())
    assert amounts(scenario) == {"hit": Amount(50 * UNIT)}


def test_an_event_of_which_nobody_knows_whether_it_happened_is_told(wecom):
    path = FACTS / "ch06_promises" / "incidents.yaml"
    (scenario,) = select(read_scenarios(path, wecom), "incident/11", str(path))
    assert Fn("event", (Fn("raid"),)) in scenario.unknown
    assert "raid" in [event.id for event in events(scenario)]


def test_a_loss_of_which_nobody_knows_whether_there_was_one_is_told(wecom):
    (scenario,) = read_yaml(TEXT + "unknown: [loss(hit)]\n", "case.yaml", wecom)
    assert {loss.id for loss in losses(scenario)} == {"hit", "other"}
