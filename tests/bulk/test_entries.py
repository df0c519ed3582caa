"""Entries of a verdict table: what the answers of a case say, flat."""

from __future__ import annotations

from obligor.bulk.columns import ENTRY_COLUMNS
from obligor.bulk.entries import entries, sure_entries
from obligor.scenario.yaml_format import read_yaml

TEXT = """
scenario: x
as_of: 2026-05-01
parties: {acme: enterprise, zhao: outsider}
events:
  look: {on: 2026-03-01, by: acme, act: decompile}
  suit: {on: 2026-04-02, by: zhao, to: tencent, act: claim(hit)}
losses:
  hit: {suffered_by: zhao, kind: privacy, amount: 50, caused_by: [look]}
  stop: {suffered_by: acme, kind: property, amount: 7, caused_by: [look]}
"""


def case(engine, more: str = ""):
    (scenario,) = read_yaml(TEXT + more, "case.yaml", engine.agreement)
    return engine.case(scenario)


def asked(one, *questions: str):
    return [one.question(text) for text in questions]


def test_the_picture_as_entries(engine):
    found = list(entries(case(engine), []))
    (breach,) = [one for one in found if one["list"] == "breaches"]
    assert (breach["verdict"], breach["unit"], breach["bearer"], breach["event"]) == (
        "yes",
        "8.2.1.2[a]",
        "acme",
        "look",
    )
    gaps = [one for one in found if one["list"] == "gaps"]
    assert [(one["verdict"], one["loss"], one["amount"]) for one in gaps] == [("gap", "stop", 7)]
    assert all(set(one) <= set(ENTRY_COLUMNS) for one in found)
    assert not [one for one in found if one["list"] == "powers" and one["act"] == "adjust_fees"]  # open at any time


def test_what_several_atoms_share_is_told_once_and_amounts_add_up(engine):
    one = case(engine)
    (entry,) = entries(one, asked(one, "bears(acme, _)"))
    assert (entry["bearer"], entry["loss"], entry["amount"]) == ("acme", "hit", 50)
    (gap,) = entries(one, asked(one, "unallocated(_)"))
    assert (gap["verdict"], gap["loss"], gap["amount"]) == ("yes", "stop", 7)
    (none,) = entries(one, asked(one, "breach(zhao, _)"))
    assert (none["verdict"], none["unit"], none["hinges_on"]) == ("no", None, None)


def test_what_it_turns_on_is_one_text(engine):
    one = case(engine, 'unknown: ["permitted_by_law(acme, decompile)"]\n')
    (entry,) = entries(one, asked(one, "breach(acme, look)"))
    assert (entry["verdict"], entry["hinges_on"]) == ("depends", "permitted_by_law(acme, decompile)")


def test_where_nothing_is_open_the_shorter_way_says_the_same(engine):
    one = case(engine, "judgements: {}\nreadings: preferred\n")
    questions = asked(
        one, "breach(acme, _)", "breach(zhao, _)", "liable(acme, zhao, hit)", "liable(tencent, zhao, stop)"
    )
    assert list(sure_entries(one, questions)) == list(entries(one, questions))


def test_a_gap_is_told_as_one_under_preferred_readings_as_well(engine):
    """What nobody is named to bear under one of two readings is open, and a gap where it is read as preferred."""
    (scenario,) = read_yaml(TEXT.replace("  suit:", "  other:").replace("claim(hit)", "promote"), "x", engine.agreement)
    open_gaps = [
        one for one in entries(engine.case(scenario), []) if one["list"] == "gaps" and one["verdict"] == "open"
    ]
    assert [(one["preferred"], one["loss"]) for one in open_gaps] == [("gap", "hit")]


def test_amounts_of_0_are_told_and_none_is_where_none_is_stated(engine):
    def told(text: str) -> list[int | None]:
        (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
        one = engine.case(scenario)
        return [entry["amount"] for entry in entries(one, asked(one, "unallocated(_)", "bears(acme, _)"))]

    assert told(TEXT.replace("amount: 7", "amount: 0").replace("amount: 50", "amount: 0")) == [0, 0]
    assert told(TEXT.replace(", amount: 7", "").replace(", amount: 50", "")) == [None, None]
