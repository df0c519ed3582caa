"""What no unit looks at, in words."""

from __future__ import annotations

import pytest

from obligor.reports.unregarded import unregarded_lines, unregarded_objects
from obligor.scenario.yaml_format import read_yaml
from obligor.wording.speaker import Speaker

TEXT = """
scenario: A company and somebody outside hand data on
as_of: 2026-03-20
parties: {acme: {role: enterprise, name: Acme}, zhao: {role: outsider, name: Zhao}}
things: {list: {is: personal_data, of: zhao}}
events:
  hand: {on: 2026-03-01, by: acme, act: "disclose(list, zhao)"}
  look: {on: 2026-03-02, by: zhao, act: decompile}
"""


@pytest.fixture
def case(engine):
    return engine.case(read_yaml(TEXT, "case.yaml", engine.agreement)[0])


def test_an_act_is_told_with_the_units_that_speak_of_it_for_others(case):
    hand, look = unregarded_objects(case, Speaker(case.agreement, case.scenario, "en"))
    assert (hand["fact"], hand["outside"]) == ("act(hand, disclose(list, zhao))", False)
    assert "6.1[b]" in hand["units"]
    assert look["outside"]
    assert look["units"] == ["8.2.1.2[a]"]


@pytest.mark.parametrize(("lang", "said"), [("en", "the law alone decides"), ("zh", "仅由法律决定")])
def test_of_whoever_is_no_party_the_agreement_says_nothing(case, lang, said):
    (_, about), (text, outside) = unregarded_lines(case, Speaker(case.agreement, case.scenario, lang))
    assert "6.1[b]" in about
    assert "Zhao" in text
    assert said in outside
