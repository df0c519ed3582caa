"""Put what the commands print into the pages that show them.

    python tests/tools/fill_documents.py

runs, from the root, each `$ obligor …` in the pages and replaces what stands below it; a test says when that is due.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

from obligor.cli.main import main

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "facts/README.md", "model/README.md", "notebooks/README.md")
SHOWN = re.compile(r"^\$ obligor (.*)\n((?:(?!\$|```).*\n)*)", re.MULTILINE)


def run(command: str) -> str:
    """What a command of the command line prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        main(shlex.split(command))
    return out.getvalue()


def filled(text: str, run: Callable[[str], str] = run) -> str:
    """A page with what its commands print."""
    return SHOWN.sub(lambda shown: f"$ obligor {shown[1]}\n{run(shown[1])}", text)


if __name__ == "__main__":
    for page in PAGES:
        path = ROOT / page
        path.write_text(filled(path.read_text("utf-8")), "utf-8")
