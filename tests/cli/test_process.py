"""The command line as a process: whatever its streams, its environment and its user do, it ends in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.processes import busy, session
from tests.support import LEAK, until

OBLIGOR = [sys.executable, "-m", "obligor"]
PIPES: dict[str, Any] = {"capture_output": True, "text": True, "encoding": "utf-8", "check": False}
FULL = Path("/dev/full")
ASKED = ["ask", LEAK, "breach(acme, look)"]
COMMANDS = {
    "ask": ["ask", LEAK], "why": ["why", LEAK, "breach(acme, look)"], "whynot": ["whynot", LEAK, "breach(li, look)"],
    "how": ["how", f"{LEAK}#leak/2", "breach(acme, look)"], "exposure": ["exposure", LEAK, "acme"],
    "whatif": ["whatif", LEAK, "--without", "8.2.1.2"], "check": ["check", LEAK], "test": ["test", LEAK],
    "clauses": ["clauses"], "vocabulary": ["vocabulary"], "schema": ["schema", "answer"], "graph": ["graph", LEAK],
    "help": ["--help"], "version": ["--version"], "lint": ["lint"], "limits": ["ask", LEAK, "--time-limit", "100"],
}  # fmt: skip
SHORT = ("ask", "test", "help", "limits", "check")
every_command = pytest.mark.parametrize(
    "command", [pytest.param(c, id=n, marks=[pytest.mark.long] * (n not in SHORT)) for n, c in COMMANDS.items()]
)


@every_command
def test_a_full_disk_is_no_failed_expectation(command: list[str]) -> None:
    if not FULL.exists():
        pytest.skip("this system has no full device")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with FULL.open("w") as full:
        done = subprocess.run(
            [*OBLIGOR, *command], stdout=full, stderr=subprocess.PIPE, text=True, env=env, check=False
        )
    assert (done.returncode, done.stderr) == (2, "stdout: cannot be read or written: No space left on device\n")


@every_command
def test_a_closed_stdout_is_told(command: list[str]) -> None:
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *OBLIGOR, *command]
    done = subprocess.run(shell, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "stdout is closed: send it to a file\n")


@every_command
def test_nobody_reads_any_more(command: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*OBLIGOR, *command], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("question", ["breach(acme, look)", "no(question)"])
def test_a_closed_stderr_changes_nothing(question: str) -> None:
    """What goes wrong is not said on stdout instead."""
    plain = subprocess.run([*OBLIGOR, "ask", LEAK, question], **PIPES)
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *OBLIGOR, "ask", LEAK, question]
    done = subprocess.run(shell, **PIPES)
    assert (done.returncode, done.stdout, done.stderr) == (plain.returncode, plain.stdout, "")


def test_a_closed_stdin_is_told() -> None:
    done = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", *OBLIGOR, "ask", "-"], **PIPES)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("-: cannot be read: ")


@pytest.mark.long
@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": None}, {"HOME": "/nonexistent"}, {"HOME": ""}, {"TMPDIR": "/nonexistent"}, {"TMPDIR": "/proc"},
        {"HOME": None, "TMPDIR": None, "PATH": None, "LANG": None}, {"XDG_CACHE_HOME": "/proc"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}, {"LANG": "xx_XX.none"},
        {"OBLIGOR_CHILD": "not a number"}, {"OBLIGOR_CHILD": "25"}, {"COLUMNS": "0"}, {"PYTHONWARNINGS": "error"},
        {"PYTHONOPTIMIZE": "2"}, {"PYTHONDONTWRITEBYTECODE": "1"}, {"NO_COLOR": "1", "TERM": "dumb"},
        {"TZ": "Nowhere/At"},
    ],
    ids=lambda environment: ",".join(f"{name}={value}" for name, value in environment.items()),
)  # fmt: skip
def test_the_environment_changes_nothing(environment: dict[str, str | None]) -> None:
    changed = {**os.environ, **environment}
    kept = {name: value for name, value in changed.items() if value is not None}
    plain = subprocess.run([*OBLIGOR, *ASKED, "--lang", "zh"], **PIPES)
    done = subprocess.run([*OBLIGOR, *ASKED, "--lang", "zh"], env=kept, **PIPES)
    assert (done.returncode, done.stdout, done.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert plain.returncode == 0


@pytest.mark.parametrize("value", ["not a number", "0", "4000", ""])
def test_no_variable_lifts_a_limit(value: str, heavy: str) -> None:
    """What tells a child that it is one is nothing that its surroundings could say."""
    command = [*OBLIGOR, "ask", heavy, "--time-limit", "1"]
    done = subprocess.run(command, env={**os.environ, "OBLIGOR_CHILD": value}, **PIPES)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "stopped after 1 s, the time that was allowed; nothing was answered\n"


@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME", "TMPDIR"])
def test_a_graph_needs_no_place_of_its_own(name: str) -> None:
    asked = [*OBLIGOR, "graph", "--ask", "sets_off(8.2.1.2)"]
    done = subprocess.run(asked, env={**os.environ, name: "/nonexistent"}, **PIPES)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = ["sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"', str(gone), *OBLIGOR, *ASKED]
    done = subprocess.run(shell, **PIPES)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
@pytest.mark.parametrize("limits", [[], ["--time-limit", "1000"], ["--memory-limit", "4000"]], ids=str)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_what_grounds_is_ended_by_a_signal(heavy: str, limits: list[str], number: int) -> None:
    """Grounding heeds nothing; yet whoever asks for the end gets it, with one sentence, and nothing stays."""
    with started("ask", heavy, *limits) as process:
        until(lambda: busy(process.pid) > 1)
        os.killpg(process.pid, number)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (128 + number, "", "stopped; nothing was answered\n")
    until(lambda: not session(process.pid))


def test_a_child_ends_with_a_parent_that_was_killed(heavy: str) -> None:
    with started("ask", heavy, "--time-limit", "1000") as process:
        until(lambda: len(session(process.pid)) == 2)
        process.kill()
        process.communicate()
    until(lambda: not session(process.pid))


def test_a_batch_that_hits_its_limit_leaves_no_worker(tmp_path: Path) -> None:
    from tests.bulk.made_rows import made, written

    source, output = written(tmp_path / "in.jsonl", made(60)), tmp_path / "out.jsonl"
    command = ["batch", str(source), str(output), "--rows", "2", "--engine", "clingo", "--resume"]
    with started(*command, "--time-limit", "0.5") as process:
        assert process.wait() == 3
        assert process.stderr is not None
        assert "stopped after 0.5 s" in process.stderr.read()
        until(lambda: not session(process.pid))
    assert subprocess.run([*OBLIGOR, *command], **PIPES).returncode == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_defect_is_told_apart(tmp_path: Path) -> None:
    """It is no failed expectation and no wrong input."""
    text = "from obligor.cli.process import run; run(lambda: 1 // 0)"
    done = subprocess.run([sys.executable, "-c", text], **PIPES)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.endswith("ZeroDivisionError: integer division or modulo by zero\n" + DEFECT)


DEFECT = "this is a defect of Obligor, not of your input\n"


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a session of its own, as a terminal would start it."""
    process = subprocess.Popen(
        [*OBLIGOR, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
