"""What takes long to work out and can be made again, kept as data in the user's cache.

It is JSON below `$XDG_CACHE_HOME/obligor` (`~/.cache/obligor`), named by a fingerprint of everything that it is made
of, under a line with a checksum; what is not as it was written is made anew, and where nothing can be written nothing
is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

MOST = 8
"""Of each kind so many are kept, the newest: of several agreements, or of one that is being worked on."""


def folder() -> Path | None:
    """Where things are kept; None where the environment names no place for it."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base and os.path.isabs(base):
        return Path(base) / "obligor"
    try:
        return Path.home() / ".cache" / "obligor"
    except RuntimeError:  # nobody's home
        return None


def recall(kind: str, fingerprint: str) -> Any:
    """What was kept of a kind under a fingerprint; None if nothing was, it cannot be read, or the fingerprint is ""."""
    path = _path(kind, fingerprint)
    if path is not None:
        with suppress(OSError):
            checksum, _, text = path.read_bytes().partition(b"\n")
            if checksum == _checksum(text):
                return json.loads(text)
    return None


def keep(kind: str, fingerprint: str, value: Any) -> None:
    """Keep a JSON value, whole or not at all, and of its kind the newest `MOST`; nothing if the fingerprint is ""."""
    path = _path(kind, fingerprint)
    if path is not None:
        with suppress(OSError):
            text = json.dumps(value, ensure_ascii=False).encode()
            _write(path, _checksum(text) + b"\n" + text)
            for old in sorted(path.parent.glob(f"{kind}-*.json"), key=os.path.getmtime)[:-MOST]:
                old.unlink(missing_ok=True)


def _path(kind: str, fingerprint: str) -> Path | None:
    where = folder()
    return where / f"{kind}-{fingerprint}.json" if where and fingerprint else None


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
