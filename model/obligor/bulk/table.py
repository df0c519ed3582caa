"""Verdict tables as files: written whole, read again by row, as JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from ..core.atomic_files import flush, flush_folder
from ..core.errors import InputError, Place, Problem
from .parquet import database, literal_path
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
        database()
    return kind


def write_table(path: Path, columns: Sequence[str], parts: Sequence[Path], staging: Path) -> None:
    """Put parts together into a table, replacing one that is there as a whole, once it is on disk.

    Args:
        path: where to.
        columns: of the table.
        parts: files of JSON lines (`line`), in order.
        staging: a folder of the same disk, in which it is made.

    Raises:
        InputError: if it cannot be written, or the extra for its format is not installed.
    """
    kind = format_of(path)
    staged = staging / f"staged{kind}"
    try:
        if kind == ".parquet":
            _write_parquet(staged, columns, parts)
        elif kind == ".csv":
            with staged.open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file, lineterminator="\n")
                table.writerow(columns)
                for part in parts:
                    with part.open(encoding="utf-8") as lines:
                        table.writerows([entry[column] for column in columns] for entry in map(json.loads, lines))
        else:
            with staged.open("wb") as whole:
                for part in parts:
                    with part.open("rb") as lines_of_part:
                        copyfileobj(lines_of_part, whole)
        with staged.open("rb+") as file:
            flush(file)
        os.replace(staged, path)
        flush_folder(path.parent)
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be written: {error.strerror}")]) from None


def line(entry: Mapping[str, Any], columns: Sequence[str]) -> str:
    """An entry as a line of JSON."""
    return json.dumps({column: entry[column] for column in columns}, ensure_ascii=False) + "\n"


def _write_parquet(path: Path, columns: Sequence[str], parts: Sequence[Path]) -> None:
    types = ", ".join(f"'{column}': '{'BIGINT' if column in _WHOLE else 'VARCHAR'}'" for column in columns)
    try:
        with database().connect() as connection:
            connection.execute("SET threads = 1; SET preserve_insertion_order = true")
            files = f"[{', '.join(quoted(literal_path(part)) for part in parts)}]"
            source = (
                f"read_json({files}, format = 'newline_delimited', hive_partitioning = false, columns = {{{types}}})"
            )
            empty = ", ".join(f"NULL::{'BIGINT' if column in _WHOLE else 'VARCHAR'} AS {column}" for column in columns)
            rows = f"SELECT * FROM {source}" if parts else f"SELECT {empty} LIMIT 0"
            connection.execute(f"COPY ({rows}) TO {quoted(str(path.absolute()))} (FORMAT parquet)")
    except database().IOException as error:
        raise OSError(0, str(error).splitlines()[0][:120]) from None


def read_table(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of a table.

    Raises:
        InputError: if it cannot be read.
    """
    kind = format_of(path)
    if not path.exists():
        raise InputError([Problem(Place(str(path)), "no such file")])
    try:
        if kind == ".parquet":
            with database().connect() as connection:
                answer = connection.execute(
                    f"SELECT * FROM read_parquet({quoted(literal_path(path))}, hive_partitioning = false)"
                )
                names = [column[0] for column in answer.description]
                while rows := answer.fetchmany(1_000):
                    yield from (dict(zip(names, values, strict=True)) for values in rows)
            return
        with path.open(encoding="utf-8", newline="") as file:
            if kind == ".csv":
                for texts in csv.DictReader(file):
                    yield {column: _value(column, text) for column, text in texts.items()}
            else:
                yield from map(json.loads, file)
    except (OSError, ValueError, csv.Error) as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read as a table: {str(error)[:80]}")]) from None


def _value(column: str, text: str) -> str | int | None:
    """A value as CSV has it; nothing stands for none."""
    return int(text) if column in _WHOLE and text else text or None


def find_row(path: Path, wanted: str) -> dict[str, Any]:
    """The first entry of a table about a row, by the row's id or number.

    Raises:
        InputError: if there is none.
    """
    for entry in read_table(path):
        if wanted in (entry.get("id"), str(entry.get("row"))):
            return entry
    raise InputError([Problem(Place(str(path)), f"no row '{wanted}' in it", "name it by its id or its number")])
