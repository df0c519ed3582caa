"""Terms as phrases of either language."""

from __future__ import annotations

import pytest

from obligor.core.terms import Day, Fact, Fn, Var, parse_atom
from obligor.scenario.yaml_format import read_yaml
from obligor.wording.speaker import Speaker

TEXT = "scenario: x\nas_of: 2026-03-20\nparties: {acme: {role: enterprise, name: 甲公司}, li: outsider}\n"


@pytest.fixture(params=["en", "zh"])
def speaker(wecom, request):
    (scenario,) = read_yaml(TEXT, "case.yaml", wecom)
    return Speaker(wecom, scenario, request.param)


def said(speaker: Speaker, english: str, chinese: str) -> str:
    return english if speaker.lang == "en" else chinese


def test_a_conclusion_is_said_by_its_documentation(speaker):
    atom = parse_atom("bound(acme)")
    assert speaker.atom(atom) == said(speaker, "甲公司 is bound by the agreement", "甲公司受协议约束")


def test_a_fact_may_be_denied(speaker):
    stated = speaker.atom(parse_atom("outsider(li)"))
    assert stated == said(speaker, "li is no user", "li不是用户")
    assert speaker.fact(Fact(parse_atom("outsider(li)"))) == stated
    assert speaker.fact(Fact(parse_atom("outsider(li)"), holds=False)) == said(
        speaker, f"it is not so that {stated}", f"并非：{stated}"
    )


def test_terms_by_their_types(speaker):
    assert speaker.term(Fn("tencent")) == said(speaker, "Tencent", "腾讯")
    assert speaker.term(Fn("decompile"), "act") == said(speaker, "decompile the software", "对软件进行反向编译")
    assert speaker.term(Day.read("2026-03-20")) == speaker.term(int(Day.read("2026-03-20")), "day") == "2026-03-20"
    assert speaker.term(12_500) == "12,500"
    assert speaker.term("8.2.1.2[a]") == "8.2.1.2[a]"
    assert speaker.term(Var("_")) == said(speaker, "anybody or anything", "任何人或事物")
    assert speaker.term(Fn("nobody_knows")) == "nobody_knows"
