"""Graphs without the libraries that draw or hold them."""

from __future__ import annotations

import pytest

from obligor import InputError
from obligor.agreement.package import load as load_agreement
from obligor.graphs.norm_graph import norm_graph

AGREEMENT = load_agreement("wecom")


def test_without_networkx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "networkx", None)
    with pytest.raises(InputError, match=r"graphs need the extra `graph`.*obligor\[graph\]"):
        norm_graph(AGREEMENT)
