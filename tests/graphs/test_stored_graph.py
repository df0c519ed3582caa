"""The stored norm graph: the same graph, made anew where what is kept cannot be read, for other rules another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from obligor.agreement.package import Agreement, load
from obligor.graphs import stored_graph
from obligor.graphs.drawing import node_link
from obligor.graphs.stored_graph import KEPT, cache_folder, fingerprint, stored_norm_graph
from tests.bicycle import RULES, VOCABULARY


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Agreement:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "bicycle"
    folder.mkdir()
    (folder / "ch01.lp").write_text(RULES, "utf-8")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    return load(str(folder))


def kept() -> list[Path]:
    folder = cache_folder()
    assert folder
    return sorted(folder.glob("*")) if folder.exists() else []


def test_the_graph_is_made_once(small: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stored_norm_graph(small)
    assert [path.name for path in kept()] == [f"norms-{fingerprint(small)}.json"]
    monkeypatch.setattr(stored_graph, "norm_graph", lambda agreement: pytest.fail("made twice"))
    again = stored_norm_graph(small)
    assert node_link(again) == node_link(first)
    assert list(again.edges(keys=True, data=True)) == list(first.edges(keys=True, data=True))


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"graph": {}, "nodes": [1], "edges": []}', '{"nodes": []}'])
def test_what_cannot_be_read_is_made_anew(small: Agreement, broken: str) -> None:
    first = node_link(stored_norm_graph(small))
    kept()[0].write_text(broken, "utf-8")
    assert node_link(stored_norm_graph(small)) == first
    assert kept()[0].read_text("utf-8") != broken


def test_other_rules_have_another_graph(small: Agreement, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "other")
    chapter = next((tmp_path / "other").glob("ch*.lp"))
    chapter.write_text(chapter.read_text("utf-8") + "% a remark\n", "utf-8")
    assert fingerprint(load(str(tmp_path / "other"))) != fingerprint(small)


def test_where_nothing_can_be_written_nothing_is_kept(
    small: Agreement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert len(stored_norm_graph(small)) > 0
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert cache_folder() is None
    assert len(stored_norm_graph(small)) > 0


def test_few_are_kept(small: Agreement) -> None:
    folder = cache_folder()
    assert folder
    folder.mkdir(parents=True)
    for number in range(KEPT + 3):
        (folder / f"norms-{number}.json").write_text("{}", "utf-8")
    stored_norm_graph(small)
    assert len(kept()) == KEPT
    assert folder / f"norms-{fingerprint(small)}.json" in kept()
