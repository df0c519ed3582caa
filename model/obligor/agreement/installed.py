"""Agreements that are installed: found by name, or as a folder."""

from __future__ import annotations

import re
from importlib import util
from pathlib import Path

from ..core.errors import InputError, Place, Problem


def find(name_or_path: str) -> Path:
    """Locate an agreement's folder by name or path.

    Raises:
        InputError: if there is none.
    """
    path = Path(name_or_path)
    if path.is_dir():
        return path
    if re.fullmatch(r"[a-z][a-z0-9_]*", name_or_path):
        spec = util.find_spec(f"obligor_{name_or_path}")
        if spec and spec.origin:
            return Path(spec.origin).parent
        from importlib.metadata import entry_points  # slow to import, and rarely needed

        for entry in entry_points(group="obligor.agreements"):
            if entry.name == name_or_path:
                module = util.find_spec(entry.value)
                if module and module.origin:
                    return Path(module.origin).parent
    raise InputError(
        [Problem(Place(name_or_path), f"no such agreement: {name_or_path}", "give an installed one's name or a folder")]
    )


DEFAULT_AGREEMENT = "wecom"
"""The agreement of scenarios that name none."""
