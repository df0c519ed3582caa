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
from ..core.terms import Fact
from ..scenario.chronicle import amounts
from ..scenario.questions import Question
from ..scenario.readings import PREFERRED
from ..scenario.scenario import Scenario
from ..scenario.standing import LEVELS
from ..solving.case import Case
from ..solving.engine import Engine, engine_of
from ..solving.shared_grounding import Common, View, ground_together
from ..solving.statements import CASE, lifted
from ..solving.whole_picture import GENERAL_POWER
from .columns import BREAK, middle
from .derived_lines import LEAST, SqlEngine, available
from .entries import entries, sure_entries
from .grounded_lines import GroundedCases
from .judged import JudgedRows, RowCounts, rejection, row_lines
from .partition import BIG, CaseInParts, across, cut
from .picture_lists import SPECIAL_POWERS, picture_lists
from .rows import Row
from .sql.derivation import UnfitForSql

SURE = 300
"""Determinate cases in one grounding."""
FASTER = 5
"""How many rows SQL derives, at the least, while one is grounded."""
OPEN = 100
"""Open cases in one grounding."""

UnderWay = Callable[[int], None]
"""Called with how many rows are about to be looked at together."""


class AskedRow(NamedTuple):
    """A row that is well formed, as a case, with what is asked of it."""

    row: Row
    case: Case
    questions: tuple[Question, ...]

    @property
    def determinate(self) -> bool:
        """Whether it states nothing that is open."""
        return not self.case.scenario.unknown and not self.case.scenario.one_of

    def sure_middles(self) -> str:
        """The middles of its lines, as the case answers in which nothing is open."""
        return BREAK.join(map(middle, sure_entries(self.case, self.questions)))

    def middles(self, case: Case) -> str:
        """The middles of its lines, as a case answers: its own, or a part of it."""
        return BREAK.join(map(middle, entries(case, self.questions)))


class SettledRows(NamedTuple):
    """What came of rows in which nothing is open.

    Attributes:
        middles: of their lines, by row.
        derived: how many of them SQL derived.
        notes: what came of cutting big rows.
    """

    middles: dict[int, str]
    derived: int
    notes: list[str]


