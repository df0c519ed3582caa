"""Judging a file of many scenarios: in parts, by several processes, so that a run that is killed can be resumed.

Each part is judged by itself and filed whole beside the output; when all are there, they are put together in order. So
an undisturbed run and one that was killed and resumed end with the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..agreement.package import load
from ..core.errors import InputError, Place, Problem
from ..solving.provenance import rules_digests
from .cluster import judge_on_cluster
from .columns import COLUMNS, REJECTED
from .derived_lines import require
from .judged import RowCounts
from .parts import REJECTIONS, TOGETHER, VERDICTS, Settings, Workforce, file_of, file_whole
from .pool import judge_apart, judge_in_pool
from .source import RunPart, parts
from .table import format_of, write_table

MOST = 20_000
"""Rows of a part, at the most, unless a run says otherwise."""
TWO_PROCESSES = Workforce()


def rejected_path(output: Path) -> Path:
    """Where the rejected rows of a run stand."""
    return output.with_name(f"{output.stem}.rejected{output.suffix}")


def run(
    settings: Settings,
    output: Path,
    workforce: Workforce = TWO_PROCESSES,
    resume: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RowCounts:
    """Judge every row of a file.

    Args:
        settings: what is judged, and how.
        output: the verdict table; rejected rows go beside it (`rejected_path`).
        workforce: who judges.
        resume: whether to go on with a run that was killed.
        progress: called with how many parts are done, of how many.

    Raises:
        InputError: if the input cannot be read, the output is there already or cannot be written, or what is to be
            resumed is another run.
    """
    source = Path(settings.source)
    format_of(output)
    if settings.engine == "sql":
        require()
    all_parts = _parts(source, settings.size)
    folder = output.with_name(f".{output.name}.parts")
    _begin(settings, output, folder, resume)
    waiting = [part for part in all_parts if not file_of(folder, part).exists()]
    done = len(all_parts) - len(waiting)
    progress(done, len(all_parts))
    try:
        for _ in _judged(settings, waiting, folder, workforce):
            done += 1
            progress(done, len(all_parts))
        counts = _together(all_parts, folder, output)
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None
    shutil.rmtree(folder)
    return counts


def _judged(settings: Settings, waiting: Sequence[RunPart], folder: Path, workforce: Workforce) -> Iterator[RunPart]:
    """Judge parts, yielding each as it is done."""
    if not workforce.cluster:
        yield from judge_in_pool(settings, waiting, folder, workforce)
        return
    for part, done in judge_on_cluster(settings, waiting, folder, workforce.cluster):
        if not done:
            judge_apart(settings, part, folder, workforce.row_limit)
        yield part


def _parts(source: Path, size: int) -> list[RunPart]:
    """The parts of a run: where nothing else is said, a quarter of the rows each, no more than `MOST`."""
    small = parts(source, size or TOGETHER)
    if size:
        return small
    joined = max(1, min(MOST, sum(part.rows for part in small) // 4) // TOGETHER)
    groups = [small[at : at + joined] for at in range(0, len(small), joined)]
    return [
        RunPart(number, group[0].first, group[0].offset, sum(part.rows for part in group))
        for number, group in enumerate(groups)
    ]


def _begin(settings: Settings, output: Path, folder: Path, resume: bool) -> None:
    """Make the folder of a run, or see that the run that was begun in it is the same."""
    agreement = load(settings.agreement)
    about = {**settings._asdict(), "input": _digest(Path(settings.source)), "rules": rules_digests(agreement)}
    manifest = folder / "manifest.json"
    wanted = json.dumps(about, ensure_ascii=False, sort_keys=True)
    if resume and manifest.exists():
        begun = json.loads(manifest.read_text("utf-8"))
        changed = [key for key, value in json.loads(wanted).items() if begun.get(key) != value]
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
        file_whole(manifest, wanted)
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- putting together -----------------------------------------------------------------------------------------------


def _together(all_parts: Sequence[RunPart], folder: Path, output: Path) -> RowCounts:
    """Put the parts together in order, and check that no row is lost or doubled."""
    counts = RowCounts()
    for part in all_parts:
        counts = counts.plus(RowCounts.filed(file_of(folder, part).read_text("utf-8")))
    assert counts.rows == counts.answered + counts.rejected
    write_table(rejected_path(output), REJECTED, [file_of(folder, part, REJECTIONS) for part in all_parts])
    write_table(output, COLUMNS, [file_of(folder, part, VERDICTS) for part in all_parts])
    return counts
