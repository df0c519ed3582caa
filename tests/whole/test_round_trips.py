"""What is written can be read again as the same: scenarios in every form of files, remedies as they are saved, amounts.

Nothing may differ but what is named here: where a fact was written (a place is that of the file); the tags, which no
record holds; and, between a scenario and the mapping made of it, the order of its facts, which is that of the sections.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligor.agreement.package import load
from obligor.api.model import Model
from obligor.bulk.judge import Judge
from obligor.bulk.rows import read_rows, rows_of
from obligor.bulk.source import parts
from obligor.core.errors import InputError, Place
from obligor.reasoning.remedies import remedies
from obligor.reports.answers_json import LISTS, case_object
from obligor.reports.answers_text import TextReport
from obligor.scenario.files import read_scenarios
from obligor.scenario.json_format import read_json
from obligor.scenario.lp_format import read_lp, write_lp
from obligor.scenario.scenario import Scenario
from obligor.scenario.standing import LEVELS
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.engine import Engine
from obligor.solving.provenance import record, recorded_scenario
from tests.bulk.made_rows import as_parquet
from tests.exhaustive.random_cases import trees
from tests.support import FACTS, FORBIDDEN, LIABLE
from tests.written import as_yaml, tree_of, value

WECOM = load("wecom")
ENGINE = Engine(WECOM)
CHAPTERS = sorted(path.name for path in FACTS.iterdir() if path.is_dir())
READ, SOLVED, CHAPTER = 12, 400, 15
"""Of so many scenarios one is read again, or solved again, in every run; or, of a chapter, solved in the long one."""


@cache
def stated(under: Path = FACTS) -> list[Scenario]:
    """Every scenario and variant of a folder."""
    scenarios = [one for path in sorted(under.rglob("*.yaml")) for one in read_scenarios(path, WECOM)]
    return [one for scenario in scenarios for one in (scenario, *scenario.variants)]


def every(under: Path = FACTS, step: int = 1) -> Iterator[Scenario]:
    """Each so many-th scenario of a folder, as read from the mapping that it makes."""
    for one in stated(under)[::step]:
        found = read_json(json.dumps(tree_of(one, WECOM.vocabulary)), Place("row"), WECOM)
        assert unordered(found) == unordered(one)
        yield found._replace(expect=one.expect)


def unordered(one: Scenario) -> tuple[object, ...]:
    """What a scenario says, whatever the order of its facts; a variant's id is not one that a file can give."""
    facts, unknown, names = sorted(one.facts), sorted(one.unknown), sorted(one.names.items())
    choices = sorted(one.one_of), sorted(one.readings.items()), one.without, one.standings
    return one.id.replace("/", "-"), one.sentence, one.agreement, one.tags, facts, unknown, names, choices


READ_AGAIN: dict[str, Callable[[Scenario], Scenario]] = {
    ".lp": lambda one: read_lp(write_lp(one), "again.lp", WECOM)[0],
    "YAML": lambda one: read_yaml(as_yaml(tree_of(one, WECOM.vocabulary)), "again.yaml", WECOM)[0],
    "JSON": lambda one: read_json(json.dumps(tree_of(one, WECOM.vocabulary)), Place("again"), WECOM),
    "record": lambda one: recorded_scenario(json.loads(json.dumps(record(WECOM, one))), WECOM, "again"),
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),
}


