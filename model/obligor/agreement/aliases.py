"""What people say for a package's words: by an everyday expression the words that it may stand for.

A package may have an `aliases.yaml`: `chat bot: [use_tool, operate_through_api]`, in whatever language. They are for
looking words up alone; scenarios and questions use the words themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..core.errors import InputError, ModelError, Problem, suggest
from ..core.yaml_tree import Sequence, Text
from .package_files import ALIASES, read_entries


def read_aliases(folder: Path, known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The aliases of a package, by what people say; none where it has no `aliases.yaml`.

    Args:
        folder: the package's.
        known: its words, questions and units.

    Raises:
        ModelError: if the file cannot be read, or an alias stands for no word; the message names file and line.
    """
    problems: list[Problem] = []
    found: dict[str, tuple[str, ...]] = {}
    for said, entry in read_entries(folder / ALIASES, problems).items():
        words = [one.value for one in entry.items if isinstance(one, Text)] if isinstance(entry, Sequence) else []
        if not words:
            problems.append(Problem(entry.place, f"'{said}' stands for nothing", f"write `{said}: [word, …]`"))
        for word in words:
            if word not in known:
                problems.append(Problem(entry.place, f"'{said}': no such word: {word}", suggest(word, known)))
        found[said] = tuple(words)
    if problems:
        raise ModelError(str(InputError(problems)))
    return found
