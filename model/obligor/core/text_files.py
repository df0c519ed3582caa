"""Text files of users: read whole, within a size, as UTF-8 or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from .errors import InputError, Place, Problem

MAX_BYTES = 4_000_000


def read_text(path: Path) -> str:
    """Read a file, or stdin for `-`.

    Raises:
        InputError: if it cannot be read, is too large, or is not UTF-8.
    """
    try:
        if str(path) == "-" and sys.stdin is None:
            raise OSError(0, "stdin is closed")
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    if len(data) > MAX_BYTES:
        raise InputError([Problem(Place(str(path)), f"larger than {MAX_BYTES:,} bytes", "split the file")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError([Problem(Place(str(path), line), "not UTF-8", "save it as UTF-8")]) from None
