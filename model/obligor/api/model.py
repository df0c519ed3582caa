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
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..agreement import package as packages
from ..agreement.package import Agreement
from ..agreement.register import Unit
from ..bulk.judge import Judge
from ..bulk.rows import rows_of
from ..core.plain_text import shown_lines
from ..reports.clause_listing import clause_lines, unit_object
from ..reports.display import Shown
from ..reports.frames import frame, records
from ..reports.html_pages import fragment
from ..scenario.files import read_scenarios, select
from ..scenario.readings import PREFERRED
from ..scenario.standing import LEVELS
from ..scenario.yaml_format import read_yaml
from ..solving.engine import engine_of
from ..suites.expectations import check_all
from .builder import ScenarioBuilder, ScenarioWords
from .case import OpenCase
from .documents import CheckedExpectations
from .graphs import NormGraph

if TYPE_CHECKING:
    import pandas


class BatchResult(NamedTuple):
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
        self.engine = engine_of(agreement)

    def __repr__(self) -> str:
        return f"<agreement {self.agreement.name}: {len(self.agreement.units)} units>"

    def text(self, lang: str = "en") -> str:
        """What there is: the agreement's name, and units and norms by chapter."""
        title = self.agreement.vocabulary.title[lang]
        return shown_lines([title, *("  ".join(map(str, row)) for row in self._chapters(lang))])

    def html(self, lang: str = "en") -> str:
        """The same as a table."""
        return fragment("table", ((self.agreement.vocabulary.title[lang], "", "", ""), self._chapters(lang)))

    def _chapters(self, lang: str) -> list[tuple[str, str, int, int]]:
        """Chapters with what they are about, and how many units and norms they have."""
        by_chapter: dict[str, list[Unit]] = {}
        for unit in self.agreement.units.values():
            by_chapter.setdefault(unit.unit.split(".")[0], []).append(unit)
        titles = self.agreement.vocabulary.chapters
        return [
            (
                chapter,
                titles[chapter][lang] if chapter in titles else "",
                len(units),
                sum(unit.creates_norm for unit in units),
            )
            for chapter, units in by_chapter.items()
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
    def words(self) -> ScenarioWords:
        """Every word that scenarios use, as attributes that an editor completes."""
        return ScenarioWords(self.agreement.vocabulary)

    def scenario(self, sentence: str, as_of: str | date, id: str = "1") -> ScenarioBuilder[OpenCase]:
        """Begin a scenario that is put together in Python (see `builder`)."""
        return ScenarioBuilder(self, sentence, as_of, id)

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

    def batch(self, table: Any, *questions: str, reading: str = PREFERRED, standing: str = LEVELS[0]) -> BatchResult:
        """Judge many scenarios at once, in this process; `obligor batch` does so from file to file.

        Args:
            table: mappings in the shape of the scenario files, or a table of pandas, Polars or Arrow whose columns are
                their keys.
            questions: what to ask of each; the whole picture if none.
            reading: which readings count: `preferred`, `earnest` or `all`.
            standing: the least with which events and losses count, such as `proven`.

        Raises:
            InputError: if pandas is not installed; what is wrong with a row is told of that row.
        """
        rows = list(rows_of(records(table), "row", self.agreement))
        judge = Judge(self.agreement, questions, reading, threads=os.cpu_count() or 1, standing=standing)
        judged = judge.judge(rows, "row")
        entries = (json.loads(line) for lines in judged.verdicts for line in lines.split("\n"))
        return BatchResult(frame(entries), frame(judged.rejected))

    def test(self, path: str | Path) -> CheckedExpectations:
        """Check every `expect:` of a scenario file, as `obligor test` does.

        Raises:
            InputError: if the file is ill-formed.
        """
        scenarios = read_scenarios(Path(path), self.agreement)
        return CheckedExpectations(list(check_all(self.engine, scenarios)))

    def clause(self, id_: str, lang: str = "en") -> str:
        """What a clause or unit says, in our words."""
        return shown_lines(clause_lines(self.units(id_), lang, readings=False))

    def units(self, id_: str) -> list[Unit]:
        """The units that a clause id covers, in the order of the text."""
        return self.agreement.covered(id_)


def load(name_or_path: str | Path) -> Model:
    """Load an agreement by the name of an installed one, or by its folder: a `Path`, or a string with a separator.

    Raises:
        InputError: if there is none; ModelError: if it is ill-formed.
    """
    return Model(packages.load(name_or_path))
