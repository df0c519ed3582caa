"""Scenario files by name: what is below a folder, and how one of several scenarios is addressed."""

from __future__ import annotations

import re

import pytest

from obligor.core.errors import InputError
from obligor.scenario.files import named_agreement, select
from tests.scenario.bad_files import HERE, LP
from tests.support import scenario_text

TWO = "---\n".join(
    [
        scenario_text("scenario: First\nid: first\nas_of: 2026-03-20\n", variants="- {name: a}\n- {name: b}"),
        scenario_text("scenario: Second\nas_of: 2026-03-21\n", variants="- {name: c}"),
    ]
)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("first", "First"),
        ("1", "First"),
        ("2", "Second"),
        ("first/1", "First: a"),
        ("first/2", "First: b"),
        ("1/2", "First: b"),
        ("2/1", "Second: c"),
    ],
)
def test_a_scenario_is_addressed_by_id_or_number(obligor, write, read, address, sentence):
    (found,) = select(read(TWO), address, "case.yaml")
    assert found.sentence == sentence
    told = obligor("ask", write(TWO) + "#" + address, "--format", "json")
    assert told.json["scenario"] == sentence


@pytest.mark.parametrize("address", ["third", "3", "0", "first/3", "first/0", "first/x", "first/-1", "firs"])
def test_an_address_that_names_nothing_is_refused(read, address):
    with pytest.raises(InputError, match=re.escape(f"no scenario '{address}'")) as refused:
        select(read(TWO), address, "case.yaml")
    assert "first" in str(refused.value)


def test_a_file_without_address_is_all_its_scenarios(obligor, write):
    cases = obligor("ask", write(TWO), "--format", "json").json["cases"]
    assert [case["scenario"] for case in cases] == ["First", "Second"]


def test_every_defect_of_every_file_and_document_is_told_at_once(obligor, write, tmp_path):
    bad = f"scenario: s\nas_of: 2026-03-20\nparties: {{kai: enterprize}} {HERE}\n"
    two = write(bad + "---\n" + bad, "a.yaml")
    lp = write(LP + "evil(acme).\n", "b.lp")
    write(scenario_text(), "c.yaml")
    run = obligor("check", str(tmp_path))
    assert (run.status, run.out) == (2, "")
    assert [line.split(": ")[0] for line in run.err.splitlines()] == [f"{two}:3", f"{two}:7", f"{lp}:2"]


@pytest.mark.parametrize("command", ["check", "ask", "test"])
def test_a_missing_file_is_refused(obligor, tmp_path, command):
    run = obligor(command, str(tmp_path / "missing.yaml"))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path / "missing.yaml") in run.err
    assert run.err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_folder_without_scenarios_is_refused(obligor, tmp_path, command):
    (tmp_path / "notes.txt").write_text("no scenario")
    run = obligor(command, str(tmp_path))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path) in run.err
    assert ".yaml" in run.err


def test_a_folder_is_not_asked(obligor, tmp_path):
    run = obligor("ask", str(tmp_path))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path) in run.err


def test_what_a_file_says_of_its_agreement_is_found_by_its_ending(write, obligor):
    text = 'scenario("x").\nagreement("wecom").\nas_of("2026-03-20").\n'
    assert named_agreement(write(text, "case.lp")) == ("wecom", 2)
    assert named_agreement(write("agreement: wecom\n", "case.lp")) == ("", 0)
    assert named_agreement(write("\nagreement: wecom\n", "case.yml")) == ("wecom", 2)
    assert named_agreement(write("agreement: wecom\n", "rows.jsonl")) == ("", 0)
    refused = obligor("check", write(text.replace("wecom", "nowhere"), "other.lp"))
    assert (refused.status, "nowhere" in refused.err, ":2: " in refused.err) == (2, True, True)
