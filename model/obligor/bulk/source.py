"""Where the rows of a bulk input come from: files of JSON lines, or of Parquet; each row comes out as a line of JSON.

A Parquet file has a column for each key of a scenario (`CASE_KEYS`, `scenario`, `id`, `as_of`, `tags`). A column that
holds more than a text is nested (structs, lists, maps), or a text of JSON; what is missing in a row is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from ..core.errors import InputError, Place, Problem
from ..scenario.yaml_sections import CASE_KEYS
from .parquet import database, literal_path

PARQUET = ".parquet"
_AS_IT_IS = "?, hive_partitioning = false"
"""A file's own columns, none of what its folders are called."""
_NUMBER = "file_row_number"
"""A column that the reader adds."""


class RunPart(NamedTuple):
    """A part of a run: its number, the number of its first row (from 1), where it begins, how many rows it has."""

    number: int
    first: int
    offset: int
    rows: int


class SourceLine(NamedTuple):
    """A row as it is read: its number (from 1), where it begins (a byte, or in Parquet a row from 0), its JSON."""

    number: int
    offset: int
    text: bytes


def parts(path: Path, size: int) -> list[RunPart]:
    """Divide a file into parts of a run; lines of white space alone are none.

    Raises:
        InputError: if the file cannot be read, or is Parquet and the extra is not installed.
    """
    if path.suffix.lower() == PARQUET:
        count = int(_query(path, f"SELECT count(*) FROM read_parquet({_AS_IT_IS})")[1][0][0])
        return [RunPart(number, at + 1, at, min(size, count - at)) for number, at in enumerate(range(0, count, size))]
    divided: list[RunPart] = []
    first, offset, rows, number = 1, 0, 0, 0
    at = 0
    try:
        with path.open("rb") as file:
            for line in file:
                number += 1
                if line.strip():
                    rows += 1
                at += len(line)
                if rows == size:
                    divided.append(RunPart(len(divided), first, offset, number - first + 1))
                    first, offset, rows = number + 1, at, 0
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    if rows:
        divided.append(RunPart(len(divided), first, offset, number - first + 1))
    return divided


def source_lines(path: Path, part: RunPart) -> Iterator[SourceLine]:
    """Yield the rows of a part.

    Raises:
        InputError: if the file cannot be read.
    """
    if path.suffix.lower() == PARQUET:
        query = (
            f"SELECT * EXCLUDE ({_NUMBER}) FROM read_parquet({_AS_IT_IS}, {_NUMBER} = true) "
            f"WHERE {_NUMBER} BETWEEN ? AND ? ORDER BY {_NUMBER}"
        )
        names, rows = _query(path, query, part.offset, part.offset + part.rows - 1)
        for number, row in enumerate(rows, part.first):
            yield SourceLine(number, number - 1, as_line(dict(zip(names, row, strict=True))))
        return
    try:
        with path.open("rb") as file:
            file.seek(part.offset)
            offset = part.offset
            for number in range(part.first, part.first + part.rows):
                text = file.readline()
                if text.strip():
                    yield SourceLine(number, offset, text)
                offset += len(text)
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None


def _query(path: Path, text: str, *values: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    duckdb = database()
    if not path.is_file():
        raise InputError([Problem(Place(str(path)), "cannot be read: no such file")])
    try:
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")
            answer = connection.execute(text, [literal_path(path), *values])
            return [column[0] for column in answer.description], answer.fetchall()
    except duckdb.Error as error:
        if isinstance(error, duckdb.BinderException) and f'"{_NUMBER}"' in str(error):
            problem = Problem(Place(str(path)), f"has a column '{_NUMBER}', as the reader has", "name it otherwise")
        else:
            problem = Problem(Place(str(path)), f"cannot be read as Parquet: {str(error).splitlines()[0][:120]}")
        raise InputError([problem]) from None


# -- values -----------------------------------------------------------------------------------------------------------


def as_line(record: Mapping[str, Any]) -> bytes:
    """A row of a table as a line of JSON: without what is missing, days as YYYY-MM-DD.

    >>> as_line({"id": "a", "as_of": date(2026, 5, 1), "parties": '{"li": "end_user"}', "losses": None})
    b'{"id": "a", "as_of": "2026-05-01", "parties": {"li": "end_user"}}'
    """
    values = {key: _nested(key, value) for key, value in _plain(record).items()}
    return json.dumps(values, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _nested(key: str, value: Any) -> Any:
    """What a text says, in columns that hold more than a text; what is no JSON stays and is refused as what it is."""
    if key in (*CASE_KEYS, "tags") and isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _missing(value: Any) -> bool:
    """Whether a value stands for none: None, what does not equal itself (NaN, NaT), or what does not say (NA)."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124
    except TypeError:
        return True


def _plain(value: Any) -> Any:
    """A value of a table library as one of JSON; what is missing is left out of mappings, and none in lists."""
    if isinstance(value, Mapping):
        inner = {str(key): _plain(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "tolist"):
        exact = value.dtype.kind == "M"  # moments in nanoseconds would come out as numbers
        return _plain((value.astype("datetime64[us]") if exact else value).tolist())
    if _missing(value):
        return None
    return _day(value) if isinstance(value, date) else _number_or_text(value)


def _number_or_text(value: Any) -> Any:
    """A single value: whole numbers are such in whatever column they stand, and what is called bytes is a text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    whole = isinstance(value, float | Decimal) and isfinite(value) and value % 1 == 0
    return int(value) if whole else value


def _day(value: date) -> str:
    """A day as YYYY-MM-DD; a time of it only where it has one.

    The first and the last that there are may stand for no end, which is no day: they are said as what is refused.
    """
    if value in (date.min, date.max, datetime.min, datetime.max):
        return f"{value.isoformat()} (or without end)"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    return value.isoformat()
