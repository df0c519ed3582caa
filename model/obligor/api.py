"""The Python API: load an agreement, open scenarios, ask them. What scripts and notebooks use.

>>> import obligor
>>> wecom = obligor.load("wecom")
>>> case = wecom.parse('''
... scenario: A company decompiles the software
... as_of: 2026-03-20
... parties: {acme: enterprise}
... events: {look: {on: 2026-03-01, by: acme, act: decompile}}
... ''')
>>> case.ask("breach(acme, look)")
breach(acme, look): yes [8.2.1.2[a]]
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from . import agreement as packages
from .agreement import Agreement, Unit
from .answers import Answer
from .api_graphs import CaseGraph, NormGraph
from .api_told import Checked, Told
from .builder import Builder, Words
from .bulk_judge import Judge
from .bulk_rows import rows_of
from .case import Case, Engine
from .changes import apply, compared, effect
from .expectations import check_all
from .exposure import exposure
from .files import read_scenarios, select
from .limits import ask_within
from .listing import clause_lines, unit_object
from .reasons import why, whynot
from .records import record
from .remedies import remedies
from .report_case import case_report
from .report_changes import ChangeReport
from .report_json import LISTS, answer_object, case_object
from .report_page import case_page, fragment
from .report_reasons import ReasonReport
from .report_text import TextReport
from .scenario import Scenario
from .scenario_yaml import read_yaml
from .shown import Document, Shown
from .tables import frame, picture_rows, records
from .wording import PAGES

if TYPE_CHECKING:
    import pandas

R = TypeVar("R")
P = ParamSpec("P")


def _alone(method: Callable[Concatenate[OpenCase, P], R]) -> Callable[Concatenate[OpenCase, P], R]:
    """Let threads that share a case take turns: what one asks may have it grounded anew."""

    @wraps(method)
    def taking_turns(self: OpenCase, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._turn:
            return method(self, *args, **kwargs)

    return cast("Callable[Concatenate[OpenCase, P], R]", taking_turns)


class AskedAnswer(Document):
    """One answer: its verdict and everything that it rests on (see `case.Answer`), readable in a notebook.

    Attributes:
        verdict: yes, may, depends, open, gap or no.
        preferred: the verdict when every ambiguous unit is read as preferred.
        units: the units that carry it, such as `8.5.3[a]`.
        hinges_on: unknown facts and judgements whose flip alone changes the verdict, as texts.
    """

    def __init__(self, case: OpenCase, answer: Answer) -> None:
        self._case, self._answer = case, answer
        self.question, self.verdict, self.preferred = answer.question, answer.verdict, answer.preferred
        self.units = answer.units
        self.hinges_on = tuple(self.to_dict()["hinges_on"])

    def __repr__(self) -> str:
        units = f" [{', '.join(self.units)}]" if self.units else ""
        return f"{self.question}: {self.verdict}{units}"

    def text(self, lang: str = "en") -> str:
        """The answer in words; `lang` is "en" or "zh"."""
        return "\n".join(TextReport(self._case.solved, lang).answer(self._answer))

    def html(self, lang: str = "en") -> str:
        """The answer as a piece of HTML."""
        report = TextReport(self._case.solved, lang)
        lines = [line.strip() for line in self.text(lang).split("\n")[2:]]
        return fragment("answer", {**self.to_dict(lang), "said": report.verdict(self.verdict), "lines": lines})

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The answer as `obligor ask --format json` gives it."""
        return answer_object(self._answer, TextReport(self._case.solved, lang).speaker)


