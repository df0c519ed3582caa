"""A part of a run: judged once, filed whole, read again."""

from __future__ import annotations

import os

import pytest

from obligor.bulk.judged import JudgedRows, RowCounts
from obligor.bulk.parts import Settings, file_of, file_whole, keep, kept, work
from obligor.bulk.source import parts
from tests.bulk.made_rows import made, written


def test_what_is_filed_is_what_is_read_again(tmp_path):
    part = parts(written(tmp_path / "in.jsonl", made(2)), 10)[0]
    rejected = {"row": 2, "id": None, "reason": "x", "input": "in", "offset": 3, "digest": "d"}
    found = JudgedRows(
        ['{"row": 1}\n{"row": 1}'], [rejected], RowCounts(rows=2, solved=1, rejected=1, notes=("a note",))
    )
    keep(found, part, tmp_path)
    again = kept(part, tmp_path)
    assert (again.rejected, again.counts) == (found.rejected, found.counts)
    assert "\n".join(again.verdicts) == "\n".join(found.verdicts)


def test_counts_are_filed_last(tmp_path, monkeypatch):
    """They show that a part is done; a process that ends before has filed nothing that counts."""
    part = parts(written(tmp_path / "in.jsonl", made(1)), 10)[0]
    order: list[str] = []
    monkeypatch.setattr("obligor.bulk.parts.file_whole", lambda path, text: order.append(path.name))
    keep(JudgedRows([], [], RowCounts()), part, tmp_path)
    assert order[-1] == file_of(tmp_path, part).name


def test_a_file_is_replaced_whole_or_stays(tmp_path, monkeypatch):
    path = tmp_path / "part"
    file_whole(path, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        file_whole(path, "new")
    assert path.read_text("utf-8") == "old"


def test_the_same_part_is_judged_alike_twice(tmp_path):
    source = written(tmp_path / "in.jsonl", made(6))
    first, second = parts(source, 3)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for part in (second, first):
            work(Settings("in.jsonl", "wecom"), part, str(tmp_path / folder), base=str(tmp_path))
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(names) == 6
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
