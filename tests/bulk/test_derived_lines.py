"""Rows derived by SQL: they are told as clingo tells them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from obligor.agreement.package import load
from obligor.bulk.judge import Judge
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.rows import rows_of
from obligor.bulk.run import run
from obligor.core.errors import InputError
from tests.support import FACTS

AGREEMENT = load("wecom")


def documents() -> list[dict[str, Any]]:
    """Every scenario of `facts/` as a row."""
    found = [
        {key: value for key, value in document.items() if key not in ("variants", "expect")}
        for path in sorted(FACTS.rglob("*.yaml"))
        for document in yaml.load_all(path.read_text("utf-8"), yaml.BaseLoader)
    ]
    for row in found:  # which readings count, a run says
        readings = row.pop("readings", None)
        if isinstance(readings, dict) and (fixed := {unit: name for unit, name in readings.items() if unit != "*"}):
            row["readings"] = fixed
    return [{**row, "id": f"row-{number}"} for number, row in enumerate(found)]


@pytest.mark.long
@pytest.mark.parametrize("reading", ["preferred", "all"])
@pytest.mark.parametrize(
    "questions", [(), ("breach(_, _)", "bears(_, _)", "breach(_, _, 8.2)")], ids=["picture", "asked"]
)
def test_every_row_is_told_as_clingo_tells_it(reading: str, questions: tuple[str, ...]) -> None:
    rows = list(rows_of(documents(), "row", AGREEMENT))
    by_sql = Judge(AGREEMENT, questions, reading, sql=1).judge(rows, "row")
    by_clingo = Judge(AGREEMENT, questions, reading, sql=None).judge(rows, "row")
    assert by_sql.verdicts == by_clingo.verdicts
    assert by_sql.rejected == by_clingo.rejected
    assert by_clingo.counts.derived == by_sql.counts.grounded == 0
    assert by_sql.counts.derived > (0 if reading == "all" else 0.8 * len(rows))  # most readings could matter to a case


@pytest.mark.long
def test_a_run_tells_which_way_its_rows_took(tmp_path: Path) -> None:
    source, found = tmp_path / "in.jsonl", {}
    source.write_text("".join(json.dumps(row) + "\n" for row in documents()), "utf-8")
    for engine in ("sql", "clingo", "auto"):
        output = tmp_path / f"{engine}.jsonl"
        counts = run(Settings(str(source), "wecom", engine=engine), output, Workforce(1))
        found[engine] = counts.derived, counts.grounded, counts.solved, output.read_bytes()
    assert found["sql"][0] == found["clingo"][1] == found["auto"][1] > 0  # too few for SQL to be worth it
    assert found["sql"][2:] == found["clingo"][2:] == found["auto"][2:]


def test_without_the_extra_a_run_by_sql_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(documents()[0]) + "\n", "utf-8")
    monkeypatch.setattr("obligor.bulk.derived_lines._NEEDED", ("duckdb", "no_such_library"))
    with pytest.raises(InputError, match=r"runs by SQL need the extra `bulk`; pip install 'obligor\[bulk\]'"):
        run(Settings(str(source), "wecom", engine="sql"), tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == [source]
    assert run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1)).answered == 1


def test_what_needs_too_much_memory_is_left_to_clingo(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(rows_of(documents()[:40], "row", AGREEMENT))
    by_clingo = Judge(AGREEMENT, sql=None).judge(rows, "row")
    monkeypatch.setattr("obligor.bulk.sql.derivation.MEMORY", "1MB")
    found = Judge(AGREEMENT, sql=1).judge(rows, "row")
    assert found.counts.derived == 0
    assert found == by_clingo
