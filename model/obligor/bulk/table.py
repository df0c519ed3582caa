"""Verdict tables as files: written whole, read again by row, as JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from ..core.errors import InputError, Place, Problem
from ..core.optional import extra
from .sql.select import quoted

FORMATS = (".jsonl", ".csv", ".parquet")
_WHOLE = frozenset({"row", "amount", "offset"})
"""Columns of whole numbers; all others are texts."""


def format_of(path: Path) -> str:
    """The format that a file's name says.

    Raises:
        InputError: if it says none that is known, or one whose extra is not installed.
    """
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise InputError([Problem(Place(str(path)), "no format of a table", f"end the name in {', '.join(FORMATS)}")])
    if kind == ".parquet":
        _database()
    return kind


def _database() -> Any:
    return extra("duckdb", "bulk", "Parquet files")


def write_table(path: Path, columns: Sequence[str], parts: Sequence[Path]) -> None:
    """Put parts together into a table, replacing one that is there as a whole.

    Args:
        path: where to.
        columns: of the table.
        parts: files of JSON lines (`line`), in order.

    Raises:
        InputError: if it cannot be written, or the extra for its format is not installed.
    """
    kind = format_of(path)
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if kind == ".parquet":
            _write_parquet(staged, columns, parts)
        elif kind == ".csv":
            with staged.open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file, lineterminator="\n")
                table.writerow(columns)
                for part in parts:
                    with part.open(encoding="utf-8") as lines:
                        table.writerows([row[column] for column in columns] for row in map(json.loads, lines))
        else:
            with staged.open("wb") as whole:
                for part in parts:
                    with part.open("rb") as piece:
                        copyfileobj(piece, whole)
        os.replace(staged, path)
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be written: {error.strerror}")]) from None
    finally:
        staged.unlink(missing_ok=True)


def line(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """A row as a line of JSON."""
    return json.dumps({column: row[column] for column in columns}, ensure_ascii=False) + "\n"


def _write_parquet(path: Path, columns: Sequence[str], parts: Sequence[Path]) -> None:
    types = ", ".join(f"'{column}': '{'BIGINT' if column in _WHOLE else 'VARCHAR'}'" for column in columns)
    try:
        with _database().connect() as database:
            database.execute("SET threads = 1; SET preserve_insertion_order = true")
            files = f"[{', '.join(quoted(str(part)) for part in parts)}]"
            source = f"read_json({files}, format = 'newline_delimited', columns = {{{types}}})"
            empty = ", ".join(f"NULL::{'BIGINT' if column in _WHOLE else 'VARCHAR'} AS {column}" for column in columns)
            rows = f"SELECT * FROM {source}" if parts else f"SELECT {empty} LIMIT 0"
            database.execute(f"COPY ({rows}) TO {quoted(str(path))} (FORMAT parquet)")
    except _database().IOException as error:
        raise OSError(0, str(error).splitlines()[0][:120]) from None


def read_table(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table.

    Raises:
        InputError: if it cannot be read.
    """
    kind = format_of(path)
    if not path.exists():
        raise InputError([Problem(Place(str(path)), "no such file")])
    try:
        if kind == ".parquet":
            with _database().connect() as database:
                found = database.execute(f"SELECT * FROM read_parquet({quoted(str(path))})")
                names = [one[0] for one in found.description]
                while some := found.fetchmany(1_000):
                    yield from (dict(zip(names, row, strict=True)) for row in some)
            return
        with path.open(encoding="utf-8", newline="") as file:
            if kind == ".csv":
                for row in csv.DictReader(file):
                    yield {key: int(value) if key in _WHOLE and value else value or None for key, value in row.items()}
            else:
                yield from map(json.loads, file)
    except (OSError, ValueError, csv.Error) as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read as a table: {str(error)[:80]}")]) from None


def find_row(path: Path, wanted: str) -> dict[str, Any]:
    """The first entry of a table about a row, by the row's id or number.

    Raises:
        InputError: if there is none.
    """
    for row in read_table(path):
        if wanted in (row.get("id"), str(row.get("row"))):
            return row
    raise InputError([Problem(Place(str(path)), f"no row '{wanted}' in it", "name it by its id or its number")])
