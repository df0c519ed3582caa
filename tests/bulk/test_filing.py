"""Parts as they are filed: whole, with a seal that says what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.bulk.filing import SEAL, PartFolder
from obligor.bulk.judged import JudgedRows, RowCounts
from obligor.bulk.source import RunPart

PART = RunPart(1, 7, 300, 2)
REJECTED = {"row": 8, "id": None, "reason": "x", "input": "in", "offset": 3, "digest": "d"}
FOUND = JudgedRows(['{"row": 7}\n{"row": 7}'], [REJECTED], RowCounts(rows=2, solved=1, rejected=1, notes=("a note",)))


def test_what_is_filed_is_what_is_read_again(tmp_path: Path) -> None:
    folder = PartFolder(tmp_path, "a-run")
    assert folder.counts(PART) is None
    folder.keep(FOUND, PART)
    again = folder.kept(PART)
    assert (again.rejected, again.counts) == (FOUND.rejected, FOUND.counts)
    assert "\n".join(again.verdicts) == "\n".join(FOUND.verdicts)
    assert folder.counts(PART) == FOUND.counts


def test_a_seal_is_of_one_part_of_one_run(tmp_path: Path) -> None:
    folder = PartFolder(tmp_path, "a-run")
    folder.keep(FOUND, PART)
    assert PartFolder(tmp_path, "another").counts(PART) is None
    for other in (PART._replace(first=8), PART._replace(offset=0), PART._replace(rows=3)):
        assert folder.counts(other) is None


def test_the_seal_is_filed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes a part count; a process that ends before has filed nothing that does."""
    order: list[str] = []
    monkeypatch.setattr("obligor.bulk.filing.write_whole", lambda path, data: order.append(path.name))
    folder = PartFolder(tmp_path, "a-run")
    folder.keep(FOUND, PART)
    assert len(order) == 3
    assert order[-1] == folder.file_of(PART, SEAL).name
