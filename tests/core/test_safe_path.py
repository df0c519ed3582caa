"""The working folder runs no code: poisoned copies of all modules that a command imports lie there, unrun."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from obligor.core.safe_path import safe_children
from tests.bulk.made_rows import made, written
from tests.support import LEAK

COMMAND = Path(sys.executable).with_name("obligor")
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
    "why": ("why", LEAK, "breach(acme, look)"),
    "batch": ("batch", "in.jsonl", "out.jsonl", "--rows", "2", "--workers", "2"),
    "batch to CSV": ("batch", "in.jsonl", "out.csv", "--rows", "2", "--workers", "2", "--engine", "clingo"),
    "coverage": ("coverage", LEAK, "--mutate", "ch10_devices", "--every", "9"),
    "lint": ("lint",),
    "graph": ("graph", "--ask", "cycles"),
    "vocabulary": ("vocabulary", "decompile"),
}
SHORT = ("ask within limits", "batch")


@pytest.mark.skipif(not COMMAND.exists(), reason="the command is not installed beside this interpreter")
@pytest.mark.parametrize(
    "argv",
    [pytest.param(argv, id=name, marks=[pytest.mark.long] * (name not in SHORT)) for name, argv in CASES.items()],
)
def test_nothing_that_lies_in_the_working_folder_is_run(argv: tuple[str, ...], tmp_path: Path) -> None:
    clean, poisoned = tmp_path / "clean", tmp_path / "poisoned"
    for folder in (clean, poisoned):
        folder.mkdir()
        written(folder / "in.jsonl", made(4))
    listed = subprocess.run(
        [sys.executable, "-c", LISTED.format(argv=["obligor", *argv])], cwd=clean, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    names = json.loads(listed.stderr.rpartition("modules:")[2])
    assert len(names) > 50
    for name in {*names, "multiprocessing", "selectors", "yaml", "json", "clingo", "concurrent"} - {"__main__"}:
        (poisoned / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r} + ' ')\n", "utf-8")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run([str(COMMAND), *argv], cwd=poisoned, env=env, capture_output=True, text=True, check=False)
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


def test_the_environment_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    with safe_children():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert "PYTHONSAFEPATH" not in os.environ
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    with safe_children():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert os.environ["PYTHONSAFEPATH"] == ""
