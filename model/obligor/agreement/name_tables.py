"""Constants in tables of their own: codes of countries, say, which come from public lists and are too many to type.

A package may have files `names_TYPE.tsv`. The first line says `name`, `also` and the languages; each other line has a
constant, other ways to write it with spaces between, and what it is called in each language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..core.errors import ModelError
from ..core.terms import NAME
from .languages import Phrases
from .package_files import NAME_TABLES, read_part


class NameTable(NamedTuple):
    """The constants of a type.

    Attributes:
        type: which.
        names: what each is called, by name.
        also: the name that another way to write it stands for.
    """

    type: str
    names: dict[str, Phrases]
    also: dict[str, str]


def read_name_tables(folder: Path, languages: Sequence[str]) -> Iterator[NameTable]:
    """The tables of a package.

    Raises:
        ModelError: if one cannot be read or is no such table; the message names file and line.
    """
    for path in sorted(folder.glob(NAME_TABLES)):
        lines = [line.split("\t") for line in read_part(path).splitlines()]
        head = lines[0] if lines else []
        if head[:2] != ["name", "also"] or not set(languages) <= set(head[2:]):
            raise ModelError(f"{path.name}:1: not `name`, `also` and {', '.join(languages)}, with tabs between")
        table = NameTable(path.stem.removeprefix("names_"), {}, {})
        for number, cells in enumerate(lines[1:], 2):
            also = cells[1].split() if len(cells) == len(head) and all((cells[0], *cells[2:])) else [""]
            new = (one not in table.names and one not in table.also for one in (cells[0], *also))
            if not all(map(NAME.fullmatch, (cells[0], *also))) or not all(new):
                raise ModelError(f"{path.name}:{number}: not a new name, what else it is written, and its languages")
            table.names[cells[0]] = Phrases((lang, cells[head.index(lang)]) for lang in languages)
            table.also.update(dict.fromkeys(also, cells[0]))
        yield table
