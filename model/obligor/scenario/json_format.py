"""Scenarios as JSON, a document a line, in the shape of the YAML files."""

from __future__ import annotations

import json
import re
from typing import Any

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem
from ..core.yaml_tree import MAX_DEPTH, Mapping, Node, Sequence, Text
from .scenario import Scenario
from .yaml_format import read_trees

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair that UTF-16 would have: escapes can write one alone, which no file can hold."""


def read_json(text: str, place: Place, agreement: Agreement) -> Scenario:
    """Read one scenario of any size; `place` is where it stands, for errors. A key that is null is left out.

    Raises:
        InputError: with every defect.
    """
    problems: list[Problem] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in found:
            if key in made:
                problems.append(Problem(place, f"duplicate key '{key}'"))
            made[key] = value
        return {key: value for key, value in made.items() if value is not None}

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_float=_decimal)
    except (ValueError, RecursionError) as error:
        what = str(error).split(":")[0][:80] if isinstance(error, ValueError) else "nested too deeply"
        raise InputError([Problem(place, f"not JSON: {what}", "write one object a line")]) from None
    if not isinstance(value, dict):
        raise InputError([Problem(place, "a scenario has to be an object", "write one object a line")])
    if "\\u" in text and (halves := _HALF.findall(json.dumps(value, ensure_ascii=False))):
        half = f"\\u{ord(halves[0]):04x}"
        raise InputError([Problem(place, f"{half} is half a character", "write the character itself")])
    return read_trees([_node(value, place)], agreement, problems, None)[0]


def _decimal(text: str) -> str:
    """A number with a point as it is written, so that an amount stays exact."""
    return str(float(text)) if "e" in text.lower() else text


def _node(value: Any, place: Place, depth: int = 0) -> Node:
    """A value as the tree that a YAML file would have given."""
    if depth > MAX_DEPTH:
        raise InputError([Problem(place, f"nested deeper than {MAX_DEPTH} levels")])
    if isinstance(value, dict):
        items = {key: _node(one, place, depth + 1) for key, one in value.items()}
        return Mapping(items, dict.fromkeys(items, place), place)
    if isinstance(value, list):
        return Sequence(tuple(_node(one, place, depth + 1) for one in value), place)
    if isinstance(value, bool):
        return Text("true" if value else "false", place)
    return Text("" if value is None else str(value), place)
