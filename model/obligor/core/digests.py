"""Fingerprints of files, SHA-256 in hexadecimal: of one, and of many with their names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(path: Path) -> str:
    """The fingerprint of a file.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_all(paths: Iterable[Path], root: Path | None = None) -> str:
    """One fingerprint of files in this order, of what each holds and of its name.

    Args:
        paths: the files.
        root: the folder from which their names count; by their last part alone if None.

    Raises:
        OSError: if one cannot be read.
    """
    whole = hashlib.sha256()
    for path in paths:
        name = path.relative_to(root).as_posix() if root else path.name
        whole.update(f"{name}\0{digest_of(path)}\n".encode())
    return whole.hexdigest()
