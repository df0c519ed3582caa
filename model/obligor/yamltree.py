"""YAML as a tree of texts with line numbers: no types are guessed, so `6.10` and `on` stay what was written.

Anchors, aliases, tags and deep nesting are refused: scenario files have no use for them, and bombs are built of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import yaml

from .errors import InputError, Place, Problem

MAX_DEPTH = 12
MAX_BYTES = 4_000_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPLIT_ATOM = re.compile(r"^[a-z_][\w]*\([^)]*$")


class Text(NamedTuple):
    """A scalar, as written; `plain` tells `yes` from `"yes"`."""

    value: str
    place: Place
    plain: bool = True


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    place: Place


class Mapping(NamedTuple):
    """A mapping, its keys unique texts in the order of the file."""

    items: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node: TypeAlias = "Text | Sequence | Mapping"


def _build(events: Iterator[yaml.Event], event: yaml.Event, file: str, depth: int, problems: list[Problem]) -> Node:
    place = Place(file, event.start_mark.line + 1 if event.start_mark else 0)
    if depth > MAX_DEPTH:
        raise InputError([Problem(place, f"nested deeper than {MAX_DEPTH} levels")])
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise InputError([Problem(place, "anchors and aliases are not used here", "write the value out")])
    tag = getattr(event, "tag", None)
    if tag:
        raise InputError([Problem(place, f"tags are not used here: {tag}", "leave the tag out")])
    if isinstance(event, yaml.ScalarEvent):
        return Text(event.value, place, event.style is None)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_build(events, event, file, depth + 1, problems))
        return Sequence(tuple(items), place)
    pairs: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _build(events, event, file, depth + 1, problems)
        value = _build(events, next(events), file, depth + 1, problems)
        if not isinstance(key, Text):
            problems.append(Problem(key.place, "a key has to be a word"))
            continue
        split = next((k for k in pairs if _SPLIT_ATOM.match(k)), None)
        if isinstance(value, Text) and _SPLIT_ATOM.match(value.value) and value.plain:
            problems.append(
                Problem(value.place, f"'{value.value}' is cut at its comma", 'quote it: "' + value.value + ', …)"')
            )
        elif key.value in pairs:
            problems.append(
                Problem(key.place, f"duplicate key '{key.value}'", f"it stands at line {keys[key.value].line} already")
            )
        elif split is None:
            pairs[key.value], keys[key.value] = value, key.place
    return Mapping(pairs, keys, place)


def read_documents(text: str, file: str) -> list[Node]:
    """Read every document of a YAML text.

    Raises:
        InputError: if it is no YAML, or uses what is refused here; duplicate keys are reported all at once.
    """
    if len(text) > MAX_BYTES:
        raise InputError([Problem(Place(file), f"larger than {MAX_BYTES:,} characters", "split the file")])
    documents: list[Node] = []
    problems: list[Problem] = []
    try:
        events = yaml.parse(text, Loader=_Loader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                node = _build(events, next(events), file, 0, problems)
                documents.append(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).split("\n")[0]
        line = mark.line + 1 if mark else 0
        raise InputError([Problem(Place(file, line), f"not YAML: {what}")]) from None
    except UnicodeError:
        raise InputError([Problem(Place(file), "not readable as text", "save it as UTF-8")]) from None
    if problems:
        raise InputError(problems)
    return [d for d in documents if not (isinstance(d, Text) and not d.value)]
