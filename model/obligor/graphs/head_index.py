"""Rules by what their heads can be: which of them may give a conclusion within given shapes.

A rule is a bit, and each place of a head has, by word, the rules with that word there; so what many rules share is
looked up at once (bitmap indexes; O'Neil 1987).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..agreement.rules import Rule
from ..core.terms import Fn, Term
from .abstract_values import TermShape, TermShapes, by_word


class HeadIndex:
    """The rules for one predicate of one arity.

    Args:
        rules: those rules, in the order in which they are to be found.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        arity = len(rules[0].head.atom.args)
        self._open = [0] * arity
        self._with: list[dict[str, int]] = [{} for _ in range(arity)]
        for number, rule in enumerate(rules):
            for place, arg in enumerate(rule.head.atom.args):
                word = _word(arg)
                if word is None:
                    self._open[place] |= 1 << number
                else:
                    self._with[place][word] = self._with[place].get(word, 0) | 1 << number
        self._known: dict[tuple[int, TermShape], int] = {}

    def fitting(self, given: TermShapes) -> Iterator[Rule]:
        """Yield the rules whose heads have, in each place, nothing of their own or a word of the shape there."""
        left = (1 << len(self._rules)) - 1
        for place, shape in enumerate(given):
            if shape is not None and self._with[place]:
                left &= self._at(place, shape)
        while left:
            lowest = left & -left
            yield self._rules[lowest.bit_length() - 1]
            left ^= lowest

    def _at(self, place: int, shape: frozenset[tuple[str, TermShapes]]) -> int:
        key = place, shape
        if key not in self._known:
            admitted = by_word(shape)
            fitting = self._open[place]
            for word, rules in self._with[place].items():
                if word in admitted:
                    fitting |= rules
            self._known[key] = fitting
        return self._known[key]


def _word(arg: Term) -> str | None:
    """The word that an argument of a head has of its own."""
    return arg.name if isinstance(arg, Fn) else arg if isinstance(arg, str) else None
