"""What a conclusion can influence: patterns followed through the rules, from bodies to heads.

An over-approximation that looks at names, units and compound terms and never at a case: what it leaves out cannot be
influenced. It serves to ask only the questions whose answers a changed rule can change, and shows which norms hang on
which.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..agreement.rules import Statement
from ..core.terms import Fn, Var
from ..core.unification import Binding, anonymous, substitute, unify

ANY = Var("_")
LIMIT = 2_000
"""Patterns of one predicate that are told apart; beyond, the predicate counts as influenced whole."""


class Influence:
    """What follows from what, by pattern.

    Args:
        statements: a program.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._uses: dict[str, dict[tuple[Fn, Fn], None]] = {}
        for statement in statements:
            if statement.head is not None:
                for part in statement.literals:
                    if not part.denied:  # what is stated not to hold is never concluded
                        self._uses.setdefault(part.name, {})[part.atom, statement.head.atom] = None
        self._known: dict[tuple[Fn, ...], dict[str, dict[Fn, None]]] = {}

    def of(self, atoms: Iterable[Fn]) -> dict[str, dict[Fn, None]]:
        """Patterns of everything that atoms with these patterns can influence, themselves included, by predicate."""
        start = tuple(map(anonymous, atoms))
        if start not in self._known:
            influenced: dict[str, dict[Fn, None]] = {}
            todo = list(start)
            while todo:
                pattern = todo.pop()
                group = influenced.setdefault(pattern.name, {})
                whole = Fn(pattern.name, (ANY,) * len(pattern.args))
                if pattern in group or whole in group:
                    continue
                if len(group) >= LIMIT:
                    group.clear()
                    pattern = whole
                group[pattern] = None
                for used, head in self._uses.get(pattern.name, ()):
                    binding: Binding = {}
                    if unify(used, pattern, binding):
                        concluded = substitute(head, binding)
                        assert isinstance(concluded, Fn)
                        todo.append(anonymous(concluded))
            self._known[start] = influenced
        return self._known[start]


def touches(influenced: dict[str, dict[Fn, None]], asked: Fn) -> bool:
    """Whether a question's pattern may find something that is influenced."""
    return any(unify(asked, pattern, {}) for pattern in influenced.get(asked.name, ()))
