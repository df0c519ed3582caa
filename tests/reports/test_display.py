"""What shows itself in a notebook."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from obligor.api.case import OpenCase
from obligor.api.model import Model
from obligor.reports.display import Shown


def shown(model: Model, decompiled: OpenCase) -> dict[str, Any]:
    return {
        "agreement": model,
        "case": decompiled,
        "scenario": decompiled.scenario,
        "verdict": decompiled.ask("breach(acme, look)"),
        "proof": decompiled.why("breach(acme, look)"),
        "whynot": decompiled.whynot("permitted(acme, decompile)"),
        "remedies": decompiled.avoid("breach(acme, look)"),
        "exposure": decompiled.exposure("acme"),
        "norms": model.norms,
        "part": model.norms.around("8.5.1"),
        "graph answer": model.norms.ask("balance"),
        "case graph": decompiled.graph(),
        "steps": decompiled.graph("breach(acme, look)").steps,
    }


NAMES = [
    "agreement", "case", "scenario", "verdict", "proof", "whynot", "remedies", "exposure", "norms", "part",
    "graph answer", "case graph", "steps",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_itself_in_three_ways(model: Model, decompiled: OpenCase, name: str) -> None:
    bundle = shown(model, decompiled)[name]._repr_mimebundle_()
    assert list(bundle) == ["text/plain", "text/markdown", "text/html"]
    assert all(text.strip() for text in bundle.values())
    html = bundle["text/html"]
    assert "<script" not in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", html)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "scenario"])
def test_in_chinese_too(model: Model, decompiled: OpenCase, name: str) -> None:
    one = shown(model, decompiled)[name]
    assert isinstance(one, Shown)
    assert re.search(r"[\u4e00-\u9fff]", one.text("zh"))
    one.lang = "zh"
    assert re.search(r"[\u4e00-\u9fff]", one._repr_mimebundle_()["text/html"])
    one.lang = "en"


def test_only_what_is_asked_for(decompiled: OpenCase) -> None:
    assert list(decompiled._repr_mimebundle_(include={"text/plain"})) == ["text/plain"]
    assert "text/html" not in decompiled._repr_mimebundle_(exclude={"text/html"})


def test_without_the_extra_markdown_is_shown(monkeypatch: pytest.MonkeyPatch, decompiled: OpenCase) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert list(decompiled._repr_mimebundle_()) == ["text/plain", "text/markdown"]
