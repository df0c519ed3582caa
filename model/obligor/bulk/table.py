"""Verdict tables as files: written whole, read again by row, as JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO, NamedTuple

from ..core.amounts import DECIMALS, DIGITS, Money, read_amount
from ..core.atomic_files import flush, flush_folder
from ..core.errors import InputError, Place, Problem, shortened
from ..core.text_files import open_plain
from .parquet import database, literal_path
from .sql.select import quoted

FORMATS = (".jsonl", ".csv", ".parquet")
_TYPES = {"row": "BIGINT", "offset": "BIGINT", "amount": f"DECIMAL({DIGITS + DECIMALS}, {DECIMALS})"}
"""Columns of numbers; all others are texts."""
MAX_ENTRY = 4_000_000
"""Bytes of an entry in JSON, at the most."""
MOST = 2**53
"""The largest number or place of a row that is followed."""
MOST_SHOWN = 5
"""Rows that a message names, at the most, where one name is that of several."""


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
    types = ", ".join(f"'{column}': '{_TYPES.get(column, 'VARCHAR')}'" for column in columns)
    try:
        with database().connect() as connection:
            connection.execute("SET threads = 1; SET preserve_insertion_order = true")
            files = f"[{', '.join(quoted(literal_path(part)) for part in parts)}]"
            source = (
                f"read_json({files}, format = 'newline_delimited', hive_partitioning = false, columns = {{{types}}})"
            )
            empty = ", ".join(f"NULL::{_TYPES.get(column, 'VARCHAR')} AS {column}" for column in columns)
            rows = f"SELECT * FROM {source}" if parts else f"SELECT {empty} LIMIT 0"
            connection.execute(f"COPY ({rows}) TO {quoted(str(path.absolute()))} (FORMAT parquet)")
    except database().IOException as error:
        raise OSError(0, str(error).splitlines()[0][:120]) from None


def read_table(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of a table.

    Raises:
        InputError: if it cannot be read or is none; the message names the line, where there are lines.
    """
    kind = format_of(path)
    with open_plain(path) as file:
        if kind == ".parquet":
            yield from _parquet_entries(path)
        elif kind == ".csv":
            yield from _csv_entries(file, str(path))
        else:
            yield from _json_entries(file, str(path))


def _json_entries(file: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    hint = "a table has an object a line"
    number = 0
    while line := file.readline(MAX_ENTRY + 1):
        number += 1
        if len(line) > MAX_ENTRY:
            raise InputError([Problem(Place(name, number), f"longer than {MAX_ENTRY:,} bytes", hint)])
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            told = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
            raise InputError([Problem(Place(name, number), f"cannot be read as a table: {told}", hint)]) from None
        if not isinstance(entry, dict):
            raise InputError([Problem(Place(name, number), "cannot be read as a table: no object", hint)])
        yield entry


def _csv_entries(file: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    with TextIOWrapper(file, "utf-8", newline="") as text:
        rows = csv.DictReader(text, strict=True)
        try:
            for texts in rows:
                if None in texts or None in texts.values():  # more cells than columns, or fewer
                    raise ValueError("not as many cells as there are columns")
                yield {column: _value(column, cell) for column, cell in texts.items()}
        except (ValueError, csv.Error) as error:
            message = f"cannot be read as a table: {str(error)[:80]}"
            raise InputError([Problem(Place(name, rows.reader.line_num), message)]) from None


def _parquet_entries(path: Path) -> Iterator[dict[str, Any]]:
    duckdb = database()
    try:
        with duckdb.connect() as connection:
            text = "SELECT * FROM read_parquet(?, hive_partitioning = false)"
            answer = connection.execute(text, [literal_path(path)])
            names = [column[0] for column in answer.description]
            while rows := answer.fetchmany(1_000):
                yield from (dict(zip(names, map(_plain, values), strict=True)) for values in rows)
    except duckdb.Error as error:
        message = f"cannot be read as a table: {str(error).splitlines()[0][:80]}"
        raise InputError([Problem(Place(str(path)), message)]) from None


def _value(column: str, text: str) -> str | int | None:
    """A value as CSV has it; nothing stands for none."""
    if not text or column not in _TYPES:
        return text or None
    return int(text) if _TYPES[column] == "BIGINT" else _plain(Decimal(text))


def _plain(value: Any) -> Any:
    """A cell as JSON has it: whole numbers as such, exact decimals as texts."""
    return read_amount(f"{value:f}", Money()).plain if isinstance(value, Decimal) else value


class RowAddress(NamedTuple):
    """Where the scenario of a row stands: the input, the row's number in it, where it begins, and its digest."""

    input: str
    row: int
    offset: int
    digest: str


def find_row(path: Path, wanted: str) -> RowAddress:
    """The row that a table's entries are about.

    Args:
        path: the table.
        wanted: the row's id or its number; `id=ID` and `row=NUMBER` say which of the two is meant.

    Raises:
        InputError: if there is none, or more than one, or an entry about it does not say where it stands.
    """
    by, mark, text = wanted.partition("=")
    keys = (by,) if mark and by in ("id", "row") else ("id", "row")
    told = text if len(keys) == 1 else wanted
    found: dict[RowAddress, list[str]] = {}
    for number, entry in enumerate(read_table(path), 1):
        matching = [key for key in keys if _named(entry.get(key), told)]
        if matching:
            found.setdefault(_address(entry, Place(str(path)), number), matching)
    if not found:
        raise InputError(
            [
                Problem(
                    Place(str(path)),
                    f"no row '{shortened(wanted)}' in it",
                    "give a table as `obligor batch` wrote it, and"
                    " name the row by its id or its number; rows that were rejected are in the table beside it",
                )
            ]
        )
    if len(found) > 1:
        shown = [f"row {at.row} of {at.input} by its {' and '.join(by)}" for at, by in [*found.items()][:MOST_SHOWN]]
        more = f" and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
        message = f"'{shortened(wanted)}' names several rows: {', '.join(shown)}{more}"
        raise InputError([Problem(Place(str(path)), message, "write row=NUMBER or id=ID so that it names one")])
    return next(iter(found))


def _named(value: Any, told: str) -> bool:
    """Whether an entry's id or number is the one that was told."""
    return type(value) in (str, int) and str(value) == told


def _address(entry: Mapping[str, Any], place: Place, number: int) -> RowAddress:
    """Where an entry says that its row stands.

    Raises:
        InputError: if it says so in no way that can be followed.
    """
    wrong = [name for name in ("input", "digest") if not (isinstance(entry.get(name), str) and entry[name])]
    wrong += [
        name
        for name, least in (("row", 1), ("offset", 0))
        if not (type(entry.get(name)) is int and least <= entry[name] <= MOST)
    ]
    if wrong:
        message = f"entry {number} does not say where its row stands: no {', '.join(wrong)} of use"
        raise InputError([Problem(place, message, "give the table as `obligor batch` wrote it")])
    return RowAddress(entry["input"], entry["row"], entry["offset"], entry["digest"])
