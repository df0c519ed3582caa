"""Remedies: each works as a scenario of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.core.terms import parse_atom, parse_fact
from obligor.reasoning.remedies import remedies
from obligor.reasoning.what_if import COMMAND_LINE
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine
from tests.support import ALLOWED, FORBIDDEN, LEAK, LIABLE, SAID


def test_every_remedy_works_as_a_scenario_of_its_own(wecom):
    engine = Engine(wecom)
    case = engine.case(read_scenarios(Path(LEAK), wecom)[0].variants[0])
    found = remedies(case, LIABLE, wanted=False)
    assert {str(change) for one in found.found for change in one.changes} == {"-look", "tencent: consent"}
    for one in found.found:
        assert engine.case(one.scenario).ask(LIABLE)[0].verdict == one.verdict == "gap"
    assert remedies(case, LIABLE, wanted=False, party="acme").found == tuple(
        one for one in found.found if str(one.changes[0]) == "-look"
    )


def test_a_party_is_told_what_to_do_and_by_when_to_be_in_the_clear(obligor):
    path = str(Path(LEAK).parents[1] / "ch07_3_user_data" / "stopping.yaml")
    found = obligor("avoid", f"{path}#stopping/1", "--party", "acme", "--format", "json").json
    (duty,) = found["outstanding"]
    assert (duty["atom"], duty["by"]) == (
        "outstanding(acme, tencent, delete_obtained_data, 7.3.5.4[a])",
        ["2026-03-02"],
    )
    clear = obligor("avoid", FORBIDDEN, "--party", "li").out
    assert clear == "nothing is still to be done, and nothing lies against this party\n"
    asked = [
        one["question"] for one in obligor("avoid", FORBIDDEN, "--party", "acme", "--format", "json").json["remedies"]
    ]
    assert asked == ["breach(acme, look)", "liable(acme, tencent, defence)", LIABLE]


def test_remedies_are_offered_as_scenario_files_that_give_what_they_promise(obligor, tmp_path):
    folder = tmp_path / "remedies"
    found = obligor("avoid", FORBIDDEN, LIABLE, "--save", str(folder), "--format", "json").json["remedies"]
    files = sorted(folder.iterdir())
    assert len(files) == len(found) == 2
    for file, one in zip(files, found, strict=True):
        (answer,) = obligor("ask", str(file), LIABLE, "--format", "json").json["answers"]
        assert answer["verdict"] == one["verdict"] == "gap"
    again = obligor("avoid", FORBIDDEN, LIABLE, "--save", str(folder))
    assert (again.status, again.out) == (2, "")
    assert "name a folder that does not exist" in again.err


def test_what_lies_in_nobodys_hands_is_changed_on_request_only(obligor):
    law = "permitted_by_law(acme, reverse_engineer)"
    plain = obligor("avoid", FORBIDDEN, "breach(acme, look)", "--format", "json").json["remedies"]
    wide = obligor("avoid", FORBIDDEN, "breach(acme, look)", "--any", "--format", "json").json["remedies"]
    assert [law] not in [change["facts"] for one in plain for change in one["changes"]]
    assert [law] in [change["facts"] for one in wide for change in one["changes"]]


def leak(engine, variant: int | None = None):
    (scenario,) = read_scenarios(Path(LEAK), engine.agreement)
    return engine.case(scenario if variant is None else scenario.variants[variant])


@pytest.mark.long
def test_what_somebody_may_still_choose_is_not_avoided_yet(engine):
    found = remedies(leak(engine, 0), "effect(acme, ban(acme))", wanted=False)
    assert found.before == "may"
    assert [([str(change) for change in one.changes], one.verdict) for one in found.found] == [(["-look"], "no")]


def test_what_nobody_knows_may_be_made_known(engine):
    """A fact that is added is no longer unknown, else the scenario would contradict itself."""
    found = remedies(leak(engine), "breach(acme, look)", wanted=False, anything=True)
    changes = {str(change) for one in found.found for change in one.changes}
    assert f"+{ALLOWED}" in changes
    assert all(
        parse_atom(ALLOWED) not in one.scenario.unknown for one in found.found if f"+{ALLOWED}" in map(str, one.changes)
    )


def test_a_search_that_was_cut_off_says_so(engine, monkeypatch):
    assert not remedies(leak(engine, 0), LIABLE, wanted=False).more
    monkeypatch.setattr("obligor.reasoning.remedies.LOOKS", 0)
    assert remedies(leak(engine, 0), LIABLE, wanted=False) == ("yes", (), True)


def test_larger_sets_of_changes_than_are_tried_may_help(engine, monkeypatch):
    """Where growing sets remain untried it is not said that nothing helps."""
    monkeypatch.setattr("obligor.reasoning.remedies.SIZE", 0)
    assert remedies(leak(engine, 0), LIABLE, wanted=False) == ("yes", (), True)


def test_several_actors_all_have_to_be_those_whose_acts_may_change(engine):
    """Two did it together: one of them alone cannot undo it."""
    (scenario,) = read_scenarios(Path(LEAK), engine.agreement)
    together = scenario.variants[0].changed({parse_fact("by(look, li)"): COMMAND_LINE}, {})
    case = engine.case(together)
    alone = remedies(case, "breach(acme, look)", wanted=False, party="acme")
    assert not [one for one in alone.found if "-look" in map(str, one.changes)]
    assert [one for one in remedies(case, "breach(acme, look)", wanted=False).found if "-look" in map(str, one.changes)]


def test_an_act_that_serves_on_many_days_is_one_way_also_where_the_search_is_cut_off(engine, monkeypatch):
    """Nor is anything said of the act that is not needed, as that another act is spoken of."""
    monkeypatch.setattr("obligor.reasoning.remedies.LOOKS", 12)
    found = remedies(leak(engine), "breach(acme, _, 8.2.1.6)", wanted=True)
    said = [str(change) for one in found.found for change in one.changes]
    assert found.more
    assert said
    assert len(set(said)) == len(said)
    assert all("omits" not in fact.atom.name for one in found.found for c in one.changes for fact in c.facts)


@pytest.mark.parametrize("standing", ["alleged", "admitted", "proven"])
def test_what_may_not_have_been_can_be_avoided_too(obligor, standing):
    """Between no (there was no loss) and gap (nobody answers for it) nothing is left to avoid."""
    asked = ["avoid", SAID, LIABLE, "--standing", standing, "--party", "acme", "--format", "json"]
    (remedy,) = obligor(*asked).json["remedies"]
    assert [change["event"] for change in remedy["changes"]] == ["look"]
    assert remedy["verdict"] == ("depends" if standing == "proven" else "gap")
