"""Judging many scenarios at once: verdict rows of plain values, by lifted grounding of whole chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from .agreement import Agreement
from .answers import Answer
from .batch import Common, View, ground_together
from .bulk_rows import Row
from .bulk_shown import GENERAL, SPECIAL, Shown, listed, related
from .case import Case, Engine
from .errors import InputError, ObligorError
from .language import Question
from .report_json import LISTS, ROLES
from .solve import GAP, MAY, NO, YES
from .terms import Day, Fn, show

COLUMNS = (
    "row", "id", "list", "question", "verdict", "preferred", "unit", "bearer", "counterparty", "act", "event", "loss",
    "amount", "hinges_on", "input", "offset", "digest",
)  # fmt: skip
"""Columns of the verdict table; `hinges_on` is a list, joined by `; `."""
REJECTED = ("row", "id", "reason", "input", "offset", "digest")
"""Columns of the table of rejected rows."""


OPEN = 100
"""Open cases in one grounding."""


class Judged(NamedTuple):
    """What came of some rows: verdicts, rejections, and how many rows were answered by which way."""

    verdicts: list[dict[str, Any]]
    rejected: list[dict[str, Any]]
    determinate: int
    open: int


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
    """

    def __init__(self, agreement: Agreement, questions: Sequence[str] = (), reading: str = "preferred") -> None:
        self.agreement, self.questions, self.reading = agreement, tuple(questions), reading
        wanted = () if questions else self._looked_at()
        self._preferred = Engine(agreement, contested=False, wanted=wanted)
        self._all = Engine(agreement)

    def _looked_at(self) -> list[str]:
        """Predicates that the whole picture shows, and those that say whether a case is determinate."""
        found = {"general_power", *(opener.name for opener in self.agreement.vocabulary.when.values())}
        for predicate in listed(self.agreement).values():
            found |= {predicate.name, related(predicate, "may")} - {""}
        return sorted(found)

    def judge(self, rows: Iterable[Row], file: str) -> Judged:
        """Judge rows, in their order; each comes out answered or rejected."""
        verdicts: dict[int, list[dict[str, Any]]] = {}
        rejected: dict[int, dict[str, Any]] = {}
        asked: list[Asked] = []
        for row in rows:
            if row.scenario is None:
                rejected[row.number] = rejection(row, row.reason, file)
                continue
            case = self._case(row)
            try:
                asked.append(Asked(row, case, tuple(case.question(question) for question in self.questions)))
            except InputError as error:
                rejected[row.number] = rejection(row, str(error), file)
        for one in asked:
            for question in one.questions:
                one.case.mention(question)
        sure = self._determinate([one for one in asked if one.case.engine is self._preferred])
        for one in asked:
            if one.row.number in sure:
                verdicts[one.row.number] = self._told(one.row, sure[one.row.number], file)
        for engine in (self._preferred, self._all):
            left = [one for one in asked if one.case.engine is engine and one.row.number not in sure]
            with suppress(ObligorError):  # some row cannot be: each is looked at alone then, and fails by itself
                ground_together(engine, [one.case for one in left], OPEN)
            for one in left:
                try:
                    verdicts[one.row.number] = self._told(one.row, self._answered(one), file)
                except ObligorError as error:
                    rejected[one.row.number] = rejection(one.row, str(error), file)
        rows_of = [entry for number in sorted(verdicts) for entry in verdicts[number]]
        return Judged(rows_of, [rejected[n] for n in sorted(rejected)], len(sure), len(verdicts) - len(sure))

    def _determinate(self, asked: Sequence[Asked]) -> dict[int, list[dict[str, Any]]]:
        """The entries of those rows in which nothing is open, by row."""
        some = [one for one in asked if not one.case.scenario.unknown and not one.case.scenario.one_of]
        try:
            common = Common(
                self._preferred, [one.case for one in some], False, "" if self.questions else SPECIAL, False
            )
        except ObligorError:
            return {}
        shown = Shown(self.agreement, common)
        found = {}
        for name, one in zip(common.names, some, strict=True):
            if name.name not in shown.open:
                amounts = dict(_amounts(one.case))
                if one.questions:
                    view = View(common, name, one.case.patterns)
                    one.case.take(view)
                    answers = [self._sure(one.case, question) for question in one.questions]
                    found[one.row.number] = [self._entry("", a.question, a, one.case) for a in answers]
                else:
                    found[one.row.number] = [
                        {**entry, "amount": amounts.get(entry.get("loss", ""))} for entry in shown.of(name.name)
                    ]
        return found

    def _sure(self, case: Case, question: Question) -> Answer:
        """The answer to a question of a case in which nothing is open: what there is is certain."""
        query, atoms = case.query(question)
        verdict = YES if query.yes else MAY if query.may else GAP if query.gap else NO
        terms = tuple(dict.fromkeys(self.agreement.typed(term) for term, _ in atoms))
        cited = {arg for atom in terms for arg in atom.args if isinstance(arg, str)}
        units = tuple(unit for unit in self.agreement.units if unit in cited)
        return Answer(question.text, verdict, verdict, terms, units)

    def _case(self, row: Row) -> Case:
        scenario = row.scenario
        assert scenario is not None
        if self.reading == "preferred" and not scenario.readings:
            return self._preferred.case(scenario)
        return self._all.case(scenario._replace(readings={"*": self.reading, **scenario.readings}))

    def _answered(self, one: Asked) -> list[dict[str, Any]]:
        """The entries of a row in which something is open."""
        case = one.case
        if one.questions:
            found = zip((q.text for q in one.questions), case.ask(*one.questions, proofs=False), strict=True)
            return [self._entry("", text, answer, case) for text, answer in found]
        picture = case.picture(summary=False, proofs=False)
        always = {Fn("available", a.term.args) for a in case.ground.atoms("general_power", 4)}
        return [
            self._entry(name, "", answer, case)
            for name in LISTS
            if name not in GENERAL
            for answer in picture.lists.get(name, ())
            if answer.atoms[0] not in always
        ]

    def _told(self, row: Row, entries: list[dict[str, Any]], file: str) -> list[dict[str, Any]]:
        """Entries as rows of the table, at least one."""
        assert row.scenario is not None
        nothing = dict.fromkeys(COLUMNS)
        head = {"row": row.number, "id": row.scenario.id, "input": file, "offset": row.offset, "digest": row.digest}
        return [{**nothing, **entry, **head} for entry in entries or [{"list": "nothing"}]]

    def _entry(self, name: str, question: str, answer: Answer, case: Case) -> dict[str, Any]:
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
            amounts = dict(_amounts(case))
            found["amount"] = sum(amounts.get(loss, 0) for loss in found["loss"].split(", ")) or None
        return found

    def _arguments(self, answer: Answer) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for atom in answer.atoms:
            for role, arg in zip(self.agreement.predicates[atom.name][0].roles, atom.args, strict=True):
                said = arg.isoformat() if isinstance(arg, Day) else arg if isinstance(arg, str) else show(arg)
                found.setdefault(ROLES.get(role, role), {})[said] = None
        return found


def _amounts(case: Case) -> Iterator[tuple[str, int]]:
    for fact in case.scenario.facts:
        if fact.atom.name == "amount" and isinstance(fact.atom.args[1], int) and isinstance(fact.atom.args[0], Fn):
            yield fact.atom.args[0].name, fact.atom.args[1]


def rejection(row: Row, reason: str, file: str) -> dict[str, Any]:
    """A row as an entry of the table of rejected rows."""
    id_ = row.scenario.id if row.scenario else None
    return {
        "row": row.number, "id": id_, "reason": reason, "input": file, "offset": row.offset, "digest": row.digest,
    }  # fmt: skip
