"""Limits: what takes too long or too much is stopped, says so, and leaves nothing half done."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import children
from tests.support import LEAK, until


def obligor(*args: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "obligor", *args]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)


def test_time_runs_out(heavy: str) -> None:
    run = obligor("ask", heavy, "--time-limit", "1")
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr == "stopped after 1 s, the time that was allowed; nothing was answered\n"


def test_memory_runs_out() -> None:
    run = obligor("ask", LEAK, "--memory-limit", "25")
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr == "stopped: the 25 MB of memory that were allowed did not do; nothing was answered\n"


@pytest.mark.parametrize("limits", [("--time-limit", "60"), ("--time-limit=60", "--memory-limit=4000")])
@pytest.mark.parametrize(
    "command", [("ask", LEAK), ("ask", LEAK, "breach(acme, look)", "--format", "json"), ("ask", "nothing.yaml")]
)
def test_within_limits_nothing_differs(command: tuple[str, ...], limits: tuple[str, ...]) -> None:
    plain, limited = obligor(*command), obligor(*command, *limits)
    assert (plain.returncode, plain.stdout, plain.stderr) == (limited.returncode, limited.stdout, limited.stderr)


def test_stdin_is_passed_on() -> None:
    text = Path(LEAK).read_text("utf-8")
    assert obligor("ask", "-", "breach(acme, look)", "--time-limit", "60", given=text).returncode == 0


@pytest.mark.parametrize("wrong", [("--time-limit", "0"), ("--time-limit", "soon"), ("--memory-limit", "-5")])
def test_a_limit_is_a_number_above_zero(wrong: tuple[str, str]) -> None:
    run = obligor("ask", LEAK, *wrong)
    assert run.returncode == 2
    assert wrong[0] in run.stderr


def test_a_child_ends_with_its_parent(heavy: str) -> None:
    """Whoever interrupts the command leaves no work behind."""
    process = subprocess.Popen(
        [sys.executable, "-m", "obligor", "ask", heavy, "--time-limit", "300"], stderr=subprocess.PIPE
    )
    until(lambda: children(process.pid))
    started = children(process.pid)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in started))
