"""Files of text: what is none is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from obligor.core.errors import InputError
from obligor.core.text_files import open_plain, read_text


@pytest.mark.parametrize("name", ["case.yaml", "case.lp"])
@pytest.mark.parametrize("data", [b"scenario: caf\xe9\n", "scenario: s\n".encode("utf-16"), b"\x00\x01\x02"])
def test_a_file_that_is_no_text_is_refused(refused, name, data):
    assert refused(data, name)


def test_where_a_file_stops_being_text_is_told(refused):
    assert list(refused(b"scenario: s\n# caf\xe9\n")) == [2]


def test_only_plain_files_are_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "own").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to("own")
    (tmp_path / "within").mkdir()
    (tmp_path / "within/out").symlink_to("../own")
    for name, told in {
        tmp_path / "pipe": "a pipe, not a file; to read it, give - and <",
        tmp_path: "a folder, not a file",
        tmp_path / "none": "cannot be read: No such file or directory",
        "/dev/null": "a device, not a file",
        "/dev/zero": "a device, not a file",
        "a\0b": "cannot be read: not a name of a file",
        "n" * 5_000: "cannot be read: File name too long",
    }.items():
        with pytest.raises(InputError) as refused:
            read_text(Path(name))
        assert told in str(refused.value)
        assert len(str(refused.value)) < 1_000
    assert read_text(tmp_path / "link") == read_text(tmp_path / "link", inside=tmp_path) == "x"
    with pytest.raises(InputError, match="leads out of"):
        read_text(tmp_path / "within/out", inside=tmp_path / "within")


def test_no_more_is_read_than_may_be(tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing
    with pytest.raises(InputError, match="larger than 4,000,000 bytes"):
        read_text(large)


def test_a_pipe_that_is_open_already_is_read_to_its_end():
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "wb") as written:
        written.write(b"a")
    assert read_text(Path(f"/dev/fd/{ours}")) == "a"
    with pytest.raises(InputError, match="a pipe, not a file"):
        open_plain(Path(f"/dev/fd/{ours}"))
    os.close(ours)
