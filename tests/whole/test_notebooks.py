"""Every notebook and its script run from top to bottom; notebooks are stored without outputs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.support import ROOT, long_but

FOLDER = ROOT / "notebooks"


ALWAYS = [path for path in FOLDER.glob("*.ipynb") if path.stem[:2] in ("01", "05")]


@pytest.mark.parametrize("path", long_but(sorted(FOLDER.glob("*.ipynb")), ALWAYS), ids=lambda path: path.stem)
def test_notebook(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "strip the outputs before committing"
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(FOLDER)}}).execute()


def test_the_example_script_runs() -> None:
    script = ROOT / "notebooks/scripts/who_pays.py"
    run = subprocess.run([sys.executable, str(script), "7000"], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[1].strip() == "yes [8.5.3[a], 8.5.3[b]]"
    assert run.stdout.splitlines()[-1] == "at worst: 7000 CNY"
    assert run.stderr == ""
