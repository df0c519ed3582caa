"""The rows of a bulk input: where each stands, what it is, and why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem
from ..core.text_files import open_plain
from ..scenario.json_format import read_json
from ..scenario.scenario import Scenario
from .source import PARQUET, RunPart, SourceLine, as_line, source_lines

DIGITS = 16
MAX_LINE = 50_000_000
"""Bytes of a row, at the most: an organisation of some 400,000 members."""


class Row(NamedTuple):
    """One row.

    Attributes:
        number: which, from 1.
        offset: where it begins (`source.SourceLine`).
        digest: a fingerprint of its line.
        scenario: what it says; None where it is ill-formed.
        reason: why it is.
    """

    number: int
    offset: int
    digest: str
    scenario: Scenario | None
    reason: str = ""


def digest(line: bytes) -> str:
    """The fingerprint of a row's line."""
    return hashlib.sha256(line.strip()).hexdigest()[:DIGITS]


def read_rows(path: Path, part: RunPart, agreement: Agreement) -> Iterator[Row]:
    """Yield the rows of a part, ill-formed ones with the reason."""
    for line in source_lines(path, part):
        yield _row(line, str(path), agreement)


def read_row(path: Path, number: int, offset: int, wanted: str, agreement: Agreement) -> Row:
    """One row again.

    Args:
        path: the input, a plain file; a table may name anything.
        number: which row of it.
        offset: where it begins.
        wanted: its digest.
        agreement: whose words it uses.

    Raises:
        InputError: if it has changed since, or cannot be read.
    """
    line = _line_again(path, number, offset)
    if line is None or digest(line.text) != wanted:
        message = "the row is no longer there as it was judged: the file has changed"
        raise InputError([Problem(Place(str(path), number), message, "judge the file anew")])
    return _row(line, str(path), agreement)


def _line_again(path: Path, number: int, offset: int) -> SourceLine | None:
    """The line of a row, no longer than a row may be; None where there is none."""
    with open_plain(path) as file:
        if path.suffix.lower() == PARQUET:
            return next(source_lines(path, RunPart(0, number, offset, 1)), None)
        try:
            file.seek(offset)
            text = file.readline(MAX_LINE + 1)
        except OSError as error:
            raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    return SourceLine(number, offset, text) if text.strip() else None


def _row(line: SourceLine, file: str, agreement: Agreement) -> Row:
    number, offset, text = line
    scenario, reason = None, ""
    try:
        if len(text) > MAX_LINE:
            raise InputError([Problem(Place(file, number), f"longer than {MAX_LINE:,} bytes")])
        mark = "utf-8-sig" if offset == 0 else "utf-8"
        scenario = read_json(text.decode(mark), Place(file, number), agreement)
    except UnicodeDecodeError:
        reason = f"{file}:{number}: not UTF-8"
    except InputError as error:
        reason = str(error).encode("utf-8", "backslashreplace").decode()
    return Row(number, offset, digest(text), scenario, reason)


def rows_of(records: Iterable[Mapping[str, Any]], name: str, agreement: Agreement) -> Iterator[Row]:
    """Yield rows of values that are in memory, in the shape of the files (`source.as_line`).

    Args:
        records: a scenario each.
        name: what stands for the file in errors.
        agreement: whose words they use.
    """
    for number, record in enumerate(records, 1):
        yield _row(SourceLine(number, number - 1, as_line(record)), name, agreement)
