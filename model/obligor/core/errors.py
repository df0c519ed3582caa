"""What can go wrong, said so that the reader can mend it: what, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .plain_text import visible


class Place(NamedTuple):
    """A position in a file, 1-based; `line` 0 means the file as a whole.

    >>> str(Place("leak.yaml", 7))
    'leak.yaml:7'
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Problem(NamedTuple):
    """One defect of an input: where it stands, what is wrong, and a hint what to write instead.

    As a text it is one line, safe for a terminal whatever it quotes.
    """

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        tail = f"; {self.hint}" if self.hint else ""
        return visible(f"{self.place}: {self.message}{tail}")


class ObligorError(Exception):
    """Base of every error that Obligor raises on purpose; `exit_status` is the command's (int)."""

    exit_status = 2

    def __str__(self) -> str:
        """Its lines, safe for a terminal whatever they quote."""
        return "\n".join(map(visible, super().__str__().split("\n")))


class InputError(ObligorError):
    """A file, a fact or a question was refused; `problems` holds every defect found, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.place.file, p.place.line)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]], dict[str, Any]]:
        """Pass it on to another process by its problems, not by its text."""
        return type(self), (self.problems,), self.__dict__


class ModelError(ObligorError):
    """An agreement package or the theory is itself ill-formed: a defect of the rules, not of the input."""


def shortened(text: str, length: int = 80) -> str:
    """A text as an error quotes it: its beginning, where it is long.

    >>> shortened("a" * 100, 5)
    'aaaaa…'
    """
    return text if len(text) <= length else text[:length] + "…"


def suggest(word: str, known: Iterable[str]) -> str:
    """Name the nearest valid word, or nothing where none is near.

    >>> suggest("enterprize", ["enterprise", "end_user"])
    "did you mean 'enterprise'?"
    """
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""
