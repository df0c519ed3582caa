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
from . import cluster as bulk_cluster
from . import pool as bulk_pool
from .columns import COLUMNS, REJECTED
from .derived_lines import require
from .judged import Counts
from .parts import REJECTIONS, TOGETHER, VERDICTS, Settings, file_of, file_whole
from .source import Part, parts
from .table import format_of, write_table

MOST = 20_000
"""Rows of a part, at the most, unless a run says otherwise."""


def rejected_path(output: Path) -> Path:
    """Where the rejected rows of a run stand."""
    return output.with_name(f"{output.stem}.rejected{output.suffix}")


def run(
    settings: Settings,
    output: Path,
    workers: int = 2,
    resume: bool = False,
    limit: float = 0,
    cluster: str = "",
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Counts:
    """Judge every row of a file.

    Args:
        settings: what is judged, and how.
        output: the verdict table; rejected rows go beside it (`rejected_path`).
        workers: processes; 1 judges in this one.
        resume: whether to go on with a run that was killed.
        limit: seconds that a row may take, where there is more than one worker and no cluster; 0 for no limit.
        cluster: address of a Dask scheduler, whose workers judge instead.
        told: called with how many parts are done, of how many.

    Raises:
        InputError: if the input cannot be read, the output is there already or cannot be written, or what is to be
            resumed is another run.
    """
    source = Path(settings.source)
    format_of(output)
    if settings.engine == "sql":
        require()
    divided = _divided(source, settings.size)
    folder = output.with_name(f".{output.name}.parts")
    _begin(settings, source, output, folder, resume)
    left = [part for part in divided if not file_of(folder, part).exists()]
    done = len(divided) - len(left)
    told(done, len(divided))
    try:
        for _ in _judged(settings, left, folder, workers, limit, cluster):
            done += 1
            told(done, len(divided))
        counts = _together(divided, folder, output)
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None
    shutil.rmtree(folder)
    return counts


def _judged(
    settings: Settings, left: Sequence[Part], folder: Path, workers: int, limit: float, cluster: str
) -> Iterator[Part]:
    """Judge parts, yielding each as it is done."""
    if not cluster:
        yield from bulk_pool.judged(settings, left, folder, workers, limit)
        return
    for part, done in bulk_cluster.judged(settings, left, folder, cluster):
        if not done:
            bulk_pool.judge_apart(settings, part, folder, limit)
        yield part


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
        file_whole(manifest, wanted)
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- putting together -----------------------------------------------------------------------------------------------


def _together(divided: Sequence[Part], folder: Path, output: Path) -> Counts:
    """Put the parts together in order, and check that no row is lost or doubled."""
    counts = Counts()
    for part in divided:
        counts = counts.plus(Counts.filed(file_of(folder, part).read_text("utf-8")))
    assert counts.rows == counts.answered + counts.rejected
    write_table(rejected_path(output), REJECTED, [file_of(folder, part, REJECTIONS) for part in divided])
    write_table(output, COLUMNS, [file_of(folder, part, VERDICTS) for part in divided])
    return counts
