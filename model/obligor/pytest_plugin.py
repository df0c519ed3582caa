"""Scenario files as tests of pytest: `pytest facts/` collects every `expect:` of every scenario.

A file is one if it is YAML with a `scenario:` in it. Each expectation is an item, named by the scenario's sentence and
the question, at its line; the scenario's `tags` are its markers. The expectations of a file are checked in common when
the first of them runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .agreement.installed import DEFAULT_AGREEMENT, is_path
from .core.errors import InputError, ObligorError
from .core.plain_text import shown_lines, visible
from .core.text_files import open_plain
from .wording.words import languages

if TYPE_CHECKING:
    from .scenario.scenario import Expectation, Scenario
    from .solving.engine import Engine
    from .suites.expectations import Outcome

_SCENARIO = re.compile(r"^scenario\s*:", re.MULTILINE)
_READ = 1_000_000
"""Bytes of a file in which `scenario:` is looked for."""
_FIRED = "obligor_units"
_engines = pytest.StashKey[dict[str, "Engine"]]()


class Mismatch(Exception):
    """An expectation that does not hold; its text is the whole report."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's options."""
    group = parser.getgroup("obligor", "scenarios as tests")
    group.addoption("--obligor-agreement", metavar="NAME|PATH", help="the agreement (default: the file's, or wecom)")
    group.addoption("--obligor-lang", choices=languages(), default="en", help="the language of reports")
    group.addoption("--obligor-coverage", action="store_true", help="name the units that no scenario made fire")
    parser.addini("obligor_files", "patterns of scenario files", type="args", default=["*.yaml", "*.yml"])


def pytest_configure(config: pytest.Config) -> None:
    """Set up what a run shares."""
    config.stash[_engines] = {}
    if config.getoption("--obligor-coverage"):
        config.pluginmanager.register(Coverage(config.getoption("--obligor-agreement") or DEFAULT_AGREEMENT))


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say where the rules come from, where that is no installed agreement."""
    given = config.getoption("--obligor-agreement")
    return visible(f"obligor: rules from {given}") if given and is_path(given) else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Collect a file that holds scenarios."""
    wanted = parent.config.getini("obligor_files")
    if not any(file_path.match(pattern) for pattern in wanted):
        return None
    try:
        with open_plain(file_path) as file:
            begun = file.read(_READ).decode("utf-8", "replace")
    except InputError:  # a pipe, for example, holds no scenarios
        return None
    return ScenarioFile.from_parent(parent, path=file_path) if _SCENARIO.search(begun) else None


