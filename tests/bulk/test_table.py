"""Verdict tables: every format has the same entries, and a row gives its proof."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from obligor.bulk.columns import COLUMNS
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import run
from obligor.bulk.table import find_row, read_table
from obligor.cli.main import main
from obligor.core.errors import InputError
from tests.bulk.made_rows import made, written


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_every_format_has_the_same_entries(tmp_path: Path, ending: str) -> None:
    source = written(tmp_path / "in.jsonl", made(20))
    run(Settings(str(source), "wecom"), tmp_path / "plain.jsonl", Workforce(1))
    run(Settings(str(source), "wecom", size=7), tmp_path / f"out{ending}", Workforce(1))
    wanted = list(read_table(tmp_path / "plain.jsonl"))
    assert list(read_table(tmp_path / f"out{ending}")) == wanted
    assert list(wanted[0]) == list(COLUMNS)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_row_gives_its_proof_and_a_changed_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "in.jsonl", made(5))
    output = tmp_path / "out.jsonl"
    run(Settings(str(source), "wecom"), output, Workforce(1))
    entry = next(row for row in read_table(output) if row["list"] == "breaches" and row["row"] > 1)
    question = f"breach({entry['bearer']}, {entry['event']}, {entry['unit']})"
    assert main(["why", str(output), question, "--row", entry["id"]]) == 0
    assert f"[{entry['unit']}]" in capsys.readouterr().out
    assert main(["ask", str(output), question, "--row", str(entry["row"])]) == 0
    assert "yes" in capsys.readouterr().out
    assert main(["why", str(output), question, "--row", "case-99"]) == 2
    assert "no row 'case-99' in it" in capsys.readouterr().err
    lines = source.read_text("utf-8").splitlines()
    lines[entry["row"] - 1] = lines[entry["row"] - 1].replace("2026-05-01", "2026-05-02")
    source.write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["why", str(output), question, "--row", entry["id"]]) == 2
    assert (
        "the row is no longer there as it was judged: the file has changed; judge the file anew"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("wanted", "row"),
    [("a", 1), ("1", 1), ("row=1", 1), ("id=a", 1), ("id=2", 3), ("row=2", 2), ("id=row=2", 4), ("2", 0), ("a=b", 5)],
)
def test_a_row_is_named_by_its_id_or_number_and_only_where_that_names_one(
    tmp_path: Path, wanted: str, row: int
) -> None:
    table = tmp_path / "out.jsonl"
    place = {"input": "in.jsonl", "offset": 0, "digest": "0"}
    ids = ("a", "b", "2", "row=2", "a=b")
    entries = [{"row": number, "id": id_, **place} for number, id_ in enumerate(ids, 1) for _ in range(2)]
    table.write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")
    if row:
        assert find_row(table, wanted).row == row
    else:
        with pytest.raises(InputError) as refused:
            find_row(table, wanted)
        assert "'2' names several rows: row 2 of in.jsonl by its row, row 3 of in.jsonl" in str(refused.value)
