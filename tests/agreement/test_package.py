"""An agreement package: what it holds, and what makes it none."""

from __future__ import annotations

import pytest

from obligor.agreement.package import Agreement, load
from obligor.core.errors import ModelError
from obligor.core.terms import Day, parse_atom, show
from tests.bicycle import RULES, VOCABULARY


def test_a_folder_without_chapters_is_none(tmp_path):
    with pytest.raises(ModelError, match=r"no chapters \(ch\*\.lp\) in it"):
        load(str(tmp_path))


def test_the_invented_agreement_is_one_too(bike):
    found = load(str(bike))
    assert (found.name, len(found.units), found.chapters[0].path.name) == ("bike", 6, "ch01.lp")
    assert {"1.1", "1", "2.2(1)", "2.2(1)[a]"} <= found.clauses
    assert [unit.unit for unit in found.covered("2.2")] == ["2.2[a]", "2.2(1)[a]", "2.2(2)[a]"]


def test_a_question_is_asked_by_its_name_or_another_one_for_it(wecom):
    asked = wecom.asked()
    assert asked["liable"] is asked["liability"]
    assert "shielded" not in asked


def test_days_of_an_atom_are_days_again(wecom):
    typed = wecom.typed(parse_atom("on(look, 739676)"))
    assert typed.args[1] == Day(739676)
    assert show(typed) == f"on(look, {Day(739676).isoformat()})"
    assert wecom.typed(parse_atom("amount(l, 739676)")) == parse_atom("amount(l, 739676)")


def test_an_agreement_is_loaded_once_until_a_file_of_it_changes(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "ch01.lp").write_text(RULES, "utf-8")
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    first = load(str(tmp_path))
    assert load(str(tmp_path)) is first
    (tmp_path / "ch01.lp").write_text(RULES + "% a remark\n", "utf-8")
    second = load(str(tmp_path))
    assert second is not first
    assert second.fingerprint != first.fingerprint
    (tmp_path / "ch01.lp").write_text("not a rule", "utf-8")
    with pytest.raises(ModelError):
        load(str(tmp_path))


def test_rules_that_were_kept_are_those_that_were_read(tmp_path, monkeypatch, wecom):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    read, again = (Agreement(wecom.folder, "", wecom.fingerprint) for _ in range(2))
    assert len(list((tmp_path / "cache" / "obligor").glob("rules-*"))) == 1
    for ours, theirs in zip(read.chapters + read.theory, again.chapters + again.theory, strict=True):
        assert ours.path == theirs.path
        assert [(str(rule), rule.place) for rule in ours.rules] == [(str(rule), rule.place) for rule in theirs.rules]
        assert [(*one[:2], one.place) for one in ours.comments] == [(*one[:2], one.place) for one in theirs.comments]
