"""Bulk runs interrupted at random moments.

`python -m tests.exhaustive.interruptions SIGNAL TIMES [sql|clingo|cluster]`

SIGNAL is KILL, INT or TERM; KILL goes to the run's own process alone, whose workers have to end by themselves. After
each interruption nothing may be left at work or beside the output but the run's folder; resumed until it is done, the
run has to end with the same bytes. Prints what was seen and exits with 1 if something was not so.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bulk.dask_cluster import dask_cluster
from tests.bulk.made_rows import made, written
from tests.processes import hear_signals, session
from tests.support import until

ROWS, PART = 120, {"sql": "30", "clingo": "8", "cluster": "8"}
SENTENCE = "stopped; "
_BORN_ORPHANED = re.compile(r"in spawn_main\n(?s:.*)EOFError: Ran out of input")
"""What the standard library says in a process whose parent was killed before it had told it what to do."""


def main() -> int:
    """Interrupt, look, resume, compare."""
    hear_signals()
    name, times = sys.argv[1], int(sys.argv[2])
    way = sys.argv[3] if len(sys.argv) > 3 else "clingo"
    seen, slowest = interrupted(name, times, way)
    print(f"SIG{name}, {way}: {times} times; slowest end {slowest:.2f} s; {dict(seen)}")
    return 1 if set(seen) - {"interrupted", "done before"} else 0


def interrupted(name: str, times: int, way: str) -> tuple[Counter[str], float]:
    """Interrupt runs, so many times.

    Returns:
        How often what was seen, and how many seconds the slowest run took to end.
    """
    number = getattr(signal, f"SIG{name}")
    with tempfile.TemporaryDirectory() as told, _cluster(Path(told), way) as address:
        return _interrupted(Path(told), number, times, way, address)


def _interrupted(folder: Path, number: int, times: int, way: str, address: str) -> tuple[Counter[str], float]:
    source = written(folder / "in.jsonl", made(ROWS))
    options = ["--cluster", address] if address else ["--engine", way]
    command = [sys.executable, "-m", "obligor", "batch", str(source), "--rows", PART[way], *options]
    started = time.monotonic()
    subprocess.run([*command, str(folder / "whole.jsonl")], check=True, capture_output=True)
    lasting = time.monotonic() - started
    wanted = (folder / "whole.jsonl").read_bytes()
    chance, seen, slowest = random.Random(number), Counter[str](), 0.0
    runs, count = 0, 0
    while count < times:
        runs += 1
        output = folder / f"out-{runs}.jsonl"
        while True:
            process = subprocess.Popen(
                [*command, str(output), "--resume"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            try:
                _, err = process.communicate(timeout=chance.uniform(0.05, lasting) if count < times else None)
                break
            except subprocess.TimeoutExpired:
                count += 1
                asked = time.monotonic()
                if number == signal.SIGINT:  # as a terminal does
                    os.killpg(process.pid, number)
                else:
                    process.send_signal(number)
                _, err = process.communicate()
                slowest = max(slowest, time.monotonic() - asked)
                seen.update(_faults(process, number, err.decode(), output))
        if process.returncode != 0 and b"there already" not in err:
            seen[f"resumed with {process.returncode}: {err.decode()[-200:]}"] += 1
        if output.read_bytes() != wanted:
            seen["other bytes"] += 1
        left = [path.name for path in folder.iterdir() if path.name.startswith(f".{output.name}.")]
        if left and process.returncode == 0:
            seen[f"left when done: {left}"] += 1
        output.unlink()
    return seen, slowest


def _faults(process: subprocess.Popen[bytes], number: int, err: str, output: Path) -> Iterator[str]:
    """What is not as it should be after an interruption."""
    yield "done before" if process.returncode == 0 else "interrupted"
    if ("Traceback" in err or "Exception" in err) and not (number == signal.SIGKILL and _BORN_ORPHANED.search(err)):
        yield f"traceback: {err[-300:]}"
    if number != signal.SIGKILL and process.returncode not in (0, 128 + number):
        yield f"ended with {process.returncode}"
    if process.returncode == 128 + number and not err.splitlines()[-1].startswith(SENTENCE):
        yield f"says {err[-100:]!r}"
    until(lambda: not session(process.pid))
    if len([path for path in output.parent.iterdir() if path.name.startswith(f".{output.name}.")]) > 1:
        yield "more than a folder left"


@contextmanager
def _cluster(folder: Path, way: str) -> Iterator[str]:
    """The address of a Dask scheduler with two workers, where the way is that one; else empty."""
    if way != "cluster":
        yield ""
        return
    with dask_cluster(folder) as (address, _):
        yield address


if __name__ == "__main__":
    sys.exit(main())
