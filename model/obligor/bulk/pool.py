"""Parts of a bulk run judged by processes of this machine, with what ends a process found and rejected alone."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from ..agreement.package import load
from .judged import Counts, Judged, rejection
from .parts import ALARM, Settings, file_of, keep, kept, work
from .rows import read_rows
from .source import Part

TASKS = 25
"""Parts that one worker judges before it is replaced: clingo never frees the symbols it has seen."""


def judged(settings: Settings, left: Sequence[Part], folder: Path, workers: int, limit: float) -> Iterator[Part]:
    """Judge parts, yielding each as it is done; where a process ends, those under way are looked at one by one."""
    if workers <= 1:
        for part in left:
            work(settings, part, str(folder), 0)
            yield part
        return
    waiting = list(reversed(left))
    while waiting:
        suspects = yield from _pooled(settings, waiting, folder, workers, limit)
        for part in suspects:
            judge_apart(settings, part, folder, limit)
            yield part


def _pooled(
    settings: Settings, waiting: list[Part], folder: Path, workers: int, limit: float
) -> Generator[Part, None, list[Part]]:
    """Judge parts from the end of a list until it is empty, or a process ends; then those under way are returned.

    Few are given out at a time, since the pool does not tell which of them ended it.
    """
    with _pool(workers) as pool:
        under_way: dict[Future[None], Part] = {}
        while waiting or under_way:
            try:
                while waiting and len(under_way) < 2 * workers:
                    under_way[pool.submit(work, settings, waiting[-1], str(folder), limit)] = waiting[-1]
                    waiting.pop()
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    future.result()
                    yield under_way.pop(future)
            except BrokenProcessPool:
                return list(under_way.values())
    return []


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=TASKS)


def judge_apart(settings: Settings, part: Part, folder: Path, limit: float) -> None:
    """Judge a part that may have ended its process, and file what came of it."""
    keep(_apart(settings, part, folder, limit), part, folder)


def _apart(settings: Settings, part: Part, folder: Path, limit: float) -> Judged:
    """Judge a part in a process of its own; if that ends, its halves, down to the row that is then rejected."""
    inner = folder / "apart"
    inner.mkdir(exist_ok=True)
    file_of(inner, part).unlink(missing_ok=True)
    alone = get_context("spawn").Process(target=work, args=(settings, part, str(inner), limit))
    alone.start()
    alone.join()
    if alone.exitcode == 0:
        return kept(part, inner)
    rows = list(read_rows(Path(settings.source), part, load(settings.agreement)))
    if len(rows) == 1:
        late = ALARM is not None and alone.exitcode == -ALARM
        reason = f"took longer than {limit:g} s" if late else "the process that judged it ended"
        return Judged([], [rejection(rows[0], reason, settings.source)], Counts(rows=1, rejected=1))
    middle = len(rows) // 2
    halves = (Part(part.number, half[0].number, half[0].offset, half[-1].number - half[0].number + 1)
              for half in (rows[:middle], rows[middle:]))  # fmt: skip
    one, two = (_apart(settings, half, folder, limit) for half in halves)
    return Judged(one.verdicts + two.verdicts, one.rejected + two.rejected, one.counts.plus(two.counts))
