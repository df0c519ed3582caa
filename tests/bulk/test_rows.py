"""Rows that are none are told, and the others answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import rejected_path, run
from obligor.bulk.table import read_table
from obligor.cli.main import main
from tests.bulk.made_rows import made, written


def test_bad_rows_are_told_and_the_others_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = [json.dumps(row).encode() for row in made(3)]
    bad = {
        2: (b"{", "not JSON"),
        3: (b"\xff\xfe{}", "not UTF-8"),
        5: (b"[]", "a scenario has to be an object"),
        6: (json.dumps({**made(1)[0], "parties": {"acme": "enterprize"}}).encode(), "did you mean 'enterprise'?"),
        7: (good[0].replace(b'"scenario"', b'"scenario": "x", "scenario"', 1), "duplicate key 'scenario'"),
        8: (b'{"a": ' * 5_000, "nested too deeply"),
        9: (json.dumps({**made(1)[0], "as_of": "2026-02-30"}).encode(), "no such day"),
    }
    lines = {1: good[0], 4: b"", 10: good[1], 11: good[2], **{number: line for number, (line, _) in bad.items()}}
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"\n".join(lines[number] for number in sorted(lines)))
    output = tmp_path / "out.csv"
    assert main(["batch", str(source), str(output), "--workers", "1", "--rows", "4"]) == 0
    assert "10 rows: 3 answered, 7 rejected" in capsys.readouterr().out
    assert {row["row"] for row in read_table(output)} == {1, 10, 11}
    rejected = {row["row"]: row["reason"] for row in read_table(rejected_path(output))}
    assert set(rejected) == set(bad)
    for number, (_, reason) in bad.items():
        assert reason in rejected[number]
        assert f":{number}" in rejected[number]


def test_a_question_that_does_not_fit_a_row_rejects_the_row(tmp_path: Path) -> None:
    rows = made(2)
    rows[1]["losses"] = {"other": {**rows[1]["losses"]["l0"]}}
    rows[1]["events"].pop("suit")
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(written(tmp_path / "in.jsonl", rows)), "wecom", ("bears(_, l0)",)), output, Workforce(1))
    assert (found.answered, found.rejected) == (1, 1)
    assert "'l0' is no loss here" in next(read_table(rejected_path(output)))["reason"]
