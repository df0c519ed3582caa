"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import re
import shlex

import pytest

from obligor.cli.main import main
from tests.support import FACTS, ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_answer_shown_is_the_answer_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(r"```text\n(A company.*?)```", README, re.DOTALL)
    assert shown
    assert main(["ask", "facts/start/leak.yaml"]) == 0
    assert capsys.readouterr().out == shown[1]


def test_the_commands_shown_say_what_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.findall(r"^\$ obligor (.*)\n((?:(?!\$|```).*\n)*)", README, re.MULTILINE)
    assert len(shown) >= 2
    for command, output in shown:
        assert main(shlex.split(command)) == 0
        assert capsys.readouterr().out == output, command


def test_the_scenario_shown_is_in_the_file() -> None:
    shown = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert shown
    file = (FACTS / "start/leak.yaml").read_text("utf-8")
    assert all(line in file for line in shown[1].splitlines())


def test_the_python_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0


def test_files_named_are_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target
