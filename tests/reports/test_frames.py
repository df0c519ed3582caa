"""Answers as tables of pandas."""

from __future__ import annotations

import pandas

from obligor.api.case import OpenCase
from obligor.api.model import Model


def test_tables(model: Model, decompiled: OpenCase) -> None:
    picture = decompiled.frame()
    assert isinstance(picture, pandas.DataFrame)
    assert picture[picture["list"] == "breaches"]["unit"].tolist() == ["8.2.1.2[a]"]
    assert len(model.frame()) == len(model.agreement.units)
    assert model.norms.ask("balance").frame().set_index("kind").loc["sanction", "Tencent"] == "10"
    assert set(model.norms.frame().columns) == {"source", "target", "kind", "unit", "rule"}
    for question in ("sets_off(8.2.1)", "longest_chain", "unsanctioned", "cycles", "central", "carries(1.1)"):
        assert len(model.norms.ask(question).frame())
