"""Files and folders are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from obligor import InputError
from obligor.core.atomic_files import write_folder, write_new


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.yaml"
    write_new(path, "whole\n")
    assert path.read_text("utf-8") == "whole\n"
    with pytest.raises(InputError, match="there already"):
        write_new(path, "another\n")
    assert path.read_text("utf-8") == "whole\n"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_new(tmp_path / "other.yaml", "x")
    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(InputError, match="No space left"):
        write_folder(tmp_path / "folder", {"1.lp": "x"})
    assert [one.name for one in tmp_path.iterdir()] == ["new.yaml"]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", {"1.lp": "a", "2.lp": "b"})
    assert sorted(one.name for one in (tmp_path / "folder").iterdir()) == ["1.lp", "2.lp"]
    with pytest.raises(InputError, match="there already; name a folder that does not exist"):
        write_folder(tmp_path / "folder", {"3.lp": "c"})
    assert len(list(tmp_path.iterdir())) == 1
