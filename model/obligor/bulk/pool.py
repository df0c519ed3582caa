"""Parts of a bulk run judged by processes of this machine, with what ends a process found and rejected alone."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from ..agreement.package import load
from ..core.safe_path import safe_children
from .judged import JudgedRows, RowCounts, rejection
from .parts import ALARM, Settings, Workforce, file_of, keep, kept, work
from .rows import Row, read_rows
from .source import RunPart

TASKS = 25
"""Parts that one worker judges before it is replaced: clingo never frees the symbols it has seen."""


def judge_in_pool(
    settings: Settings, parts: Sequence[RunPart], folder: Path, workforce: Workforce
) -> Iterator[RunPart]:
    """Judge parts, yielding each as it is done; where a process ends, those under way are looked at one by one."""
    if workforce.processes <= 1:
        for part in parts:
            work(settings, part, str(folder), 0)
            yield part
        return
    waiting = list(reversed(parts))
    while waiting:
        suspects = yield from _pooled(settings, waiting, folder, workforce)
        for part in suspects:
            judge_apart(settings, part, folder, workforce.row_limit)
            yield part


def _pooled(
    settings: Settings, waiting: list[RunPart], folder: Path, workforce: Workforce
) -> Generator[RunPart, None, list[RunPart]]:
    """Judge parts from the end of a list until it is empty, or a process ends; then those under way are returned.

    Few are given out at a time, since the pool does not tell which of them ended it.
    """
    with safe_children(), _pool(workforce.processes) as pool:
        under_way: dict[Future[None], RunPart] = {}
        while waiting or under_way:
            try:
                while waiting and len(under_way) < 2 * workforce.processes:
                    part = waiting[-1]
                    under_way[pool.submit(work, settings, part, str(folder), workforce.row_limit)] = part
                    waiting.pop()
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    future.result()
                    yield under_way.pop(future)
            except BrokenProcessPool:
                return list(under_way.values())
    return []


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), max_tasks_per_child=TASKS)


def judge_apart(settings: Settings, part: RunPart, folder: Path, limit: float) -> None:
    """Judge a part that may have ended its process, and file what came of it."""
    keep(_apart(settings, part, folder, limit), part, folder)


def _apart(settings: Settings, part: RunPart, folder: Path, limit: float) -> JudgedRows:
    """Judge a part in a process of its own; if that ends, its halves, down to the row that is then rejected."""
    inner = folder / "apart"
    inner.mkdir(exist_ok=True)
    file_of(inner, part).unlink(missing_ok=True)
    alone = get_context("spawn").Process(target=work, args=(settings, part, str(inner), limit))
    with safe_children():
        alone.start()
    alone.join()
    if alone.exitcode == 0:
        return kept(part, inner)
    rows = list(read_rows(Path(settings.source), part, load(settings.agreement)))
    if len(rows) == 1:
        late = ALARM is not None and alone.exitcode == -ALARM
        reason = f"took longer than {limit:g} s" if late else "the process that judged it ended"
        return JudgedRows([], [rejection(rows[0], reason, settings.source)], RowCounts(rows=1, rejected=1))
    half = len(rows) // 2
    first, second = (
        _apart(settings, _part_of(part.number, some), folder, limit) for some in (rows[:half], rows[half:])
    )
    return JudgedRows(
        first.verdicts + second.verdicts, first.rejected + second.rejected, first.counts.plus(second.counts)
    )


def _part_of(number: int, rows: Sequence[Row]) -> RunPart:
    """The part that successive rows make."""
    first, last = rows[0], rows[-1]
    return RunPart(number, first.number, first.offset, last.number - first.number + 1)
