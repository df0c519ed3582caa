"""The lists of the whole picture as bulk runs tell them of determinate cases, and how the middle of an entry is made.

In a determinate case every atom is certain, so an entry is read off an atom: its arguments, by their roles, and the
amount of the loss among them. That is the same whether a database has the atoms or a grounding (`derived_lines`,
`grounded_lines`); these tell each in its own way what an argument, a verdict and an amount are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..agreement.rules import Literal, Statement
from ..core.terms import Fn, Term, Var, show
from ..reports.answers_json import LISTS
from ..solving.verdict_names import YES, as_listed
from ..solving.whole_picture import GENERAL_POWER, POWER
from .columns import middle_pieces
from .sql.select import Signature

UNTOLD_LISTS = frozenset({"standing", "conflicts"})
"""Lists that a bulk run leaves out: what holds all along of everybody, as powers do that are open at any time; and what
units say against each other, which is about the text and no row of a register."""
_SPECIAL_POWER = "special"
_POWER_ROLES = tuple(map(Var, "PQAU"))
SPECIAL_POWERS = Statement(
    Literal(Fn(_SPECIAL_POWER, _POWER_ROLES)),
    (Literal(Fn(POWER, _POWER_ROLES)), Literal(Fn(GENERAL_POWER, _POWER_ROLES), positive=False)),
)
"""The powers that are not open at any time; said as a rule, so that the others need not be read out."""


class PictureList(NamedTuple):
    """A list of the whole picture.

    Attributes:
        name: its name.
        predicate: the predicate that it lists.
    """

    name: str
    predicate: Predicate

    @property
    def columns(self) -> list[str]:
        """The column of each argument."""
        return list(self.predicate.roles)

    @property
    def certain(self) -> Signature:
        """The predicate whose atoms are told as certain."""
        name = _SPECIAL_POWER if self.predicate.name == POWER else self.predicate.name
        return name, self.predicate.arity

    @property
    def possible(self) -> Signature | None:
        """The predicate whose atoms are told as what may come to be; None if there is none, or it is not shown."""
        name = "" if "only" in self.predicate.fields else self.predicate.fields.get("may", "").partition("(")[0]
        return (name, self.predicate.arity) if name else None

    @property
    def predicates(self) -> set[Signature]:
        """The agreement's predicates that it shows."""
        listed = self.predicate.name, self.predicate.arity
        return {listed, self.possible} if self.possible else {listed}

    @property
    def verdict(self) -> str:
        """The verdict of what is certain in it."""
        return as_listed(self.name, YES)

    @property
    def loss(self) -> int | None:
        """The place of the argument that is a loss, if one is."""
        return self.columns.index("loss") if "loss" in self.columns else None

    def middle_pieces(
        self, argument: Callable[[int], str], verdict: str, amount: str | None, constant: Callable[[str], str]
    ) -> list[str]:
        """The pieces of an entry's middle, in order, each as whoever makes it writes it.

        Args:
            argument: gives the argument at a place, as JSON.
            verdict: gives the verdict, as JSON.
            amount: gives the amount of the loss, as JSON; None where there is none in any case.
            constant: makes a piece of the text between them.
        """
        varying = {column: argument(place) for place, column in enumerate(self.columns)}
        varying |= {"list": constant(json.dumps(self.name)), "verdict": verdict, "preferred": verdict}
        if amount is not None and self.loss is not None:
            varying["amount"] = amount
        return middle_pieces(varying, constant)


def picture_lists(agreement: Agreement) -> list[PictureList]:
    """The lists of the whole picture that a bulk run tells, in the order in which the picture shows them."""
    listed = {p.fields["list"]: p for p in agreement.asked().values() if p.fields.get("list", "none") != "none"}
    return [PictureList(name, listed[name]) for name in LISTS if name in listed and name not in UNTOLD_LISTS]


def argument_json(term: Term) -> str:
    """An argument as an entry has it, as JSON: numbers are told as texts.

    >>> argument_json(Fn("claim", (Fn("l0"),))), argument_json("8.2[a]"), argument_json(7)
    ('"claim(l0)"', '"8.2[a]"', '"7"')
    """
    return json.dumps(term if isinstance(term, str) else show(term), ensure_ascii=False)
