"""Judging many scenarios at once: lines of a verdict table, each row by the cheapest way that answers it.

Rows in which nothing is open are derived by SQL where there are many of them, else grounded in common; the others are
grounded in common and solved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from .agreement import Agreement
from .answers import Answer
from .batch import Common, View, ground_together
from .bulk_cut import BIG, Cut, across, cut
from .bulk_derived import LEAST, Rules, available
from .bulk_grounded import Grounded
from .bulk_picture import BREAK, COLUMNS, GENERAL, NOTHING, SPECIAL, lines, listed, middle, related
from .bulk_rows import Row
from .case import Case, Engine
from .errors import InputError, ObligorError
from .language import Question
from .report_json import LISTS, ROLES
from .solve import GAP, MAY, NO, YES
from .sql_derive import Unfit
from .statements import CASE, lifted
from .terms import Day, Fn, show

SURE = 300
"""Determinate cases in one grounding."""
FASTER = 5
"""How many rows SQL derives, at the least, while one is grounded."""
OPEN = 100
"""Open cases in one grounding."""


class Counts(NamedTuple):
    """How many rows there were, and how they went out: by SQL, by common grounding, by solving, or rejected.

    `notes` tell of big rows in how many parts they were derived, or why they stayed whole.
    """

    rows: int = 0
    derived: int = 0
    grounded: int = 0
    solved: int = 0
    rejected: int = 0
    entries: int = 0
    notes: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """Rows that were answered."""
        return self.derived + self.grounded + self.solved

    def plus(self, other: Counts) -> Counts:
        """The counts of two runs together."""
        numbers = {name: getattr(self, name) + getattr(other, name) for name in self._fields}
        return Counts(**numbers)

    @classmethod
    def filed(cls, text: str) -> Counts:
        """Read counts that were filed as JSON."""
        found = json.loads(text)
        return cls(**{**found, "notes": tuple(found["notes"])})


class Judged(NamedTuple):
    """What came of some rows: for each answered its lines of the verdict table, rejections, how many of each."""

    verdicts: list[str]
    rejected: list[dict[str, Any]]
    counts: Counts


class Asked(NamedTuple):
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
        asked: list[Asked] = []
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
                    verdicts[one.row.number] = _lines(one.row, found[one.row.number], file)
            derived, grounded = derived + by_sql, grounded + len(found) - by_sql
            left.append((engine, [one for one in some if one.row.number not in found]))
        del asked
        for engine, some in left:
            for row, told in self._solved(some, engine, under_way):
                if isinstance(told, ObligorError):
                    rejected[row.number] = rejection(row, str(told), file)
                else:
                    verdicts[row.number] = _lines(row, told, file)
        texts = [verdicts[number] for number in sorted(verdicts)]
        entries = sum(text.count("\n") + 1 for text in texts)
        solved = len(verdicts) - derived - grounded
        assert len(verdicts) + len(rejected) == total
        counts = Counts(total, derived, grounded, solved, len(rejected), entries, tuple(notes))
        return Judged(texts, [rejected[number] for number in sorted(rejected)], counts)

    def _asked(self, row: Row) -> Asked:
        scenario = row.scenario
        assert scenario is not None
        if self.reading == "preferred" and not scenario.readings:
            case = self._preferred.case(scenario)
        else:
            case = self._all.case(scenario._replace(readings={"*": self.reading, **scenario.readings}))
        questions = tuple(map(case.question, self.questions))
        for question in questions:
            case.mention(question)
        return Asked(row, case, questions)

    # -- rows in which nothing is open --------------------------------------------------------------------------------

    def _determinate(
        self, some: Sequence[Asked], engine: Engine, under_way: Callable[[int], None]
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
        self, some: Sequence[Asked], engine: Engine, under_way: Callable[[int], None], notes: list[str]
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
        self, one: Asked, parts: Cut, numbers: Iterable[int], under_way: Callable[[int], None]
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
                yield number, BREAK.join(middle(entry) for entry in self._answered(one._replace(case=case)))

    def _rules_of(self, engine: Engine) -> Rules:
        if engine not in self._rules:
            self._rules[engine] = Rules(engine)
        return self._rules[engine]

    def _by_sql(self, some: Sequence[Asked], engine: Engine) -> dict[int, str]:
        derived = self._rules_of(engine).derive((one.case for one in some), self._threads)
        middles = {} if self.questions else derived.middles()
        found = {}
        for number, one in enumerate(some):
            if number not in derived.open:
                if self.questions:
                    one.case.take(derived.view(number))
                    found[one.row.number] = self._asked_of(one)
                else:
                    found[one.row.number] = middles.get(number, "")
        return found

    def _by_grounding(self, some: Sequence[Asked], engine: Engine) -> dict[int, str]:
        extra = "" if self.questions else str(lifted(SPECIAL, CASE, frozenset(), guard=False))
        common = Common(engine, [one.case for one in some], False, extra, observe=False)
        amounts = {name.name: _amounts(one.case) for name, one in zip(common.names, some, strict=True)}
        grounded = Grounded(self.agreement, common, amounts)
        found = {}
        for name, one in zip(common.names, some, strict=True):
            if name.name not in grounded.open:
                if self.questions:
                    one.case.take(View(common, name, one.case.patterns))
                    found[one.row.number] = self._asked_of(one)
                else:
                    found[one.row.number] = BREAK.join(grounded.of(name.name))
        return found

    def _asked_of(self, one: Asked) -> str:
        """The middles that answer the questions about a row in which nothing is open."""
        amounts = _amounts(one.case)
        answers = (self._sure(one.case, question) for question in one.questions)
        return BREAK.join(middle(self._entry("", answer.question, answer, amounts)) for answer in answers)

    def _sure(self, case: Case, question: Question) -> Answer:
        """The answer to a question of a case in which nothing is open: what there is is certain."""
        query, atoms = case.query(question)
        verdict = YES if query.yes else MAY if query.may else GAP if query.gap else NO
        terms = tuple(dict.fromkeys(self.agreement.typed(term) for term, _ in atoms))
        cited = {arg for atom in terms for arg in atom.args if isinstance(arg, str)}
        units = tuple(unit for unit in self.agreement.units if unit in cited)
        return Answer(question.text, verdict, verdict, terms, units)

    # -- rows in which something is ----------------------------------------------------------------------------------

    def _solved(
        self, some: list[Asked], engine: Engine, under_way: Callable[[int], None]
    ) -> Iterator[tuple[Row, str | ObligorError]]:
        """Yield the middles of rows' lines, or why a row cannot be answered; `some` is empty then."""
        while some:  # what was grounded for a part goes with it
            part, some[:OPEN] = some[:OPEN], []
            under_way(len(part))
            with suppress(ObligorError):  # some row cannot be: each is looked at alone then, and fails by itself
                ground_together(engine, [one.case for one in part], OPEN)
            for one in part:
                try:
                    yield one.row, BREAK.join(middle(entry) for entry in self._answered(one))
                except ObligorError as error:
                    yield one.row, error

    def _answered(self, one: Asked) -> list[dict[str, Any]]:
        """The entries of a row in which something is open."""
        case, amounts = one.case, _amounts(one.case)
        if one.questions:
            found = zip((q.text for q in one.questions), case.ask(*one.questions, proofs=False), strict=True)
            return [self._entry("", text, answer, amounts) for text, answer in found]
        picture = case.picture(summary=False, proofs=False)
        always = {Fn("available", a.term.args) for a in case.ground.atoms("general_power", 4)}
        return [
            self._entry(name, "", answer, amounts)
            for name in LISTS
            if name not in GENERAL
            for answer in picture.lists.get(name, ())
            if answer.atoms[0] not in always
        ]

    def _entry(self, name: str, question: str, answer: Answer, amounts: Mapping[str, int]) -> dict[str, Any]:
        """An answer as a row; where several atoms answer a question, it names what they share."""
        gap = name == "gaps" and answer.verdict == "yes"
        found: dict[str, Any] = {
            "list": name or None,
            "question": question or None,
            "verdict": "gap" if gap else answer.verdict,
            "preferred": "gap" if gap else answer.preferred,
            "unit": ", ".join(answer.units) or None,
            "hinges_on": "; ".join(show(atom) for atom in answer.hinges_on) or None,
        }
        for key, values in self._arguments(answer).items():
            if key in COLUMNS and key != "unit":
                found[key] = next(iter(values)) if len(values) == 1 else ", ".join(values)
        if "loss" in found:
            found["amount"] = sum(amounts.get(loss, 0) for loss in found["loss"].split(", ")) or None
        return found

    def _arguments(self, answer: Answer) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for atom in answer.atoms:
            for role, arg in zip(self.agreement.predicates[atom.name][0].roles, atom.args, strict=True):
                said = arg.isoformat() if isinstance(arg, Day) else arg if isinstance(arg, str) else show(arg)
                found.setdefault(ROLES.get(role, role), {})[said] = None
        return found


def _amounts(case: Case) -> dict[str, int]:
    """The amounts of losses in CNY, by loss."""
    stated = (fact.atom.args for fact in case.scenario.facts if fact.atom.name == "amount")
    return {loss.name: amount for loss, amount in stated if isinstance(amount, int) and isinstance(loss, Fn)}


def _lines(row: Row, middles: str, file: str) -> str:
    """A row's lines of the table, at least one."""
    assert row.scenario is not None
    about = {"row": row.number, "id": row.scenario.id, "input": file, "offset": row.offset, "digest": row.digest}
    return lines(about, middles or middle(NOTHING))


def rejection(row: Row, reason: str, file: str) -> dict[str, Any]:
    """A row as an entry of the table of rejected rows."""
    id_ = row.scenario.id if row.scenario else None
    return {
        "row": row.number, "id": id_, "reason": reason, "input": file, "offset": row.offset, "digest": row.digest,
    }  # fmt: skip
