"""What a bulk run tells of a case: the columns of its tables, and the lists of the whole picture."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..core.terms import Fn, Var
from ..reports.answers_json import LISTS
from ..solving.statements import Statement, literal

_BEFORE, _AFTER = ("row", "id"), ("input", "offset", "digest")
TOLD = (
    "list", "question", "verdict", "preferred", "unit", "bearer", "counterparty", "act", "event", "loss", "amount",
    "hinges_on",
)  # fmt: skip
"""Columns of an entry."""
COLUMNS = (*_BEFORE, *TOLD, *_AFTER)
"""Columns of the verdict table; `hinges_on` is a list, joined by `; `."""
REJECTED = (*_BEFORE, "reason", *_AFTER)
"""Columns of the table of rejected rows."""
NOTHING = {"list": "nothing"}
"""The entry of a case about which there is nothing to tell."""
GENERAL = frozenset({"standing"})
"""Lists that a bulk run leaves out: what holds all along of everybody, as powers do that are open at any time."""
_POWER = tuple(map(Var, "PQAU"))
SPECIAL = Statement(
    literal(Fn("special", _POWER)),
    (literal(Fn("available", _POWER)), literal(Fn("general_power", _POWER), positive=False)),
)
"""The powers that are not open at any time; said as a rule, so that the others need not be read out."""


def listed(agreement: Agreement) -> dict[str, Predicate]:
    """The predicates of the whole picture, by list, in the order in which it shows them."""
    found = {p.fields["list"]: p for p in agreement.asked().values() if p.fields.get("list", "none") != "none"}
    return {name: found[name] for name in LISTS if name in found and name not in GENERAL}


def related(predicate: Predicate, field: str) -> str:
    """The predicate that makes one `may` or `gap`; empty if there is none, or the picture does not show it."""
    return "" if "only" in predicate.fields else predicate.fields.get(field, "").partition("(")[0]


def shown(predicate: Predicate) -> str:
    """The predicate whose atoms are told of a list."""
    assert SPECIAL.head is not None
    return SPECIAL.head.name if predicate.name == SPECIAL.body[0].name else predicate.name


def value(name: str) -> str:
    """The verdict of what is certain in a list."""
    return "gap" if name == "gaps" else "yes"


def middle(entry: Mapping[str, Any]) -> str:
    """An entry as the middle of a line, between what tells the row and what tells its source."""
    return _text({column: entry.get(column) for column in TOLD})[1:-1]


def woven(told: Mapping[str, str], constant: Callable[[str], str]) -> list[str]:
    """The pieces of a middle in which some columns vary, in order.

    Args:
        told: what gives these columns.
        constant: makes a piece of the text between them.

    >>> woven({"amount": "{}"}, str.upper)[-2:]
    ['{}', ', "HINGES_ON": NULL']
    """
    pieces: list[str] = []
    text = ""
    for column in TOLD:
        text += f"{', ' if text or pieces else ''}{_text(column)}: "
        if column in told:
            pieces += [constant(text), told[column]]
            text = ""
        else:
            text += "null"
    return [*pieces, constant(text)]


BREAK = "\x01"
"""What stands between middles; JSON has no such character."""


def lines(row: Mapping[str, Any], middles: str) -> str:
    """The lines about a row.

    >>> row = {"row": 1, "id": "a", "input": "in.jsonl", "offset": 0, "digest": ""}
    >>> print(lines(row, f'"amount": 1{BREAK}"amount": 2'))
    {"row": 1, "id": "a", "amount": 1, "input": "in.jsonl", "offset": 0, "digest": ""}
    {"row": 1, "id": "a", "amount": 2, "input": "in.jsonl", "offset": 0, "digest": ""}
    """
    before, after = (_text({column: row[column] for column in some}) for some in (_BEFORE, _AFTER))
    before, after = f"{before[:-1]}, ", f", {after[1:]}"
    return before + middles.replace(BREAK, f"{after}\n{before}") + after


def _text(found: Mapping[str, Any] | str) -> str:
    return json.dumps(found, ensure_ascii=False)
