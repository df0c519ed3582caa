"""What a case of many independent events costs: one question about one party, one about all, the whole picture.

    python tests/benchmarks/events.py [SIZES...]

Each event has a party of its own that does something forbidden, an outsider who is harmed, and a claim; `open` leaves
in each part one fact unknown. Whole processes are timed; the table gives seconds, and the time per event against that
at the first size.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from cold_start import elapsed

ACTS = ("decompile", "interfere", "reverse_engineer", "alter_functions")
QUESTIONS = {"about one party": ["breach(p0, _)"], "about all": ["breach(_, _)"], "whole picture": []}


def case(events: int, open_: bool) -> dict[str, Any]:
    """A case of so many independent events."""
    found: dict[str, Any] = {
        "scenario": "Many events", "id": "many", "as_of": "2026-03-20", "parties": {}, "events": {}, "losses": {},
    }  # fmt: skip
    for n in range(events):
        act, day = ACTS[n % len(ACTS)], 1 + n % 19
        found["parties"] |= {f"p{n}": "enterprise", f"o{n}": "outsider"}
        found["events"][f"e{n}"] = {"on": f"2026-03-{day:02}", "by": f"p{n}", "act": act}
        found["losses"][f"l{n}"] = {"suffered_by": f"o{n}", "kind": "privacy", "amount": 9, "caused_by": [f"e{n}"]}
    if open_:
        found["unknown"] = [f"permitted_by_law(p{n}, {ACTS[n % len(ACTS)]})" for n in range(events)]
    return found


def main(*sizes: int) -> None:
    """Measure and print."""
    print(f"{'case':8} {'asked':16} {'events':>6} {'seconds':>8} {'per event':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for open_ in (False, True):
            for name, questions in QUESTIONS.items():
                first = 0.0
                for size in sizes or (100, 250, 500, 1_000):
                    path = Path(folder) / f"{size}.json"
                    path.write_text(json.dumps(case(size, open_)), "utf-8")
                    command = [sys.executable, "-m", "obligor", "ask", str(path), *questions, "--format", "json"]
                    seconds = elapsed(command)
                    first = first or seconds / size
                    told = "open" if open_ else "certain"
                    print(f"{told:8} {name:16} {size:6} {seconds:8.2f} {seconds / size / first:10.2f}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
