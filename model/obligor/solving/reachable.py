"""Which statements of a program can come into play in a case: those whose conditions something in the case can meet.

A case is about a few acts and things; most rules ask for others. What can be there is worked out on an abstraction in
which an atom is its predicate and the words that occur in it (a relaxed reachability, as planners and magic sets use
it; Bancilhon, Maier, Sagiv and Ullman 1986): never too little is left, and what is left out could not have fired.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..agreement.rules import Comparison, Literal, Statement, mentioned, variables
from ..core.terms import Fn, Term


class Needs(NamedTuple):
    """What a statement needs and what it yields.

    Attributes:
        text: the statement.
        head: the predicate that it concludes; "" of a constraint.
        words: what its head names.
        carriers: predicates from whose atoms its head's variables may take over words.
        conditions: predicates of which it asks for an atom, each with the words that have to occur in that.
    """

    text: str
    head: str
    words: tuple[str, ...]
    carriers: tuple[str, ...]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]


def needs(statements: Sequence[Statement]) -> list[Needs]:
    """What each statement needs; words that no condition names are of no matter, and left out."""
    named = {name for one in statements for atom in one.positive for name in _words(*atom.args)}
    return [_needs(one, named) for one in statements]


def _needs(statement: Statement, named: set[str]) -> Needs:
    asked = [part for part in statement.literals if part.positive]
    conditions = tuple((part.name, tuple(sorted(set(_words(*part.atom.args))))) for part in asked)
    head = statement.head
    if head is None:
        return Needs(str(statement), "", (), (), conditions)
    compared = (side for part in statement.body if isinstance(part, Comparison) for side in (part.left, part.right))
    open_ = variables(head.atom)
    equal = {name for part in statement.comparisons if part.sign == "=" for name in mentioned(part)}
    taken = (part.name for part in asked if (open_ | equal) & mentioned(part)) if open_ else ()
    words = (word for word in _words(*head.atom.args, *compared) if word in named)
    return Needs(str(statement), head.name, tuple(dict.fromkeys(words)), tuple(dict.fromkeys(taken)), conditions)


def _words(*terms: Term) -> Iterator[str]:
    """The words in terms, however deep: constants, function symbols, and the ids of units, as they are written."""
    for term in terms:
        if isinstance(term, Fn):
            yield term.name
            yield from _words(*term.args)
        elif isinstance(term, str):
            yield f'"{term}"'


class Reachable:
    """A program of which each case takes what it can reach.

    >>> x, y = Fn("x"), Fn("y")
    >>> rule = lambda head, *body: Statement(Literal(head), tuple(map(Literal, body)))
    >>> p, q = Fn("p"), Fn("q", (x,))
    >>> whole = Reachable(needs([rule(p, q), rule(Fn("r"), p), rule(Fn("s"), Fn("q", (y,)))]))
    >>> whole.texts([Literal(q)])
    ['p :- q(x).', 'r :- p.']
    >>> whole.texts([])
    []
    """

    def __init__(self, needed: Sequence[Needs]) -> None:
        self.needed = needed
        self._asking: dict[str, list[int]] = {}
        for at, one in enumerate(self.needed):
            for name in {name for name, _ in one.conditions}:
                self._asking.setdefault(name, []).append(at)
        self._named = {word for one in self.needed for _, words in one.conditions for word in words}
        self._sure = [at for at, one in enumerate(self.needed) if not one.conditions]

    def texts(self, stated: Iterable[Literal]) -> list[str]:
        """The statements that can come into play where such atoms may be there, in the program's order.

        Args:
            stated: what a case states or leaves open.
        """
        there: dict[str, set[str]] = {}
        for literal in stated:
            there.setdefault(literal.name, set()).update(self._named.intersection(_words(*literal.atom.args)))
        reached = bytearray(len(self.needed))
        todo = dict.fromkeys(self._sure)
        for name in there:
            todo.update(dict.fromkeys(self._asking.get(name, ())))
        while todo:
            at = next(iter(todo))
            del todo[at]
            one = self.needed[at]
            if not reached[at]:
                if not all(name in there and there[name].issuperset(words) for name, words in one.conditions):
                    continue
                reached[at] = 1
            if self._yields(one, there):
                todo.update(dict.fromkeys(self._asking.get(one.head, ())))
        return [one.text for at, one in enumerate(self.needed) if reached[at]]

    def _yields(self, one: Needs, there: dict[str, set[str]]) -> bool:
        """Let what a reached statement concludes be there; whether anything of it is new."""
        if not one.head:
            return False
        new = one.head not in there
        known = there.setdefault(one.head, set())
        before = len(known)
        known.update(one.words)
        for name in one.carriers:
            known |= there[name]
        return new or len(known) > before
