"""Writing files whole or not at all: whoever looks sees the old state or the new one, whenever the writing stops."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from typing import IO, Any

from .errors import InputError, Place, Problem


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        InputError: if it is there, or cannot be written.
    """
    try:
        handle, name = mkstemp(prefix=".obligor-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(name, 0o666 & ~_umask())
            os.link(name, path)  # unlike a rename, this never replaces what is there
        finally:
            os.unlink(name)
    except FileExistsError:
        raise InputError([Problem(Place(str(path)), "there already", "name a file that does not exist")]) from None
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be written: {error.strerror}")]) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, replacing one that is there as a whole, once what it holds is on disk.

    Raises:
        OSError: if it cannot be written.
    """
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with staged.open("wb") as file:
            file.write(data)
            flush(file)
        os.replace(staged, path)
    finally:
        staged.unlink(missing_ok=True)


def flush(file: IO[Any]) -> None:
    """Have what was written to a file on disk."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(path: Path) -> None:
    """Have the names in a folder on disk, where the system can be asked for it."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_folder(path: Path, texts: Mapping[str, str]) -> None:
    """Write a folder that is not there yet, with its files by name.

    Raises:
        InputError: if it is there, or cannot be written.
    """
    hint = "name a folder that does not exist"
    staged = ""
    try:
        if path.exists():
            raise FileExistsError(17, "there already")
        staged = mkdtemp(prefix=".obligor-", dir=path.parent)
        for name, text in texts.items():
            (Path(staged) / name).write_text(text, "utf-8", newline="\n")
        os.chmod(staged, 0o777 & ~_umask())
        os.rename(staged, path)
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be written: {error.strerror}", hint)]) from None
    finally:
        if staged and os.path.isdir(staged):
            shutil.rmtree(staged)


def _umask() -> int:
    """What new files are kept from being; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
