"""The folder of a run: its own, held by one process, resumed only with what decides the same output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from obligor import InputError
from obligor.agreement.package import load
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import run
from obligor.bulk.run_folder import MANIFEST, PUBLISHED, RunFolder, begun, differing, what_decides
from tests.bulk.made_rows import made, written


def test_two_runs_never_share_a_folder(tmp_path: Path) -> None:
    """What an orphan of a killed run writes, no later run reads."""
    one, other = (RunFolder.made(tmp_path / "out.jsonl", {}) for _ in range(2))
    assert one.path != other.path
    assert one.parts.run != other.parts.run
    assert begun(tmp_path / "out.jsonl") == sorted([one.path, other.path])
    assert begun(tmp_path / "ou.jsonl") == []
    for folder in (one, other):
        with folder:
            folder.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_held_is_not_touched(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="this system has no such locks")
    source = written(tmp_path / "in.jsonl", made(1))
    settings, output = Settings(str(source), "wecom"), tmp_path / "out.jsonl"
    with RunFolder.made(output, what_decides(settings, 0, load("wecom"))) as held:
        for how in ({"resume": True}, {"force": True}):
            with pytest.raises(InputError, match="another process is at work in it; wait for it"):
                run(settings, output, Workforce(1), **how)
        assert held.path.is_dir()


def test_what_decides_the_output(tmp_path: Path) -> None:
    settings = Settings(str(written(tmp_path / "in.jsonl", made(1))), "wecom")
    about = what_decides(settings, 60, load("wecom"))
    assert {"source", "input", "agreement", "rules", "engine", "questions", "reading", "size", "row limit"} < set(about)
    assert {"obligor", "clingo"} <= set(about["versions"])
    with RunFolder.made(tmp_path / "out.jsonl", about) as folder:
        assert differing(folder.path, about) == []
        for key in about:
            assert differing(folder.path, {**about, key: "otherwise"}) == [key]
        assert differing(folder.path, {key: value for key, value in about.items() if key != "rules"}) == ["rules"]


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b"\xff"])
def test_a_manifest_that_is_none(tmp_path: Path, manifest: bytes) -> None:
    source = written(tmp_path / "in.jsonl", made(1))
    settings, output = Settings(str(source), "wecom"), tmp_path / "out.jsonl"
    folder = tmp_path / ".out.jsonl.0123abcd.parts"
    folder.mkdir()
    (folder / MANIFEST).write_bytes(manifest)
    with pytest.raises(InputError, match="its manifest cannot be read; --force begins anew"):
        run(settings, output, Workforce(1), resume=True)
    assert run(settings, output, Workforce(1), force=True).rows == 1
    assert not folder.exists()


@pytest.mark.parametrize("name", [".out.jsonl.parts", ".out.jsonl.0123abcd.parts"])
def test_a_folder_without_a_manifest(tmp_path: Path, name: str) -> None:
    """Parts of which nobody knows what they are of are refused; what is left of a beginning or an end is nothing."""
    source = written(tmp_path / "in.jsonl", made(1))
    folder = tmp_path / name
    folder.mkdir()
    (folder / "part-000000.seal").write_text("{}")
    with pytest.raises(InputError, match="no folder of a run: it has no manifest; remove it"):
        run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1), resume=True)
    (folder / "part-000000.seal").unlink()
    (folder / f".{MANIFEST}.77").write_text("{")
    (folder / PUBLISHED).touch()
    assert run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1), resume=True).rows == 1
    assert not folder.exists()


def test_several_begun_runs_are_refused(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", made(1))
    for token in ("00000000", "11111111"):
        folder = tmp_path / f".out.jsonl.{token}.parts"
        folder.mkdir()
        (folder / MANIFEST).write_text(json.dumps({}))
    with pytest.raises(InputError, match=r"several runs were begun here: .*; remove all but one of them, or --force"):
        run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1), resume=True)
    assert run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1), force=True).rows == 1


def test_tables_that_were_being_written_are_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ended between its tables and its folder is resumed; one that had not come so far replaces nothing."""
    source = written(tmp_path / "in.jsonl", made(2))
    settings, output = Settings(str(source), "wecom"), tmp_path / "out.jsonl"

    class Cut(BaseException):
        pass

    def cut(self: RunFolder) -> None:
        raise Cut

    for moment in ("publish", "discard"):
        with monkeypatch.context() as patch:
            patch.setattr(RunFolder, moment, cut)
            with pytest.raises(Cut):
                run(settings, output, Workforce(1), resume=True)
        if moment == "publish":
            output.write_text("somebody's\n")
            with pytest.raises(InputError, match="there already"):
                run(settings, output, Workforce(1), resume=True)
            output.unlink()
    assert run(settings, output, Workforce(1), resume=True).rows == 2
