"""What the pages show is what happens."""

from __future__ import annotations

import doctest
import re
import sys

import pytest

from obligor.agreement.package import Agreement
from obligor.cli.main import main
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine
from obligor.suites.expectations import check_all
from tests.support import FACTS, ROOT

sys.path.insert(0, str(ROOT / "tests" / "tools"))

from fill_documents import PAGES, SHOWN, run  # type: ignore[import-not-found]
from make_facts_readme import written  # type: ignore[import-not-found]

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [(page, *shown.groups()) for page in PAGES for shown in SHOWN.finditer((ROOT / page).read_text("utf-8"))]


def test_the_answer_shown_is_the_answer_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(r"```text\n(A company.*?)```", README, re.DOTALL)
    assert shown
    assert main(["ask", "facts/start/leak.yaml"]) == 0
    assert capsys.readouterr().out == shown[1]


@pytest.mark.parametrize(
    ("page", "command", "output"), COMMANDS, ids=[f"{page} {command}" for page, command, _ in COMMANDS]
)
def test_the_commands_shown_say_what_is_shown(
    page: str, command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(command) == output, "run tests/tools/fill_documents.py"


def test_the_scenario_shown_is_in_the_file() -> None:
    shown = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert shown
    file = (FACTS / "start/leak.yaml").read_text("utf-8")
    assert all(line in file for line in shown[1].splitlines())


def test_the_scenario_of_the_page_for_writers_holds_what_it_expects(wecom: Agreement, tmp_path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", (FACTS / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown
    path = tmp_path / "case.yaml"
    path.write_text(shown[1], "utf-8")
    outcomes = list(check_all(Engine(wecom), read_scenarios(path, wecom)))
    assert outcomes
    assert not [outcome.failures for outcome in outcomes if outcome.failures]


def test_what_is_generated_is_up_to_date(wecom: Agreement) -> None:
    text = (FACTS / "README.md").read_text("utf-8")
    assert written(text, wecom) == text, "run tests/tools/make_facts_readme.py"


def test_the_python_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_files_named_are_there(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / page).read_text("utf-8")):
        assert ((ROOT / page).parent / target).exists(), target


def test_modules_named_are_there() -> None:
    """The page for contributors names modules as `room/module.py`."""
    text = (ROOT / "model" / "README.md").read_text("utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", text)
    assert len(named) > 15
    for name in named:
        assert any((folder / name).exists() for folder in (ROOT / "model" / "obligor", ROOT)), name
