"""Files of users: plain files, read whole, within a size, as UTF-8 or not at all.

A file that the user names on the command line may also be stdin, `-`, or a pipe that the shell has opened for it; one
that data names, or that belongs to a package, is a plain file. Nothing else is read, and opening waits for nobody.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from .errors import InputError, Place, Problem, shortened

MAX_BYTES = 4_000_000
_OPENED = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""How paths of what the shell has opened begin."""
_KINDS = {
    stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}  # fmt: skip
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path, inside: Path | None = None, opened: bool = False) -> BinaryIO:
    """Open a plain file for reading.

    Args:
        path: which.
        inside: the folder that it has to lie in, symbolic links followed; anywhere if None.
        opened: whether a pipe or terminal that is open already (`/dev/stdin`, `/dev/fd/63`) will do as well.

    Raises:
        InputError: if it cannot be opened, is no plain file or lies elsewhere.
    """
    name = str(path)
    try:
        if inside is not None and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(inside)):
            raise InputError([Problem(_place(name), f"leads out of {inside}", "put the file itself there")])
        _see_that_it_is_plain(name, os.stat(name), opened)  # before it is opened, which may do something to a device
        handle = os.open(name, _FLAGS)
    except (OSError, ValueError) as error:  # a name with a NUL is no name
        told = getattr(error, "strerror", None) or "not a name of a file"
        raise InputError([Problem(_place(name), f"cannot be read: {told}")]) from None
    try:
        _see_that_it_is_plain(name, os.fstat(handle), opened)  # it may have been replaced meanwhile
        if hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)  # whoever writes into an opened pipe may take their time
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _see_that_it_is_plain(name: str, found: os.stat_result, opened: bool) -> None:
    kind = stat.S_IFMT(found.st_mode)
    if kind != stat.S_IFREG and not (opened and name.startswith(_OPENED) and kind in (stat.S_IFIFO, stat.S_IFCHR)):
        hint = f"to read it, give - and < {shortened(name, 200)}" if opened and kind == stat.S_IFIFO else ""
        raise InputError([Problem(_place(name), f"{_KINDS.get(kind, 'something')}, not a file", hint)])


def _place(name: str) -> Place:
    """A file as a message names it; data may give it any name."""
    return Place(shortened(name, 200))


def read_text(path: Path, inside: Path | None = None) -> str:
    """Read a file, or stdin for `-`.

    Args:
        path: which.
        inside: the package that it belongs to; None for a file that the user named.

    Raises:
        InputError: if it cannot be read, is none (see `open_plain`), is too large, or is not UTF-8.
    """
    try:
        if str(path) == "-" and inside is None:
            if sys.stdin is None:
                raise OSError(0, "stdin is closed")
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open_plain(path, inside, opened=inside is None) as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    if len(data) > MAX_BYTES:
        raise InputError([Problem(Place(str(path)), f"larger than {MAX_BYTES:,} bytes", "split the file")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError([Problem(Place(str(path), line), "not UTF-8", "save it as UTF-8")]) from None
