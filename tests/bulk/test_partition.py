"""One organisation's log in parts: what follows in the parts is what follows in the whole, or it stays whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligor.agreement.package import load
from obligor.bulk import judge as bulk_judge
from obligor.bulk import partition as bulk_cut
from obligor.bulk.columns import BREAK
from obligor.bulk.derived_lines import SqlEngine
from obligor.bulk.judge import Judge
from obligor.bulk.partition import across, cut
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.rows import rows_of
from obligor.bulk.run import run

AGREEMENT = load("wecom")

JUDGE = Judge(AGREEMENT, sql=None)
RULES = SqlEngine(JUDGE.preferred)
ACTS = (
    "decompile",
    "interfere",
    "deceive",
    "act_unlawfully",
    "claim_data_rights",
    "dispute_over_data",
    "publish(post)",
)


def organisation(members: int, **more: dict[str, Any]) -> dict[str, Any]:
    """Members who each do something; some of what they do harms others."""
    named = [f"m{number}" for number in range(members)]
    events: dict[str, Any] = {
        f"e{at}": {"on": f"2026-03-{1 + at % 28:02d}", "by": member, "act": ACTS[at % 4]}
        for at, member in enumerate(named)
    }
    losses = {
        f"l{at}": {"suffered_by": named[at + 1], "kind": "privacy", "amount": 10 + at, "caused_by": [f"e{at}"]}
        for at in range(0, members - 1, 5)
    }
    row: dict[str, Any] = {
        "scenario": "A log", "id": "log", "as_of": "2026-05-01",
        "parties": {"acme": "enterprise", **{member: {"role": "end_user", "of": "acme"} for member in named}},
        "things": {"post": {"is": "content", "of": "acme"}},
        "events": events, "losses": losses,
    }  # fmt: skip
    return {**row, **{key: {**row[key], **added} for key, added in more.items()}}


def judged(row: dict[str, Any]) -> tuple[set[str], set[str], str]:
    """What follows in the whole, what follows in parts, and why the case cannot be cut."""
    (read,) = rows_of([row], "row", AGREEMENT)
    assert read.scenario is not None, read.reason
    parts = cut(JUDGE.preferred.case(read.scenario).facts(), AGREEMENT.vocabulary.standing)
    derived = RULES.derive_stated(parts.stated())
    assert not derived.open
    told = {line for text in derived.middles().values() for line in text.split(BREAK)}
    whole = "\n".join(JUDGE.judge([read], "row").verdicts)
    lines = {line.partition('", "list"')[2].rpartition(', "input"')[0] for line in whole.split("\n")}
    return lines, {line.removeprefix('"list"') for line in told}, across(RULES, derived, parts)


def event(by: str, act: str, to: str = "", day: int = 3) -> dict[str, str]:
    """An event of a scenario."""
    return {"on": f"2026-03-{day:02d}", "by": by, "act": act, **({"to": to} if to else {})}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"events": {"hub": event("acme", "act_unlawfully")}},
        {"events": {"hub": event("acme", "upload_member_data(m3)")}},
        {"events": {"asks": event("m5", "dispute_over_data", "acme"), "sues": event("m6", "claim(l5)", "tencent", 9)}},
        {"events": {"hub": event("acme", "act_unlawfully", "m3")}},
        {"losses": {"l": {"suffered_by": "acme", "kind": "property", "caused_by": ["e7"]}}},
        {"losses": {"l": {"suffered_by": "m9", "kind": "property", "amount": 5, "caused_by": ["e7", "e8"]}}},
    ],
    ids=[
        "plain", "of the hub", "of the hub about a member", "towards the hub", "of the hub towards a member",
        "the hub's", "joint",
    ],
)  # fmt: skip
def test_parts_tell_what_the_whole_tells(more: dict[str, Any]) -> None:
    whole, told, reason = judged(organisation(40, **more))
    assert reason == ""
    assert told == whole


def test_what_reaches_across_is_named_with_its_place() -> None:
    """What it does towards one member could keep its duty towards another: the rule does not say towards whom."""
    _, _, reason = judged(organisation(40, events={"hub": event("acme", "update_details", "m3")}))
    assert reason.startswith("duties.lp:")
    assert " joins what lies in different parts: acted_after(P,update_details," in reason


EVENT = st.builds(event, st.sampled_from(["acme", "tencent", "m0", "m1", "m2", "m3"]), st.sampled_from(ACTS),
                  st.sampled_from(["", "", "acme", "tencent", "m1", "m2"]), st.integers(1, 28))  # fmt: skip


@pytest.mark.long
@settings(max_examples=25, deadline=None)
@given(st.lists(EVENT, max_size=3))
def test_random_logs_are_told_alike_or_stay_whole(events: list[dict[str, str]]) -> None:
    row = organisation(bulk_cut.HUB + 2, events={f"x{at}": one for at, one in enumerate(events)})
    whole, told, reason = judged(row)
    assert reason or told == whole


def test_a_run_says_what_was_cut_and_what_stayed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bulk_cut, bulk_judge):
        monkeypatch.setattr(module, "BIG", 100)
    rows = [organisation(30), organisation(30, events={"hub": event("acme", "update_details", "m3")})]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({**row, "id": str(at)}) + "\n" for at, row in enumerate(rows)), "utf-8")
    found = run(Settings(str(source), "wecom"), tmp_path / "cut.jsonl", Workforce(1))
    whole = run(Settings(str(source), "wecom", engine="clingo"), tmp_path / "whole.jsonl", Workforce(1))
    # six losses tie two members each
    assert found.notes[0] == "row 1 was derived in 24 parts"
    assert found.notes[1].startswith("row 2 stayed whole: duties.lp:")
    assert (found.derived, found.grounded) == (1, 1)
    assert whole.notes == ()
    lines = [sorted((tmp_path / name).read_text("utf-8").splitlines()) for name in ("cut.jsonl", "whole.jsonl")]
    assert lines[0] == lines[1]


def test_parts_in_which_something_is_open_are_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether an absence was long, and what an incident was like, are judgements about one member each."""
    monkeypatch.setattr(bulk_judge, "BIG", 100)
    row = organisation(30, events={"lost": event("m7", "incident"), "absent": event("m9", "stay_away(acct)")},
                       things={"acct": {"is": "account", "of": "m9"}})  # fmt: skip
    (read,) = rows_of([row], "row", AGREEMENT)
    cut_up = Judge(AGREEMENT, sql=1).judge([read], "row")
    whole = Judge(AGREEMENT, sql=None).judge([read], "row")
    assert cut_up.counts.notes == ("row 1 was derived in 24 parts",)
    assert sorted("\n".join(cut_up.verdicts).split("\n")) == sorted("\n".join(whole.verdicts).split("\n"))
    assert '"depends"' in whole.verdicts[0]
