"""Scenario files by name: which there are below a folder, and how one is read and addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, suggest
from ..core.text_files import MAX_BYTES, open_plain, read_text
from .lp_format import read_lp
from .scenario import Scenario
from .yaml_format import read_yaml

_IN_YAML = re.compile(r"^agreement:[ \t]*([a-z][a-z0-9_]*)[ \t]*$", re.MULTILINE)
_IN_LP = re.compile(r'^agreement\("([a-z][a-z0-9_]*)"\)\.[ \t]*$', re.MULTILINE)
_NAMED = {".yaml": _IN_YAML, ".yml": _IN_YAML, ".lp": _IN_LP}
"""How a file names its agreement, by ending."""
SUFFIXES = tuple(_NAMED)


def find_files(paths: Sequence[str]) -> Iterator[Path]:
    """Yield scenario files named, and those below folders named, in a fixed order.

    Raises:
        InputError: if a path is not there, or a folder holds none.
    """
    for name in paths:
        path = Path(name)
        if path.is_dir():
            below = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not below:
                raise InputError([Problem(Place(name), "no scenario files in it", "they end in .yaml, .yml or .lp")])
            yield from below
        elif path.exists() or name == "-":
            yield path
        else:
            raise InputError([Problem(Place(name), "no such file")])


def read_scenarios(path: Path, agreement: Agreement) -> list[Scenario]:
    """Read every scenario of a file.

    Raises:
        InputError: with every defect of the file.
    """
    text = read_text(path)
    reader = read_lp if path.suffix.lower() == ".lp" else read_yaml
    return reader(text, str(path), agreement)


def named_agreement(path: str) -> tuple[str, int]:
    """The agreement that a scenario file names, and the line; "" where it names none or cannot be read (reading tells).

    A name only: a path to rules is for the command line to give, never for a file of data.
    """
    written = _NAMED.get(Path(path).suffix.lower())
    if written is None:
        return "", 0
    try:
        with open_plain(Path(path)) as file:
            text = file.read(MAX_BYTES).decode("utf-8", "replace")
    except (InputError, OSError):
        return "", 0
    match = written.search(text)
    return (match[1], text.count("\n", 0, match.start()) + 1) if match else ("", 0)


def select(scenarios: Sequence[Scenario], address: str, file: str) -> list[Scenario]:
    """The scenario that an address names: an id, a number, or either with `/N` for its Nth variant.

    Raises:
        InputError: if there is none.
    """
    wanted, _, variant = address.partition("/")
    for number, scenario in enumerate(scenarios, 1):
        if address == scenario.id:  # which may be a variant's own, where it was saved alone
            return [scenario]
        if wanted in (scenario.id, str(number)):
            if not variant:
                return [scenario]
            if variant.isdecimal() and 0 < int(variant) <= len(scenario.variants):
                return [scenario.variants[int(variant) - 1]]
            break
    known = [s.id for s in scenarios] + [v.id for s in scenarios for v in s.variants]
    message = f"no scenario '{address}' in it"
    raise InputError([Problem(Place(file), message, suggest(address, known) or f"there is {', '.join(known[:10])}")])