class Judge:
    """Judges rows under one agreement.

    Args:
        agreement: which.
        questions: what to ask of each row; the whole picture if empty.
        reading: which readings count (see `scenario.readings`).
        sql: from how many determinate rows on these are derived by SQL, if its extra is installed; None for never.
        threads: how many may derive.
        standing: the least with which events and losses count.

    Attributes:
        preferred: the engine of cases that fix no reading, where every unit is read as preferred.
    """

    def __init__(
        self,
        agreement: Agreement,
        questions: Sequence[str] = (),
        reading: str = PREFERRED,
        sql: int | None = LEAST,
        threads: int = 1,
        standing: str = LEVELS[0],
    ) -> None:
        self.agreement, self.questions, self.reading, self.standing = agreement, tuple(questions), reading, standing
        self._sql, self._threads = sql if available() else None, threads
        wanted = () if questions else self._looked_at()
        self.preferred = Engine(agreement, contested=False, wanted=wanted)
        self._contested = Engine(agreement, wanted=wanted)
        self._all = engine_of(agreement)
        self._sql_engines: dict[Engine, SqlEngine] = {}

    def _looked_at(self) -> list[str]:
        """Predicates that the whole picture shows, and those that say whether a case is determinate."""
        shown = {name for listed in picture_lists(self.agreement) for name, _ in listed.predicates}
        openers = {opener.name for opener in self.agreement.vocabulary.when.values()}
        return sorted({GENERAL_POWER} | openers | shown)

    def judge(self, rows: Iterable[Row], file: str, under_way: UnderWay = lambda count: None) -> JudgedRows:
        """Judge rows; each comes out answered or rejected, in their order.

        Args:
            rows: what to judge.
            file: where they stand.
            under_way: called with how many rows are about to be looked at together.
        """
        asked_rows, rejected = self._read(rows, file)
        total = len(asked_rows) + len(rejected)
        settled = self._settled(asked_rows, under_way)
        lines = {
            row.number: row_lines(row, settled.middles[row.number], file)
            for row, *_ in asked_rows
            if row.number in settled.middles
        }
        unsettled = [
            (engine, [asked for asked in asked_rows if asked.case.engine is engine and asked.row.number not in lines])
            for engine in (self.preferred, self._all)
        ]
        del asked_rows  # so that what is grounded for a row goes when it has been answered
        for engine, left in unsettled:
            for row, answered in self._solved(left, engine, under_way):
                if isinstance(answered, ObligorError):
                    rejected[row.number] = rejection(row, str(answered), file)
                else:
                    lines[row.number] = row_lines(row, answered, file)
        verdicts = [lines[number] for number in sorted(lines)]
        assert len(lines) + len(rejected) == total
        counts = RowCounts(
            rows=total,
            derived=settled.derived,
            grounded=len(settled.middles) - settled.derived,
            solved=len(lines) - len(settled.middles),
            rejected=len(rejected),
            entries=sum(text.count("\n") + 1 for text in verdicts),
            notes=tuple(settled.notes),
        )
        return JudgedRows(verdicts, [rejected[number] for number in sorted(rejected)], counts)

    def _read(self, rows: Iterable[Row], file: str) -> tuple[list[AskedRow], dict[int, dict[str, Any]]]:
        """The rows that can be asked, and by number the rejection of each other one."""
        asked_rows: list[AskedRow] = []
        rejected: dict[int, dict[str, Any]] = {}
        for row in rows:
            try:
                if row.scenario is None:
                    rejected[row.number] = rejection(row, row.reason, file)
                else:
                    asked_rows.append(self._asked(row, row.scenario))
            except InputError as error:
                rejected[row.number] = rejection(row, str(error), file)
        return asked_rows, rejected

    def _asked(self, row: Row, scenario: Scenario) -> AskedRow:
        scenario = scenario.judged_by(self.standing)
        if self.reading == PREFERRED and not scenario.readings:
            case = self.preferred.case(scenario)
        else:
            case = self._all.case(scenario._replace(readings={"*": self.reading, **scenario.readings}))
        questions = tuple(map(case.question, self.questions))
        for question in questions:
            case.mention(question)
        return AskedRow(row, case, questions)

    # -- rows in which nothing is open --------------------------------------------------------------------------------

    def _settled(self, asked_rows: Sequence[AskedRow], under_way: UnderWay) -> SettledRows:
        """Rows in which nothing is open: big ones in parts, the others by SQL or common grounding."""
        middles: dict[int, str] = {}
        notes: list[str] = []
        derived = 0
        for engine, sure_engine in ((self.preferred, self.preferred), (self._all, self._contested)):
            determinate = [asked for asked in asked_rows if asked.case.engine is engine and asked.determinate]
            in_parts = self._in_parts(determinate, sure_engine, under_way, notes)
            whole = [asked for asked in determinate if asked.row.number not in in_parts]
            by_sql = self._by_sql(whole, sure_engine, under_way)
            by_grounding = {} if by_sql else self._by_grounding(whole, sure_engine, under_way)
            middles |= in_parts | by_sql | by_grounding
            derived += len(in_parts) + len(by_sql)
        return SettledRows(middles, derived, notes)

    def _in_parts(
        self, asked_rows: Sequence[AskedRow], engine: Engine, under_way: UnderWay, notes: list[str]
    ) -> dict[int, str]:
        """The middles of big rows' lines, part by part, of rows that can be cut; what came of each goes to `notes`."""
        middles: dict[int, str] = {}
        for asked in asked_rows:
            number, size = asked.row.number, len(asked.case.scenario.facts)
            if self._sql is None or self.questions or size < BIG:
                continue
            under_way(size // FASTER)
            try:
                parts = cut(asked.case.facts(), self.agreement.vocabulary.standing)
                sql_engine = self._sql_engine(engine)
                derived = sql_engine.derive_stated(parts.stated(), self._threads)
                if reason := across(sql_engine, derived, parts):
                    notes.append(f"row {number} stayed whole: {reason}")
                    continue
                by_part = derived.middles() | dict(self._open_parts(asked, parts, derived.open, under_way))
            except ObligorError as error:
                notes.append(f"row {number} stayed whole: {error}")
                continue
            notes.append(f"row {number} was derived in {len(parts.parts):,} parts")
            every = (text for part in sorted(by_part) for text in by_part[part].split(BREAK))
            middles[number] = BREAK.join(dict.fromkeys(every))  # what is about hubs alone follows in each part
        return middles

    def _open_parts(
        self, asked: AskedRow, parts: CaseInParts, numbers: Iterable[int], under_way: UnderWay
    ) -> Iterator[tuple[int, str]]:
        """Yield the middles of those parts in which something is open after all."""
        engine = asked.case.engine
        open_parts = sorted(numbers)
        for start in range(0, len(open_parts), OPEN):
            together = open_parts[start : start + OPEN]
            cases = [_part_case(asked.case, [*parts.shared, *parts.parts[number]]) for number in together]
            under_way(len(cases))
            ground_together(engine, cases, OPEN)
            for number, case in zip(together, cases, strict=True):
                yield number, asked.middles(case)

    def _sql_engine(self, engine: Engine) -> SqlEngine:
        if engine not in self._sql_engines:
            self._sql_engines[engine] = SqlEngine(engine)
        return self._sql_engines[engine]

    def _by_sql(self, asked_rows: Sequence[AskedRow], engine: Engine, under_way: UnderWay) -> dict[int, str]:
        """The middles of rows' lines, by row, as SQL derives them; none where the rows are too few, or none for it."""
        if self._sql is None or len(asked_rows) < self._sql:
            return {}
        under_way(len(asked_rows) // FASTER)
        with suppress(UnfitForSql):
            return self._derived(asked_rows, engine)
        return {}

    def _derived(self, asked_rows: Sequence[AskedRow], engine: Engine) -> dict[int, str]:
        derived = self._sql_engine(engine).derive((asked.case for asked in asked_rows), self._threads)
        by_case = {} if self.questions else derived.middles()
        middles: dict[int, str] = {}
        for number, asked in enumerate(asked_rows):
            if number not in derived.open:
                if self.questions:
                    asked.case.take(derived.view(number))
                    middles[asked.row.number] = asked.sure_middles()
                else:
                    middles[asked.row.number] = by_case.get(number, "")
        return middles

    def _by_grounding(self, asked_rows: Sequence[AskedRow], engine: Engine, under_way: UnderWay) -> dict[int, str]:
        """The middles of rows' lines, by row, as common groundings show them."""
        middles: dict[int, str] = {}
        for start in range(0, len(asked_rows), SURE):
            together = asked_rows[start : start + SURE]
            under_way(len(together))
            with suppress(ObligorError):
                middles |= self._grounded(together, engine)
        return middles

    def _grounded(self, asked_rows: Sequence[AskedRow], engine: Engine) -> dict[int, str]:
        extra = "" if self.questions else str(lifted(SPECIAL_POWERS, CASE, frozenset(), guard=False))
        common = Common(engine, [asked.case for asked in asked_rows], False, extra, observe=False)
        amounts_by_case = {
            name.name: amounts(asked.case.scenario) for name, asked in zip(common.names, asked_rows, strict=True)
        }
        grounded = GroundedCases(self.agreement, common, amounts_by_case)
        by_case = {} if self.questions else grounded.middles()
        middles: dict[int, str] = {}
        for name, asked in zip(common.names, asked_rows, strict=True):
            if name.name not in grounded.open:
                if self.questions:
                    asked.case.take(View(common, name, asked.case.patterns))
                    middles[asked.row.number] = asked.sure_middles()
                else:
                    middles[asked.row.number] = by_case.get(name.name, "")
        return middles

    # -- rows in which something is ----------------------------------------------------------------------------------

    def _solved(
        self, asked_rows: list[AskedRow], engine: Engine, under_way: UnderWay
    ) -> Iterator[tuple[Row, str | ObligorError]]:
        """Yield the middles of rows' lines, or why a row cannot be answered; `asked_rows` is empty then."""
        while asked_rows:  # what was grounded for a part goes with it
            together, asked_rows[:OPEN] = asked_rows[:OPEN], []
            under_way(len(together))
            with suppress(ObligorError):  # some row cannot be: each is looked at alone then, and fails by itself
                ground_together(engine, [asked.case for asked in together], OPEN)
            for asked in together:
                try:
                    yield asked.row, asked.middles(asked.case)
                except ObligorError as error:
                    yield asked.row, error


def _part_case(case: Case, stated: Sequence[Fact]) -> Case:
    """The case of one part of another: what is stated of it, where the scenario has it."""
    scenario = case.scenario
    facts = {fact: place for fact in stated if (place := scenario.facts.get(fact))}
    return case.engine.case(scenario._replace(facts=facts))
