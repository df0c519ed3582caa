"""Judging a file of many scenarios: in parts, by several processes, so that a run that is killed can be resumed.

Each part is judged by itself and filed whole beside the output; when all are there, they are put together in order. So
an undisturbed run and one that was killed and resumed end with the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from .agreement import load
from .bulk_judge import COLUMNS, REJECTED, Judge, Judged, rejection
from .bulk_rows import read_rows
from .bulk_source import Part, parts
from .bulk_table import format_of, write_table
from .errors import InputError, Place, Problem
from .records import rules_digests

TASKS = 25
"""Parts that one worker judges before it is replaced: clingo never frees the symbols it has seen."""
_ALARM: int | None = getattr(signal, "SIGALRM", None)
"""Not every system has it; where it is missing, no row runs out of time."""


class Settings(NamedTuple):
    """What a run is about; a run can only be resumed with the same."""

    source: str
    agreement: str
    questions: tuple[str, ...] = ()
    reading: str = "preferred"
    size: int = 300


class Statistics(NamedTuple):
    """How many rows came in, and how they went out: answered (determinate or open) or rejected; and all entries."""

    rows: int
    answered: int
    rejected: int
    determinate: int
    open: int
    entries: int


def rejected_path(output: Path) -> Path:
    """Where the rejected rows of a run stand."""
    return output.with_name(f"{output.stem}.rejected{output.suffix}")


def run(
    settings: Settings,
    output: Path,
    workers: int = 2,
    resume: bool = False,
    limit: float = 0,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Statistics:
    """Judge every row of a file.

    Args:
        settings: what is judged, and how.
        output: the verdict table; rejected rows go beside it (`rejected_path`).
        workers: processes; 1 judges in this one.
        resume: whether to go on with a run that was killed.
        limit: seconds that a row may take, where there is more than one worker; 0 for no limit.
        told: called with how many parts are done, of how many.

    Raises:
        InputError: if the input cannot be read, the output is there already or cannot be written, or what is to be
            resumed is another run.
    """
    source = Path(settings.source)
    format_of(output)
    divided = parts(source, settings.size)
    folder = output.with_name(f".{output.name}.parts")
    _begin(settings, source, output, folder, resume)
    left = [part for part in divided if not _file(folder, part).exists()]
    done = len(divided) - len(left)
    told(done, len(divided))
    for _ in _judged(settings, left, folder, workers, limit):
        done += 1
        told(done, len(divided))
    statistics = _together(divided, folder, output)
    shutil.rmtree(folder)
    return statistics


def _begin(settings: Settings, source: Path, output: Path, folder: Path, resume: bool) -> None:
    agreement = load(settings.agreement)
    about = {**settings._asdict(), "input": _digest(source), "rules": rules_digests(agreement)}
    manifest = folder / "manifest.json"
    wanted = json.dumps(about, ensure_ascii=False, sort_keys=True)
    if resume and manifest.exists():
        known = json.loads(manifest.read_text("utf-8"))
        changed = [key for key, value in json.loads(wanted).items() if known.get(key) != value]
        if changed:
            message = f"another run was begun here: {', '.join(changed)} differ"
            raise InputError([Problem(Place(str(output)), message, f"remove {folder} to begin anew")])
        return
    if output.exists():
        raise InputError([Problem(Place(str(output)), "there already", "name a file that does not exist")])
    if manifest.exists():
        raise InputError([Problem(Place(str(output)), "a run was begun here", f"--resume it, or remove {folder}")])
    try:
        folder.mkdir(exist_ok=True)
        _file_whole(manifest, wanted)
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _file(folder: Path, part: Part) -> Path:
    return folder / f"part-{part.number:06d}.json"


def _file_whole(path: Path, text: str) -> None:
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    staged.write_text(text, "utf-8")
    os.replace(staged, path)


# -- judging --------------------------------------------------------------------------------------------------------

_judge: Judge | None = None
"""A worker's own, made when it starts."""


def _start(settings: Settings) -> None:
    global _judge
    _judge = Judge(load(settings.agreement), settings.questions, settings.reading)


