"""The columns of bulk tables, and the JSON that fills them.

What is said of a row goes by the same three words throughout this room:

- an *entry* is what the verdict table says at one place: one thing of the whole picture, or the answer to one question,
  as a mapping by column;
- a *middle* is the part of its JSON that is the case's own (`ENTRY_COLUMNS`), between what tells the row and what tells
  its source; the middles of a row are one text, with `BREAK` between them;
- a *line* is a whole line of the table, all `COLUMNS` as JSON; the lines of a row are one text, with line ends between.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

_BEFORE, _AFTER = ("row", "id"), ("input", "offset", "digest")
ENTRY_COLUMNS = (
    "list", "question", "verdict", "preferred", "unit", "bearer", "counterparty", "act", "event", "loss", "amount",
    "hinges_on",
)  # fmt: skip
"""Columns that a middle fills."""
COLUMNS = (*_BEFORE, *ENTRY_COLUMNS, *_AFTER)
"""Columns of the verdict table; `hinges_on` is a list, joined by `; `."""
REJECTED = (*_BEFORE, "reason", *_AFTER)
"""Columns of the table of rejected rows."""
NOTHING = {"list": "nothing"}
"""The entry of a case about which there is nothing to tell."""
BREAK = "\x01"
"""What stands between middles; JSON has no such character."""


def middle(entry: Mapping[str, Any]) -> str:
    """The middle of an entry's line."""
    return _json({column: entry.get(column) for column in ENTRY_COLUMNS})[1:-1]


def middle_pieces(varying: Mapping[str, str], constant: Callable[[str], str]) -> list[str]:
    """The pieces of a middle in which some columns vary, in order.

    Args:
        varying: by column what gives its value as JSON.
        constant: makes a piece of the text between them.

    >>> middle_pieces({"amount": "{}"}, str.upper)[-2:]
    ['{}', ', "HINGES_ON": NULL']
    """
    pieces: list[str] = []
    text = ""
    for column in ENTRY_COLUMNS:
        text += f"{', ' if text or pieces else ''}{_json(column)}: "
        if column in varying:
            pieces += [constant(text), varying[column]]
            text = ""
        else:
            text += "null"
    return [*pieces, constant(text)]


def lines(source: Mapping[str, Any], middles: str) -> str:
    """The lines of a row.

    Args:
        source: what tells the row and its source, by column.
        middles: of the row.

    >>> source = {"row": 1, "id": "a", "input": "in.jsonl", "offset": 0, "digest": ""}
    >>> print(lines(source, f'"amount": 1{BREAK}"amount": 2'))
    {"row": 1, "id": "a", "amount": 1, "input": "in.jsonl", "offset": 0, "digest": ""}
    {"row": 1, "id": "a", "amount": 2, "input": "in.jsonl", "offset": 0, "digest": ""}
    """
    before, after = (_json({column: source[column] for column in columns}) for columns in (_BEFORE, _AFTER))
    before, after = f"{before[:-1]}, ", f", {after[1:]}"
    return before + middles.replace(BREAK, f"{after}\n{before}") + after


def _json(value: Mapping[str, Any] | str) -> str:
    return json.dumps(value, ensure_ascii=False)
