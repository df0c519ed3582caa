"""The stored norm graph: the same graph, made anew where what is kept cannot be read, for other rules another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from obligor.agreement.package import Agreement, load
from obligor.core import kept
from obligor.graphs import stored_graph
from obligor.graphs.drawing import node_link
from obligor.graphs.stored_graph import KIND, fingerprint_of, stored_norm_graph
from tests.bicycle import RULES, VOCABULARY


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Agreement:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "bicycle"
    folder.mkdir()
    (folder / "ch01.lp").write_text(RULES, "utf-8")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    return load(str(folder))


def file_of(agreement: Agreement) -> Path:
    folder = kept.folder()
    assert folder
    return folder / f"{KIND}-{fingerprint_of(agreement)}.json"


def test_the_graph_is_made_once(small: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stored_norm_graph(small)
    assert file_of(small).exists()
    monkeypatch.setattr(stored_graph, "norm_graph", lambda agreement: pytest.fail("made twice"))
    again = stored_norm_graph(small)
    assert node_link(again) == node_link(first)
    assert list(again.edges(keys=True, data=True)) == list(first.edges(keys=True, data=True))


def test_what_cannot_be_read_is_made_anew(small: Agreement) -> None:
    first = node_link(stored_norm_graph(small))
    file_of(small).write_text("{}", "utf-8")
    assert node_link(stored_norm_graph(small)) == first
    assert file_of(small).read_text("utf-8") != "{}"


def test_other_rules_have_another_graph(small: Agreement, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "other")
    chapter = next((tmp_path / "other").glob("ch*.lp"))
    chapter.write_text(chapter.read_text("utf-8") + "% a remark\n", "utf-8")
    assert file_of(load(str(tmp_path / "other"))) != file_of(small)
