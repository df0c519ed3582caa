"""Judging many scenarios at once: lines of a verdict table, each row by the cheapest way that answers it.

Rows in which nothing is open are derived by SQL where there are many of them, else grounded in common; the others are
grounded in common and solved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ..agreement.package import Agreement
from ..core.errors import InputError, ObligorError
from ..scenario.chronicle import amounts
from ..scenario.questions import Question
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.shared_grounding import Common, View, ground_together
from ..solving.statements import CASE, lifted
from .columns import BREAK, SPECIAL, listed, middle, related
from .derived_lines import LEAST, Rules, available
from .entries import entries, sure_entries
from .grounded_lines import Grounded
from .judged import Counts, Judged, rejection, row_lines
from .partition import BIG, Cut, across, cut
from .rows import Row
from .sql.derivation import Unfit

SURE = 300
"""Determinate cases in one grounding."""
FASTER = 5
"""How many rows SQL derives, at the least, while one is grounded."""
OPEN = 100
"""Open cases in one grounding."""


class AskedRow(NamedTuple):
    """A row that is well formed, as a case, with what is asked of it."""

    row: Row
    case: Case
    questions: tuple[Question, ...]


class Judge:
    """Judges rows under one agreement.

    Args:
        agreement: which.
        questions: what to ask of each row; the whole picture if empty.
        reading: `preferred`, or `all` for the verdict under every reading.
        sql: from how many determinate rows on these are derived by SQL, if its extra is installed; None for never.
        threads: how many may derive.
    """

    def __init__(
        self,
        agreement: Agreement,
        questions: Sequence[str] = (),
        reading: str = "preferred",
        sql: int | None = LEAST,
        threads: int = 1,
    ) -> None:
        self.agreement, self.questions, self.reading = agreement, tuple(questions), reading
        self._sql, self._threads = sql if available() else None, threads
        wanted = () if questions else self._looked_at()
        self._preferred = Engine(agreement, contested=False, wanted=wanted)
        self._contested = Engine(agreement, wanted=wanted)
        self._all = Engine(agreement)
        self._rules: dict[Engine, Rules] = {}

    def _looked_at(self) -> list[str]:
        """Predicates that the whole picture shows, and those that say whether a case is determinate."""
        found = {"general_power", *(opener.name for opener in self.agreement.vocabulary.when.values())}
        for predicate in listed(self.agreement).values():
            found |= {predicate.name, related(predicate, "may")} - {""}
        return sorted(found)

    def judge(self, rows: Iterable[Row], file: str, under_way: Callable[[int], None] = lambda some: None) -> Judged:
        """Judge rows; each comes out answered or rejected, in their order.

        Args:
            rows: what to judge.
            file: where they stand.
            under_way: called with how many rows are about to be looked at together.
        """
        verdicts: dict[int, str] = {}
        rejected: dict[int, dict[str, Any]] = {}
        asked: list[AskedRow] = []
        for row in rows:
            try:
                if row.scenario is None:
                    rejected[row.number] = rejection(row, row.reason, file)
                else:
                    asked.append(self._asked(row))
            except InputError as error:
                rejected[row.number] = rejection(row, str(error), file)
        total = len(asked) + len(rejected)
        derived = grounded = 0
        notes: list[str] = []
        left = []
        for engine, sure in ((self._preferred, self._preferred), (self._all, self._contested)):
            some = [one for one in asked if one.case.engine is engine]
            closed = [one for one in some if not one.case.scenario.unknown and not one.case.scenario.one_of]
            found = self._in_parts(closed, sure, under_way, notes)
            in_parts = len(found)
            closed = [one for one in closed if one.row.number not in found]
            others, by_sql = self._determinate(closed, sure, under_way)
            found, by_sql = found | others, by_sql + in_parts
            for one in some:
                if one.row.number in found:
                    verdicts[one.row.number] = row_lines(one.row, found[one.row.number], file)
            derived, grounded = derived + by_sql, grounded + len(found) - by_sql
            left.append((engine, [one for one in some if one.row.number not in found]))
        del asked
        for engine, some in left:
            for row, told in self._solved(some, engine, under_way):
                if isinstance(told, ObligorError):
                    rejected[row.number] = rejection(row, str(told), file)
                else:
                    verdicts[row.number] = row_lines(row, told, file)
        texts = [verdicts[number] for number in sorted(verdicts)]
        lines = sum(text.count("\n") + 1 for text in texts)
        solved = len(verdicts) - derived - grounded
        assert len(verdicts) + len(rejected) == total
        counts = Counts(total, derived, grounded, solved, len(rejected), lines, tuple(notes))
        return Judged(texts, [rejected[number] for number in sorted(rejected)], counts)

    def _asked(self, row: Row) -> AskedRow:
        scenario = row.scenario
        assert scenario is not None
        if self.reading == "preferred" and not scenario.readings:
            case = self._preferred.case(scenario)
        else:
            case = self._all.case(scenario._replace(readings={"*": self.reading, **scenario.readings}))
        questions = tuple(map(case.question, self.questions))
        for question in questions:
            case.mention(question)
        return AskedRow(row, case, questions)

    # -- rows in which nothing is open --------------------------------------------------------------------------------

    def _determinate(
        self, some: Sequence[AskedRow], engine: Engine, under_way: Callable[[int], None]
    ) -> tuple[dict[int, str], int]:
        """The middles of those rows' lines in which nothing is open, by row; how many of them SQL derived."""
        found: dict[int, str] = {}
        if self._sql is not None and len(some) >= self._sql:
            under_way(len(some) // FASTER)
            with suppress(Unfit):
                found = self._by_sql(some, engine)
        by_sql = len(found)
        rest = [] if by_sql else some
        for start in range(0, len(rest), SURE):
            part = rest[start : start + SURE]
            under_way(len(part))
            with suppress(ObligorError):
                found |= self._by_grounding(part, engine)
        return found, by_sql

    def _in_parts(
        self, some: Sequence[AskedRow], engine: Engine, under_way: Callable[[int], None], notes: list[str]
    ) -> dict[int, str]:
        """The middles of big rows' lines, part by part, of rows that can be cut; what came of each goes to `notes`."""
        found: dict[int, str] = {}
        for one in some:
            if self._sql is None or self.questions or len(one.case.scenario.facts) < BIG:
                continue
            under_way(len(one.case.scenario.facts) // FASTER)
            try:
                parts = cut(one.case.facts(), self.agreement.vocabulary.standing)
                rules = self._rules_of(engine)
                derived = rules.derive_stated(parts.stated(), self._threads)
                if reason := across(rules, derived, parts):
                    notes.append(f"row {one.row.number} stayed whole: {reason}")
                    continue
                middles = derived.middles()
                for number, text in self._opened(one, parts, derived.open, under_way):
                    middles[number] = text
            except ObligorError as error:
                notes.append(f"row {one.row.number} stayed whole: {error}")
                continue
            notes.append(f"row {one.row.number} was derived in {len(parts.parts):,} parts")
            told = (line for number in sorted(middles) for line in middles[number].split(BREAK))
            found[one.row.number] = BREAK.join(dict.fromkeys(told))  # what is about hubs alone follows in each part
        return found

    def _opened(
        self, one: AskedRow, parts: Cut, numbers: Iterable[int], under_way: Callable[[int], None]
    ) -> Iterator[tuple[int, str]]:
        """Yield the middles of those parts in which something is open after all."""
        scenario = one.case.scenario
        left = sorted(numbers)
        for start in range(0, len(left), OPEN):
            some = left[start : start + OPEN]
            stated = [[*parts.shared, *parts.parts[number]] for number in some]
            cases = [
                one.case.engine.case(scenario._replace(facts={f: p for f in facts if (p := scenario.facts.get(f))}))
                for facts in stated
            ]
            under_way(len(cases))
            ground_together(one.case.engine, cases, OPEN)
            for number, case in zip(some, cases, strict=True):
                yield number, BREAK.join(map(middle, entries(case, one.questions)))

    def _rules_of(self, engine: Engine) -> Rules:
        if engine not in self._rules:
            self._rules[engine] = Rules(engine)
        return self._rules[engine]

    def _by_sql(self, some: Sequence[AskedRow], engine: Engine) -> dict[int, str]:
        derived = self._rules_of(engine).derive((one.case for one in some), self._threads)
        middles = {} if self.questions else derived.middles()
        found = {}
        for number, one in enumerate(some):
            if number not in derived.open:
                if self.questions:
                    one.case.take(derived.view(number))
                    found[one.row.number] = BREAK.join(map(middle, sure_entries(one.case, one.questions)))
                else:
                    found[one.row.number] = middles.get(number, "")
        return found

    def _by_grounding(self, some: Sequence[AskedRow], engine: Engine) -> dict[int, str]:
        extra = "" if self.questions else str(lifted(SPECIAL, CASE, frozenset(), guard=False))
        common = Common(engine, [one.case for one in some], False, extra, observe=False)
        by_case = {name.name: amounts(one.case.scenario) for name, one in zip(common.names, some, strict=True)}
        grounded = Grounded(self.agreement, common, by_case)
        found = {}
        for name, one in zip(common.names, some, strict=True):
            if name.name not in grounded.open:
                if self.questions:
                    one.case.take(View(common, name, one.case.patterns))
                    found[one.row.number] = BREAK.join(map(middle, sure_entries(one.case, one.questions)))
                else:
                    found[one.row.number] = BREAK.join(grounded.of(name.name))
        return found

    # -- rows in which something is ----------------------------------------------------------------------------------

    def _solved(
        self, some: list[AskedRow], engine: Engine, under_way: Callable[[int], None]
    ) -> Iterator[tuple[Row, str | ObligorError]]:
        """Yield the middles of rows' lines, or why a row cannot be answered; `some` is empty then."""
        while some:  # what was grounded for a part goes with it
            part, some[:OPEN] = some[:OPEN], []
            under_way(len(part))
            with suppress(ObligorError):  # some row cannot be: each is looked at alone then, and fails by itself
                ground_together(engine, [one.case for one in part], OPEN)
            for one in part:
                try:
                    yield one.row, BREAK.join(map(middle, entries(one.case, one.questions)))
                except ObligorError as error:
                    yield one.row, error
