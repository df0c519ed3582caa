"""What a common grounding of determinate cases shows: entries of the whole picture by case, read off the atoms alone.

Where nothing is open every atom is certain; so no solver is asked, and each argument is made a text once.
"""

from __future__ import annotations

from typing import Any

import clingo

from .agreement import Agreement
from .batch import Common
from .bulk_picture import listed, related, shown, value
from .ground import to_term
from .program import READING
from .report_json import ROLES
from .syntax import Predicate
from .terms import show


class Grounded:
    """Reads a common grounding.

    Args:
        agreement: whose picture.
        common: cases grounded together, without choices on order and pace.

    Attributes:
        open: names of cases in which something is open after all.
    """

    def __init__(self, agreement: Agreement, common: Common) -> None:
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
        self._entries: dict[str, list[dict[str, Any]]] = {}
        for name, predicate in listed(agreement).items():
            self._list(name, predicate)

    def of(self, case: str) -> list[dict[str, Any]]:
        """The entries of a case."""
        return self._entries.get(case, [])

    def _list(self, name: str, predicate: Predicate) -> None:
        """Take down the entries of one list, sorted by their text within each case."""
        arity = len(predicate.roles) + 1
        keys = [ROLES.get(role, role) for role in predicate.roles]
        found: dict[tuple[clingo.Symbol, ...], str] = {}
        if may := related(predicate, "may"):
            found = {tuple(one.arguments): "may" for one, _ in self._symbols(may, arity)}
        found |= {tuple(one.arguments): value(name) for one, _ in self._symbols(shown(predicate), arity)}
        by_case: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for arguments, verdict in found.items():
            entry = {"list": name, "verdict": verdict, "preferred": verdict}
            entry.update(zip(keys, map(self._text, arguments[1:]), strict=True))
            by_case.setdefault(arguments[0].name, []).append((",".join(map(str, arguments[1:])), entry))
        for case, entries in by_case.items():
            self._entries.setdefault(case, []).extend(entry for _, entry in sorted(entries, key=lambda pair: pair[0]))

    def _text(self, symbol: clingo.Symbol) -> str:
        text = self._texts.get(symbol)
        if text is None:
            term = to_term(symbol)
            text = self._texts[symbol] = term if isinstance(term, str) else show(term)
        return text
