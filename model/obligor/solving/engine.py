"""An agreement's program texts, made once, under which scenarios become cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from ..agreement.package import Agreement
from ..agreement.rules import Rule, Statement
from ..core.kept import keep, recall
from ..scenario.scenario import Scenario
from . import program
from .case import Case
from .proofs import Rulebook
from .reachable import Needs, Reachable, needs


class Engine:
    """An agreement's program texts, made once.

    Args:
        agreement: whose.
        rules: rules to take instead of its own, where a change to them is to be tried.
        contested: whether readings are open where a case fixes none; else every unit is read as preferred, and cases
            that fix readings of their own do not belong here.
        wanted: predicates that will be looked at, all if none are given; what these do not depend on is left out, and
            so are norms about acts that nobody did (see `program.of_events`).
    """

    def __init__(
        self,
        agreement: Agreement,
        rules: Sequence[Rule] | None = None,
        contested: bool = True,
        wanted: Sequence[str] = (),
    ) -> None:
        self.agreement, self.contested, self.wanted = agreement, contested, wanted
        self._usual = rules is None and contested and not wanted
        self.rules = program.rules(agreement) if rules is None else rules

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules to prove by."""
        return Rulebook(self.rules)

    @cached_property
    def open_(self) -> list[tuple[str, int]]:
        """Names and arities of what a case may leave open: facts, judgements, readings."""
        return [*self.agreement.vocabulary.inputs(), (program.READING, 2)]

    @cached_property
    def declarations(self) -> str:
        """Lines that declare every predicate."""
        return program.declared(self.agreement)

    @cached_property
    def untimed(self) -> Reachable:
        """The opened program without choices on order and pace."""
        return Reachable(self._needs(timing=False))

    @cached_property
    def timed(self) -> Reachable:
        """The opened program with them."""
        return Reachable(self._needs(timing=True))

    def _needs(self, timing: bool) -> list[Needs]:
        """What the opened program's statements need, as it was kept if it was."""
        kind = "timed" if timing else "untimed"
        fingerprint = self.agreement.fingerprint if self._usual else ""
        kept = recall(kind, fingerprint)
        if kept is not None:
            return [Needs(*one) for one in kept]
        found = needs(self.statements(timing))
        keep(kind, fingerprint, found)
        return found

    def text(self, timing: bool, own: Iterable[Statement] | None = None) -> str:
        """The opened program as clingo reads it.

        Args:
            timing: whether with choices on order and pace.
            own: a case's own statements; then only of what these can bring into play.
        """
        whole = self.timed if timing else self.untimed
        if own is None:
            texts = [one.text for one in whole.needed]
        else:
            texts = whole.texts(one.head for one in own if one.head is not None)
        return "\n".join([self.declarations, *texts])

    @cached_property
    def fixed(self) -> frozenset[str]:
        """Predicates that no scenario touches."""
        return program.static(self.agreement, self.statements(timing=True))

    def statements(self, timing: bool) -> list[Statement]:
        """The opened program."""
        whole = program.opened(self.agreement, timing, self.rules, self.contested)
        return list(program.of_events(program.cone(whole, self.wanted))) if self.wanted else whole

    @cached_property
    def lifted(self) -> dict[bool, str]:
        """The opened program for many cases at once, without and with choices on order and pace."""
        texts = (program.lifted_text(self.agreement, self.statements(timing), self.fixed) for timing in (False, True))
        return dict(zip((False, True), texts, strict=True))

    def case(self, scenario: Scenario) -> Case:
        """Put a checked scenario under the agreement."""
        return Case(self, scenario)


@lru_cache(maxsize=8)
def engine_of(agreement: Agreement) -> Engine:
    """The agreement's own engine, with its own rules and readings open; one a process."""
    return Engine(agreement)
