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


def organisation(members: int, seed: int = 7) -> dict[str, Any]:
    """One scenario: the log of an organisation whose members each do something, now and then to each other's harm."""
    chance = random.Random(seed)

    def done(by: str) -> dict[str, str]:
        return {"on": f"2026-03-{chance.randint(1, 28):02d}", "by": by, "act": chance.choice(ACTS)}

    named = [f"m{number}" for number in range(members)]
    events = {f"e{at}": done(member) for at, member in enumerate(named)}
    events |= {f"f{at}": done(named[at]) for at in range(0, members, 10)}
    losses = {
        f"l{at}": {
            "suffered_by": named[at - 1],
            "kind": chance.choice(KINDS),
            "amount": chance.randint(1, 9_999),
            "caused_by": [f"e{at}"],
        }
        for at in range(20, members, 20)
    }
    return {
        "scenario": "An organisation's log", "id": "log", "as_of": "2026-05-01",
        "parties": {"acme": "enterprise", **{member: {"role": "end_user", "of": "acme"} for member in named}},
        "events": events, "losses": losses,
    }  # fmt: skip


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write rows, one a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path
