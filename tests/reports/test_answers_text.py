"""Answers and the whole picture in words, in both languages."""

from __future__ import annotations

from tests.support import ALLOWED, BREACH, DEED


def test_without_a_question_the_whole_picture_is_told(obligor, case):
    run = obligor("ask", case())
    assert (run.status, run.err) == (0, "")
    for told in ("Acme takes the software apart", "2026-03-20", "[8.2.1.2[a]]", "8.5.2[d]", "李", "5,000 CNY"):
        assert told in run.out


def test_the_picture_tells_standing_duties_on_request_only(obligor, case):
    file = case()
    picture, everything = obligor("ask", file).out, obligor("ask", file, "--all").out
    assert "Standing duties" not in picture
    assert "--all" in picture
    assert "Standing duties" in everything
    assert "--all" not in everything


def test_text_tells_each_verdict_and_what_it_means(obligor, case):
    file = case(**DEED, unknown=f'- "{ALLOWED}"')
    run = obligor("ask", file, BREACH, "breach(acme, harvest, 8.2.1.8)", "breach(li, _)")
    assert (run.status, run.err) == (0, "")
    for told in (BREACH, "depends", "8.2.1.2[a]", "open", "literal", "preferred", "breach(li, _)", "no"):
        assert told in run.out


def test_chinese_is_spoken_throughout(obligor, case):
    file = case(unknown=f'- "{ALLOWED}"')
    for questions in ([], [BREACH]):
        english, chinese = obligor("ask", file, *questions), obligor("ask", file, *questions, "--lang", "zh")
        assert chinese.status == 0
        assert "视事实而定" in chinese.out
        assert not any(word in chinese.out for word in ("depends", "Breaches", "turns on", "law permits"))
        assert not any(word in english.out for word in ("视事实而定", "法律允许"))
