"""The folder of a bulk run, beside its output: what the run is about, and the parts that are judged already.

Its name holds a token of its own, so that nothing that a killed run left at work can write into the folder of a later
one; its manifest holds everything that decides the output, so that a run is only resumed with the same.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from ..agreement.package import Agreement
from ..core.atomic_files import write_whole
from ..core.digests import digest_of, digest_of_all
from ..core.errors import InputError, Place, Problem
from ..core.version import __version__
from .filing import PartFolder
from .parts import Settings

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # not on this system: two runs at once are not noticed there
    fcntl = None

MANIFEST, PUBLISHED = "manifest.json", "published"
_ENGINE = Path(__file__).parents[1]


class RunFolder:
    """A run's folder, held by this process until it ends or lets go of it; a context, whose end lets go of it.

    Args:
        path: where it is; its manifest is there.

    Raises:
        InputError: if another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = _held(path)
        self.parts = PartFolder(path, path.name)

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    @classmethod
    def made(cls, output: Path, about: Mapping[str, Any]) -> RunFolder:
        """Make the folder of a new run.

        Raises:
            OSError: if it cannot be made.
        """
        path = output.with_name(f".{output.name}.{secrets.token_hex(4)}.parts")
        path.mkdir()
        write_whole(path / MANIFEST, json.dumps(about, ensure_ascii=False, sort_keys=True).encode())
        return cls(path)

    @property
    def published(self) -> bool:
        """Whether the run had begun to write its tables."""
        return (self.path / PUBLISHED).exists()

    def publish(self) -> None:
        """Say that the run writes its tables now."""
        write_whole(self.path / PUBLISHED, b"")

    def discard(self) -> None:
        """Remove it, in such an order that what is left of it, if that is interrupted, is known for what it is."""
        for path in self.path.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in (MANIFEST, PUBLISHED):
                path.unlink()
        self._held.close()
        (self.path / MANIFEST).unlink()
        (self.path / PUBLISHED).unlink(missing_ok=True)
        self.path.rmdir()


def begun(output: Path) -> list[Path]:
    """The folders of runs that were begun for an output; what is left of one that had not begun is removed.

    Raises:
        InputError: if a folder looks like one and is none.
    """
    name = re.compile(rf"\.{re.escape(output.name)}(\.[0-9a-f]{{8}})?\.parts")
    found = []
    for path in sorted(output.parent.iterdir()):
        if name.fullmatch(path.name) and not (path / MANIFEST).is_file():
            _remove_unbegun(path)
        elif name.fullmatch(path.name):
            found.append(path)
    return found


def _remove_unbegun(path: Path) -> None:
    """Remove a folder in which a manifest was being written, or of which nothing is left but that it had its tables."""
    ours = path.is_dir() and not path.is_symlink()
    if not ours or any(one.name != PUBLISHED and not one.name.startswith(f".{MANIFEST}.") for one in path.iterdir()):
        raise InputError([Problem(Place(str(path)), "no folder of a run: it has no manifest", "remove it")])
    shutil.rmtree(path)


def differing(path: Path, about: Mapping[str, Any]) -> list[str]:
    """What decides the output and has changed since the run in a folder was begun.

    Raises:
        InputError: if the folder's manifest cannot be read.
    """
    begun_with = _read(path)
    return sorted(key for key in {*begun_with, *about} if begun_with.get(key) != about.get(key))


def what_decides(settings: Settings, row_limit: float, agreement: Agreement) -> dict[str, Any]:
    """Everything that decides the output of a run: settings, input, rules, words, code and what it rests on."""
    return {
        **settings._asdict(),
        "questions": list(settings.questions),
        "row limit": row_limit,
        "input": digest_of(Path(settings.source)),
        "rules": _digest_of_files(agreement.folder),
        "engine": _digest_of_files(_ENGINE),
        "versions": {"obligor": __version__, **dict(_versions())},
    }


def _digest_of_files(folder: Path) -> str:
    """A digest over all files of a folder that are not made from others."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return digest_of_all(files, folder)


def _versions() -> Iterator[tuple[str, str]]:
    """The versions of the packages that we cannot do without."""
    try:
        needed = requires("obligor") or []
    except PackageNotFoundError:  # run from a checkout
        return
    for requirement in needed:
        if ";" not in requirement:
            name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
            yield name, version(name)


def _read(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict):
        raise InputError([Problem(Place(str(path)), "its manifest cannot be read", "--force begins anew")])
    return manifest


def _held(path: Path) -> IO[bytes]:
    """The manifest, open and locked: the system lets go of it when this process ends, however it does."""
    file = (path / MANIFEST).open("rb+")
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise InputError([Problem(Place(str(path)), "another process is at work in it", "wait for it")]) from None
        except OSError:  # a disk that knows no locks
            pass
    return file
