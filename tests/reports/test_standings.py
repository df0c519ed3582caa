"""On what that is not proven an answer rests, in every form of answers."""

from __future__ import annotations

import pytest

from tests.support import AGREED, LEAK, LIABLE, SAID

LOOK, LEAKED = "look, alleged by Zhao (letter of 3 March)", "leak, admitted by Acme"
RESTS = f"rests on: {LOOK}; {LEAKED}"


def rests(run) -> list[str]:
    return [line.strip() for line in run.out.splitlines() if line.strip().startswith("rests on:")]


@pytest.mark.parametrize("standing", ["alleged", "admitted", "proven"])
def test_each_answer_tells_on_what_it_rests_that_is_not_proven(obligor, standing):
    asked = [SAID, "breach(acme, look)", LIABLE, "--standing", standing]
    assert rests(obligor("ask", *asked)) == [f"rests on: {LOOK}", RESTS]
    first, second = obligor("ask", *asked, "--format", "json").json["answers"]
    assert [one["text"] for one in second["standings"]] == [LOOK, LEAKED]
    known = standing == "alleged"
    told = {"of": "look", "standing": "alleged", "said_by": "zhao", "source": "letter of 3 March", "known": known}
    assert first["standings"] == [told | {"text": LOOK}]


def test_what_is_proven_is_no_matter(obligor):
    (answer,) = obligor("ask", SAID, "bound(zhao)", "--format", "json").json["answers"]
    assert "standings" not in answer
    assert "suit" not in [one["of"] for one in obligor("ask", SAID, "--format", "json").json["standings"]]


def test_without_standings_nothing_is_told_of_them(obligor):
    assert '"standings"' not in obligor("ask", LEAK, "--format", "json").out
    assert "rests on:" not in obligor("ask", LEAK).out
    assert ">rests on:" not in obligor("ask", LEAK, "--format", "html").out


@pytest.mark.parametrize(("standing", "turning"), [("alleged", False), ("admitted", True)])
def test_that_it_is_not_so_rests_on_what_keeps_it_from_being_so(obligor, standing, turning):
    (answer,) = obligor("ask", AGREED, "breach(tencent, pass)", "--standing", standing, "--format", "json").json[
        "answers"
    ]
    assert (answer["verdict"], answer["hinges_on"]) == (("depends", ["event(ok)"]) if turning else ("no", []))
    assert {one["of"] for one in answer["standings"]} == {"ok", "pass"}


def test_every_entry_of_the_picture_tells_it_once(obligor):
    run = obligor("ask", SAID)
    assert rests(run).count(RESTS) == 1
    assert f"rests on: {LOOK}" in rests(run)
    assert "taken as not known" not in run.out
    assert f"taken as not known: {LOOK}; {LEAKED}" in obligor("ask", SAID, "--standing", "proven").out


@pytest.mark.parametrize("command", ["why", pytest.param("whynot", marks=pytest.mark.long)])
def test_proofs_tell_it_as_text_markdown_and_page(obligor, command):
    question = LIABLE if command == "why" else "liable(tencent, zhao, leak)"
    for form in ("text", "md", "html"):
        out = " ".join(obligor(command, SAID, question, "--format", form).out.replace("\\", "").split())
        assert RESTS in out, form
        assert ("alleged)" in out) == (command == "why")


def test_a_gap_tells_it_once(obligor):
    run = obligor("ask", SAID, LIABLE, "--without", "8.5.3")
    assert "gap" in run.out
    assert len(rests(run)) == 1


def test_a_source_is_plain_text_wherever_it_is_shown(obligor, write):
    with open(SAID.partition("#")[0], encoding="utf-8") as file:
        text = file.read().partition("---")[0].replace("letter of 3 March", '"<b>*a* {x} \\e[31m</b>"')
    file = write(text)
    page = obligor("ask", file, "--format", "html").out + obligor("why", file, LIABLE, "--format", "html").out
    assert "<b>*a*" not in page
    assert "\x1b" not in obligor("ask", file).out + page
    assert "<b>*a*" not in obligor("why", file, LIABLE, "--format", "md").out


@pytest.mark.parametrize(("lang", "said"), [("en", LOOK), ("zh", "look，Zhao所主张（letter of 3 March）")])
def test_the_report_tells_it_of_events_losses_and_findings(obligor, lang, said):
    page = (
        obligor("ask", SAID, "--format", "html").out.partition(f'<article lang="{lang}">')[2].partition("</article>")[0]
    )
    timeline, findings = page.partition('class="timeline"')[2].split("</ol>", 1)
    assert said.removeprefix("look") in timeline
    assert said in findings


def test_exposure_and_what_if_tell_it(obligor):
    assert RESTS in rests(obligor("exposure", SAID, "acme"))
    assert RESTS in rests(obligor("whatif", SAID, LIABLE, "--without", "13.1"))
