"""An agreement package: what it holds, and what makes it none."""

from __future__ import annotations

import pytest

from obligor.agreement.package import load
from obligor.core.errors import ModelError
from obligor.core.terms import Day, parse_atom, show


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
