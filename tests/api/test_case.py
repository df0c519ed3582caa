"""An open case answers in Python what the commands answer."""

from __future__ import annotations

import json

import pytest

from obligor import InputError
from tests.support import FORBIDDEN, LEAK, LIABLE, SAID


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        (["why", FORBIDDEN, LIABLE], lambda case: case.why(LIABLE)),
        pytest.param(
            ["whynot", FORBIDDEN, "breach(li, look)"],
            lambda case: case.whynot("breach(li, look)"),
            marks=pytest.mark.long,
        ),
        (["whatif", FORBIDDEN, "--drop", "look", LIABLE], lambda case: case.whatif(LIABLE, drop=["look"])),
        (["whatif", FORBIDDEN, "--without", "8.5.3"], lambda case: case.whatif(without=["8.5.3"])),
        pytest.param(
            ["how", FORBIDDEN, "effect(acme, ban(acme))"],
            lambda case: case.how("effect(acme, ban(acme))"),
            marks=pytest.mark.long,
        ),
        pytest.param(
            ["avoid", FORBIDDEN, LIABLE, "--party", "acme"],
            lambda case: case.avoid(LIABLE, "acme"),
            marks=pytest.mark.long,
        ),
        (["exposure", FORBIDDEN, "acme"], lambda case: case.exposure("acme")),
        (["ask", FORBIDDEN], lambda case: case),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, list) else "",
)
def test_python_and_the_command_say_the_same(obligor, model, command, asked):
    told = asked(model.open(LEAK, "leak/1"))
    for lang in ("en", "zh"):
        assert told.to_dict(lang) == obligor(*command, "--format", "json", "--lang", lang).json
        assert told.text(lang) + "\n" == obligor(*command, "--lang", lang).out
    assert json.loads(told.to_json())["schema"] == 1


def test_variants_are_cases_of_their_own(model):
    case = model.open(LEAK, "leak")
    assert [(one.scenario.id, one.ask(LIABLE).verdict) for one in case.variants] == [
        ("leak/1", "yes"),
        ("leak/2", "gap"),
    ]
    assert repr(case).startswith("<case leak: ")


def test_what_is_no_party_is_refused(model):
    with pytest.raises(InputError, match="no such party: nobody"):
        model.open(LEAK).exposure("nobody")


def test_a_case_is_judged_by_what_is_proven(obligor, model):
    case = model.open(SAID.partition("#")[0], "said").judged_by("proven")
    assert case.ask(LIABLE).hinges_on == ("event(look)", "loss(leak)")
    assert case.to_dict() == obligor("ask", SAID, "--standing", "proven", "--format", "json").json
    assert (
        case.ask_within(LIABLE)["answers"]
        == obligor("ask", SAID, "--standing", "proven", LIABLE, "--format", "json").json["answers"]
    )
    for told in (case.html(), case.why(LIABLE).html(), case.ask(LIABLE).html(), case.report()):
        assert "look, alleged by Zhao (letter of 3 March); leak, admitted by Acme" in told
    with pytest.raises(InputError, match="did you mean 'proven'"):
        case.judged_by("proved")
