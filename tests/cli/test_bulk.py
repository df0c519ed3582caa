"""`batch` on the command line: what is told, and what is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.cli.main import main
from tests.bulk.made_rows import made, written
from tests.support import ROOT


def test_what_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "in.jsonl", made(2))
    output = tmp_path / "out.jsonl"
    output.write_text("mine", "utf-8")
    assert main(["batch", str(source), str(output)]) == 2
    assert "there already" in capsys.readouterr().err
    assert output.read_text("utf-8") == "mine"
    assert main(["batch", str(source), str(tmp_path / "out.xlsx")]) == 2
    assert "no format of a table; end the name in .jsonl, .csv, .parquet" in capsys.readouterr().err
    assert main(["batch", str(tmp_path / "none.jsonl"), str(tmp_path / "x.csv")]) == 2
    assert "cannot be read: no such file" in capsys.readouterr().err


def test_where_rules_come_from_a_folder_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {"scenario": "x", "as_of": "2026-03-20", "parties": {"bo": "borrower"}}
    source = written(tmp_path / "in.jsonl", [case])
    base = str(ROOT / "tests/hostile/packages/base")
    assert main(["batch", str(source), str(tmp_path / "out.csv"), "--agreement", base, "--workers", "1"]) == 0
    assert capsys.readouterr().err.startswith(f"rules from {base}\n")
