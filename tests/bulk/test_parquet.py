"""A Parquet file is read as it is, whatever it, its folder or its columns are called."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from obligor import InputError
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import run
from obligor.bulk.table import read_table
from tests.bulk.made_rows import as_parquet, made, written

NAMES = [
    "id=zz/as_of=2020-01-01/one.parquet", "a[12].parquet", "a*.parquet", "a?.parquet", "~a.parquet", "it's.parquet",
    "{a,b}.parquet", "s3:/bucket/a.parquet", "dollar$.parquet", "back\\slash.parquet",
]  # fmt: skip


@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.long] * (at > 3)) for at, n in enumerate(NAMES)])
def test_the_file_that_is_named_is_read(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pattern, no partition, no home: neither where rows are read nor where a table is written and read."""
    monkeypatch.chdir(tmp_path)
    for other in ("a1.parquet", "ab.parquet", "a.parquet", "b.parquet"):
        as_parquet(tmp_path / other, [{**made(1)[0], "id": "another"}], False)
    as_parquet(tmp_path / "made.parquet", made(2), False)
    named = Path(name)
    named.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "made.parquet").rename(named)
    output = named.with_name(f"out {named.name}")
    counts = run(Settings(str(named), "wecom"), output, Workforce(1))
    assert (counts.rows, counts.rejected) == (2, 0)
    assert {row["id"] for row in read_table(output)} == {"case-0", "case-1"}


def of_one_row(path: Path, columns: str) -> Path:
    """A Parquet file of one well-formed row, with some columns as they are told."""
    row = made(1)[0]
    plain = {key: row[key] if key == "scenario" else json.dumps(row[key]) for key in row if f"AS {key}" not in columns}
    plain = {key: str(value).strip('"') for key, value in plain.items()}
    texts = ", ".join("'" + value.replace("'", "''") + f"' AS {key}" for key, value in plain.items())
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {texts}, {columns}) TO '{path}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize("day", ["DATE 'infinity'", "DATE '-infinity'", "TIMESTAMP 'infinity'"])
def test_a_day_without_end_is_no_day(tmp_path: Path, day: str) -> None:
    source = of_one_row(tmp_path / "in.parquet", f"{day} AS as_of")
    output = tmp_path / "out.jsonl"
    assert run(Settings(str(source), "wecom"), output, Workforce(1)).rejected == 1
    assert "(or without end)" in next(read_table(tmp_path / "out.rejected.jsonl"))["reason"]


@pytest.mark.parametrize("amount", ["5000", "5000.00::DECIMAL(9,2)", "5e3::DOUBLE", "5000::HUGEINT"])
def test_a_whole_amount_is_one_however_it_is_kept(tmp_path: Path, amount: str) -> None:
    losses = (
        f"{{'l0': {{'suffered_by': 'zhao', 'kind': 'privacy', 'amount': {amount}, 'caused_by': ['e0']}}}} AS losses"
    )
    source = of_one_row(tmp_path / "in.parquet", losses)
    output = tmp_path / "out.jsonl"
    assert run(Settings(str(source), "wecom"), output, Workforce(1)).answered == 1
    assert {row["amount"] for row in read_table(output)} - {None} == {5000}


def test_a_text_that_is_called_bytes(tmp_path: Path) -> None:
    source = of_one_row(tmp_path / "in.parquet", "'one'::BLOB AS id")
    output = tmp_path / "out.jsonl"
    assert run(Settings(str(source), "wecom"), output, Workforce(1)).answered == 1
    assert {row["id"] for row in read_table(output)} == {"one"}


def test_a_column_called_as_the_readers_own_is_refused_in_words(tmp_path: Path) -> None:
    source = of_one_row(tmp_path / "in.parquet", "1 AS file_row_number")
    with pytest.raises(InputError, match="has a column 'file_row_number', as the reader has; name it otherwise"):
        run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1))


def test_rows_of_lines_stay_rows_of_lines(tmp_path: Path) -> None:
    """The name's ending alone says what a file is."""
    source = written(tmp_path / "a.parquet.jsonl", made(1))
    assert run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1)).answered == 1