class ScenarioFile(pytest.File):
    """A file of scenarios."""

    _outcomes: dict[Any, Outcome] | None = None

    @property
    def engine(self) -> Engine:
        """The agreement's programs, made once a run."""
        from .agreement.package import load
        from .scenario.files import named_agreement
        from .solving.engine import engine_of

        name = self.config.getoption("--obligor-agreement") or named_agreement(str(self.path))[0] or DEFAULT_AGREEMENT
        engines = self.config.stash[_engines]
        if name not in engines:
            engines[name] = engine_of(load(name))
        return engines[name]

    def scenarios(self) -> list[Scenario]:
        """The file's scenarios and their variants."""
        from .scenario.files import read_scenarios

        read = read_scenarios(self.path, self.engine.agreement)
        return [one for scenario in read for one in (scenario, *scenario.variants)]

    def collect(self) -> Iterator[ExpectationItem | SilentItem]:
        """Yield an item for each expectation."""
        seen: dict[str, int] = {}
        some = False
        for scenario in self.scenarios():
            for expectation in scenario.expect:
                some = True
                name = visible(f"{scenario.sentence}: {expectation.ask}")
                seen[name] = seen.get(name, 0) + 1
                number = f" ({seen[name]})" if seen[name] > 1 else ""
                yield ExpectationItem.from_parent(self, name=name + number, scenario=scenario, expectation=expectation)
        if not some:
            yield SilentItem.from_parent(self, name="expects nothing")

    def outcome(self, expectation: Expectation) -> Outcome:
        """What came of an expectation; all of the file are checked when the first is asked for."""
        if self._outcomes is None:
            from .suites.expectations import check_all

            scenarios = [one._replace(variants=()) for one in self.scenarios()]
            self._outcomes = {o.expectation: o for o in check_all(self.engine, scenarios)}
        return self._outcomes[expectation]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A file that is ill-formed is told with every mistake and its line, without a traceback."""
        if isinstance(excinfo.value, ObligorError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class SilentItem(pytest.Item):
    """Stands for a file that expects nothing, so that it is not passed over in silence."""

    def runtest(self) -> None:
        """Say so."""
        raise pytest.skip.Exception("no scenario in it expects anything; add `expect:`", _use_item_location=True)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, 0, self.name


class ExpectationItem(pytest.Item):
    """An expectation."""

    def __init__(self, *, scenario: Scenario, expectation: Expectation, **more: Any) -> None:
        super().__init__(**more)
        self.scenario, self.expectation = scenario, expectation
        for tag in scenario.tags:
            self.config.addinivalue_line("markers", f"{tag}: a tag of scenarios")
            self.add_marker(tag)

    @property
    def file(self) -> ScenarioFile:
        """The file it stands in."""
        assert isinstance(self.parent, ScenarioFile)
        return self.parent

    def runtest(self) -> None:
        """Check it."""
        outcome = self.file.outcome(self.expectation)
        if outcome.answer is not None:
            self.user_properties.append((_FIRED, list(outcome.answer.units)))
        if outcome.failures:
            raise Mismatch(shown_lines(self._report(outcome)))

    def _report(self, outcome: Outcome) -> Iterator[str]:
        """What was asked, expected and found, what decides it, and the proof, or what is lacking."""
        from .reasoning.why import why
        from .reasoning.why_not import whynot
        from .reports.answers_text import TextReport
        from .reports.reasons_report import ReasonReport

        expected, lang = self.expectation, self.config.getoption("--obligor-lang")
        yield f"{expected.place}: {outcome.scenario.sentence}"
        yield f"  asked     {expected.ask}"
        yield f"  expected  {expected.verdict or 'to be refused'}"
        if outcome.answer is None:
            yield from (f"  {line}" for line in outcome.failures)
            return
        units = f" [{', '.join(outcome.answer.units)}]" if outcome.answer.units else ""
        yield f"  found     {outcome.answer.verdict}{units}"
        yield from (f"  differs   {line}" for line in outcome.failures)
        case = self.file.engine.case(outcome.scenario)
        (answer,) = case.ask(expected.ask)
        yield from (f"  {line}" for line in TextReport(case, lang).turning(answer))
        for one in answer.deciding:
            facts = "; ".join(fact.show() for fact in one.facts)
            yield f"  decided   {one.verdict} if {facts}"
        report = ReasonReport(case, lang)
        found = why(case, expected.ask)
        if found.proofs:
            yield from _cut(report.why_lines(report.why_object(found)))
        else:
            yield from _cut(report.whynot_lines(report.whynot_object(whynot(case, expected.ask))))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What differs is told in words; a traceback into the engine would say nothing."""
        if isinstance(excinfo.value, (Mismatch, ObligorError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands: the line of the expectation."""
        return self.path, self.expectation.place.line - 1, self.name


LINES = 40
"""Lines of a proof that a failure shows."""


def _cut(lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)[2:]
    yield from told[:LINES]
    if len(told) > LINES:
        yield f"  … {len(told) - LINES} more lines; `obligor why` shows them all"


class Coverage:
    """Notes the units that fire in a run, and names the others at its end."""

    def __init__(self, agreement: str) -> None:
        self.agreement = agreement
        self.fired: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of what fired; in a distributed run the reports bring it from the workers."""
        if report.when == "call":
            for key, value in report.user_properties:
                if key == _FIRED and isinstance(value, list):
                    self.fired.update(map(str, value))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Name the units that no scenario of the run made fire."""
        from .agreement.package import load

        norms = [unit for unit in load(self.agreement).units.values() if unit.creates_norm]
        left = [unit for unit in norms if unit.unit not in self.fired]
        terminalreporter.section("obligor coverage")
        terminalreporter.line(f"{len(norms) - len(left)} of {len(norms)} units fired")
        for unit in left:
            terminalreporter.line(visible(f"  {unit.unit}  {unit.gloss('en')}"))