def told(one: Scenario) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON of the whole picture, and of the answers to what the scenario expects."""
    case = ENGINE.case(one)
    questions = [expected.ask for expected in one.expect if not expected.refused]
    picture, answers = case.picture(summary=False), case.ask(*questions)
    return case_object(case, picture, [], "en"), case_object(case, None, answers, "zh")


@pytest.mark.parametrize("step", [READ, pytest.param(1, marks=pytest.mark.long)])
def test_every_scenario_is_read_again_as_the_same(step: int) -> None:
    for one in every(step=step):
        for way, read in READ_AGAIN.items():
            again = read(one)
            assert value(again) == value(one), (way, one.id)
            assert again.tags == (() if way == "record" else one.tags)


def test_a_scenario_with_standings_is_read_again_as_the_same() -> None:
    found = [one for one in every(FACTS / "reasons") if one.standings]
    assert {standing.level for one in found for standing in one.standings.values()} == set(LEVELS)
    for one in found[::3]:
        for judged in (one, one.judged_by("proven")):
            first = told(judged)
            for way, read in READ_AGAIN.items():
                again = read(judged)
                assert value(again) == value(judged), (way, one.id)
                assert told(again._replace(expect=one.expect)) == first, (way, one.id)


def test_some_scenarios_are_answered_the_same_when_they_are_read_again() -> None:
    for one in every(step=SOLVED):
        first = told(one)
        for way, again in READ_AGAIN.items():
            assert told(again(one)._replace(expect=one.expect)) == first, (way, one.id)


@pytest.mark.long
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_scenarios_of_all_chapters_are_answered_the_same_when_they_are_read_again(chapter: str) -> None:
    answered_again(FACTS / chapter, step=CHAPTER)


def answered_again(folder: Path, step: int = 1) -> int:
    """Answer each so many-th scenario of a folder as it is and as it is read again; how many there were."""
    found = list(every(folder, step))
    for one in found:
        first = told(one)
        for way in (".lp", "YAML", "record"):
            assert told(READ_AGAIN[way](one)._replace(expect=one.expect)) == first, (way, one.id)
    return len(found)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_random_cases_are_read_again_as_the_same(tmp_path: Path, seed: int) -> None:
    rows = list(trees(60 if seed == 1 else 2_000, seed, WECOM))
    source = as_parquet(tmp_path / "rows.parquet", rows, False)
    (part,) = parts(source, len(rows))
    for row, filed in zip(rows, read_rows(source, part, WECOM), strict=True):
        one = read_json(json.dumps(row), Place("row"), WECOM)
        assert filed.scenario is not None, filed.reason
        assert value(filed.scenario) == value(one)
        for way, again in READ_AGAIN.items():
            assert value(again(one)) == value(one), (way, row["id"])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_any_name_and_sentence_is_read_again_as_it_was(sentence: str, name: str) -> None:
    story = Model(WECOM).scenario(sentence, as_of="2026-03-20")
    acme = story.party("acme", "enterprise", name=name)
    story.loss("hit", acme, amount=0, name=name)
    one = story.open().scenario
    assert (one.sentence, one.names) == (sentence, {"acme": name, "hit": name})
    for again in READ_AGAIN.values():
        assert value(again(one)) == value(one)


@pytest.mark.parametrize("day", ["0001-01-01", "1000-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_are_read_again(day: str) -> None:
    row = {"scenario": "x", "as_of": "9999-12-31", "parties": {"acme": "enterprise"}}
    row |= {"events": {"look": {"on": day, "by": "acme", "act": "decompile"}}}
    one = read_json(json.dumps(row), Place("row"), WECOM)
    for again in READ_AGAIN.values():
        assert value(again(one)) == value(one)


# -- remedies ---------------------------------------------------------------------------------------------------------

CHOSEN = """
scenario: Acme takes the software apart, and zhao suffers by it
id: chosen
as_of: 2026-03-20
tags: [breach]
parties: {acme: {role: enterprise, name: 'Acme "甲"'}, zhao: outsider}
events: {look: {on: DAY, by: acme, act: decompile}}
losses: {leak: {suffered_by: zhao, kind: privacy, amount: 0, caused_by: [look]}}
"""


@pytest.mark.parametrize(
    ("choice", "day"),
    [
        ("readings: preferred", "2026-03-01"),
        ('without: ["14"]', "2026-03-01"),
        ('readings: {"*": all, "8.5.3[b]": any_loss}', "{one_of: [2026-03-01, 2026-03-03]}"),
        pytest.param("readings: all", "2026-03-01", marks=pytest.mark.long),
        pytest.param('without: ["8.5.3[c]", "13.1"]', "{one_of: [2026-03-01, 2026-03-03]}", marks=pytest.mark.long),
    ],
)
def test_a_saved_remedy_is_answered_as_it_was_found(choice: str, day: str, obligor, write, tmp_path: Path) -> None:
    file, question = write(CHOSEN.replace("DAY", day) + choice + "\n"), "breach(acme, _)"
    folder = tmp_path / "saved"
    promised = obligor("avoid", file, question, "--any", "--save", str(folder), "--format", "json").json["remedies"]
    files = sorted(folder.iterdir(), key=lambda path: int(path.stem))
    assert len(files) == len(promised) > 0
    (given,) = read_scenarios(Path(file), WECOM)
    found = remedies(ENGINE.case(given), question, wanted=False, anything=True).found
    for number, (path, one, remedy) in enumerate(zip(files, promised, found, strict=True)):
        assert path.read_text("utf-8") == one["scenario"]
        (saved,) = read_scenarios(path, WECOM)
        assert value(saved) == value(remedy.scenario)
        assert number or told(saved) == told(remedy.scenario)
        assert obligor("ask", str(path), question, "--format", "json").json["answers"][0]["verdict"] == one["verdict"]


def test_a_saved_remedy_says_which_scenario_it_was_made_of(obligor, tmp_path: Path) -> None:
    obligor("avoid", FORBIDDEN, LIABLE, "--save", str(tmp_path / "saved"))
    before = obligor("ask", FORBIDDEN, "--format", "json").json
    saved = str(tmp_path / "saved" / "1.lp")
    for address in (saved, f"{saved}#leak/1"):
        again = obligor("ask", address, "--format", "json").json
        for key in ("id", "scenario", "as_of", "agreement"):
            assert again[key] == before[key]
        assert again["record"]["scenario"]["names"] == before["record"]["scenario"]["names"]


@pytest.mark.long
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_remedy_of_all_is_read_again_as_it_was_found(chapter: str) -> None:
    """Of what each twentieth scenario expects: how it comes about where it is not so, how it is avoided where it is."""
    for one in every(FACTS / chapter, step=20):
        case = ENGINE.case(one)
        for expected in one.expect[:1]:
            if expected.refused:
                continue
            found = remedies(case, expected.ask, wanted=expected.verdict in ("no", "gap"))
            for remedy in found.found:
                (saved,) = read_lp(write_lp(remedy.scenario), "saved.lp", WECOM)
                assert value(saved) == value(remedy.scenario)
                try:
                    verdict = ENGINE.case(saved).ask(expected.ask, proofs=False)[0].verdict
                except InputError:  # the question names the event that the remedy takes away: it is not so then
                    verdict = "no"
                assert verdict == remedy.verdict, (one.id, expected.ask, remedy.changes)


# -- amounts ----------------------------------------------------------------------------------------------------------

ASKED = ("liable(acme, zhao, leak)", "unallocated(leak)")
AMOUNTS: list[tuple[dict[str, Any], int | None]] = [
    ({"amount": 0}, 0), ({"amount": 7}, 7), ({}, None), ({"amount": None}, None),
]  # fmt: skip
"""What is stated, and what is to be told."""


@pytest.mark.parametrize(
    "more",
    [
        {"relations": ["not amount(leak, 5)"]},
        pytest.param({"unknown": ["permitted_by_law(acme, decompile)"]}, marks=pytest.mark.long),
    ],
    ids=["settled", "open"],
)
def test_an_amount_of_0_is_one_and_none_is_none_by_every_way(more: dict[str, Any]) -> None:
    rows = [
        {
            "scenario": "x", "id": f"row-{number}", "as_of": "2026-03-20",
            "parties": {"acme": "enterprise", "zhao": "outsider"},
            "events": {"look": {"on": "2026-03-01", "by": "acme", "act": "decompile"}},
            "losses": {"leak": {"suffered_by": "zhao", "kind": "privacy", "caused_by": ["look"], **amount}}, **more,
        }
        for number, (amount, _) in enumerate(AMOUNTS)
    ]  # fmt: skip
    wanted = {f"row-{number}": {amount} for number, (_, amount) in enumerate(AMOUNTS)}
    for row in rows:
        case = ENGINE.case(read_json(json.dumps(row), Place("row"), WECOM))
        whole = case_object(case, case.picture(summary=False), [], "en")
        listed = [entry["amount"] for name in LISTS for entry in whole[name] if "loss" in entry]
        assert set(listed) == wanted[row["id"]]
        said = "\n".join(TextReport(case).picture(case.picture()))
        assert {amount for amount in (0, 7) if f"{amount} CNY" in said} == wanted[row["id"]] - {None}
    for questions in ((), ASKED):
        for sql in (1, None):
            judged = Judge(WECOM, questions, sql=sql).judge(rows_of(rows, "row", WECOM), "row")
            found: dict[str, set[int | None]] = {}
            for entry in (json.loads(line) for lines in judged.verdicts for line in lines.split("\n")):
                if entry.get("loss"):
                    found.setdefault(entry["id"], set()).add(entry["amount"])
            assert found == wanted, (questions, sql)
