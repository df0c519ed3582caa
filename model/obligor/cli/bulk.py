"""`obligor batch`: many scenarios into a verdict table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..agreement.installed import DEFAULT_AGREEMENT, is_path
from ..core.plain_text import shown_lines, visible
from ..core.stopping import Stopped
from .common import loaded, print_json


def batch(args: argparse.Namespace) -> int:
    """Carry the command out."""
    from ..bulk.parts import Settings, Workforce
    from ..bulk.run import rejected_path, run

    output = Path(args.output)
    if args.agreement and is_path(args.agreement):
        loaded(args.agreement, args)  # which says so
    settings = Settings(
        args.source,
        args.agreement or DEFAULT_AGREEMENT,
        tuple(args.ask),
        args.reading,
        max(args.rows, 0),
        args.engine,
        args.standing,
    )
    workforce = Workforce(args.workers, args.row_limit, args.cluster)
    progress = _Progress()
    try:
        counts = run(settings, output, workforce, args.resume, args.force, progress)
    except Stopped as stopped:
        if progress.total:
            sentence = f"stopped; {progress.done} of {progress.total} parts are judged: go on with --resume"
            raise Stopped(stopped.number, sentence) from None
        raise
    if args.format == "json":
        print_json({"schema": 1, **counts._asdict(), "answered": counts.answered})
    else:
        print(f"{counts.rows:,} rows: {counts.answered:,} answered, {counts.rejected:,} rejected")
        if counts.answered:
            ways = {"by SQL": counts.derived, "by common grounding": counts.grounded, "by solving": counts.solved}
            shares = [f"{100 * rows / counts.answered:.1f} % {way}" for way, rows in ways.items() if rows]
            print(f"{', '.join(shares)}; {counts.entries:,} entries in {visible(str(output))}")
        if counts.notes:
            print(shown_lines(counts.notes))
        if counts.rejected:
            print(f"why rows were rejected stands in {visible(str(rejected_path(output)))}")
    return 0


class _Progress:
    """A bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self.done = self.total = 0

    def __call__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if sys.stderr.isatty():
            filled = 30 * done // max(total, 1)
            end = "\n" if done == total else ""
            bar = f"[{'#' * filled}{'.' * (30 - filled)}] {done} of {total} parts"
            print(f"\r{bar}", end=end, file=sys.stderr, flush=True)
        elif done == total or done % 50 == 0:
            print(f"{done} of {total} parts", file=sys.stderr)
