"""Judging a file of many scenarios: in parts, by several processes, so that a run that is killed can be resumed.

Each part is judged by itself and filed whole beside the output; when all are there, they are put together in order. So
an undisturbed run and one that was killed and resumed end with the same bytes.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from .agreement import load
from .bulk_derived import LEAST
from .bulk_judge import Counts, Judge, Judged, rejection
from .bulk_picture import COLUMNS, REJECTED
from .bulk_rows import Row, read_rows
from .bulk_source import Part, parts
from .bulk_table import format_of, line, write_table
from .errors import InputError, Place, Problem
from .records import rules_digests

TASKS = 25
"""Parts that one worker judges before it is replaced: clingo never frees the symbols it has seen."""
_ALARM: int | None = getattr(signal, "SIGALRM", None)
"""Not every system has it; where it is missing, no row runs out of time."""
_VERDICTS, _REJECTED = "verdicts.jsonl", "rejected.jsonl"


TOGETHER = 300
"""Rows that may take together what one may."""
MOST = 20_000
"""Rows of a part, at the most, unless a run says otherwise."""
ENGINES = {"auto": LEAST, "clingo": None, "sql": 1}
"""From how many determinate rows in a part on these are derived by SQL."""


class Settings(NamedTuple):
    """What a run is about; a run can only be resumed with the same.

    Attributes:
        size: rows of a part; 0 for as many as suit the whole.
        engine: `sql` for determinate rows wherever there are any, `clingo` for none of them, or `auto`.
    """

    source: str
    agreement: str
    questions: tuple[str, ...] = ()
    reading: str = "preferred"
    size: int = 0
    engine: str = "auto"


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
) -> Counts:
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
    divided = _divided(source, settings.size)
    folder = output.with_name(f".{output.name}.parts")
    _begin(settings, source, output, folder, resume)
    left = [part for part in divided if not _file(folder, part).exists()]
    done = len(divided) - len(left)
    told(done, len(divided))
    try:
        for _ in _judged(settings, left, folder, workers, limit):
            done += 1
            told(done, len(divided))
        counts = _together(divided, folder, output)
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None
    shutil.rmtree(folder)
    return counts


def _divided(source: Path, size: int) -> list[Part]:
    """The parts of a run: where nothing else is said, a quarter of the rows each, no more than `MOST`."""
    found = parts(source, size or TOGETHER)
    if size:
        return found
    few = max(1, min(MOST, sum(part.rows for part in found) // 4) // TOGETHER)
    groups = [found[at : at + few] for at in range(0, len(found), few)]
    return [Part(at, g[0].first, g[0].offset, sum(part.rows for part in g)) for at, g in enumerate(groups)]


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


def _file(folder: Path, part: Part, kind: str = "json") -> Path:
    """Where a part's lines stand, or its counts, which are filed last and show that it is done."""
    return folder / f"part-{part.number:06d}.{kind}"


def _file_whole(path: Path, text: str) -> None:
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    staged.write_text(text, "utf-8")
    os.replace(staged, path)


# -- judging --------------------------------------------------------------------------------------------------------

_judge: Judge | None = None
"""A worker's own, made when it starts."""


def _start(settings: Settings) -> None:
    global _judge
    _judge = Judge(load(settings.agreement), settings.questions, settings.reading, ENGINES[settings.engine])


def _work(settings: Settings, part: Part, folder: str, limit: float) -> None:
    """Judge a part and file what came of it."""
    assert _judge is not None
    with _ended_after(limit) as again, _uncollected():
        rows = read_rows(Path(settings.source), part, _judge.agreement)
        _keep(_judge.judge(_heard(rows, again), settings.source, again), part, Path(folder))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: nothing here refers in circles, and looking takes a quarter of reading."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def _heard(rows: Iterable[Row], under_way: Callable[[int], None]) -> Iterator[Row]:
    """Yield rows, telling each few that they are under way."""
    for number, row in enumerate(rows):
        if number % TOGETHER == 0:
            under_way(TOGETHER)
        yield row


@contextmanager
def _ended_after(seconds: float) -> Iterator[Callable[[int], None]]:
    """Let the system end this process when what is done within takes longer: grounding heeds nothing gentler.

    Yields what gives more time: so much for each `TOGETHER` rows that are looked at together.
    """
    if not seconds or _ALARM is None:
        yield lambda some: None
        return

    def again(some: int) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds * max(1, some / TOGETHER))

    signal.signal(_ALARM, signal.SIG_DFL)
    again(1)
    try:
        yield again
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _keep(found: Judged, part: Part, folder: Path) -> None:
    _file_whole(_file(folder, part, _VERDICTS), "".join(f"{one}\n" for one in found.verdicts))
    _file_whole(_file(folder, part, _REJECTED), "".join(line(row, REJECTED) for row in found.rejected))
    _file_whole(_file(folder, part), json.dumps(found.counts._asdict()))


def _kept(part: Part, folder: Path) -> Judged:
    """What was filed of a part."""
    verdicts = _file(folder, part, _VERDICTS).read_text("utf-8").split("\n")[:-1]
    rejected = _file(folder, part, _REJECTED).read_text("utf-8").split("\n")[:-1]
    return Judged(verdicts, list(map(json.loads, rejected)), Counts(**json.loads(_file(folder, part).read_text())))


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
        return _kept(part, inner)
    rows = list(read_rows(Path(settings.source), part, load(settings.agreement)))
    if len(rows) == 1:
        late = _ALARM is not None and alone.exitcode == -_ALARM
        reason = f"took longer than {limit:g} s" if late else "the process that judged it ended"
        return Judged([], [rejection(rows[0], reason, settings.source)], Counts(rows=1, rejected=1))
    middle = len(rows) // 2
    halves = (Part(part.number, half[0].number, half[0].offset, half[-1].number - half[0].number + 1)
              for half in (rows[:middle], rows[middle:]))  # fmt: skip
    one, two = (_apart(settings, half, folder, limit) for half in halves)
    return Judged(one.verdicts + two.verdicts, one.rejected + two.rejected, one.counts.plus(two.counts))


def _alone(work: Callable[[Settings, Part, str, float], None], settings: Settings, *args: Any) -> None:
    """What a process does that judges one part and ends."""
    _start(settings)
    work(settings, *args)


# -- putting together -----------------------------------------------------------------------------------------------


def _together(divided: Sequence[Part], folder: Path, output: Path) -> Counts:
    """Put the parts together in order, and check that no row is lost or doubled."""
    counts = Counts()
    for part in divided:
        counts = counts.plus(Counts(**json.loads(_file(folder, part).read_text("utf-8"))))
    assert counts.rows == counts.answered + counts.rejected
    write_table(rejected_path(output), REJECTED, [_file(folder, part, _REJECTED) for part in divided])
    write_table(output, COLUMNS, [_file(folder, part, _VERDICTS) for part in divided])
    return counts
