"""What is kept in the user's cache: read again as it was written, or made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.core import kept
from obligor.core.kept import MOST, keep, recall

VALUE = {"rules": ["p :- q.", "缔约"], "number": 1}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "obligor"


def test_what_was_kept_is_recalled_under_its_fingerprint(folder: Path) -> None:
    keep("rules", "f00", VALUE)
    assert recall("rules", "f00") == VALUE
    assert recall("rules", "ba4") is None
    assert recall("norms", "f00") is None
    assert [path.name for path in folder.iterdir()] == ["rules-f00.json"]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: b"{}",
        lambda content: content[:-1],
        lambda content: content.replace(b"1", b"2"),
        lambda content: content.partition(b"\n")[2],
        lambda content: content.partition(b"\n")[0] + b"\n[]",
    ],
    ids=["emptied", "foreign", "truncated", "altered", "without its checksum", "another value"],
)
def test_what_is_not_as_it_was_written_is_not_recalled(folder: Path, change) -> None:
    keep("rules", "f00", VALUE)
    path = folder / "rules-f00.json"
    path.write_bytes(change(path.read_bytes()))
    assert recall("rules", "f00") is None
    keep("rules", "f00", VALUE)
    assert recall("rules", "f00") == VALUE


def test_without_a_fingerprint_nothing_is_kept(folder: Path) -> None:
    keep("rules", "", VALUE)
    assert recall("rules", "") is None
    assert not folder.exists()


def test_of_each_kind_the_newest_are_kept(folder: Path) -> None:
    for number in range(MOST + 3):
        keep("rules", str(number), VALUE)
        keep("norms", str(number), VALUE)
    assert recall("rules", str(MOST + 2)) == recall("norms", str(MOST + 2)) == VALUE
    assert len(list(folder.iterdir())) == 2 * MOST


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep("rules", "f00", VALUE)
    assert recall("rules", "f00") is None


def test_nobodys_home_is_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert kept.folder() is None
    keep("rules", "f00", VALUE)
    assert recall("rules", "f00") is None
