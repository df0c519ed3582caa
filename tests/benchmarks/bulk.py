"""What bulk runs cost, each figure a ratio to its baseline in the same run.

    python tests/benchmarks/bulk.py [CASES]

- *judged / clingo*: generated cases grounded in chunks and decoded, against clingo's own command, which grounds
  and solves one file of the same program and the same facts;
- *one fresh solver / judged*: a case alone, against a case in a chunk;
- *one process / two*: whole runs of `obligor batch`;
- *10 % open / none*: whole runs over cases a tenth of which turn on a fact that nobody knows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generated import cases, write

from obligor.agreement import load
from obligor.batch import Common
from obligor.bulk_judge import Judge
from obligor.bulk_rows import Row, read_rows
from obligor.bulk_source import parts
from obligor.ground import Ground
from obligor.statements import Statement, lifted, literal
from obligor.terms import Fn

CHUNK = 300
ALONE = 40


def timed(action: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.monotonic()
    action()
    return time.monotonic() - start


def program(judge: Judge, rows: list[Row]) -> str:
    """The program and the facts of all rows as one text."""
    engine = judge._preferred
    lines = [engine.lifted[False]]
    for number, row in enumerate(rows):
        assert row.scenario is not None
        name = Fn(f"k{number}")
        lines.append(str(Statement(literal(Fn("case", (name,))))))
        lines += [str(lifted(s, name.name, engine.fixed, guard=False)) for s in engine.case(row.scenario).statements()]
    return "\n".join(lines)


def main(count: int = 3_000) -> None:
    """Measure and print."""
    agreement = load("wecom")
    judge = Judge(agreement)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "sure.jsonl", cases(count))
        rows = [row for part in parts(source, CHUNK) for row in read_rows(source, part, agreement)]
        (folder / "all.lp").write_text(program(judge, rows), "utf-8")
        command = [sys.executable, "-m", "clingo", str(folder / "all.lp"), "--quiet=2", "--warn=none"]
        judge.judge(rows[:CHUNK], "warm")
        judged = timed(lambda: [judge.judge(rows[at : at + CHUNK], "in") for at in range(0, count, CHUNK)])
        clingo = timed(lambda: subprocess.run(command, capture_output=True, check=False))
        engine = judge._preferred

        def alone() -> None:
            for row in rows[:ALONE]:
                assert row.scenario is not None
                text = "\n".join(map(str, engine.case(row.scenario).statements()))
                Ground([engine.untimed, text], engine.open_)._control.solve()

        fresh = timed(alone) / ALONE
        batch = [sys.executable, "-m", "obligor", "batch", "--rows", str(CHUNK)]

        def whole(file: Path, workers: int, out: str) -> float:
            arguments = [*batch, str(file), str(folder / out), "--workers", str(workers)]
            return timed(lambda: subprocess.run(arguments, capture_output=True, check=True))

        one, two = whole(source, 1, "one.jsonl"), whole(source, 2, "two.jsonl")
        some = write(folder / "some.jsonl", cases(count, open_share=0.1))
        mixed = whole(some, 2, "mixed.jsonl")
        grounded = timed(lambda: Common(engine, [engine.case(r.scenario) for r in rows[:CHUNK] if r.scenario], False))
    print(f"{count:,} generated cases, {1000 * judged / count:.2f} ms a case judged; common grounding alone, observed, "
          f"{1000 * grounded / CHUNK:.2f} ms")  # fmt: skip
    print(f"judged / clingo command          {judged / clingo:6.2f}")
    print(f"one fresh solver / judged        {fresh / (judged / count):6.1f}")
    print(f"one process / two                {one / two:6.2f}")
    print(f"10 % open / none                 {mixed / two:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
