"""What a common grounding of determinate cases shows: entries of the whole picture by case, read off the atoms alone.

Where nothing is open every atom is certain; so no solver is asked, and each argument is made a text once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import clingo

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..core.terms import show
from ..reports.answers_json import ROLES
from ..solving.grounding import to_term
from ..solving.program import READING
from ..solving.shared_grounding import Common
from .columns import listed, related, shown, value, woven


class Grounded:
    """Reads a common grounding.

    Args:
        agreement: whose picture.
        common: cases grounded together, without choices on order and pace.
        amounts: in CNY, by case and loss.

    Attributes:
        open: names of cases in which something is open after all.
    """

    def __init__(self, agreement: Agreement, common: Common, amounts: Mapping[str, Mapping[str, int]]) -> None:
        self._symbols = common.ground.symbols
        self._texts: dict[clingo.Symbol, str] = {}
        vocabulary = agreement.vocabulary
        undecided = {name: len(word.args) for name, word in vocabulary.judgements.items()} | {READING: 2}
        self.open = {
            symbol.arguments[0].name
            for name, arity in undecided.items()
            for symbol, certain in self._symbols(name, arity + 1)
            if not certain
        }
        for opener in vocabulary.when.values():
            self.open |= {one.arguments[0].name for one, _ in self._symbols(opener.name, len(opener.args) + 1)}
        self._amounts = amounts
        self._middles: dict[str, list[str]] = {}
        for name, predicate in listed(agreement).items():
            self._list(name, predicate)

    def of(self, case: str) -> list[str]:
        """The middles of a case's lines (`bulk_picture.middle`)."""
        return self._middles.get(case, [])

    def _list(self, name: str, predicate: Predicate) -> None:
        """Make the lines of one list, sorted by the text of their arguments within each case."""
        arity = len(predicate.roles) + 1
        keys = [ROLES.get(role, role) for role in predicate.roles]
        places = {key: at for at, key in enumerate(keys, 1)}
        found: dict[tuple[clingo.Symbol, ...], str] = {}
        if may := related(predicate, "may"):
            found = {tuple(one.arguments): "may" for one, _ in self._symbols(may, arity)}
        found |= {tuple(one.arguments): value(name) for one, _ in self._symbols(shown(predicate), arity)}
        told = {key: f"{{{at}}}" for key, at in places.items()}
        told |= {"list": json.dumps(name), "verdict": '"{0}"', "preferred": '"{0}"', "amount": f"{{{arity}}}"}
        line = "".join(woven(told, str)).format
        loss = places.get("loss", 0)
        by_case: dict[str, list[tuple[list[str], str]]] = {}
        for (owner, *args), verdict in found.items():
            case = owner.name
            amount = self._amounts[case].get(args[loss - 1].name) if loss else None
            middle = line(verdict, *map(self._text, args), "null" if amount is None else amount)
            by_case.setdefault(case, []).append((list(map(str, args)), middle))
        for case, middles in by_case.items():
            self._middles.setdefault(case, []).extend(middle for _, middle in sorted(middles))

    def _text(self, symbol: clingo.Symbol) -> str:
        """How an argument is told, as JSON."""
        text = self._texts.get(symbol)
        if text is None:
            term = to_term(symbol)
            told = term if isinstance(term, str) else show(term)
            text = self._texts[symbol] = json.dumps(told, ensure_ascii=False)
        return text
