"""A scenario that is open for questions: ask, why, whynot, whatif, how, avoid, exposure, report, graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from ..core.child_limits import ask_within
from ..core.plain_text import shown_lines, visible
from ..reasoning.asking import asked
from ..reasoning.exposure import exposure
from ..reasoning.remedies import remedies
from ..reasoning.what_if import apply, compared, effect
from ..reasoning.why import why
from ..reasoning.why_not import whynot
from ..reports.answers_json import LISTS, case_object
from ..reports.answers_text import TextReport
from ..reports.case_report import case_report
from ..reports.changes_report import ChangeReport
from ..reports.display import Document
from ..reports.frames import frame, picture_rows
from ..reports.html_pages import case_page, fragment
from ..reports.reasons_report import ReasonReport
from ..scenario.scenario import Scenario
from ..solving.case import Case
from ..solving.provenance import record
from ..wording.words import words
from .answer import AskedAnswer
from .documents import Finding
from .graphs import CaseGraph

if TYPE_CHECKING:
    import pandas

    from .model import Model

R = TypeVar("R")
P = ParamSpec("P")


def _alone(method: Callable[Concatenate[OpenCase, P], R]) -> Callable[Concatenate[OpenCase, P], R]:
    """Let threads that share a case take turns: what one asks may have it grounded anew."""

    @wraps(method)
    def taking_turns(self: OpenCase, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._turn:
            return method(self, *args, **kwargs)

    return cast("Callable[Concatenate[OpenCase, P], R]", taking_turns)


class OpenCase(Document):
    """A scenario under its agreement, ready to be asked; threads may share it, and take turns then.

    Attributes:
        scenario: the scenario (see `scenario.Scenario`).
        solved: the case behind it (see `solving.case.Case`).
    """

    def __init__(self, model: Model, scenario: Scenario) -> None:
        self.model, self.scenario = model, scenario
        self.solved: Case = model.engine.case(scenario)
        self._turn = RLock()

    def __repr__(self) -> str:
        return visible(f"<case {self.scenario.id}: {self.scenario.sentence}>")

    @property
    def variants(self) -> list[OpenCase]:
        """The scenario's variants as cases."""
        return [OpenCase(self.model, variant) for variant in self.scenario.variants]

    def judged_by(self, standing: str) -> OpenCase:
        """The case judged by what is at least `admitted`, or `proven`; of all else nobody knows whether it was.

        Raises:
            InputError: if there is no such standing.
        """
        return OpenCase(self.model, self.scenario.judged_by(standing))

    @_alone
    def ask(self, question: str) -> AskedAnswer:
        """Answer a question such as `liable(acme, _, leak)`.

        Raises:
            InputError: if it is ill-formed or names what is not in the case.
        """
        return AskedAnswer(self.solved, asked(self.solved, question)[0])

    def ask_within(self, *questions: str, seconds: float | None = None, megabytes: int | None = None) -> dict[str, Any]:
        """Answer questions, or give the whole picture, in a child process that is ended when it takes too much.

        Args:
            questions: what to ask; the whole picture if none.
            seconds: how long it may take.
            megabytes: how much memory it may take.

        Returns:
            What `obligor ask --format json` prints.

        Raises:
            LimitError: if it takes more; nothing is answered then. InputError: if a question is ill-formed.
        """
        whole = record(self.model.agreement, self.scenario)
        return ask_within(whole, str(self.model.agreement.folder.absolute()), questions, seconds, megabytes)

    @_alone
    def why(self, question: str, full: bool = False) -> Finding:
        """Prove an answer; its text is the story of the proofs, or, in `full`, their every step.

        >>> import obligor
        >>> case = obligor.load("wecom").parse('''
        ... scenario: A company decompiles the software
        ... as_of: 2026-03-20
        ... parties: {acme: enterprise}
        ... events: {look: {on: 2026-03-01, by: acme, act: decompile}}
        ... ''')
        >>> sorted({step["unit"] for step in case.why("breach(acme, look)").to_dict()["cases"][0]["steps"]} - {None})
        ['1.1[c]', '1.1[e]', '14.1[a]', '8.2.1.2[a]']

        Raises:
            InputError: if the question is ill-formed.
        """
        proved = why(self.solved, question)
        lines = ReasonReport.full_lines if full else ReasonReport.why_lines
        return self._finding(lambda report: report.why_object(proved), lines, ReasonReport)

    @_alone
    def whynot(self, question: str) -> Finding:
        """Tell what comes nearest to a yes, and what it lacks.

        Raises:
            InputError: if the question is ill-formed.
        """
        nearest = whynot(self.solved, question)
        return self._finding(
            lambda report: report.whynot_object(nearest),
            ReasonReport.whynot_lines,
            ReasonReport,
        )

    @_alone
    def whatif(
        self, *questions: str, add: Sequence[str] = (), drop: Sequence[str] = (), without: Sequence[str] = ()
    ) -> Finding:
        """Tell what changed facts, or clauses left out of account, do to some questions or to the whole picture.

        Raises:
            InputError: if a change or a question is ill-formed.
        """
        given = {"add": add, "drop": drop, "without": without}
        changed = apply(self.solved, add, drop, without)
        effects = [effect(self.solved, changed, question) for question in questions]
        differences = [] if questions else compared(self.solved.picture(False), changed.picture(False))
        return self._finding(
            lambda report: report.whatif_object(given, differences, effects),
            ChangeReport.whatif_lines,
            ChangeReport,
        )

    def how(self, question: str, party: str | None = None) -> Finding:
        """Find the smallest changes that make a question yes; `party` says whose acts may be changed.

        Raises:
            InputError: if the question is ill-formed.
        """
        return self._remedied(question, True, party)

    def avoid(self, question: str, party: str | None = None) -> Finding:
        """Find the smallest changes that stop it; `party` says whose acts may be changed.

        Raises:
            InputError: if the question is ill-formed.
        """
        return self._remedied(question, False, party)

    @_alone
    def _remedied(self, question: str, wanted: bool, party: str | None) -> Finding:
        ways = remedies(self.solved, question, wanted, party)
        return self._finding(
            lambda report: report.remedies_object(question, ways),
            ChangeReport.remedies_lines,
            ChangeReport,
        )

    @_alone
    def exposure(self, party: str) -> Finding:
        """Tell what may come upon a party, at best and at worst.

        Raises:
            InputError: if there is no such party.
        """
        exposed = exposure(self.solved, party)
        return self._finding(
            lambda report: report.exposure_object(exposed),
            ChangeReport.exposure_lines,
            ChangeReport,
        )

    def _finding(
        self,
        make: Callable[[R], dict[str, Any]],
        lines: Callable[[R, dict[str, Any]], Iterable[str]],
        report: Callable[[Case, str], R],
    ) -> Finding:
        return Finding(
            lambda lang: make(report(self.solved, lang)), lambda lang, answer: lines(report(self.solved, lang), answer)
        )

    @_alone
    def text(self, lang: str = "en", everything: bool = False) -> str:
        """The whole picture in words."""
        return shown_lines(TextReport(self.solved, lang, everything).picture(self.solved.picture()))

    @_alone
    def html(self, lang: str = "en") -> str:
        """The whole picture as a piece of HTML; `report` makes a page of it."""
        return fragment("case", {"report": case_report(self.solved, lang), "words": words(lang).pages})

    @_alone
    def report(self, lang: str = "en") -> str:
        """The report on the case as one page, which loads nothing.

        Raises:
            InputError: if the extra that pages need is not installed.
        """
        return case_page(self.solved, lang)

    @_alone
    def graph(self, *questions: str) -> CaseGraph:
        """The proofs of some questions, or of the whole picture, as a graph.

        Raises:
            InputError: if a question is ill-formed, or networkx is not installed.
        """
        return CaseGraph(self.solved, questions)

    def frame(self, lang: str = "en") -> pandas.DataFrame:
        """The whole picture as a table, a row an entry.

        Raises:
            InputError: if pandas is not installed.
        """
        return frame(picture_rows(self.to_dict(lang), LISTS))

    @_alone
    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The whole picture as `obligor ask --format json` gives it."""
        return case_object(self.solved, self.solved.picture(summary=False), [], lang)
