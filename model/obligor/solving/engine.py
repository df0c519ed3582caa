"""An agreement's program texts, made once, under which scenarios become cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ..agreement.package import Agreement
from ..agreement.rules import Rule, Statement
from ..scenario.scenario import Scenario
from . import program
from .case import Case
from .proofs import Rulebook


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
    def untimed(self) -> str:
        """The opened program without choices on order and pace."""
        return program.text(self.agreement, self.statements(timing=False))

    @cached_property
    def timed(self) -> str:
        """The opened program with them."""
        return program.text(self.agreement, self.statements(timing=True))

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
