"""What is stated and no unit looks at."""

from __future__ import annotations

import pytest

from obligor.scenario.yaml_format import read_yaml

HEAD = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise, li: {role: end_user, of: acme}, zhao: outsider}\n"


def unregarded(engine, text: str) -> list[str]:
    (scenario,) = read_yaml(HEAD + text, "case.yaml", engine.agreement)
    return [fact.show() for fact in engine.case(scenario).unregarded()]


def event(act: str, by: str = "acme", more: str = "") -> str:
    return f"events: {{e: {{on: 2026-03-01, by: {by}, act: {act}{more}}}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        event("decompile"),  # forbidden
        event("decompile")
        + "states: ['permitted_by_law(acme, decompile)']\n",  # excused: the permission is what counts
        event("stay_away(seat)", "li") + "things: {seat: {is: member_account, of: li}}\n",  # turns on a judgement
        event("suspend_service", "tencent", ", to: acme"),  # done without a basis, which is told
        "events: {e: {on: 2026-03-01, by: acme, omits: set_up_security_system}}\n",
    ],
)
def test_what_decides_something_is_looked_at(engine, text):
    assert unregarded(engine, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (event("decompile", "zhao"), ["act(e, decompile)"]),  # no party to the agreement
        (event("give_data_to(zhao)"), ["act(e, give_data_to(zhao))"]),  # only developers
        (event("decompile") + "states: ['permitted_by_law(acme, disassemble)']\n",
         ["permitted_by_law(acme, disassemble)"]),
        (event("consent", "zhao", ", to: acme, object: decompile"), ["act(e, consent)"]),  # not who could allow it
        (event("decompile") + "judgements: {long_absence(e): false}\n", ["not long_absence(e)"]),
        ("events: {e: {on: 2026-03-01, by: li, omits: set_up_security_system}}\n",
         ["omits(e, set_up_security_system)"]),
    ],
)  # fmt: skip
def test_what_decides_nothing_is_not(engine, text, told):
    assert unregarded(engine, text) == told


def test_an_act_that_counts_as_another_is_looked_at_as_that(engine):
    post = "things: {post: {is: content, of: li, traits: [infringes_reputation]}}\n"
    assert unregarded(engine, event("publish(post)", "li") + post) == []


def test_every_fact_that_an_entry_of_the_picture_rests_on_is_looked_at(engine):
    (scenario,) = read_yaml(HEAD + event("decompile") + "unknown: ['permitted_by_law(acme, decompile)']\n", "c.yaml",
                            engine.agreement)  # fmt: skip
    case = engine.case(scenario)
    used = {fact for answers in case.picture().lists.values() for answer in answers for fact in answer.facts}
    assert used
    assert not used & set(case.unregarded())
