"""Agreements are found by name or as a folder, and nothing else is."""

from __future__ import annotations

import pytest

from obligor.agreement.installed import DEFAULT_AGREEMENT, find
from obligor.core.errors import InputError
from tests.support import ROOT


def test_one_is_found_by_its_name_and_as_a_folder(tmp_path):
    assert find(DEFAULT_AGREEMENT) == ROOT / "model/obligor_wecom"
    assert find(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("name", ["wecon", "no/such/folder", "os.path", "Wecom", "../wecom"])
def test_what_is_none_is_refused(name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no such agreement"):
        find(name)