class OpenCase(Document):
    """A scenario under its agreement, ready to be asked; threads may share it, and take turns then.

    Attributes:
        scenario: the scenario (see `scenario.Scenario`).
        solved: the case behind it (see `case.Case`).
    """

    def __init__(self, model: Model, scenario: Scenario) -> None:
        self.model, self.scenario = model, scenario
        self.solved: Case = model.engine.case(scenario)
        self._turn = RLock()

    def __repr__(self) -> str:
        return f"<case {self.scenario.id}: {self.scenario.sentence}>"

    @property
    def variants(self) -> list[OpenCase]:
        """The scenario's variants as cases."""
        return [OpenCase(self.model, variant) for variant in self.scenario.variants]

    @_alone
    def ask(self, question: str) -> AskedAnswer:
        """Answer a question such as `liable(acme, _, leak)`.

        Raises:
            InputError: if it is ill-formed or names what is not in the case.
        """
        return AskedAnswer(self, self.solved.ask(question)[0])

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
        return ask_within(whole, str(self.model.agreement.folder), questions, seconds, megabytes)

    @_alone
    def why(self, question: str) -> Told:
        """Prove an answer.

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
        found = why(self.solved, question)
        return self._told(
            lambda report: report.why_object(found), lambda report, one: report.why_lines(one), ReasonReport
        )

    @_alone
    def whynot(self, question: str) -> Told:
        """Tell what comes nearest to a yes, and what it lacks.

        Raises:
            InputError: if the question is ill-formed.
        """
        found = whynot(self.solved, question)
        return self._told(
            lambda report: report.whynot_object(found), lambda report, one: report.whynot_lines(one), ReasonReport
        )

    @_alone
    def whatif(
        self, *questions: str, add: Sequence[str] = (), drop: Sequence[str] = (), without: Sequence[str] = ()
    ) -> Told:
        """Tell what changed facts, or clauses left out of account, do to some questions or to the whole picture.

        Raises:
            InputError: if a change or a question is ill-formed.
        """
        given = {"add": add, "drop": drop, "without": without}
        changed = apply(self.solved, add, drop, without)
        effects = [effect(self.solved, changed, question) for question in questions]
        listed = [] if questions else compared(self.solved.picture(False), changed.picture(False))
        return self._told(
            lambda report: report.whatif_object(given, listed, effects),
            lambda report, one: report.whatif_lines(one),
            ChangeReport,
        )

    def how(self, question: str, party: str | None = None) -> Told:
        """Find the smallest changes that make a question yes; `party` says whose acts may be changed.

        Raises:
            InputError: if the question is ill-formed.
        """
        return self._remedied(question, True, party)

    def avoid(self, question: str, party: str | None = None) -> Told:
        """Find the smallest changes that stop it; `party` says whose acts may be changed.

        Raises:
            InputError: if the question is ill-formed.
        """
        return self._remedied(question, False, party)

    @_alone
    def _remedied(self, question: str, wanted: bool, party: str | None) -> Told:
        found = remedies(self.solved, question, wanted, party)
        return self._told(
            lambda report: report.remedies_object(question, found),
            lambda report, one: report.remedies_lines(one),
            ChangeReport,
        )

    @_alone
    def exposure(self, party: str) -> Told:
        """Tell what may come upon a party, at best and at worst.

        Raises:
            InputError: if there is no such party.
        """
        found = exposure(self.solved, party)
        return self._told(
            lambda report: report.exposure_object(found), lambda report, one: report.exposure_lines(one), ChangeReport
        )

    def _told(
        self,
        make: Callable[[R], dict[str, Any]],
        lines: Callable[[R, dict[str, Any]], Iterable[str]],
        report: Callable[[Case, str], R],
    ) -> Told:
        return Told(
            lambda lang: make(report(self.solved, lang)), lambda lang, one: lines(report(self.solved, lang), one)
        )

    @_alone
    def text(self, lang: str = "en", everything: bool = False) -> str:
        """The whole picture in words."""
        return "\n".join(TextReport(self.solved, lang, everything).picture(self.solved.picture()))

    @_alone
    def html(self, lang: str = "en") -> str:
        """The whole picture as a piece of HTML; `report` makes a page of it."""
        return fragment("case", {"report": case_report(self.solved, lang), "words": PAGES[lang]})

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


class Batch(NamedTuple):
    """What came of many scenarios: a table of verdicts, and one of rejected rows with the reason."""

    verdicts: pandas.DataFrame
    rejected: pandas.DataFrame


class Model(Shown):
    """An agreement, loaded once and asked often.

    Attributes:
        agreement: the package (see `agreement.Agreement`).
    """

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.engine = Engine(agreement)

    def __repr__(self) -> str:
        return f"<agreement {self.agreement.name}: {len(self.agreement.units)} units>"

    def text(self, lang: str = "en") -> str:
        """What there is: the agreement's name, and units and norms by chapter."""
        title = self.agreement.vocabulary.agreement[lang]
        return "\n".join([title, *("  ".join(map(str, row)) for row in self._chapters(lang))])

    def html(self, lang: str = "en") -> str:
        """The same as a table."""
        return fragment("table", ((self.agreement.vocabulary.agreement[lang], "", "", ""), self._chapters(lang)))

    def _chapters(self, lang: str) -> list[tuple[str, str, int, int]]:
        """Chapters with what they are about, and how many units and norms they have."""
        found: dict[str, list[Unit]] = {}
        for unit in self.agreement.units.values():
            found.setdefault(unit.unit.split(".")[0], []).append(unit)
        titles = self.agreement.vocabulary.chapters
        return [
            (chapter, titles.get(chapter, {}).get(lang, ""), len(units), sum(unit.creates_norm for unit in units))
            for chapter, units in found.items()
        ]

    @cached_property
    def norms(self) -> NormGraph:
        """The norm graph.

        Raises:
            InputError: if networkx is not installed.
        """
        return NormGraph(self.agreement)

    def frame(self) -> pandas.DataFrame:
        """The register as a table, a row a unit.

        Raises:
            InputError: if pandas is not installed.
        """
        return frame(map(unit_object, self.agreement.units.values()))

    @cached_property
    def words(self) -> Words:
        """Every word that scenarios use, as attributes that an editor completes."""
        return Words(self.agreement.vocabulary)

    def scenario(self, sentence: str, as_of: str | date, id: str = "1") -> Builder[OpenCase]:
        """Begin a scenario that is put together in Python (see `builder`)."""
        return Builder(self, sentence, as_of, id)

    def parse(self, text: str, name: str = "scenario") -> OpenCase:
        """Open the first scenario of a YAML text; `name` stands for the file in errors.

        Raises:
            InputError: with every defect of the text.
        """
        return OpenCase(self, read_yaml(text, name, self.agreement)[0])

    def open(self, path: str | Path, address: str = "1") -> OpenCase:
        """Open a scenario of a file (`.yaml` or `.lp`) by its id or number, `ID/N` for its Nth variant.

        Raises:
            InputError: if the file is ill-formed or holds no such scenario.
        """
        return OpenCase(self, select(read_scenarios(Path(path), self.agreement), address, str(path))[0])

    def open_all(self, path: str | Path) -> list[OpenCase]:
        """Open every scenario of a file.

        Raises:
            InputError: if the file is ill-formed.
        """
        return [OpenCase(self, scenario) for scenario in read_scenarios(Path(path), self.agreement)]

    def batch(self, table: Any, *questions: str, reading: str = "preferred") -> Batch:
        """Judge many scenarios at once, in this process; `obligor batch` does so from file to file.

        Args:
            table: mappings in the shape of the scenario files, or a table of pandas, Polars or Arrow whose columns are
                their keys.
            questions: what to ask of each; the whole picture if none.
            reading: `preferred`, or `all` for the verdict under every reading.

        Raises:
            InputError: if pandas is not installed; what is wrong with a row is told of that row.
        """
        rows = list(rows_of(records(table), "row", self.agreement))
        found = Judge(self.agreement, questions, reading, threads=os.cpu_count() or 1).judge(rows, "row")
        verdicts = (json.loads(line) for text in found.verdicts for line in text.split("\n"))
        return Batch(frame(verdicts), frame(found.rejected))

    def test(self, path: str | Path) -> Checked:
        """Check every `expect:` of a scenario file, as `obligor test` does.

        Raises:
            InputError: if the file is ill-formed.
        """
        scenarios = read_scenarios(Path(path), self.agreement)
        return Checked(list(check_all(self.engine, scenarios)))

    def clause(self, id_: str, lang: str = "en") -> str:
        """What a clause or unit says, in our words."""
        return "\n".join(clause_lines(self.units(id_), lang, readings=False))

    def units(self, id_: str) -> list[Unit]:
        """The units that a clause id covers, in the order of the text."""
        return self.agreement.covered(id_)


def load(name_or_path: str) -> Model:
    """Load an agreement by name or by the path of its folder.

    Raises:
        InputError: if there is none; ModelError: if it is ill-formed.
    """
    return Model(packages.load(name_or_path))
