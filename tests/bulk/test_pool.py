"""Processes that a row ends, or keeps busy too long: it is rejected alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from obligor.agreement.package import load
from obligor.bulk import pool as bulk_pool
from obligor.bulk.filing import PartFolder
from obligor.bulk.parts import Settings, Workforce, ended_after, work
from obligor.bulk.rows import read_rows
from obligor.bulk.run import rejected_path, run
from obligor.bulk.source import RunPart
from obligor.bulk.table import read_table
from tests.bulk.made_rows import made, written

AGREEMENT = load("wecom")


def deadly(settings: Settings, folder: PartFolder, part: RunPart, limit: float = 0) -> None:
    """A worker that is ended by one row, as by a defect of the solver."""
    if any(row.scenario and row.scenario.id == "case-5" for row in read_rows(Path(settings.source), part, AGREEMENT)):
        os._exit(9)
    work(settings, folder, part, limit)


@pytest.mark.long
def test_a_row_that_ends_its_process_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(24))
    monkeypatch.setattr(bulk_pool, "work", deadly)
    apart, looked_at = bulk_pool.judge_apart, []

    def noted(settings: Settings, part: RunPart, folder: PartFolder, limit: float) -> None:
        looked_at.append(part)
        apart(settings, part, folder, limit)

    monkeypatch.setattr(bulk_pool, "judge_apart", noted)
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(source), "wecom", size=2), output, Workforce(2))
    assert (found.rows, found.answered, found.rejected) == (24, 23, 1)
    assert [(part.first, part.rows) for part in looked_at] == [(5, 2)]  # the one that ended its process, no other
    (row,) = read_table(rejected_path(output))
    assert (row["row"], row["reason"]) == (6, "the process that judged it ended")


def slow(settings: Settings, folder: PartFolder, part: RunPart, limit: float = 0) -> None:
    """A worker that one row keeps busy for hours."""
    if any(row.scenario and row.scenario.id == "case-2" for row in read_rows(Path(settings.source), part, AGREEMENT)):
        with ended_after(limit):
            time.sleep(10_000)
    work(settings, folder, part, limit)


@pytest.mark.long
def test_a_row_that_runs_out_of_time_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(6))
    monkeypatch.setattr(bulk_pool, "work", slow)
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(source), "wecom", size=2), output, Workforce(2, row_limit=6))
    assert (found.rows, found.answered, found.rejected) == (6, 5, 1)
    (row,) = read_table(rejected_path(output))
    assert (row["row"], row["reason"]) == (3, "took longer than 6 s")
