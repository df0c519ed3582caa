"""`why`, `whynot`, `whatif`, `how`, `avoid` and `exposure` as a user meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from obligor.reasoning.exposure import exposure
from obligor.reasoning.remedies import remedies
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine

LEAK = str(Path(__file__).parents[1] / "facts" / "start" / "leak.yaml")
YES, LAW = f"{LEAK}#leak/1", f"{LEAK}#leak/2"
LIABLE = "liable(acme, zhao, leak)"
COMMANDS = {
    "why": [YES, LIABLE],
    "whynot": [LAW, LIABLE],
    "whatif": [YES, "--drop", "look", LIABLE],
    "how": [YES, "effect(acme, ban(acme))"],
    "avoid": [YES, LIABLE],
    "exposure": [LEAK, "acme"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_both_languages_and_json(obligor, command):
    english, chinese = (obligor(command, *COMMANDS[command], "--lang", lang).out for lang in ("en", "zh"))
    assert english
    assert english != chinese
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert "{" not in english + chinese
    assert obligor(command, *COMMANDS[command], "--format", "json").json["schema"] == 1


def test_a_proof_has_each_step_once_with_its_unit_gloss_and_place(obligor):
    found = obligor("why", YES, LIABLE, "--format", "json").json
    (case,) = found["cases"]
    steps = {step["id"]: step for step in case["steps"]}
    assert len(steps) == len(case["steps"]) == len({step["atom"] for step in case["steps"]})
    assert all(premise in steps for step in case["steps"] for premise in step["premises"])
    cited = [step for step in case["steps"] if step["unit"] == "8.2.1.2[a]"]
    assert all(step["gloss"] for step in cited)
    assert "ch08_2_software.lp" in {step["rule"].partition(":")[0] for step in cited}
    assert {"stated", "rule"} <= {step["kind"] for step in case["steps"]}


def test_what_depends_is_proved_under_what_it_assumes(obligor):
    found = obligor("why", LEAK, LIABLE, "--format", "json").json
    assert [[fact["atom"] for fact in case["assumed"]] for case in found["cases"]] == [
        ["permitted_by_law(acme, reverse_engineer)"]
    ]
    assert not found["cases"][0]["assumed"][0]["holds"]


def test_pages_and_markdown_say_the_same(obligor):
    page = obligor("why", YES, LIABLE, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert "8.5.3[a]" in page
    assert not re.search(r"https?://", page)
    assert "**yes**" in obligor("why", YES, LIABLE, "--format", "md").out
    assert "8.2.1.2[a]" in obligor("whynot", LAW, LIABLE, "--format", "html").out


def test_whynot_names_the_exception_and_what_it_rests_on(obligor):
    found = obligor("whynot", LAW, "breach(acme, look, 8.2.1.2)", "--format", "json").json
    (lack,) = found["nearest"][0]["lacks"]
    assert (lack["kind"], lack["atom"]) == ("exception", "excused(acme, look, 8.2.1.2[a])")
    assert [fact["atom"] for fact in lack["since"]] == ["permitted_by_law(acme, reverse_engineer)"]


def test_whynot_names_the_person_whom_a_clause_does_not_name(obligor, write):
    path = write(
        "scenario: An outsider takes the software apart\nas_of: 2026-03-20\n"
        "parties: {zhao: outsider}\nevents: {look: {on: 2026-03-01, by: zhao, act: reverse_engineer}}\n"
    )
    found = obligor("whynot", path, "prohibited(zhao, reverse_engineer, 8.2.1.2)", "--format", "json").json
    kinds = {lack["kind"] for way in found["nearest"] for lack in way["lacks"]}
    assert "person" in kinds


def test_striking_a_clause_out_says_what_that_changes(obligor):
    found = obligor("whatif", YES, "--without", "8.5.3", "--format", "json").json
    assert {(one["list"], one["before"], one["after"]) for one in found["changes"]} >= {("liabilities", "yes", "no")}
    assert found["without"] == ["8.5.3"]
    assert not obligor("whatif", YES, "--without", "13.1", "--format", "json").json["changes"]


def test_a_change_tells_the_steps_that_are_lost_and_gained(obligor):
    (answer,) = obligor("whatif", YES, "--drop", "look", LIABLE, "--format", "json").json["answers"]
    assert (answer["before"], answer["after"]) == ("yes", "gap")
    assert "breach(acme, look, 8.2.1.2[a])" in [step["atom"] for step in answer["lost"]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["whatif", YES], "nothing is changed"),
        (["whatif", YES, "--add", "nonsense("], "not a fact"),
        (["whatif", YES, "--add", "develop(acme)"], "did you mean 'develops'"),
        (["whatif", YES, "--drop", "develops(acme)"], "nothing to drop"),
        (["whatif", YES, "--without", "99.9"], "no such clause"),
        (["exposure", YES, "nobody"], "no such party: nobody"),
        (["how", YES, "liable(acme"], "not a question"),
        (["why", YES], "a question is needed"),
        (["why", YES, LIABLE, "bound(acme)", "--format", "html"], "a page explains one question"),
    ],
)
def test_bad_input_is_refused_whole(obligor, arguments, message):
    run = obligor(*arguments)
    assert run.status == 2
    assert run.out == ""
    assert message in run.err


def test_every_remedy_works_as_a_scenario_of_its_own(wecom):
    engine = Engine(wecom)
    case = engine.case(read_scenarios(Path(LEAK), wecom)[0].variants[0])
    found = remedies(case, LIABLE, wanted=False)
    assert {str(change) for one in found.found for change in one.changes} == {"-look", "tencent: consent"}
    for one in found.found:
        assert engine.case(one.scenario).ask(LIABLE)[0].verdict == one.verdict == "gap"
    assert remedies(case, LIABLE, wanted=False, party="acme").found == tuple(
        one for one in found.found if str(one.changes[0]) == "-look"
    )


def test_exposure_adds_up_what_falls_on_a_party_together(wecom):
    engine = Engine(wecom)
    found = exposure(engine.case(read_scenarios(Path(LEAK), wecom)[0]), "acme")
    assert (found.best, found.worst) == (0, 75_000)  # the outsider's loss and Tencent's costs, or neither
    assert [str(atom) for atom in found.at_best] == ["permitted_by_law(acme,reverse_engineer)"]
    assert {item.kind for item in found.items} == {"liability", "loss", "sanction"}
    banned = [item for item in found.items if str(item.answer.atoms[0].args[1]) == "ban(acme)"]
    assert all(item.choices for item in banned)


def test_every_question_has_an_example_that_can_be_asked(obligor, write):
    path = write(
        "scenario: One loss after one event\nas_of: 2026-03-20\nparties: {acme: enterprise, zhao: outsider}\n"
        "events: {e1: {on: 2026-03-01, by: acme, act: reverse_engineer}}\n"
        "losses: {l1: {suffered_by: zhao, kind: property, caused_by: [e1]}}\n"
    )
    for question in obligor("vocabulary", "--format", "json").json["questions"]:
        run = obligor("ask", path, question["example"])
        assert (run.status, run.err) == (0, ""), question


def test_a_party_is_told_what_to_do_and_by_when_to_be_in_the_clear(obligor):
    path = str(Path(LEAK).parents[1] / "ch07_development" / "stopping.yaml")
    found = obligor("avoid", f"{path}#stopping/1", "--party", "acme", "--format", "json").json
    (duty,) = found["outstanding"]
    assert (duty["atom"], duty["by"]) == (
        "outstanding(acme, tencent, delete_obtained_data, 7.3.5.4[a])",
        ["2026-03-02"],
    )
    clear = obligor("avoid", YES, "--party", "li").out
    assert clear == "nothing is still to be done, and nothing lies against this party\n"
    asked = [one["question"] for one in obligor("avoid", YES, "--party", "acme", "--format", "json").json["remedies"]]
    assert asked == ["breach(acme, look)", "liable(acme, tencent, defence)", LIABLE]


def test_what_waits_for_a_choice_names_whose_it_is(obligor):
    (answer,) = obligor("ask", YES, "effect(acme, ban(acme))", "--format", "json").json["answers"]
    assert {(one["holder"], one["unit"]) for one in answer["choices"]} == {
        ("tencent", "8.5.1[b]"),
        ("tencent", "8.5.2[a]"),
    }


def test_a_gap_says_which_units_were_looked_at(obligor):
    (answer,) = obligor("ask", YES, "bears(_, deal)", "--format", "json").json["answers"]
    assert {unit for way in answer["looked_at"] for unit in way["units"]} >= {"8.5.3[a]", "8.5.3[b]"}


def test_remedies_are_offered_as_scenario_files_that_give_what_they_promise(obligor, tmp_path):
    folder = tmp_path / "remedies"
    found = obligor("avoid", YES, LIABLE, "--save", str(folder), "--format", "json").json["remedies"]
    files = sorted(folder.iterdir())
    assert len(files) == len(found) == 2
    for file, one in zip(files, found, strict=True):
        (answer,) = obligor("ask", str(file), LIABLE, "--format", "json").json["answers"]
        assert answer["verdict"] == one["verdict"] == "gap"
    again = obligor("avoid", YES, LIABLE, "--save", str(folder))
    assert (again.status, again.out) == (2, "")
    assert "name a folder that does not exist" in again.err


def test_what_lies_in_nobodys_hands_is_changed_on_request_only(obligor):
    law = "permitted_by_law(acme, reverse_engineer)"
    plain = obligor("avoid", YES, "breach(acme, look)", "--format", "json").json["remedies"]
    wide = obligor("avoid", YES, "breach(acme, look)", "--any", "--format", "json").json["remedies"]
    assert [law] not in [change["facts"] for one in plain for change in one["changes"]]
    assert [law] in [change["facts"] for one in wide for change in one["changes"]]
