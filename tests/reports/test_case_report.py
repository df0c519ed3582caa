"""The report on a case as a page."""

from __future__ import annotations

import pytest

from obligor.api.model import Model
from obligor.reports.case_report import case_report
from tests.support import DEED, FACTS, leak


def test_names_are_text_and_never_markup(model: Model) -> None:
    case = model.parse(
        "scenario: <script>alert(1)</script>\nas_of: 2026-03-20\n"
        "parties:\n  acme: {role: enterprise, name: '</script><b>x</b>'}\n"
        "events:\n  look: {on: 2026-03-01, by: acme, act: decompile}\n"
    )
    for text in (case.report(), case.html(), case.graph().html(), case.why("breach(acme, look)").html()):
        assert "<script>alert" not in text
        assert "<b>x</b>" not in text


TAKEN_APART = """scenario: 一家公司拆解软件
as_of: 2026-03-20
parties: {acme: {role: enterprise, name: 甲公司}, zhao: {role: outsider, name: 赵}}
events:
  look: {on: 2026-03-01, by: acme, act: decompile}
  suit: {on: {one_of: [2026-03-05, 2026-03-06]}, by: zhao, to: tencent, act: claim(hit)}
losses:
  hit: {suffered_by: zhao, kind: privacy, amount: 5000, caused_by: [look], name: 泄露}
  stop: {suffered_by: acme, kind: property, amount: 70, caused_by: [look], name: 停工}
"""
UNKNOWN = 'unknown: ["permitted_by_law(acme, decompile)"]\n'
QUIET = "scenario: 什么也没有发生\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"
SUMMARIES = {
    "yes": (
        TAKEN_APART,
        "甲公司违反8.2.1.2[a]。",
        "甲公司承担泄露（人民币5,000元）；停工（人民币70元）未指明由何人承担。",
        "腾讯可采取至多9项措施；别无未定者。",
    ),
    "depends": (
        TAKEN_APART + UNKNOWN,
        "甲公司或违反8.2.1.2[a]。",
        "甲公司或承担泄露（人民币5,000元）；停工（人民币70元）未指明由何人承担。",
        "腾讯可采取至多9项措施；未定者取决于是否法律允许甲公司：对软件进行反向编译，以及如何解读8.2.2[a]。",
    ),
    "nothing": (QUIET, "无人违约。", "案情未载明损失。", "所发生之事未启动任何权力；别无未定者。"),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_three_sentences_in_chinese(model: Model, name: str) -> None:
    text, *sentences = SUMMARIES[name]
    assert case_report(model.parse(text).solved, "zh")["summary"] == sentences


def test_the_table_and_the_days_in_chinese(model: Model) -> None:
    report = case_report(model.parse(TAKEN_APART + UNKNOWN).solved, "zh")
    assert [(row["day"], row["marks"]) for row in report["timeline"]] == [
        ("2026-03-01", ["甲公司，8.2.1.2[a]：视事实而定"]),
        ("2026-03-05或2026-03-06", []),
        ("2026-03-20", []),
    ]
    assert report["timeline"][-1]["text"] == "判断之日"
    assert [[one["who"] for one in row["bears"]] for row in report["losses"]] == [
        ["甲公司", "未指明何人"],
        ["未指明何人"],
    ]


def test_many_facts_readings_and_duties_without_a_day_in_chinese(model: Model) -> None:
    """Beyond two facts the summary counts them."""
    acts = ("decompile", "interfere", "reverse_engineer")
    events = "".join(f"  e{at}: {{on: 2026-03-01, by: acme, act: {act}}}\n" for at, act in enumerate(acts))
    unknown = "".join(f'  - "permitted_by_law(acme, {act})"\n' for act in acts)
    many = case_report(model.parse(f"{QUIET}events:\n{events}unknown:\n{unknown}").solved, "zh")
    assert "3项事实成立" in many["summary"][2]
    read_twice = case_report(model.parse(leak(**DEED)).solved, "zh")
    assert "如何解读8.2.1.8[a]" in read_twice["summary"][2]
    owing = case_report(model.open(FACTS / "ch06_promises/incidents.yaml", "incident").solved, "zh")
    assert {row["day"] for row in owing["timeline"] if row["kind"] == "duty"} == {"未定日期"}
