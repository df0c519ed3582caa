"""What a common grounding of determinate cases shows: the middles of their lines, read off the atoms alone.

Where nothing is open every atom is certain; so no solver is asked, and each argument is made a text once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import clingo

from ..agreement.package import Agreement
from ..core.amounts import Amount
from ..solving.grounding import to_term
from ..solving.program import READING
from ..solving.shared_grounding import Common
from ..solving.verdict_names import MAY
from .columns import BREAK
from .picture_lists import PictureList, argument_json, picture_lists


class GroundedCases:
    """Reads a common grounding.

    Args:
        agreement: whose picture.
        common: cases grounded together, without choices on order and pace.
        amounts: by case and loss.

    Attributes:
        open: names of cases in which something is open after all.
    """

    def __init__(self, agreement: Agreement, common: Common, amounts: Mapping[str, Mapping[str, Amount]]) -> None:
        self._agreement, self._amounts = agreement, amounts
        self._symbols = common.ground.symbols
        self._arguments: dict[clingo.Symbol, str] = {}
        self.open = set(self._open())

    def _open(self) -> Iterator[str]:
        vocabulary = self._agreement.vocabulary
        undecided = {name: len(word.args) for name, word in vocabulary.judgements.items()} | {READING: 2}
        for name, arity in undecided.items():
            for symbol, certain in self._symbols(name, arity + 1):
                if not certain:
                    yield symbol.arguments[0].name
        for opener in vocabulary.when.values():
            for symbol, _ in self._symbols(opener.name, len(opener.args) + 1):
                yield symbol.arguments[0].name
        # what rests on absences that hang on readings may be seen to be so, or not, by solving alone
        for listed in picture_lists(self._agreement):
            for name, arity in listed.predicates:
                for symbol, certain in self._symbols(name, arity + 1):
                    if not certain:
                        yield symbol.arguments[0].name

    def middles(self) -> dict[str, str]:
        """By case the middles of its lines, in order, with `BREAK` between; none where there is nothing to tell."""
        middles: dict[str, list[str]] = defaultdict(list)
        for listed in picture_lists(self._agreement):
            for case, of_list in self._of_list(listed).items():
                middles[case] += [middle for _, middle in sorted(of_list)]
        return {case: BREAK.join(of_case) for case, of_case in middles.items()}

    def _of_list(self, listed: PictureList) -> dict[str, list[tuple[list[str], str]]]:
        """By case the middles of one list, each after the texts of its arguments, by which they are sorted."""
        arity = len(listed.columns)
        verdicts: dict[tuple[clingo.Symbol, ...], str] = {}
        if listed.possible:
            verdicts = {tuple(symbol.arguments): MAY for symbol, _ in self._symbols(listed.possible[0], arity + 1)}
        for symbol, _ in self._symbols(listed.certain[0], arity + 1):
            verdicts[tuple(symbol.arguments)] = listed.verdict
        pieces = listed.middle_pieces(lambda place: f"{{{place + 1}}}", '"{0}"', f"{{{arity + 1}}}", str)
        middle_of = "".join(pieces).format
        loss = listed.loss
        middles: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for (owner, *arguments), verdict in verdicts.items():
            amount = None if loss is None else self._amounts[owner.name].get(arguments[loss].name)
            middle = middle_of(
                verdict,
                *map(self._argument, arguments),
                json.dumps(None if amount is None or amount.currency else amount.plain),
            )
            middles[owner.name].append((list(map(str, arguments)), middle))
        return middles

    def _argument(self, symbol: clingo.Symbol) -> str:
        """An argument as JSON."""
        text = self._arguments.get(symbol)
        if text is None:
            text = self._arguments[symbol] = argument_json(to_term(symbol))
        return text
