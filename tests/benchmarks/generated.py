"""Generated cases of the agreement: some thirty facts each, the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ACTS = (
    "decompile", "reverse_engineer", "interfere", "deceive", "promote", "impersonate", "act_unlawfully",
    "remove_copyright_notice",
)  # fmt: skip
KINDS = ("privacy", "property", "direct", "profit")


def cases(count: int, seed: int = 7, open_share: float = 0.0) -> Iterator[dict[str, Any]]:
    """Yield scenarios as `obligor batch` reads them; a share of them has a fact that nobody knows.

    The events of a case fall on days of their own, so that the others are determinate.
    """
    chance = random.Random(seed)
    for number in range(count):
        days = chance.sample(range(1, 29), 4)
        events: dict[str, Any] = {
            f"e{k}": {
                "on": f"2026-03-{day:02d}",
                "by": chance.choice(["acme", "li", "zhao"]),
                "act": chance.choice(ACTS),
            }
            for k, day in enumerate(days)
        }
        events["suit"] = {"on": "2026-04-02", "by": "zhao", "to": "tencent", "act": "claim(l0)"}
        losses = {
            f"l{k}": {
                "suffered_by": sufferer,
                "kind": chance.choice(KINDS),
                "amount": chance.randint(1, 9_999),
                "caused_by": [f"e{chance.randint(0, 3)}"],
            }
            for k, sufferer in enumerate(["zhao", chance.choice(["acme", "li"])])
        }
        row: dict[str, Any] = {
            "scenario": f"Case {number}", "id": f"case-{number}", "as_of": "2026-05-01",
            "parties": {"acme": "enterprise", "li": {"role": "end_user", "of": "acme"}, "zhao": "outsider"},
            "events": events, "losses": losses,
        }  # fmt: skip
        if chance.random() < open_share:
            row["unknown"] = [f"permitted_by_law({events['e0']['by']}, {events['e0']['act']})"]
        yield row


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write rows, one a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path
