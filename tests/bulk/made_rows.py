"""Rows for bulk runs."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import duckdb

ACTS = ("decompile", "reverse_engineer", "interfere", "deceive", "promote", "impersonate")


def made(count: int, seed: int = 5) -> list[dict[str, Any]]:
    """Scenarios of some thirty facts, now and then with something that is not known."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        events: dict[str, Any] = {
            f"e{k}": {"on": f"2026-03-{chance.randint(1, 28):02d}", "by": chance.choice(["acme", "li", "zhao"]),
                      "act": chance.choice(ACTS)}
            for k in range(4)
        }  # fmt: skip
        events["suit"] = {"on": "2026-04-02", "by": "zhao", "to": "tencent", "act": "claim(l0)"}
        row: dict[str, Any] = {
            "scenario": f"Case {number}", "id": f"case-{number}", "as_of": "2026-05-01",
            "parties": {"acme": "enterprise", "li": {"role": "end_user", "of": "acme"}, "zhao": "outsider"},
            "events": events,
            "losses": {"l0": {"suffered_by": "zhao", "kind": "privacy", "amount": chance.randint(1, 9999),
                              "caused_by": [f"e{chance.randint(0, 3)}"]}},
        }  # fmt: skip
        if chance.random() < 0.2:
            row["unknown"] = [f"permitted_by_law(acme, {events['e0']['act']})"]
        found.append(row)
    return found


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def as_parquet(path: Path, rows: list[dict[str, Any]], nested: bool) -> Path:
    """Rows as a Parquet file, what is nested as such or as texts of JSON."""

    def column(key: str) -> str:
        kind = "VARCHAR" if key in ("scenario", "id", "as_of") else "VARCHAR" if not nested else ""
        return f"'{key}': '{kind}'"

    lines = written(path.with_suffix(".lines"), rows)
    keys = dict.fromkeys(key for row in rows for key in row)
    columns = "" if nested else f", columns = {{{', '.join(map(column, keys))}}}"
    with duckdb.connect() as database:
        source = f"read_json('{lines}', format = 'newline_delimited'{columns})"
        database.execute(f"COPY (SELECT * FROM {source}) TO '{path}' (FORMAT parquet)")
    lines.unlink()
    return path
