"""The files of an agreement package: plain files that lie in its folder, and nothing that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..core.errors import InputError, ModelError
from ..core.text_files import read_text

VOCABULARY = "vocabulary.yaml"
MOST_CHAPTERS = 1_000


def chapter_files(folder: Path) -> Iterator[Path]:
    """The chapters of a package, in order.

    Raises:
        ModelError: if there are none, or too many.
    """
    found = sorted(folder.glob("ch*.lp"))
    if not found:
        raise ModelError(f"{folder}: no chapters (ch*.lp) in it")
    if len(found) > MOST_CHAPTERS:
        raise ModelError(f"{folder}: more than {MOST_CHAPTERS:,} chapters")
    yield from found


def read_part(path: Path) -> str:
    """A file of a package, as text.

    Raises:
        ModelError: if it cannot be read, is no plain file or leads out of its folder, is too large, or is not UTF-8.
    """
    try:
        return read_text(path, inside=path.parent)
    except InputError as error:
        raise ModelError(str(error)) from None
