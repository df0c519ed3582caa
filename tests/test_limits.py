"""Limits: what takes too long or too much is stopped, says so, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from obligor import InputError, LimitError, load
from obligor.core.atomic_files import write_folder, write_new

ROOT = Path(__file__).parents[1]
LEAK = str(ROOT / "facts/start/leak.yaml")


def obligor(*args: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "obligor", *args]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case that takes seconds: many parties, events of one day in no stated order."""
    path = tmp_path_factory.mktemp("heavy") / "heavy.yaml"
    parties = "".join(f"  p{i}: enterprise\n" for i in range(150))
    events = "".join(f"  e{i}: {{on: 2026-03-01, by: p{i % 150}, act: decompile}}\n" for i in range(600))
    unknown = "".join(f"  - permitted_by_law(p{i}, decompile)\n" for i in range(150))
    path.write_text(f"scenario: x\nas_of: 2026-03-20\nparties:\n{parties}events:\n{events}unknown:\n{unknown}", "utf-8")
    return str(path)


def test_time_runs_out(heavy: str) -> None:
    start = time.monotonic()
    run = obligor("ask", heavy, "--time-limit", "1")
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr == "stopped after 1 s, the time that was allowed; nothing was answered\n"
    assert time.monotonic() - start < 3


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


def test_in_python(heavy: str) -> None:
    wecom = load("wecom")
    case = wecom.open(LEAK)
    found = case.ask_within("breach(acme, look)", seconds=60, megabytes=4000)
    assert found["answers"][0]["verdict"] == "depends"
    assert case.ask_within(seconds=60)["breaches"][0]["unit"] == "8.2.1.2[a]"
    with pytest.raises(InputError, match="did you mean 'look'"):
        case.ask_within("breach(acme, lok)", seconds=60)
    with pytest.raises(LimitError, match=r"stopped after 0\.05 s"):
        case.ask_within(seconds=0.05)
    assert LimitError.exit_status == 3


def test_a_child_ends_with_its_parent(heavy: str) -> None:
    """Whoever interrupts the command leaves no work behind."""
    process = subprocess.Popen(
        [sys.executable, "-m", "obligor", "ask", heavy, "--time-limit", "300"], stderr=subprocess.PIPE
    )
    time.sleep(1.0)
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    time.sleep(0.2)
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(int(child), 0)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.yaml"
    write_new(path, "whole\n")
    assert path.read_text("utf-8") == "whole\n"
    with pytest.raises(InputError, match="there already"):
        write_new(path, "another\n")
    assert path.read_text("utf-8") == "whole\n"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_new(tmp_path / "other.yaml", "x")
    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(InputError, match="No space left"):
        write_folder(tmp_path / "folder", {"1.lp": "x"})
    assert [one.name for one in tmp_path.iterdir()] == ["new.yaml"]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", {"1.lp": "a", "2.lp": "b"})
    assert sorted(one.name for one in (tmp_path / "folder").iterdir()) == ["1.lp", "2.lp"]
    with pytest.raises(InputError, match="there already; name a folder that does not exist"):
        write_folder(tmp_path / "folder", {"3.lp": "c"})
    assert len(list(tmp_path.iterdir())) == 1
