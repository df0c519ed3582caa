"""Agreements that are installed: found by name, or as a folder."""

from __future__ import annotations

import os
from importlib import util
from pathlib import Path

from ..core.errors import InputError, Place, Problem
from ..core.terms import NAME

SEPARATORS = ("/", os.sep)
"""What makes a path of a string; `/` on every system."""


def find(name_or_path: str | Path) -> Path:
    """Locate an agreement's folder: a bare name is an installed one's, whatever lies here; a path has a separator.

    Args:
        name_or_path: `wecom`, `./lease`, or a `Path`, which is one whatever it looks like.

    Raises:
        InputError: if there is none.
    """
    given = str(name_or_path)
    if is_path(name_or_path):
        if Path(given).is_dir():
            return Path(given)
    elif NAME.fullmatch(given) and (folder := _installed(given)):
        return folder
    elif Path(given).is_dir():
        problem = Problem(Place(given), f"no agreement called {given} is installed", f"for the folder, write ./{given}")
        raise InputError([problem])
    raise InputError([Problem(Place(given), f"no such agreement: {given}", "give an installed one's name or a folder")])


def is_path(name_or_path: str | Path) -> bool:
    """Whether a path is given, and no name: a `Path`, or a string with a separator."""
    given = str(name_or_path)
    return isinstance(name_or_path, Path) or given in (".", "..") or any(one in given for one in SEPARATORS)


def is_installed(folder: Path, name_or_path: str | Path) -> bool:
    """Whether the folder that was found is an installed agreement's, by whatever way it was named."""
    if not is_path(name_or_path):
        return True
    package = folder.resolve().name.removeprefix("obligor_")
    theirs = _installed(package) if NAME.fullmatch(package) else None
    return theirs is not None and theirs.resolve() == folder.resolve()


def _installed(name: str) -> Path | None:
    """The folder of an installed agreement: the package `obligor_NAME`, or what says it is one by its entry point."""
    spec = util.find_spec(f"obligor_{name}")
    if spec and spec.origin:
        return Path(spec.origin).parent
    from importlib.metadata import entry_points  # slow to import, and rarely needed

    for entry in entry_points(group="obligor.agreements"):
        if entry.name == name:
            module = util.find_spec(entry.value)
            if module and module.origin:
                return Path(module.origin).parent
    return None


DEFAULT_AGREEMENT = "wecom"
"""The agreement of scenarios that name none."""
