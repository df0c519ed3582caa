"""Commands about the cases of one file: stdin, languages, pages, what is refused."""

from __future__ import annotations

import re

import pytest

from obligor.cli.main import main
from tests.support import ALLOWED, BREACH, DEED, FACTS, FORBIDDEN, LEAK, LIABLE, PERMITTED, leak, long_but


@pytest.mark.parametrize("address", ["-", "-#1", "-#leak"])
def test_a_dash_reads_stdin(obligor, address):
    text = "id: leak\n" + leak()
    document = obligor("ask", address, BREACH, "--format", "json", stdin=text).json
    assert (document["id"], document["answers"][0]["verdict"]) == ("leak", "yes")


def test_what_is_wrong_with_stdin_is_told_by_line(obligor):
    run = obligor("ask", "-", stdin="scenario: s\nas_of: 2026-02-30\n")
    assert (run.status, run.out) == (2, "")
    assert "-:2: " in run.err


def test_the_same_question_gives_the_same_bytes(obligor, case):
    file = case(**DEED, unknown=f'- "{ALLOWED}"')
    for options in ([], ["--format", "json"]):
        assert obligor("ask", file, *options).out == obligor("ask", file, *options).out


COMMANDS = {
    "why": [FORBIDDEN, LIABLE],
    "whynot": [PERMITTED, LIABLE],
    "whatif": [FORBIDDEN, "--drop", "look", LIABLE],
    "how": [FORBIDDEN, "effect(acme, ban(acme))"],
    "avoid": [FORBIDDEN, LIABLE],
    "exposure": [LEAK, "acme"],
}


@pytest.mark.parametrize("command", long_but(COMMANDS, ("why", "whatif", "exposure")))
def test_every_command_speaks_both_languages_and_json(obligor, command):
    english, chinese = (obligor(command, *COMMANDS[command], "--lang", lang).out for lang in ("en", "zh"))
    assert english
    assert english != chinese
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert "{" not in english + chinese
    assert obligor(command, *COMMANDS[command], "--format", "json").json["schema"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["whatif", FORBIDDEN], "nothing is changed"),
        (["whatif", FORBIDDEN, "--add", "nonsense("], "not a fact"),
        (["whatif", FORBIDDEN, "--add", "develop(acme)"], "did you mean 'develops'"),
        (["whatif", FORBIDDEN, "--drop", "develops(acme)"], "nothing to drop"),
        (["whatif", FORBIDDEN, "--without", "99.9"], "no such clause"),
        (["exposure", FORBIDDEN, "nobody"], "no such party: nobody"),
        (["how", FORBIDDEN, "liable(acme"], "not a question"),
        (["why", FORBIDDEN], "a question is needed"),
        (["why", FORBIDDEN, LIABLE, "bound(acme)", "--format", "html"], "a page explains one question"),
    ],
)
def test_bad_input_is_refused_whole(obligor, arguments, message):
    run = obligor(*arguments)
    assert run.status == 2
    assert run.out == ""
    assert message in run.err


def test_what_waits_for_a_choice_names_whose_it_is(obligor):
    (answer,) = obligor("ask", FORBIDDEN, "effect(acme, ban(acme))", "--format", "json").json["answers"]
    assert {(one["holder"], one["unit"]) for one in answer["choices"]} == {
        ("tencent", "8.5.1[b]"),
        ("tencent", "8.5.2[a]"),
    }


def test_a_gap_says_which_units_were_looked_at(obligor):
    (answer,) = obligor("ask", FORBIDDEN, "bears(_, deal)", "--format", "json").json["answers"]
    assert {unit for way in answer["looked_at"] for unit in way["units"]} >= {"8.5.3[a]", "8.5.3[b]"}


def test_one_page_one_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(FACTS / "ch08_5_breach/breach.yaml"), "--format", "html"]) == 2
    assert "name it: FILE#ID" in capsys.readouterr().err
    assert main(["ask", str(FACTS / "start/leak.yaml"), "breach(acme, _)", "--format", "html"]) == 2
    assert "leave out the questions" in capsys.readouterr().err