def _work(settings: Settings, part: Part, folder: str, limit: float) -> None:
    """Judge a part and file what came of it."""
    assert _judge is not None
    with _ended_after(limit):
        rows = read_rows(Path(settings.source), part, _judge.agreement)
        _keep(_judge.judge(rows, settings.source), part, Path(folder))


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Let the system end this process when what is done within takes longer: grounding heeds nothing gentler."""
    if not seconds or _ALARM is None:
        yield
        return
    signal.signal(_ALARM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _keep(found: Judged, part: Part, folder: Path) -> None:
    _file_whole(_file(folder, part), json.dumps(found._asdict(), ensure_ascii=False))


def _judged(settings: Settings, left: Sequence[Part], folder: Path, workers: int, limit: float) -> Iterator[Part]:
    """Judge parts, yielding each as it is done; where a process ends, those under way are looked at one by one."""
    if workers <= 1:
        _start(settings)
        for part in left:
            _work(settings, part, str(folder), 0)
            yield part
        return
    waiting = list(reversed(left))
    while waiting:
        suspects = yield from _pooled(settings, waiting, folder, workers, limit)
        for part in suspects:
            _keep(_apart(settings, part, folder, limit), part, folder)
            yield part


def _pooled(
    settings: Settings, waiting: list[Part], folder: Path, workers: int, limit: float
) -> Generator[Part, None, list[Part]]:
    """Judge parts from the end of a list until it is empty, or a process ends; then those under way are returned.

    Few are given out at a time, since the pool does not tell which of them ended it.
    """
    with _pool(settings, workers) as pool:
        under_way: dict[Future[None], Part] = {}
        while waiting or under_way:
            try:
                while waiting and len(under_way) < 2 * workers:
                    under_way[pool.submit(_work, settings, waiting[-1], str(folder), limit)] = waiting[-1]
                    waiting.pop()
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    future.result()
                    yield under_way.pop(future)
            except BrokenProcessPool:
                return list(under_way.values())
    return []


def _pool(settings: Settings, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, initargs=(settings,), max_tasks_per_child=TASKS
    )


def _apart(settings: Settings, part: Part, folder: Path, limit: float) -> Judged:
    """Judge a part in a process of its own; if that ends, its halves, down to the row that is then rejected."""
    inner = folder / "apart"
    inner.mkdir(exist_ok=True)
    _file(inner, part).unlink(missing_ok=True)
    alone = get_context("spawn").Process(target=_alone, args=(_work, settings, part, str(inner), limit))
    alone.start()
    alone.join()
    if alone.exitcode == 0:
        return Judged(**json.loads(_file(inner, part).read_text("utf-8")))
    rows = list(read_rows(Path(settings.source), part, load(settings.agreement)))
    if len(rows) == 1:
        late = _ALARM is not None and alone.exitcode == -_ALARM
        reason = f"took longer than {limit:g} s" if late else "the process that judged it ended"
        return Judged([], [rejection(rows[0], reason, settings.source)], 0, 0)
    middle = len(rows) // 2
    halves = (Part(part.number, half[0].number, half[0].offset, half[-1].number - half[0].number + 1)
              for half in (rows[:middle], rows[middle:]))  # fmt: skip
    one, two = (_apart(settings, half, folder, limit) for half in halves)
    return Judged(
        one.verdicts + two.verdicts, one.rejected + two.rejected, one.determinate + two.determinate, one.open + two.open
    )


def _alone(work: Callable[[Settings, Part, str, float], None], settings: Settings, *args: Any) -> None:
    """What a process does that judges one part and ends."""
    _start(settings)
    work(settings, *args)


# -- putting together -----------------------------------------------------------------------------------------------


def _together(divided: Sequence[Part], folder: Path, output: Path) -> Statistics:
    """Put the parts together in order, and check that no row is lost or doubled."""

    def entries(key: str) -> Iterator[dict[str, Any]]:
        for part in divided:
            yield from json.loads(_file(folder, part).read_text("utf-8"))[key]

    counts = {"determinate": 0, "open": 0, "rejected": 0, "entries": 0}
    answered: set[int] = set()
    for part in divided:
        found = json.loads(_file(folder, part).read_text("utf-8"))
        for key in ("determinate", "open"):
            counts[key] += found[key]
        counts["rejected"] += len(found["rejected"])
        counts["entries"] += len(found["verdicts"])
        answered |= {entry["row"] for entry in found["verdicts"]}
    write_table(rejected_path(output), REJECTED, entries("rejected"))
    write_table(output, COLUMNS, entries("verdicts"))
    found_rows = len(answered) + counts["rejected"]
    assert len(answered) == counts["determinate"] + counts["open"]
    return Statistics(
        found_rows, len(answered), counts["rejected"], counts["determinate"], counts["open"], counts["entries"]
    )
