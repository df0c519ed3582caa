"""What is stated of a case and no unit looks at: acts, omissions, states and judgements that change no answer.

A fact is looked at where some rule asks for it, or for its absence, whose other conditions may hold, and what that rule
concludes can be asked for, or is looked at in turn (relevance, as in backward slicing; Weiser 1981). An act is looked
at as well where a unit permits it, or gives the power to do it, to whoever did it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ..core.terms import Fact, Fn, Var
from ..core.unification import Binding, fits, match, substitute
from .answer_set import World
from .proofs import compares

if TYPE_CHECKING:
    from .case import Case

_BESIDE = frozenset(
    ("named", "mentioned", "concerns", "bound", "bound_at", "reached", "prior", "same_day", "order_matters",
     "pace_matters", "considered", "assumes", "lifted", "general_power", "void"),
)  # fmt: skip
"""What the theory asks of every norm alike, and what says that a rule could matter: neither shows that one does."""


class _Everything(frozenset[int]):
    """Ground literals, all of which may hold."""

    def __contains__(self, literal: object) -> bool:
        return True


class Regard:
    """Finds out at which of its facts the rules of a case look.

    Args:
        case: which.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._world = World(case.ground, _Everything(), frozenset())
        self._goals = {predicate.name for predicate in case.agreement.asked().values()} - _BESIDE

    def unregarded(self) -> Iterator[Fact]:
        """Yield the acts, omissions, states and judgements that are stated, and that no unit looks at."""
        vocabulary = self.case.agreement.vocabulary
        told = {"act", "omits", "performed", "waived", "during", "aim", "in_part"}
        told |= {*vocabulary.words["states"], *vocabulary.judgements}
        for fact in self.case.scenario.facts:
            stated = [fact.atom] if fact.holds else [fact.atom, Fn("refuted", (fact.atom,))]
            if fact.atom.name in told and not self._allowed(fact.atom) and not any(map(self.looked_at, stated)):
                yield fact

    def _allowed(self, atom: Fn) -> bool:
        """Whether an atom says what somebody did whom a unit permits, or empowers, to do so."""
        if atom.name != "act":
            return False
        doer, some, any_ = Var("P"), Var("A"), Var("_")
        done = Fn("done", (doer, some, atom.args[0]))
        norms = Fn("permission", (doer, some, any_)), Fn("power", (doer, any_, some, any_, any_))
        return any(
            True
            for _, of_act in self._world.matching(done, {})
            for norm in norms
            for _ in self._world.matching(norm, of_act)
        )

    def looked_at(self, atom: Fn) -> bool:
        """Whether some rule that may count asks whether an atom holds."""
        return any(head.name in self._goals for head in self._upwards(atom))

    def bears_on(self, atom: Fn, patterns: Collection[Fn]) -> bool:
        """Whether an atom, or its absence, may decide something that a question looks for."""
        return any(fits(pattern, head, {}) for head in self._upwards(atom) for pattern in patterns)

    def _upwards(self, atom: Fn) -> Iterator[Fn]:
        """Everything that an atom may lead to, over any number of rules."""
        seen, todo = {atom}, [atom]
        while todo:
            for head in self._led_to(todo.pop()):
                if head not in seen:
                    seen.add(head)
                    todo.append(head)
                    yield head

    def _led_to(self, atom: Fn) -> Iterator[Fn]:
        """What rules conclude that ask for an atom or its absence, wherever their other conditions may hold."""
        for rule, asked in self.case.engine.rulebook.asking(atom.name):
            binding: Binding = {}
            if rule.name not in _BESIDE and match(asked, atom, binding):
                others = [part for part in rule.positive if part is not asked]
                for full, _ in self._world.joined(others, binding):
                    head = substitute(rule.head.atom, full)
                    if compares(rule, full) and isinstance(head, Fn):
                        yield head
