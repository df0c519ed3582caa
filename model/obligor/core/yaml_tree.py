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
    """A scalar, as written."""

    value: str
    place: Place


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


class _TreeBuilder:
    """Builds nodes from parser events; what is wrong but does not stop the reading is collected."""

    def __init__(self, events: Iterator[yaml.Event], file: str) -> None:
        self.events, self.file = events, file
        self.problems: list[Problem] = []

    def node(self, event: yaml.Event, depth: int = 0, flow: bool = False) -> Node:
        """Build the node that an event begins; `flow` says that it stands within `{}` or `[]`."""
        place = Place(self.file, event.start_mark.line + 1 if event.start_mark else 0)
        if depth > MAX_DEPTH:
            raise InputError([Problem(place, f"nested deeper than {MAX_DEPTH} levels")])
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError([Problem(place, "anchors and aliases are not used here", "write the value out")])
        tag = getattr(event, "tag", None)
        if tag:
            raise InputError([Problem(place, f"tags are not used here: {tag}", "leave the tag out")])
        if isinstance(event, yaml.ScalarEvent):
            if flow and not event.style and _SPLIT_ATOM.match(event.value):
                hint = f'quote it: "{event.value}, …)"'
                self.problems.append(Problem(place, f"'{event.value}' is cut at its comma", hint))
            return Text(event.value, place)
        inside = bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1, inside))
            return Sequence(tuple(items), place)
        return self.mapping(place, depth, inside)

    def mapping(self, place: Place, depth: int, flow: bool) -> Mapping:
        """Build a mapping whose start has been read."""
        pairs: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1, flow)
            if not isinstance(key, Text):
                self.problems.append(Problem(key.place, "a key has to be a word"))
            elif key.value in pairs:
                hint = f"it stands at line {keys[key.value].line} already"
                self.problems.append(Problem(key.place, f"duplicate key '{key.value}'", hint))
            else:
                pairs[key.value], keys[key.value] = value, key.place
        return Mapping(pairs, keys, place)


def read_documents(text: str, file: str, problems: list[Problem]) -> list[Node]:
    """Read every document of a YAML text; duplicate keys and the like are added to `problems`.

    Raises:
        InputError: if it is no YAML, or uses what is refused here.
    """
    if len(text) > MAX_BYTES:
        raise InputError([Problem(Place(file), f"larger than {MAX_BYTES:,} characters", "split the file")])
    documents: list[Node] = []
    try:
        builder = _TreeBuilder(yaml.parse(text, Loader=_Loader), file)
        for event in builder.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents.append(builder.node(next(builder.events)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).split("\n")[0]
        at = getattr(error, "position", None)
        line = mark.line + 1 if mark else text.count("\n", 0, at) + 1 if isinstance(at, int) else 0
        if "nesting depth" in what:  # some versions of the parser have a limit of their own
            raise InputError([Problem(Place(file, line), f"nested deeper than {MAX_DEPTH} levels")]) from None
        raise InputError([Problem(Place(file, line), f"not YAML: {what}")]) from None
    except UnicodeError:
        raise InputError([Problem(Place(file), "not readable as text", "save it as UTF-8")]) from None
    problems += builder.problems
    return [d for d in documents if not (isinstance(d, Text) and not d.value)]
