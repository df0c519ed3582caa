"""How long one answer takes as a whole process, against a bare process that solves the same program text.

    python tests/benchmarks/cold_start.py [RUNS]

Both are started alternately; the table gives medians in milliseconds and their ratio. The bare process imports clingo,
loads the text that the case is solved with, grounds it, solves it and reads the atoms: what nothing can do without.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASES = ["facts/start/leak.yaml", "facts/start/leak.yaml#leak/1", "facts/ch07_1_accounts/capacity.yaml#minor"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
BARE = """
import clingo
control = clingo.Control(["--warn=none"])
control.load({path!r})
control.ground([("base", [])])
with control.solve(yield_=True) as handle:
    for model in handle:
        symbols = model.symbols(atoms=True)
"""


def elapsed(command: list[str]) -> float:
    """Seconds that a command takes as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
    return time.perf_counter() - start


def program_text(address: str) -> str:
    """The program text that a case is solved with."""
    from obligor.agreement.package import load
    from obligor.scenario.files import read_scenarios, select
    from obligor.solving.engine import Engine

    agreement = load("wecom")
    engine = Engine(agreement)
    file, _, name = address.partition("#")
    scenarios = read_scenarios(ROOT / file, agreement)
    scenario = select(scenarios, name, file)[0] if name else scenarios[0]
    return "\n".join([engine.text(timing=False), *map(str, engine.case(scenario).statements())])


def main(runs: int = 15) -> None:
    """Measure and print."""
    print(f"{'case':44} {'bare ms':>8} {'ask ms':>8} {'ratio':>6}")
    for address in CASES:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "case.lp"
            text.write_text(program_text(address), "utf-8")
            bare = [sys.executable, "-c", BARE.format(path=str(text))]
            ask = [str(Path(sys.executable).with_name("obligor")), "ask", address, "--format", "json"]
            for command in (bare, ask):
                elapsed(command)
            pairs = [(elapsed(bare), elapsed(ask)) for _ in range(runs)]
        left, right = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
        print(f"{address:44} {left:8.1f} {right:8.1f} {right / left:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
