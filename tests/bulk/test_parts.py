"""A part of a run is judged alike wherever and however often it is."""

from __future__ import annotations

from obligor.bulk.filing import PartFolder
from obligor.bulk.parts import Settings, work
from obligor.bulk.source import parts
from tests.bulk.made_rows import made, written


def test_the_same_part_is_judged_alike_twice(tmp_path):
    source = written(tmp_path / "in.jsonl", made(6))
    first, second = parts(source, 3)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for part in (second, first):
            work(Settings("in.jsonl", "wecom"), PartFolder(tmp_path / folder, "a-run"), part, base=str(tmp_path))
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(names) == 6
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
