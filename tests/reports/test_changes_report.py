"""Changes, remedies and exposure in words of both languages."""

from __future__ import annotations

import pytest

from tests.support import ALLOWED, CELL, FORBIDDEN, LIABLE


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["  yes -> gap", "    - Acme is in breach: look"]),
        ("zh", ["  是 -> 未规定"]),
    ],
)
def test_what_a_change_does_to_a_question(obligor, lang, lines):
    told = obligor("whatif", FORBIDDEN, "--drop", "look", LIABLE, "--lang", lang).out.splitlines()
    assert told[0] == LIABLE
    assert [line for line in lines if not any(one.startswith(line) for one in told)] == []


def test_what_a_change_does_to_the_picture(obligor):
    told = obligor("whatif", FORBIDDEN, "--add", ALLOWED).out
    assert "Breaches\n  yes -> no: " in told
    assert obligor("whatif", FORBIDDEN, "--without", "13.1").out == "nothing in the picture changes\n"


def test_remedies_say_what_to_do_and_what_comes_of_it(obligor):
    english = obligor("avoid", FORBIDDEN, LIABLE).out
    assert english.startswith(f"{LIABLE}\n  as it is: yes\n")
    assert "\n  - without this: " in english
    assert " -> gap\n" in english
    chinese = obligor("avoid", FORBIDDEN, LIABLE, "--lang", "zh").out
    assert "\n  现状：是\n" in chinese
    assert "若无此事：" in chinese


def test_an_event_whose_day_is_one_of_several_is_told_with_all_of_them(obligor, write):
    file = write(CELL.replace("on: 2026-03-01", "on: {one_of: [2026-03-01, 2026-03-03]}"))
    told = obligor("avoid", file, "breach(acme, _)").out
    assert "  - without this: on 2026-03-01 or 2026-03-03, Acme: " in told


def test_exposure_tells_sums_and_what_they_take(obligor):
    english = obligor("exposure", FORBIDDEN, "acme").out.splitlines()
    assert english[0].startswith("at best 75,000 CNY")
    assert english[1].startswith("at worst 75,000 CNY")
    assert {"Answers to others", "Sanctions"} <= set(english)
    assert "Bears" not in english, "what it answers for falls on it, and is said once"
    assert any("Tencent chooses to: " in line for line in english)
    chinese = obligor("exposure", FORBIDDEN, "acme", "--lang", "zh").out
    assert "最坏为人民币75,000元" in chinese
    assert "腾讯选择：" in chinese
