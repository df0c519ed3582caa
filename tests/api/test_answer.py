"""An answer as a script gets it."""

from __future__ import annotations


def test_an_answer_has_its_verdict_its_units_and_what_it_turns_on(decompiled):
    answer = decompiled.ask("breach(acme, look)")
    assert (answer.question, answer.verdict, answer.preferred) == ("breach(acme, look)", "yes", "yes")
    assert (answer.units, answer.hinges_on) == (("8.2.1.2[a]",), ())
    assert repr(answer) == "breach(acme, look): yes [8.2.1.2[a]]"
    assert answer.to_dict()["verdict"] == "yes"
    assert "Acme" in answer.text()
    assert "违约" in answer.text("zh")
    assert "8.2.1.2[a]" in answer.html()


def test_what_it_turns_on_is_told_as_scenarios_write_it(model):
    text = (
        'scenario: x\nas_of: 2026-03-20\nparties: {acme: enterprise}\nunknown: ["permitted_by_law(acme, decompile)"]\n'
    )
    answer = model.parse(text).ask("prohibited(acme, decompile)")
    assert answer.hinges_on == ("permitted_by_law(acme, decompile)",)
    assert repr(answer).startswith("prohibited(acme, decompile): depends")
