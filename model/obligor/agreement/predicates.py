"""The documentation of predicates: roles and types of arguments, what they mean, how they are said and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple

from ..core.errors import ModelError, Place, Problem
from ..core.terms import BadTerm, Var, parse_atom
from .languages import DEFAULT_LANGUAGES, Phrases
from .rule_files import Source

ROLES = {
    "P": "bearer", "Q": "counterparty", "A": "act", "E": "event", "L": "loss",
    "D": "day", "U": "unit", "V": "against", "X": "prevailing", "Y": "yielding", "T": "term",
}  # fmt: skip
"""What arguments are called in answers, by the variable that documents them; others keep the variable's name."""
_TYPED = ("input", "types", "engine")
"""Fields that give the types of the arguments: of what scenarios state, of what rules or judgements say, of what the
engine adds to a case."""
_ASKED = ("ask", "also", "formerly", "may", "gap", "list", "only")
"""Fields that say how it is asked, under which other names, and where the whole picture lists it."""
_FIELDS = frozenset({*_TYPED, *_ASKED, "from", "cause", "judgement", "why", "when", "excludes"})
_CODES = frozenset(map("".join, product(ascii_lowercase, repeat=2)))
"""Two small letters are a language's code: how an atom is said in it."""


class Predicate(NamedTuple):
    """A documented predicate: its arguments, what it means, and how it is said and asked.

    Attributes:
        variables: the variable that stands for each argument in its documentation and phrases, such as `P`.
        types: for each argument the types that it admits, such as `("account", "party")`.
        doc: what it means, in a sentence.
        fields: what else is said of it: `ask`, `list`, `may`, `gap`.
        phrases: how an atom of it is said, by language, with its variables in braces.
    """

    name: str
    variables: tuple[str, ...]
    types: tuple[tuple[str, ...], ...]
    doc: str
    fields: dict[str, str]
    phrases: Phrases
    where: Callable[[], Place]

    @property
    def place(self) -> Place:
        """Where its documentation stands."""
        return self.where()

    @property
    def arity(self) -> int:
        """How many arguments it has."""
        return len(self.variables)

    @property
    def roles(self) -> tuple[str, ...]:
        """What its arguments are called in answers.

        >>> Predicate("owes", ("P", "Q", "K"), (), "", {}, Phrases(), lambda: Place("a.lp")).roles
        ('bearer', 'counterparty', 'K')
        """
        return tuple(ROLES.get(variable, variable) for variable in self.variables)

    @property
    def stated(self) -> bool:
        """Whether scenarios state it: a fact or a judgement."""
        return "input" in self.fields or "judgement" in self.fields

    @property
    def hook(self) -> bool:
        """Whether chapters are to state it, so that there may be no rule for it."""
        return self.fields.get("from") == "chapters"

    @property
    def cites_unit(self) -> bool:
        """Whether its last argument is the unit that an atom of it rests on."""
        return self.roles[-1:] == ("unit",)

    @property
    def signature(self) -> str:
        """`name(Variable, …)`."""
        return f"{self.name}({', '.join(self.variables)})" if self.variables else self.name

    def places(self, type_: str) -> list[int]:
        """The arguments that admit a type, by place."""
        return [place for place, types in enumerate(self.types) if type_ in types]


def predicates(source: Source, languages: Sequence[str] = DEFAULT_LANGUAGES) -> Iterator[Predicate]:
    """Yield the predicates documented in a file.

    Args:
        source: the file.
        languages: the agreement's; the first of them that a predicate is said in stands in for all that it is not.

    Raises:
        ModelError: if a block's first line is no atom over variables, or it does not give a type for each argument.
    """
    spoken = _CODES.union(languages)
    keys = _FIELDS | spoken
    for comment in source.comments:
        if comment.mark != "!":
            continue
        try:
            atom = parse_atom(comment.lines[0])
        except BadTerm as error:
            raise ModelError(str(Problem(comment.place, f"no predicate signature: {error}"))) from None
        variables = tuple(arg.name for arg in atom.args if isinstance(arg, Var))
        free, found = comment.fields(keys)
        phrases = Phrases.ordered({key: text for key, text in found.items() if key in spoken}, languages)
        fields = {key: text for key, text in found.items() if key not in phrases}
        declared = next((fields[key] for key in _TYPED if fields.get(key)), "")
        types = tuple(tuple(t.strip() for t in entry.split("|")) for entry in declared.split(",")) if declared else ()
        if len(types) != len(variables):
            message = f"{atom.name} has {len(variables)} arguments and types for {len(types)}"
            raise ModelError(str(Problem(comment.place, message, "write e.g. types: party, act, unit")))
        yield Predicate(atom.name, variables, types, " ".join(free), fields, phrases, comment.where)
