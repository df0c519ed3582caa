"""Parts of a bulk run judged by processes of this machine, with what ends a process found and rejected alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from ..agreement.package import load
from ..core.workers import Crew
from .filing import PartFolder
from .judged import JudgedRows, RowCounts, rejection
from .parts import ALARM, Settings, Workforce, work
from .rows import Row, read_rows
from .source import RunPart

TASKS = 25
"""Parts that one worker judges before it is replaced: clingo never frees the symbols it has seen."""


def judge_in_pool(
    settings: Settings, parts: Sequence[RunPart], folder: PartFolder, workforce: Workforce
) -> Iterator[RunPart]:
    """Judge parts, yielding each as it is done; one that ended its process is looked at row by row."""
    if workforce.processes <= 1:
        for part in parts:
            work(settings, folder, part)
            yield part
        return
    judge = partial(work, settings, folder, limit=workforce.row_limit)
    with Crew(judge, min(workforce.processes, len(parts)), TASKS) as crew:
        for part, _, exit_code in crew.spread(parts):
            if exit_code is not None:
                judge_apart(settings, part, folder, workforce.row_limit)
            yield part


def judge_apart(settings: Settings, part: RunPart, folder: PartFolder, limit: float) -> None:
    """Judge a part that may have ended its process, and file what came of it.

    It is judged in a process of its own; if that ends, its halves are, down to the row that is then rejected.
    """
    inner = PartFolder(folder.path / "apart", folder.run)
    inner.path.mkdir(exist_ok=True)
    with Crew(partial(work, settings, inner, limit=limit), 1) as crew:
        folder.keep(_apart(crew, settings, part, inner, limit), part)


def _apart(crew: Crew[RunPart, None], settings: Settings, part: RunPart, inner: PartFolder, limit: float) -> JudgedRows:
    ((_, _, exit_code),) = crew.spread([part])
    if exit_code is None:
        return inner.kept(part)
    rows = list(read_rows(Path(settings.source), part, load(settings.agreement)))
    if len(rows) == 1:
        late = ALARM is not None and exit_code == -ALARM
        reason = f"took longer than {limit:g} s" if late else "the process that judged it ended"
        return JudgedRows([], [rejection(rows[0], reason, settings.source)], RowCounts(rows=1, rejected=1))
    half = len(rows) // 2
    first, second = (
        _apart(crew, settings, _part_of(part.number, some), inner, limit) for some in (rows[:half], rows[half:])
    )
    return JudgedRows(
        first.verdicts + second.verdicts, first.rejected + second.rejected, first.counts.plus(second.counts)
    )


def _part_of(number: int, rows: Sequence[Row]) -> RunPart:
    """The part that successive rows make."""
    first, last = rows[0], rows[-1]
    return RunPart(number, first.number, first.offset, last.number - first.number + 1)
