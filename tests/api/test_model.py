"""The agreement as Python code asks it: tables of many cases."""

from __future__ import annotations

import pandas

from obligor import load as load_model
from tests.bulk.made_rows import made


def test_tables_in_python() -> None:
    model = load_model("wecom")
    rows = made(12)
    from_mappings = model.batch(rows)
    from_frame = model.batch(pandas.DataFrame(rows))
    assert from_mappings.verdicts.equals(from_frame.verdicts)
    assert len(from_mappings.rejected) == 0
    asked = model.batch([*rows, {"scenario": "x"}], "bears(_, l0)", reading="all")
    assert list(asked.verdicts["id"]) == [row["id"] for row in rows]
    assert asked.rejected["reason"].tolist() == ["row:13: no day of judgement; add `as_of: YYYY-MM-DD`"]


def test_many_cases_are_judged_by_what_is_proven() -> None:
    model = load_model("wecom")
    row = {
        "scenario": "x", "as_of": "2026-03-20", "parties": {"acme": "enterprise"},
        "events": {"look": {"on": "2026-03-01", "by": "acme", "act": "decompile", "standing": "alleged"}},
    }  # fmt: skip
    for standing, verdict in (("alleged", "yes"), ("admitted", "depends"), ("proven", "depends")):
        asked = model.batch([row], "breach(acme, look)", standing=standing)
        assert asked.verdicts["verdict"].tolist() == [verdict]
