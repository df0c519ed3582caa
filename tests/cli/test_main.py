"""The program as a whole: usage, version, what is loaded, how output is written."""

from __future__ import annotations

import subprocess
import sys

import pytest

from obligor import __version__
from tests.support import BREACH, leak


def test_the_version_is_told(obligor):
    run = obligor("--version")
    assert (run.status, run.out.strip()) == (0, f"obligor {__version__}")


@pytest.mark.parametrize("argv", [[], ["aks"], ["ask"], ["check"], ["test"], ["new"], ["new", "a", "b"], ["--bogus"]])
def test_wrong_usage_is_told(obligor, argv):
    run = obligor(*argv)
    assert (run.status, run.out) == (2, "")
    assert "usage: obligor" in run.err


IMPORTED = """
import io, sys
from contextlib import redirect_stdout
from obligor.cli.main import main
argv = sys.argv[1:]
with redirect_stdout(io.StringIO()):
    try:
        status = main(argv)
    except SystemExit as end:
        status = end.code
assert not status, status
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def imported(*argv: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", IMPORTED, *argv], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["ask", "--help"], ["test", "--help"], ["new", "--help"]])
def test_help_loads_no_solver(argv):
    assert not imported(*argv) & {"clingo", "networkx", "yaml"}


@pytest.mark.parametrize("format_", ["text", "json"])
def test_an_answer_loads_the_solver_and_nothing_heavy(write, format_):
    modules = imported("ask", write(leak()), BREACH, "--format", format_)
    assert "clingo" in modules
    assert not modules & {"networkx", "jinja2", "pydantic", "jsonschema", "chinese_calendar", "duckdb"}


def test_it_runs_as_a_module_from_any_folder(write, tmp_path):
    write(leak())
    command = [sys.executable, "-m", "obligor", "ask", "case.yaml", BREACH]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert "8.2.1.2[a]" in run.stdout.decode()


def test_chinese_is_written_as_utf_8_whatever_the_locale(write):
    command = [sys.executable, "-m", "obligor", "ask", write(leak()), "--lang", "zh"]
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = subprocess.run(command, env=env, capture_output=True, check=True)
    assert "违约" in run.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_failure(write):
    command = [sys.executable, "-m", "obligor", "vocabulary"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
