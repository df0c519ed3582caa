"""Agreements are found by name or as a folder, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.installed import DEFAULT_AGREEMENT, find
from obligor.agreement.package import load
from obligor.core.errors import InputError
from tests.bicycle import RULES, VOCABULARY
from tests.support import ROOT


def test_one_is_found_by_its_name_and_as_a_folder(tmp_path):
    assert find(DEFAULT_AGREEMENT) == ROOT / "model/obligor_wecom"
    assert find(str(tmp_path)) == tmp_path


def test_a_folder_of_its_name_does_not_take_its_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (DEFAULT_AGREEMENT, "lease"):
        (tmp_path / name).mkdir()
    assert find(DEFAULT_AGREEMENT) == ROOT / "model/obligor_wecom"
    assert find(f"./{DEFAULT_AGREEMENT}") == find(Path(DEFAULT_AGREEMENT)) == Path(DEFAULT_AGREEMENT)
    assert find("./lease") == Path("lease")
    with pytest.raises(InputError, match=r"no agreement called lease is installed; for the folder, write \./lease"):
        find("lease")


@pytest.mark.parametrize("name", ["wecon", "no/such/folder", "os.path", "Wecom", "../wecom"])
def test_what_is_none_is_refused(name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no such agreement"):
        find(name)


def test_where_rules_come_from_is_known(tmp_path, monkeypatch, wecom):
    (tmp_path / "ch01.lp").write_text(RULES, "utf-8")
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    assert load("wecom").rules_from == load(str(wecom.folder)).rules_from == load(wecom.folder).rules_from == ""
    assert load(tmp_path).rules_from == str(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert load(".").rules_from == "."
    copied = tmp_path / "obligor_wecom"  # called like the installed one, and not it
    copied.mkdir()
    (copied / "ch01.lp").write_text(RULES, "utf-8")
    (copied / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    assert load("./obligor_wecom").rules_from == "./obligor_wecom"
