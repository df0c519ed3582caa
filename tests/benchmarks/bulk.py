"""What bulk runs cost, each figure a ratio to its baseline in the same run.

    python tests/benchmarks/bulk.py [FEW MANY MOST]

FEW (10,000) generated cases, by clingo alone:

- *judged / clingo*: cases grounded in chunks and decoded, against clingo's own command, which grounds and solves one
  file of the same program and the same facts;
- *one fresh solver / judged*: a case alone, against a case in a chunk;
- *one process / two*: whole runs of `obligor batch`;
- *10 % open / none*: whole runs over cases a tenth of which turn on a fact that nobody knows.

MANY (100,000) and MOST (1,000,000) of them, with SQL:

- *chunked clingo / SQL*: the same rows judged both ways in one process, from scenarios that have been read to lines of
  the table, with one thread; the lines have to be equal;
- *MOST / MANY*: time a case of whole runs with two processes, and the most memory that all processes take together.

One organisation's log, cut at its hubs, read and judged in one process:

- *a member of 100,000 / of 3,000*.

The table goes to `reports/bulk.md` as well.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from generated import cases, organisation, write

from obligor.agreement.package import load
from obligor.agreement.rules import Literal, Statement
from obligor.bulk.judge import Judge
from obligor.bulk.partition import BIG
from obligor.bulk.rows import Row, read_rows, rows_of
from obligor.bulk.source import parts
from obligor.core.terms import Fn
from obligor.solving.grounding import Ground
from obligor.solving.statements import lifted

CHUNK = 300
ALONE = 40
PART = 20_000
REPORT = Path(__file__).parents[2] / "reports" / "bulk.md"
BATCH = [sys.executable, "-m", "obligor", "batch"]


def timed(action: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.monotonic()
    action()
    return time.monotonic() - start


def program(judge: Judge, rows: list[Row]) -> str:
    """The program and the facts of all rows as one text."""
    engine = judge.preferred
    lines = [engine.lifted[False]]
    for number, row in enumerate(rows):
        assert row.scenario is not None
        name = Fn(f"k{number}")
        lines.append(str(Statement(Literal(Fn("case", (name,))))))
        lines += [str(lifted(s, name, engine.fixed, guard=False)) for s in engine.case(row.scenario).statements()]
    return "\n".join(lines)


def few(folder: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield what clingo alone costs."""
    agreement = load("wecom")
    judge = Judge(agreement, sql=None)
    source = write(folder / "sure.jsonl", cases(count))
    rows = [row for part in parts(source, CHUNK) for row in read_rows(source, part, agreement)]
    (folder / "all.lp").write_text(program(judge, rows), "utf-8")
    command = [sys.executable, "-m", "clingo", str(folder / "all.lp"), "--quiet=2", "--warn=none"]
    judge.judge(rows[:CHUNK], "warm")
    judged = timed(lambda: [judge.judge(rows[at : at + CHUNK], "in") for at in range(0, count, CHUNK)])
    clingo = timed(lambda: subprocess.run(command, capture_output=True, check=False))
    yield "a case judged by clingo in chunks, ms", f"{1000 * judged / count:.2f}"
    yield "judged / clingo command", f"{judged / clingo:.2f}"
    engine = judge.preferred

    def alone() -> None:
        for row in rows[:ALONE]:
            assert row.scenario is not None
            text = "\n".join(map(str, engine.case(row.scenario).statements()))
            Ground([engine.text(timing=False), text], engine.open_)._control.solve()

    yield "one fresh solver / judged", f"{timed(alone) / ALONE / (judged / count):.1f}"

    def whole(file: Path, workers: int, out: str) -> float:
        arguments = [*BATCH, str(file), str(folder / out), "--workers", str(workers), "--engine", "clingo"]
        return timed(lambda: subprocess.run(arguments, capture_output=True, check=True))

    one, two = whole(source, 1, "one.jsonl"), whole(source, 2, "two.jsonl")
    yield "one process / two", f"{one / two:.2f}"
    some = write(folder / "some.jsonl", cases(count, open_share=0.1))
    yield "10 % open / none", f"{whole(some, 2, 'mixed.jsonl') / two:.2f}"


def many(folder: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield what SQL gains; lines that differ end the run."""
    agreement = load("wecom")
    source = write(folder / "many.jsonl", cases(count))
    by_sql, by_clingo = Judge(agreement), Judge(agreement, sql=None)
    spent = {"sql": 0.0, "clingo": 0.0}
    for part in parts(source, PART):
        rows = list(read_rows(source, part, agreement))
        start = time.monotonic()
        derived = by_sql.judge(rows, "in")
        spent["sql"] += time.monotonic() - start
        assert derived.counts.derived == len(rows)
        for at in range(0, len(rows), CHUNK):
            start = time.monotonic()
            judged = by_clingo.judge(rows[at : at + CHUNK], "in")
            spent["clingo"] += time.monotonic() - start
            assert derived.verdicts[at : at + CHUNK] == judged.verdicts
    yield f"a case of {count:,} judged by SQL, ms", f"{1000 * spent['sql'] / count:.3f}"
    yield "chunked clingo / SQL", f"{spent['clingo'] / spent['sql']:.1f}"


def most(folder: Path, small: int, large: int) -> Iterator[tuple[str, str]]:
    """Yield what whole runs cost, and what memory they take."""
    found = {}
    for count in (small, large):
        source, output = write(folder / f"{count}.jsonl", cases(count)), folder / f"{count}.out.jsonl"
        found[count] = watched([*BATCH, str(source), str(output)])
        source.unlink()
        output.unlink()
        seconds, memory = found[count]
        yield f"whole run of {count:,}: seconds, most memory", f"{seconds:.0f} s, {memory / 1e9:.1f} GB"
    each = {count: seconds / count for count, (seconds, _) in found.items()}
    yield f"a case of {large:,} / of {small:,}", f"{each[large] / each[small]:.2f}"


def log(small: int = 3_000, large: int = 100_000) -> Iterator[tuple[str, str]]:
    """Yield what a member of one big case costs."""
    agreement = load("wecom")
    judge = Judge(agreement)
    each = {}
    for members in (BIG, small, large):  # the first to make what is made once
        row = organisation(members)
        start = time.monotonic()
        found = judge.judge(rows_of([row], "in", agreement), "in")
        each[members] = (time.monotonic() - start) / members
        assert "was derived in" in found.counts.notes[0]
    yield f"a member of {large:,}, ms", f"{1000 * each[large]:.2f}"
    yield f"a member of {large:,} / of {small:,}", f"{each[large] / each[small]:.2f}"


def watched(command: list[str]) -> tuple[float, int]:
    """Seconds that a command takes, and the most bytes that it and its children take together (Linux)."""
    start, highest = time.monotonic(), 0
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        highest = max(highest, sum(resident(process.pid)))
        time.sleep(0.5)
    assert process.returncode == 0
    return time.monotonic() - start, highest


def resident(session: int) -> Iterator[int]:
    """Yield the resident bytes of each process of a session."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):  # it has ended meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                yield int(fields[21]) * 4096


def main(count: int = 10_000, small: int = 100_000, large: int = 1_000_000) -> None:
    """Measure, print and file."""
    lines = [f"{count:,}, {small:,} and {large:,} generated cases", "", "| | |", "|---|---|"]
    print("\n".join(lines))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figures in (few(folder, count), many(folder, small), log(), most(folder, small, large)):
            for told, figure in figures:
                lines.append(f"| {told} | {figure} |")
                print(lines[-1], flush=True)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
