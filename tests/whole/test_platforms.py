"""Systems that lack what Linux has: nothing fails in import, and what does not need it answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bulk.made_rows import made, written
from tests.support import LEAK

LACKING = """
import os, signal, sys
for name in ("resource", "fcntl", "pwd", "grp"):
    sys.modules[name] = None
for name in ("SIGHUP", "SIGALRM", "pthread_sigmask", "setitimer"):
    delattr(signal, name)
for name in ("set_blocking", "mkfifo", "O_NONBLOCK", "fork", "getuid"):
    delattr(os, name)
"""
EVERY_MODULE = """
import importlib, pkgutil, obligor
for module in pkgutil.walk_packages(obligor.__path__, "obligor."):
    if not module.name.endswith(("__main__", "cli.child", "api.child")):
        importlib.import_module(module.name)
print("imported")
"""
COMMAND = """
from obligor.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def lacking(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LACKING + text, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_module_is_imported() -> None:
    done = lacking(EVERY_MODULE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "imported\n", "")


@pytest.mark.parametrize("command", [["ask", LEAK, "breach(acme, look)"], ["why", LEAK, "breach(acme, look)"]])
def test_what_is_asked_is_answered(command: list[str]) -> None:
    done = lacking(COMMAND, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert "8.2.1.2" in done.stdout


def test_rows_are_judged(tmp_path: Path) -> None:
    source, output = written(tmp_path / "in.jsonl", made(2)), tmp_path / "out.jsonl"
    done = lacking(COMMAND, "batch", str(source), str(output), "--workers", "1")
    assert (done.returncode, done.stderr) == (0, "0 of 1 parts\n1 of 1 parts\n")
    assert output.is_file()


def test_a_limit_that_cannot_be_kept_is_refused() -> None:
    text = "from obligor.core.child_limits import arguments_within\narguments_within([str(os.getppid()), '100'])"
    done = lacking(text)
    assert "--memory-limit: memory cannot be limited on this system; leave it out" in done.stderr
