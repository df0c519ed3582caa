"""Being stopped: an exception where Python heeds it, the end of the process where it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from obligor.core.stopping import SIGNALS, Stopped, unheard
from tests.support import until

HEEDING = """
import sys, time
from pathlib import Path
from obligor.core.stopping import Stopped, heed_signals
heed_signals()
Path(sys.argv[1]).touch()
try:
    {work}
except Stopped as stopped:
    print("ended in order", stopped.exit_status, flush=True)
    sys.exit(stopped.exit_status)
"""
WAITING = "time.sleep(10_000)"
DEAF = """while True:
        try: time.sleep(10_000)
        except BaseException: pass"""
"""As a solver is, between two steps of Python."""


def started(work: str, ready: Path, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HEEDING.format(work=work), str(ready)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload]
    until(ready.exists)
    return process  # type: ignore[no-any-return]


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_what_is_under_way_is_ended_in_order(number: signal.Signals, tmp_path: Path) -> None:
    process = started(WAITING, tmp_path / "ready")
    process.send_signal(number)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (128 + number, f"ended in order {128 + number}\n", "")


def test_what_does_not_heed_is_ended_all_the_same(tmp_path: Path) -> None:
    process = started(DEAF, tmp_path / "ready")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)  # impatience changes nothing
    out, err = process.communicate()
    assert (process.returncode, out, err) == (130, "", "stopped; nothing was answered\n")


def test_a_process_that_outlives_its_terminal_stays(tmp_path: Path) -> None:
    """A signal that whoever started it had it ignore stays ignored, as after `nohup`."""
    ignored = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        process = started(WAITING, tmp_path / "ready")
    finally:
        signal.signal(signal.SIGHUP, ignored)
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 143
    process.communicate()


def test_whoever_is_started_unheard_hears_nothing() -> None:
    with unheard():
        child = subprocess.Popen(
            [sys.executable, "-c", "input(); print('heard nothing')"], stdin=-1, stdout=-1, text=True
        )
    for number in SIGNALS:
        child.send_signal(number)
    assert child.communicate("\n")[0] == "heard nothing\n"
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ()) & set(SIGNALS)


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    """The one that it ends with is told by number: where it has ended already, the child ends at once."""
    text = (
        "import sys, time; from obligor.core.stopping import end_with; end_with(int(sys.argv[1])); time.sleep(10_000)"
    )
    child = subprocess.Popen([sys.executable, "-c", text, "1"])
    assert child.wait() == 1
    middle = (
        f"import subprocess, sys, os; print(subprocess.Popen([sys.executable, '-c', {text!r}, str(os.getpid())]).pid)"
    )
    told = subprocess.run([sys.executable, "-c", middle], stdout=subprocess.PIPE, text=True, check=True)
    until(lambda: not Path(f"/proc/{told.stdout.strip()}").exists())


def test_what_is_said() -> None:
    assert str(Stopped()) == "stopped; nothing was answered"
    assert (Stopped(signal.SIGTERM).exit_status, Stopped().exit_status) == (143, 130)
    assert isinstance(Stopped(), KeyboardInterrupt)
    again = Stopped(Stopped(signal.SIGTERM, "stopped; half is done"))
    assert (again.exit_status, str(again)) == (143, "stopped; half is done")
    assert os.name != "posix" or len(SIGNALS) == 3
