"""Where rows come from: lines of JSON, Parquet, values of tables."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import numpy
import pandas
import pytest
from numpy import array

from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import run
from obligor.bulk.source import as_line
from obligor.bulk.table import read_table
from obligor.cli.main import main
from tests.bulk.made_rows import as_parquet, made, written


@pytest.mark.parametrize("nested", [False, True])
def test_a_parquet_input_gives_what_its_lines_give(tmp_path: Path, nested: bool) -> None:
    rows = made(11)
    run(Settings(str(written(tmp_path / "in.jsonl", rows)), "wecom"), tmp_path / "a.jsonl", Workforce(1))
    source = as_parquet(tmp_path / "in.parquet", rows, nested)
    found = run(Settings(str(source), "wecom", size=4), tmp_path / "b.jsonl", Workforce(1))
    assert (found.rows, found.rejected) == (11, 0)
    place = ("input", "offset", "digest")
    one, two = (
        [{key: value for key, value in row.items() if key not in place} for row in read_table(tmp_path / name)]
        for name in ("a.jsonl", "b.jsonl")
    )
    assert one == two


def test_a_row_of_parquet_gives_its_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = as_parquet(tmp_path / "in.parquet", made(5), True)
    output = tmp_path / "out.parquet"
    assert main(["batch", str(source), str(output), "--workers", "1"]) == 0
    entry = next(row for row in read_table(output) if row["list"] == "breaches" and row["row"] > 1)
    question = f"breach({entry['bearer']}, {entry['event']}, {entry['unit']})"
    assert main(["why", str(output), question, "--row", entry["id"]]) == 0
    assert f"[{entry['unit']}]" in capsys.readouterr().out
    source.unlink()
    as_parquet(source, made(3), True)
    assert main(["why", str(output), question, "--row", made(5)[4]["id"]]) == 2
    assert "the row is no longer there as it was judged: the file has changed" in capsys.readouterr().err
    source.write_bytes(b"PAR1 no more")
    assert main(["batch", str(source), str(tmp_path / "other.csv")]) == 2
    assert "cannot be read as Parquet" in capsys.readouterr().err


def test_values_of_tables_are_plain_values_of_json() -> None:
    row = {
        "as_of": datetime(2026, 5, 1), "losses": {"l": {"amount": 5.0, "kind": None, "caused_by": array(["a"])}},
        "unknown": float("nan"), "tags": '["x"]', "scenario": "[sic]", "events": "[no json",
        "things": pandas.NA, "parties": {"since": numpy.datetime64("2026-05-01", "ns"), "none": [pandas.NaT]},
        "states": numpy.datetime64("NaT"), "relations": [Decimal("50.00"), Decimal("0.5"), Decimal("NaN"), False, 0.0],
    }  # fmt: skip
    assert json.loads(as_line(row)) == {
        "as_of": "2026-05-01", "losses": {"l": {"amount": 5, "caused_by": ["a"]}},
        "tags": ["x"], "scenario": "[sic]", "events": "[no json",
        "parties": {"since": "2026-05-01", "none": [None]}, "relations": [50, "0.5", None, False, 0],
    }  # fmt: skip


def test_what_is_null_in_a_line_is_left_out_as_in_a_table(tmp_path: Path) -> None:
    row = made(1)[0]
    row["losses"]["l0"] |= {"amount": None, "name": None}
    row |= {"things": None, "readings": None}
    found = []
    for source in (written(tmp_path / "in.jsonl", [row]), as_parquet(tmp_path / "in.parquet", [row], True)):
        output = tmp_path / f"{source.suffix[1:]}.jsonl"
        assert run(Settings(str(source), "wecom"), output, Workforce(1)).rejected == 0
        found.append([(entry["verdict"], entry["loss"], entry["amount"]) for entry in read_table(output)])
    assert found[0] == found[1]
