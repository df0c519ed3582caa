"""The files of an agreement package: plain files that lie in its folder, and nothing that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..core.digests import digest_of_all
from ..core.errors import InputError, ModelError, Problem
from ..core.text_files import read_text
from ..core.yaml_tree import Mapping, Node, read_documents
from .installed import is_installed

_ENGINE = Path(__file__).parents[1]
THEORY_FOLDER = _ENGINE / "theory"
"""Where the rules lie that every agreement is read with."""
_DECIDING = frozenset({".py", ".lp", ".json"})
"""Files of the engine that decide what an agreement says: its code, the theory, its words; by their suffixes."""
CHAPTERS, VOCABULARY, TOPICS, NAME_TABLES = "ch*.lp", "vocabulary.yaml", "topics.yaml", "names_*.tsv"
ALIASES = "aliases.yaml"
MOST_BYTES = 2_000_000
"""Of all chapters together; those of a long agreement take a tenth of it."""


def chapter_files(folder: Path) -> Iterator[Path]:
    """The chapters of a package, in order.

    Raises:
        ModelError: if there are none, or too many.
    """
    found = sorted(folder.glob(CHAPTERS))
    if not found:
        raise ModelError(f"{folder}: no chapters ({CHAPTERS}) in it")
    if sum(path.stat().st_size for path in found if path.is_file()) > MOST_BYTES:
        raise ModelError(f"{folder}: its chapters are larger than {MOST_BYTES:,} bytes")
    yield from found


def fingerprint(folder: Path) -> str:
    """SHA-256, in hexadecimal, of all that decides what a package says, the engine included; "" if it is not readable.

    Args:
        folder: the package's.
    """
    ours = sorted(path for path in _ENGINE.rglob("*") if path.suffix in _DECIDING)
    theirs = sorted(path for name in (CHAPTERS, VOCABULARY, TOPICS, NAME_TABLES) for path in folder.glob(name))
    try:
        if all(path.is_file() and path.stat().st_size <= MOST_BYTES for path in theirs):
            return digest_of_all([*ours, *theirs])
    except OSError:
        pass
    return ""


def read_entries(path: Path, problems: list[Problem]) -> dict[str, Node]:
    """The entries of a part of a package that is YAML and a mapping; none where the package has no such part.

    What is wrong in its form is added to `problems`.

    Raises:
        ModelError: if it cannot be read.
    """
    if not path.exists():
        return {}
    try:
        documents = read_documents(read_part(path), path.name, problems)
    except InputError as error:
        raise ModelError(str(error)) from None
    whole = documents[0] if documents else None
    return whole.items if isinstance(whole, Mapping) else {}


def read_part(path: Path) -> str:
    """A file of a package, as text.

    Raises:
        ModelError: if it cannot be read, is no plain file or leads out of its folder, is too large, or is not UTF-8.
    """
    # what is installed is trusted, and some installers make links of its files
    trusted = path.is_symlink() and (path.parent == THEORY_FOLDER or is_installed(path.parent, path.parent))
    try:
        return read_text(path, inside=None if trusted else path.parent)
    except InputError as error:  # a line is told as those of rules are, by the name of its file
        problems = [p._replace(place=p.place._replace(file=path.name)) if p.place.line else p for p in error.problems]
        raise ModelError("\n".join(map(str, problems))) from None
