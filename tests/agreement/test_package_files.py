"""The files of a package: its own plain files, and nothing that they lead to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from obligor.agreement.package_files import MOST_BYTES, chapter_files, fingerprint, read_part
from obligor.core.errors import ModelError


def test_chapters_come_in_order(tmp_path: Path) -> None:
    for name in ("ch10.lp", "ch02.lp", "notes.lp", "ch03.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in chapter_files(tmp_path)] == ["ch02.lp", "ch10.lp"]


def test_a_folder_without_chapters_or_with_too_much_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no chapters"):
        list(chapter_files(tmp_path))
    for name in ("ch01.lp", "ch02.lp"):
        (tmp_path / name).write_bytes(b"%" * (MOST_BYTES // 2 + 1))
    with pytest.raises(ModelError, match="larger than 2,000,000 bytes"):
        list(chapter_files(tmp_path))


def test_a_part_lies_in_its_package(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "own.lp").write_text("p.", "utf-8")
    (tmp_path / "package/ch01.lp").symlink_to("../own.lp")
    with pytest.raises(ModelError, match="leads out of"):
        read_part(tmp_path / "package/ch01.lp")
    assert read_part(tmp_path / "own.lp") == "p."


def test_a_package_may_itself_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package/ch01.lp").write_text("p.", "utf-8")
    (tmp_path / "link").symlink_to("package")
    assert read_part(tmp_path / "link/ch01.lp") == "p."


def test_a_line_is_told_by_the_name_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "ch01.lp").write_bytes(b"p.\n% caf\xe9\n")
    with pytest.raises(ModelError) as refused:
        read_part(tmp_path / "ch01.lp")
    assert str(refused.value) == "ch01.lp:2: not UTF-8; save it as UTF-8"


def test_an_installer_may_make_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an agreement that is installed, which is trusted; the same folder elsewhere is not."""
    (tmp_path / "store.lp").write_text("p.", "utf-8")
    package = tmp_path / "site/obligor_linked"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "ch01.lp").symlink_to(tmp_path / "store.lp")
    with pytest.raises(ModelError, match="leads out of"):
        read_part(package / "ch01.lp")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert read_part(package / "ch01.lp") == "p."


def test_a_fingerprint_is_of_what_decides_and_of_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "ch01.lp").write_text("p.", "utf-8")
    (tmp_path / "vocabulary.yaml").write_text("agreement:", "utf-8")
    first = fingerprint(tmp_path)
    (tmp_path / "notes.txt").write_text("a remark", "utf-8")
    assert fingerprint(tmp_path) == first != ""
    for name in ("ch01.lp", "vocabulary.yaml", "topics.yaml", "names_country.tsv"):
        before = fingerprint(tmp_path)
        (tmp_path / name).write_text("other", "utf-8")
        assert fingerprint(tmp_path) not in ("", before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_what_is_no_plain_file_has_no_fingerprint(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "vocabulary.yaml")
    assert fingerprint(tmp_path) == ""
