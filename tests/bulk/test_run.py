"""Runs: no row lost or doubled; what is there already is not written over; what is filed and does not fit is no part.

Killed and interrupted runs stand in `tests/whole/test_interruptions.py`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from obligor import InputError
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import rejected_path, run
from tests.bulk.made_rows import made, written
from tests.support import long_but


def left_unfinished(settings: Settings, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the disk is full when the parts are put together."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("obligor.bulk.table.copyfileobj", full)
        with pytest.raises(InputError, match="cannot be written: No space left on device"):
            run(settings, output, Workforce(1))


def test_a_full_disk_leaves_what_was_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(6))
    output, settings = tmp_path / "out.jsonl", Settings(str(source), "wecom", size=3)
    left_unfinished(settings, output, monkeypatch)
    assert not output.exists()
    assert run(settings, output, Workforce(1), resume=True).answered == 6


def test_only_the_same_run_is_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(4))
    output = tmp_path / "out.jsonl"
    left_unfinished(Settings(str(source), "wecom"), output, monkeypatch)
    with pytest.raises(InputError, match="a run was begun here; --resume it, or --force"):
        run(Settings(str(source), "wecom"), output)
    with pytest.raises(InputError, match="another run was begun here: not the same questions"):
        run(Settings(str(source), "wecom", ("breach(acme, _)",)), output, resume=True)
    written(source, made(5))
    with pytest.raises(InputError, match="another run was begun here: not the same input"):
        run(Settings(str(source), "wecom"), output, resume=True)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", made(3))
    output, settings = tmp_path / "out.jsonl", Settings(str(source), "wecom")
    run(settings, output, Workforce(1))
    wanted = output.read_bytes()
    with pytest.raises(InputError, match=r"out\.jsonl: there already; name a file that does not exist, or --force"):
        run(settings, output, Workforce(1))
    output.unlink()
    with pytest.raises(InputError, match=r"out\.rejected\.jsonl: there already"):
        run(settings, output, Workforce(1))
    rejected_path(output).write_text("of another run\n")
    assert run(settings, output, Workforce(1), force=True).rows == 3
    assert (output.read_bytes(), rejected_path(output).read_bytes()) == (wanted, b"")


@pytest.mark.parametrize("name", ["in.rejected.jsonl", "link.jsonl", "hard.jsonl"])
def test_the_input_is_never_written_over(tmp_path: Path, name: str) -> None:
    """Not by force either: neither the table nor the rejected rows, whatever the file is called."""
    source = written(tmp_path / "in.rejected.jsonl", made(2))
    before = source.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(source)
    os.link(source, tmp_path / "hard.jsonl")
    output = tmp_path / name
    with pytest.raises(InputError, match="the input itself would be written over; name another file"):
        run(Settings(str(source), "wecom"), output, Workforce(1), force=True)
    with pytest.raises(InputError, match="the input itself would be written over"):
        run(Settings(str(source), "wecom"), tmp_path / "in.jsonl", Workforce(1), force=True)
    assert source.read_bytes() == before


def test_an_input_that_changes_meanwhile_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(4))
    output = tmp_path / "out.jsonl"

    def change(done: int, total: int) -> None:
        if done == total:
            written(source, made(4, seed=6))

    with pytest.raises(InputError, match=r"in\.jsonl: changed while it was judged; judge it anew, with --force"):
        run(Settings(str(source), "wecom", size=2), output, Workforce(1), progress=change)
    assert not output.exists()


Damage = Callable[[Path, bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "truncated": lambda path, data: data[: len(data) // 2],
    "a line short": lambda path, data: data[: data.rstrip(b"\n").rfind(b"\n") + 1],
    "emptied": lambda path, data: b"",
    "emptied of JSON": lambda path, data: b"{}\n",
    "bit flipped": lambda path, data: data[:20] + bytes([data[20] ^ 1]) + data[21:] if len(data) > 20 else b"?",
    "of another part": lambda path, data: path.with_name(path.name.replace("000001", "000000")).read_bytes(),
    "of another run": lambda path, data: data.replace(b"out.jsonl", b"old.jsonl") + b" ",
    "no text": lambda path, data: b"\xff\xfe" + data,
}


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, bytes]:
    """A run, and the table that it ends with; the process's judge serves all that is of this run."""
    folder = tmp_path_factory.mktemp("undamaged")
    settings = Settings(str(written(folder / "in.jsonl", made(6))), "wecom", size=2)
    run(settings, folder / "whole.jsonl", Workforce(1))
    return settings, (folder / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("damage", long_but(DAMAGES, list(DAMAGES)[::4]))
@pytest.mark.parametrize("kind", ["verdicts.jsonl", pytest.param("seal", marks=pytest.mark.long)])
def test_a_part_that_does_not_fit_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undamaged: tuple[Settings, bytes], damage: str, kind: str
) -> None:
    settings, wanted = undamaged
    output = tmp_path / "out.jsonl"
    left_unfinished(settings, output, monkeypatch)
    (filed,) = tmp_path.glob(f".out.jsonl.*.parts/part-000001.{kind}")
    filed.write_bytes(DAMAGES[damage](filed, filed.read_bytes()))
    assert run(settings, output, Workforce(1), resume=True).rows == 6
    assert output.read_bytes() == wanted


def test_a_disk_that_forgets_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put together of which it is not known that it is whole."""
    monkeypatch.setattr("obligor.bulk.filing.PartFolder.counts", lambda self, part: None)
    source = written(tmp_path / "in.jsonl", made(2))
    with pytest.raises(InputError, match="what is filed here does not stay as it was filed"):
        run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1))
    assert not (tmp_path / "out.jsonl").exists()


def test_a_name_that_no_table_can_hold_is_refused(tmp_path: Path) -> None:
    try:
        source = written(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl")), made(1))
    except OSError:
        pytest.skip("this system has no such names")
    with pytest.raises(InputError, match="the name is not UTF-8, as the table is; rename it"):
        run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1))


@pytest.mark.parametrize("special", ["fifo.jsonl", "folder.jsonl"])
def test_only_a_file_is_judged(tmp_path: Path, special: str) -> None:
    """What can be read once only, or never ends, is no input of a run, which reads it several times."""
    os.mkfifo(tmp_path / "fifo.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(InputError, match="no file of a disk, which can be read again; write it to one"):
        run(Settings(str(tmp_path / special), "wecom"), tmp_path / "out.jsonl", Workforce(1))


def test_one_row_of_half_a_character_is_rejected(tmp_path: Path) -> None:
    rows = made(3)
    rows[1]["id"] = "\ud800"
    source = tmp_path / "in.jsonl"
    source.write_text("\ufeff" + "".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    output = tmp_path / "out.jsonl"
    counts = run(Settings(str(source), "wecom"), output, Workforce(1))
    assert (counts.answered, counts.rejected) == (2, 1)
    assert "\\ud800 is half a character; write the character itself" in rejected_path(output).read_text("utf-8")


@pytest.mark.parametrize("question", ["breach(acme", "nosuch(acme)", "breach(acme, _, _, _)"])
def test_what_is_no_question_is_refused_before_a_row_is_read(tmp_path: Path, question: str) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(InputError, match=r"question|arguments"):
        run(Settings(str(written(tmp_path / "in.jsonl", made(2))), "wecom", (question,)), output, Workforce(1))
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
