"""A part of a bulk run: judged by whichever process it is given to, and filed whole beside the output.

What is filed of a part is the same wherever and however often it is judged; so a part may be given out again when the
process that had it ended, and nothing is lost or doubled.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from ..agreement.package import load
from ..scenario.readings import PREFERRED
from ..scenario.standing import LEVELS
from .derived_lines import LEAST
from .filing import PartFolder
from .judge import Judge
from .rows import Row, read_rows
from .source import RunPart

TOGETHER = 300
"""Rows that may take together what one may."""
ENGINES = {"auto": LEAST, "clingo": None, "sql": 1}
"""From how many determinate rows in a part on these are derived by SQL."""


class Settings(NamedTuple):
    """What a run is about; a run can only be resumed with the same.

    Attributes:
        size: rows of a part; 0 for as many as suit the whole.
        engine: `sql` for determinate rows wherever there are any, `clingo` for none of them, or `auto`.
        standing: the least with which events and losses count.
    """

    source: str
    agreement: str
    questions: tuple[str, ...] = ()
    reading: str = PREFERRED
    size: int = 0
    engine: str = "auto"
    standing: str = LEVELS[0]


class Workforce(NamedTuple):
    """Who judges the parts of a run; however they are judged, what comes out is the same.

    Attributes:
        processes: how many of this machine; 1 judges in this one.
        row_limit: seconds that a row may take, where there is more than one process and no cluster; 0 for no limit.
        cluster: address of a Dask scheduler, whose workers judge instead; empty for none.
    """

    processes: int = 2
    row_limit: float = 0
    cluster: str = ""


ALARM: int | None = getattr(signal, "SIGALRM", None)
"""Not every system has it; where it is missing, no row runs out of time."""
_ONE_AT_A_TIME = Lock()
"""A process judges one part at a time."""


@lru_cache(maxsize=1)
def _judge(settings: Settings) -> Judge:
    """A process's own, made when it judges its first part."""
    agreement, sql = load(settings.agreement), ENGINES[settings.engine]
    return Judge(agreement, settings.questions, settings.reading, sql, standing=settings.standing)


def work(settings: Settings, folder: PartFolder, part: RunPart, limit: float = 0, base: str = "") -> None:
    """Judge a part and file what came of it.

    Args:
        settings: of the run.
        folder: where to file it.
        part: which rows.
        limit: seconds that a row may take, 0 for any; else the process ends.
        base: the folder from which the input's path starts.
    """
    with _ONE_AT_A_TIME, ended_after(limit) as under_way, _uncollected():
        judge = _judge(settings)
        rows = read_rows(Path(base) / settings.source, part, judge.agreement)
        folder.keep(judge.judge(_heard(rows, under_way), settings.source, under_way), part)


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
def ended_after(seconds: float) -> Iterator[Callable[[int], None]]:
    """Let the system end this process when what is done within takes longer: grounding heeds nothing gentler.

    Yields what gives more time: so much for each `TOGETHER` rows that are looked at together.
    """
    if not seconds or ALARM is None:
        yield lambda count: None
        return

    def begin_anew(count: int) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds * max(1, count / TOGETHER))

    signal.signal(ALARM, signal.SIG_DFL)
    begin_anew(1)
    try:
        yield begin_anew
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
