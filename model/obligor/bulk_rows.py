"""The rows of a bulk input: where each stands, what it is, and why it is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .agreement import Agreement
from .errors import InputError, Place, Problem
from .scenario import Scenario
from .scenario_json import read_json

MAX_LINE = 1_000_000
"""Bytes of a row, at the most."""
DIGITS = 16


class Part(NamedTuple):
    """A run of rows: its number, the number of its first row (from 1), where it begins, how many rows it has."""

    number: int
    first: int
    offset: int
    rows: int


class Row(NamedTuple):
    """One row.

    Attributes:
        number: which, from 1.
        offset: where its line begins, in bytes.
        digest: a fingerprint of its line.
        scenario: what it says; None where it is ill-formed.
        reason: why it is.
    """

    number: int
    offset: int
    digest: str
    scenario: Scenario | None
    reason: str = ""


def parts(path: Path, size: int) -> list[Part]:
    """Divide a file into runs of rows; lines of white space alone are none.

    Raises:
        InputError: if the file cannot be read.
    """
    found: list[Part] = []
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
                    found.append(Part(len(found), first, offset, number - first + 1))
                    first, offset, rows = number + 1, at, 0
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    if rows:
        found.append(Part(len(found), first, offset, number - first + 1))
    return found


def digest(line: bytes) -> str:
    """The fingerprint of a row's line."""
    return hashlib.sha256(line.strip()).hexdigest()[:DIGITS]


def read_rows(path: Path, part: Part, agreement: Agreement) -> Iterator[Row]:
    """Yield the rows of a run, ill-formed ones with the reason."""
    with path.open("rb") as file:
        file.seek(part.offset)
        offset = part.offset
        for number in range(part.first, part.first + part.rows):
            line = file.readline()
            if line.strip():
                yield _row(line, number, offset, str(path), agreement)
            offset += len(line)


def read_row(path: Path, number: int, offset: int, wanted: str, agreement: Agreement) -> Row:
    """One row again.

    Raises:
        InputError: if it has changed since, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            line = file.readline(MAX_LINE + 1)
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    if digest(line) != wanted:
        message = "the row has changed since it was judged"
        raise InputError([Problem(Place(str(path), number), message, "judge the file anew")])
    return _row(line, number, offset, str(path), agreement)


def _row(line: bytes, number: int, offset: int, file: str, agreement: Agreement) -> Row:
    known = digest(line)
    if len(line) > MAX_LINE:
        return Row(number, offset, known, None, f"{file}:{number}: longer than {MAX_LINE:,} bytes")
    try:
        scenario = read_json(line.decode("utf-8"), Place(file, number), agreement)
    except UnicodeDecodeError:
        return Row(number, offset, known, None, f"{file}:{number}: not UTF-8")
    except InputError as error:
        return Row(number, offset, known, None, str(error))
    return Row(number, offset, known, scenario)


def rows_of(records: Iterable[Mapping[str, Any]], name: str, agreement: Agreement) -> Iterator[Row]:
    """Yield rows of values that are in memory: mappings in the shape of the files, missing values left out.

    Args:
        records: a scenario each.
        name: what stands for the file in errors.
        agreement: whose words they use.
    """
    offset = 0
    for number, record in enumerate(records, 1):
        told = {key: value for key, value in record.items() if value is not None and value == value}
        line = json.dumps(told, ensure_ascii=False, default=str).encode()
        yield _row(line, number, offset, name, agreement)
        offset += len(line) + 1
