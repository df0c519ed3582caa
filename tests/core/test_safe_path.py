"""The working folder runs no code: poisoned copies of all modules that a command imports lie there, unrun."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from obligor.agreement.package import load
from obligor.core.safe_path import safe_children
from obligor.reports.answers_json import case_object
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine
from tests.bulk.made_rows import made, written
from tests.support import FORBIDDEN, LEAK

COMMAND, PYTEST = (Path(sys.executable).with_name(name) for name in ("obligor", "pytest"))
LISTED = """
import sys, json
sys.argv = {argv!r}
from obligor.cli.main import main
try: main(sys.argv[1:])
except SystemExit: pass
sys.stdout.flush()
print("modules:" + json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})), file=sys.stderr)
"""
CASES = {
    "ask": ("ask", LEAK),
    "ask within limits": ("ask", LEAK, "--time-limit", "120", "--memory-limit", "4000"),
    "check": ("check", LEAK),
    "why": ("why", LEAK, "breach(acme, look)"),
    "why as a page": ("why", LEAK, "breach(acme, look)", "--format", "html"),
    "whynot": ("whynot", LEAK, "breach(li, look)"),
    "whatif": ("whatif", LEAK, "--without", "8.2.1.2"),
    "how": ("how", FORBIDDEN, "breach(acme, look)"),
    "avoid": ("avoid", FORBIDDEN, "breach(acme, look)", "--time-limit", "120"),
    "exposure": ("exposure", LEAK, "acme"),
    "test": ("test", LEAK),
    "clauses": ("clauses", "8.2.1.2"),
    "replay": ("replay", "answer.json"),
    "schema": ("schema", "answer"),
    "new": ("new", "new.yaml"),
    "picture": ("graph", LEAK, "--format", "svg"),
    "batch": ("batch", "in.jsonl", "out.jsonl", "--rows", "2", "--workers", "2"),
    "batch to CSV": ("batch", "in.jsonl", "out.csv", "--rows", "2", "--workers", "2", "--engine", "clingo"),
    "coverage": ("coverage", LEAK, "--mutate", "ch10_devices", "--every", "9"),
    "lint": ("lint",),
    "graph": ("graph", "--ask", "cycles"),
    "vocabulary": ("vocabulary", "decompile"),
}
SHORT = ("ask within limits", "batch")
API = f"""
import obligor
case = obligor.load("wecom").open({LEAK!r})
assert case.ask_within("breach(acme, look)", seconds=120, megabytes=4000)["answers"]
"""
"""The user's own program, whose Python keeps its working folder out, with a child of ours."""


def poison(folder: Path, names: set[str], ran: Path) -> None:
    """Put a module of every name into a folder; one that is run says so."""
    for name in {*names, "multiprocessing", "selectors", "yaml", "json", "clingo", "concurrent"} - {"__main__"}:
        (folder / f"{name}.py").write_text(f"open({str(ran)!r}, 'a').write({name!r} + ' ')\n", "utf-8")


def modules(argv: tuple[str, ...], folder: Path) -> set[str]:
    """The modules that a command loads where nothing is wrong."""
    listed = subprocess.run(
        [sys.executable, "-c", LISTED.format(argv=["obligor", *argv])], cwd=folder, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    names = set(json.loads(listed.stderr.rpartition("modules:")[2]))
    assert len(names) > 20
    return names


def filled(folder: Path) -> Path:
    """A folder with what the commands are about."""
    folder.mkdir()
    written(folder / "in.jsonl", made(4))
    answer = Engine(load("wecom")).case(read_scenarios(Path(LEAK), load("wecom"))[0])
    told = case_object(answer, None, answer.ask("breach(acme, look)"), "en")
    (folder / "answer.json").write_text(json.dumps(told), "utf-8")
    return folder


@pytest.mark.skipif(not COMMAND.exists(), reason="the command is not installed beside this interpreter")
@pytest.mark.parametrize(
    "argv",
    [pytest.param(argv, id=name, marks=[pytest.mark.long] * (name not in SHORT)) for name, argv in CASES.items()],
)
def test_nothing_that_lies_in_the_working_folder_is_run(argv: tuple[str, ...], tmp_path: Path) -> None:
    clean, poisoned = filled(tmp_path / "clean"), filled(tmp_path / "poisoned")
    poison(poisoned, modules(argv, clean), tmp_path / "ran")
    done = subprocess.run(
        [str(COMMAND), *argv], cwd=poisoned, env=unprotected(), capture_output=True, text=True, check=False
    )
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


def unprotected() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}


def test_no_child_of_the_library_runs_it(tmp_path: Path) -> None:
    clean, poisoned = filled(tmp_path / "clean"), filled(tmp_path / "poisoned")
    poison(poisoned, modules(("ask", LEAK), clean), tmp_path / "ran")
    done = subprocess.run([sys.executable, "-P", "-c", API], cwd=poisoned, env=unprotected(), check=False)
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert done.returncode == 0


@pytest.mark.long
@pytest.mark.skipif(not PYTEST.exists(), reason="pytest is not installed beside this interpreter")
def test_nor_does_pytest_over_scenario_files(tmp_path: Path) -> None:
    clean, poisoned = filled(tmp_path / "clean"), filled(tmp_path / "poisoned")
    poison(poisoned, modules(("test", LEAK), clean) - {"conftest"}, tmp_path / "ran")
    (poisoned / "leak.yaml").write_text(Path(LEAK).read_text("utf-8"), "utf-8")
    command = [
        str(PYTEST),
        "-q",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        ".",
        "leak.yaml",
    ]
    done = subprocess.run(command, cwd=poisoned, env=unprotected(), capture_output=True, text=True, check=False)
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_environment_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    with safe_children():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert "PYTHONSAFEPATH" not in os.environ
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    with safe_children():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert os.environ["PYTHONSAFEPATH"] == ""
