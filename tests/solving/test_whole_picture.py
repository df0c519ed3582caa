"""The whole picture: its lists, what several units say alike, and what is assumed."""

from __future__ import annotations

from obligor.scenario.yaml_format import read_yaml

TEXT = """
scenario: A company decompiles the software and an outsider loses by it
as_of: 2026-03-20
parties: {acme: enterprise, zhao: outsider}
events:
  look: {on: 2026-03-01, by: acme, act: decompile}
  suit: {on: 2026-03-05, by: zhao, to: tencent, act: claim(hit)}
losses: {hit: {suffered_by: zhao, kind: privacy, amount: 50, caused_by: [look]}}
"""


def picture(engine, more: str = "", **how):
    (scenario,) = read_yaml(TEXT + more, "case.yaml", engine.agreement)
    return engine.case(scenario).picture(**how)


def test_the_summary_says_once_what_several_units_say(engine):
    found = picture(engine)
    alone = [one.units[0] for one in found.lists["liabilities"]]
    (together,) = found.summary["liabilities"]
    assert len(alone) > 1
    assert (together.question, set(together.units) <= set(alone)) == ("liable(acme, zhao, hit)", True)
    assert {"8.5.3[a]", "8.5.3[b]"} <= set(together.units)
    assert picture(engine, summary=False).summary == {}


def test_facts_are_told_on_request_only(engine):
    (breach,) = picture(engine).lists["breaches"]
    assert "by(look, acme)" in {fact.show() for fact in breach.facts}
    (bare,) = picture(engine, proofs=False).lists["breaches"]
    assert (bare.facts, bare.verdict) == ((), breach.verdict)


def test_what_nobody_said_is_assumed_until_somebody_does(engine):
    permitted = "permitted_by_law(acme, decompile)"
    assert f"not {permitted}" in {fact.show() for fact in picture(engine).assumptions}
    for more in (f'unknown: ["{permitted}"]\n', f'states: ["{permitted}"]\n'):
        assert not any(permitted in fact.show() for fact in picture(engine, more).assumptions)
