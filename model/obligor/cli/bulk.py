"""`obligor batch`: many scenarios into a verdict table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..agreement.installed import DEFAULT_AGREEMENT
from .common import print_json


def batch(args: argparse.Namespace) -> int:
    """Carry the command out."""
    from ..bulk.parts import Settings
    from ..bulk.run import rejected_path, run

    output = Path(args.output)
    settings = Settings(
        args.source, args.agreement or DEFAULT_AGREEMENT, tuple(args.ask), args.reading, max(args.rows, 0), args.engine
    )
    found = run(settings, output, args.workers, args.resume, args.row_limit, args.cluster, _progress)
    if args.format == "json":
        print_json({"schema": 1, **found._asdict(), "answered": found.answered})
    else:
        print(f"{found.rows:,} rows: {found.answered:,} answered, {found.rejected:,} rejected")
        if found.answered:
            ways = {"by SQL": found.derived, "by common grounding": found.grounded, "by solving": found.solved}
            shares = [f"{100 * rows / found.answered:.1f} % {way}" for way, rows in ways.items() if rows]
            print(f"{', '.join(shares)}; {found.entries:,} entries in {output}")
        for note in found.notes:
            print(note)
        if found.rejected:
            print(f"why rows were rejected stands in {rejected_path(output)}")
    return 0


def _progress(done: int, total: int) -> None:
    """A bar on a terminal, a line now and then elsewhere."""
    if sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        end = "\n" if done == total else ""
        print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done} of {total} parts", end=end, file=sys.stderr, flush=True)
    elif done == total or done % 50 == 0:
        print(f"{done} of {total} parts", file=sys.stderr)
