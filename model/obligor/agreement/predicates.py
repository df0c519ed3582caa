"""The documentation of predicates: roles and types of arguments, what they mean, how they are said and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..core.errors import ModelError, Place, Problem
from ..core.terms import BadTerm, Var, parse_atom
from .rule_files import Source

_DOC_KEYS = frozenset(
    {
        "input",
        "engine",
        "judgement",
        "types",
        "when",
        "excludes",
        "ask",
        "also",
        "may",
        "gap",
        "list",
        "only",
        "en",
        "zh",
    }
)


class Predicate(NamedTuple):
    """A documented predicate: its arguments by role, what it means, and how it is said and asked."""

    name: str
    roles: tuple[str, ...]
    doc: str
    fields: dict[str, str]
    where: Callable[[], Place]

    @property
    def place(self) -> Place:
        """Where its documentation stands."""
        return self.where()

    @property
    def cites_unit(self) -> bool:
        """Whether its last argument is the unit that an atom of it rests on."""
        return self.roles[-1:] == ("U",)

    @property
    def signature(self) -> str:
        """`name(Role, …)`."""
        return f"{self.name}({', '.join(self.roles)})" if self.roles else self.name


def predicates(source: Source) -> Iterator[Predicate]:
    """Yield the predicates documented in a file.

    Raises:
        ModelError: if a block's first line is no atom over variables.
    """
    for comment in source.comments:
        if comment.mark != "!":
            continue
        try:
            atom = parse_atom(comment.lines[0])
        except BadTerm as error:
            raise ModelError(str(Problem(comment.place, f"no predicate signature: {error}"))) from None
        roles = tuple(arg.name for arg in atom.args if isinstance(arg, Var))
        free, fields = comment.fields(_DOC_KEYS)
        yield Predicate(atom.name, roles, " ".join(free), fields, comment.where)
