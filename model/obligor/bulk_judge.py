"""Judging many scenarios at once: verdict rows of plain values, by lifted grounding of whole chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from .agreement import Agreement
from .answers import Answer
from .batch import ground_together
from .bulk_rows import Row
from .case import Case, Engine
from .errors import InputError, ObligorError
from .language import Question
from .report_json import LISTS, ROLES
from .terms import Day, Fn, show

COLUMNS = (
    "row", "id", "list", "question", "verdict", "preferred", "unit", "bearer", "counterparty", "act", "event", "loss",
    "amount", "hinges_on", "input", "offset", "digest",
)  # fmt: skip
"""Columns of the verdict table; `hinges_on` is a list, joined by `; `."""
REJECTED = ("row", "id", "reason", "input", "offset", "digest")
"""Columns of the table of rejected rows."""
GENERAL = frozenset({"standing"})
"""Lists that a bulk run leaves out: what holds all along of everybody, as powers do that are open at any time."""


class Judged(NamedTuple):
    """What came of some rows: verdicts, rejections, and how many rows were answered by which way."""

    verdicts: list[dict[str, Any]]
    rejected: list[dict[str, Any]]
    determinate: int
    open: int


class Judge:
    """Judges rows under one agreement.

    Args:
        agreement: which.
        questions: what to ask of each row; the whole picture if empty.
        reading: `preferred`, or `all` for the verdict under every reading.
    """

    def __init__(self, agreement: Agreement, questions: Sequence[str] = (), reading: str = "preferred") -> None:
        self.agreement, self.questions, self.reading = agreement, tuple(questions), reading
        self._preferred = Engine(agreement, contested=False)
        self._all = Engine(agreement)
        predicates = {p.name: p for p in agreement.asked().values()}
        self._listed = {p.fields["list"] for p in predicates.values() if p.fields.get("list", "none") != "none"}

    def judge(self, rows: Iterable[Row], file: str) -> Judged:
        """Judge rows, in their order; each comes out answered or rejected."""
        verdicts: dict[int, list[dict[str, Any]]] = {}
        rejected: dict[int, dict[str, Any]] = {}
        asked: list[tuple[Row, Case, list[Question]]] = []
        for row in rows:
            if row.scenario is None:
                rejected[row.number] = _rejected(row, row.reason, file)
                continue
            case = self._case(row)
            try:
                asked.append((row, case, [case.question(question) for question in self.questions]))
            except InputError as error:
                rejected[row.number] = _rejected(row, str(error), file)
        for _, case, questions in asked:
            for question in questions:
                case.mention(question)
        determinate = 0
        for engine in (self._preferred, self._all):
            mine = [one for one in asked if one[1].engine is engine]
            with suppress(ObligorError):  # some row cannot be: each is looked at alone then, and fails by itself
                ground_together(engine, [case for _, case, _ in mine])
            for row, case, questions in mine:
                try:
                    found = self._answers(row, case, questions, file)
                    determinate += not case.ground.choices
                except ObligorError as error:
                    rejected[row.number] = _rejected(row, str(error), file)
                else:
                    verdicts[row.number] = found
        rows_of = [one for number in sorted(verdicts) for one in verdicts[number]]
        return Judged(rows_of, [rejected[n] for n in sorted(rejected)], determinate, len(verdicts) - determinate)

    def _case(self, row: Row) -> Case:
        scenario = row.scenario
        assert scenario is not None
        if self.reading == "preferred" and not scenario.readings:
            return self._preferred.case(scenario)
        return self._all.case(scenario._replace(readings={"*": self.reading, **scenario.readings}))

    def _answers(self, row: Row, case: Case, questions: Sequence[Question], file: str) -> list[dict[str, Any]]:
        about = {"input": file, "offset": row.offset, "digest": row.digest}
        assert row.scenario is not None
        head = {"row": row.number, "id": row.scenario.id}
        if questions:
            found = zip((q.text for q in questions), case.ask(*questions, proofs=False), strict=True)
            entries = [self._entry("", text, answer, case) for text, answer in found]
        else:
            picture = case.picture(summary=False, proofs=False)
            always = {Fn("available", a.term.args) for a in case.ground.atoms("general_power", 4)}
            entries = [
                self._entry(name, "", answer, case)
                for name in LISTS
                if name not in GENERAL
                for answer in picture.lists.get(name, ())
                if answer.atoms[0] not in always
            ]
        nothing = dict.fromkeys(COLUMNS)
        return [{**nothing, **head, **entry, **about} for entry in entries or [{"list": "nothing"}]]

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


def _rejected(row: Row, reason: str, file: str) -> dict[str, Any]:
    id_ = row.scenario.id if row.scenario else None
    return {
        "row": row.number, "id": id_, "reason": reason, "input": file, "offset": row.offset, "digest": row.digest,
    }  # fmt: skip
