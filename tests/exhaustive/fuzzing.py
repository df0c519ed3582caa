"""Every fuzz target for long, two at a time: `python -m tests.exhaustive.fuzzing [SECONDS [TARGET …]]`.

Prints how many inputs each tried, guided by coverage, and exits with 1 if one of them was a finding, or if fewer were
tried than a target is held to (`LEAST`, in ten minutes).
"""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support import ROOT

SECONDS = 600
LEAST = {
    "yaml": 100_000, "lp": 80_000, "question": 200_000, "fact": 400_000, "copy": 200_000, "replay": 10_000,
    "commands": 2_000, "part": 50_000, "manifest": 150_000, "table": 50_000, "package": 10_000,
}  # fmt: skip
"""Inputs that each target has to try in ten minutes: about half of what two busy cores did, beside other work."""


def main() -> int:
    """Fuzz, and tell."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda target: _fuzzed(target, seconds), sys.argv[2:] or LEAST))
    print(f"{sum(tried for tried, _ in found):,} inputs in all")
    return int(not all(well for _, well in found))


def _fuzzed(target: str, seconds: int) -> tuple[int, bool]:
    """How many inputs were tried, and whether nothing was found and they were enough."""
    folder = ROOT / "reports/fuzz" / target
    command = [sys.executable, str(Path(__file__).parents[1] / "fuzz/run.py"), target, str(seconds), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    told = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    tried = int(told[1]) if told else 0
    least = LEAST[target] * seconds // SECONDS
    well = done.returncode == 0 and tried >= least
    print(
        f"{target}: {tried:,} inputs of at least {least:,}; {'nothing found' if done.returncode == 0 else 'FOUND'}",
        flush=True,
    )
    if done.returncode:
        (folder / "finding.txt").write_text(done.stderr[-20_000:], "utf-8")
    return tried, well


if __name__ == "__main__":
    sys.exit(main())
