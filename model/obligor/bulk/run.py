"""Judging a file of many scenarios: in parts, by several processes, so that a run that is killed can be resumed.

Each part is judged by itself and filed whole beside the output; when all are there, they are put together in order. So
an undisturbed run and one that was killed and resumed end with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from pathlib import Path

from ..agreement.package import load
from ..core.digests import digest_of
from ..core.errors import InputError, Place, Problem
from ..scenario.questions import question_form
from .cluster import judge_on_cluster
from .columns import COLUMNS, REJECTED
from .derived_lines import require
from .filing import REJECTIONS, VERDICTS, PartFolder
from .judged import RowCounts
from .parts import TOGETHER, Settings, Workforce
from .pool import judge_apart, judge_in_pool
from .run_folder import RunFolder, begun, differing, what_decides
from .source import RunPart, parts
from .table import format_of, write_table

MOST = 20_000
"""Rows of a part, at the most, unless a run says otherwise."""
ROUNDS = 3
"""How often parts are judged that do not stay as they were filed, before the disk is not trusted."""
TWO_PROCESSES = Workforce()


def rejected_path(output: Path) -> Path:
    """Where the rejected rows of a run stand."""
    return output.with_name(f"{output.stem}.rejected{output.suffix}")


def run(
    settings: Settings,
    output: Path,
    workforce: Workforce = TWO_PROCESSES,
    resume: bool = False,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RowCounts:
    """Judge every row of a file.

    Args:
        settings: what is judged, and how.
        output: the verdict table; rejected rows go beside it (`rejected_path`).
        workforce: who judges.
        resume: whether to go on with a run that was killed.
        force: whether to replace tables that are there, and to give up a run that was begun.
        progress: called with how many parts are done, of how many.

    Raises:
        InputError: if a question is none, the input cannot be read, the output is there already, is the input or cannot
            be written, or what is to be resumed is another run.
    """
    source = Path(settings.source)
    _check_paths(source, output)
    if settings.engine == "sql":
        require()
    all_parts = _parts(source, settings.size)
    agreement = load(settings.agreement)
    for question in settings.questions:
        question_form(question, agreement)
    about = what_decides(settings, workforce.row_limit, agreement)
    try:
        with _folder(output, about, resume, force) as folder:
            counts = _judge_all(settings, all_parts, folder.parts, workforce, progress)
            assert counts.rows == counts.answered + counts.rejected
            if digest_of(source) != about["input"]:
                hint = "judge it anew, with --force"
                raise InputError([Problem(Place(str(source)), "changed while it was judged", hint)])
            if not (force or folder.published):
                _refuse_tables(output)
            folder.publish()
            _together(all_parts, folder.parts, output)
            folder.discard()
    except OSError as error:
        raise InputError([Problem(Place(str(output)), f"cannot be written: {error.strerror}")]) from None
    return counts


def _check_paths(source: Path, output: Path) -> None:
    """See that a run reads a file, whose name can stand in its table, and that it does not write over it.

    Raises:
        InputError: if not.
    """
    format_of(output)
    try:
        str(source).encode()
    except UnicodeEncodeError:
        shown = str(source).encode("utf-8", "backslashreplace").decode()
        raise InputError([Problem(Place(shown), "the name is not UTF-8, as the table is", "rename it")]) from None
    if not source.exists():
        raise InputError([Problem(Place(str(source)), "cannot be read: no such file")])
    if not source.is_file():
        raise InputError([Problem(Place(str(source)), "no file of a disk, which can be read again", "write it to one")])
    for table in (output, rejected_path(output)):
        if table.is_dir():
            raise InputError([Problem(Place(str(table)), "a folder", "name a file")])
        if table.exists() and table.samefile(source):
            raise InputError(
                [Problem(Place(str(table)), "the input itself would be written over", "name another file")]
            )


def _refuse_tables(output: Path) -> None:
    """Refuse to write over tables.

    Raises:
        InputError: if one is there.
    """
    there = [table for table in (output, rejected_path(output)) if table.exists()]
    if there:
        hint = "name a file that does not exist, or --force"
        raise InputError([Problem(Place(str(table)), "there already", hint) for table in there])


def _folder(output: Path, about: dict[str, object], resume: bool, force: bool) -> RunFolder:
    """The folder of a new run, or of the one that was begun and is the same.

    Raises:
        InputError: if it is not clear what is meant.
        OSError: if the folder cannot be made.
    """
    folders = begun(output)
    if force and not resume:
        for path in folders:
            with RunFolder(path) as given_up:
                given_up.discard()
        folders = []
    if len(folders) > 1:
        message = f"several runs were begun here: {', '.join(path.name for path in folders)}"
        raise InputError([Problem(Place(str(output)), message, "remove all but one of them, or --force")])
    if not folders:
        if not force:
            _refuse_tables(output)
        return RunFolder.made(output, about)
    (path,) = folders
    if not resume:
        raise InputError([Problem(Place(str(output)), "a run was begun here", "--resume it, or --force")])
    if changed := differing(path, about):
        message = f"another run was begun here: not the same {', '.join(changed)}"
        raise InputError([Problem(Place(str(output)), message, "--force begins anew")])
    return RunFolder(path)


def _judge_all(
    settings: Settings,
    all_parts: Sequence[RunPart],
    folder: PartFolder,
    workforce: Workforce,
    progress: Callable[[int, int], None],
) -> RowCounts:
    """Judge all parts that are not filed yet, until all are, and tell the counts of all together.

    Raises:
        InputError: if some do not stay as they were filed.
    """
    sealed = {part: counts for part in all_parts if (counts := folder.counts(part)) is not None}
    progress(len(sealed), len(all_parts))
    for _ in range(ROUNDS):
        waiting = [part for part in all_parts if part not in sealed]
        for judged, _part in enumerate(_judged(settings, waiting, folder, workforce), 1):
            progress(len(sealed) + judged, len(all_parts))
        sealed |= {part: counts for part in waiting if (counts := folder.counts(part)) is not None}
        if len(sealed) == len(all_parts):
            return reduce(RowCounts.plus, map(sealed.__getitem__, all_parts), RowCounts())
    raise InputError([Problem(Place(str(folder.path)), "what is filed here does not stay as it was filed")])


def _judged(
    settings: Settings, waiting: Sequence[RunPart], folder: PartFolder, workforce: Workforce
) -> Iterator[RunPart]:
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


def _together(all_parts: Sequence[RunPart], folder: PartFolder, output: Path) -> None:
    """Put the parts together in order."""
    rejections, verdicts = ([folder.file_of(part, kind) for part in all_parts] for kind in (REJECTIONS, VERDICTS))
    write_table(rejected_path(output), REJECTED, rejections, folder.path)
    write_table(output, COLUMNS, verdicts, folder.path)
