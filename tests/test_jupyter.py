"""What shows itself in a notebook, and the cell magic."""

from __future__ import annotations

import re
import sys
from typing import Any

import pandas
import pytest
from IPython.core.interactiveshell import InteractiveShell

from obligor import load, load_ipython_extension
from obligor.api.case import OpenCase
from obligor.api.model import Model
from obligor.reports.display import Shown

CELL = """scenario: A company decompiles the software
as_of: 2026-03-20
parties: {acme: {role: enterprise, name: Acme}}
events: {look: {on: 2026-03-01, by: acme, act: decompile}}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return load("wecom")


@pytest.fixture(scope="module")
def case(model: Model) -> OpenCase:
    return model.parse(CELL)


def shown(model: Model, case: OpenCase) -> dict[str, Any]:
    return {
        "agreement": model,
        "case": case,
        "scenario": case.scenario,
        "verdict": case.ask("breach(acme, look)"),
        "proof": case.why("breach(acme, look)"),
        "whynot": case.whynot("permitted(acme, decompile)"),
        "remedies": case.avoid("breach(acme, look)"),
        "exposure": case.exposure("acme"),
        "norms": model.norms,
        "part": model.norms.around("8.5.1"),
        "graph answer": model.norms.ask("balance"),
        "case graph": case.graph(),
        "steps": case.graph("breach(acme, look)").steps,
    }


NAMES = [
    "agreement", "case", "scenario", "verdict", "proof", "whynot", "remedies", "exposure", "norms", "part",
    "graph answer", "case graph", "steps",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_itself_in_three_ways(model: Model, case: OpenCase, name: str) -> None:
    bundle = shown(model, case)[name]._repr_mimebundle_()
    assert list(bundle) == ["text/plain", "text/markdown", "text/html"]
    assert all(text.strip() for text in bundle.values())
    html = bundle["text/html"]
    assert "<script" not in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", html)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "scenario"])
def test_in_chinese_too(model: Model, case: OpenCase, name: str) -> None:
    one = shown(model, case)[name]
    assert isinstance(one, Shown)
    assert re.search(r"[\u4e00-\u9fff]", one.text("zh"))
    one.lang = "zh"
    assert re.search(r"[\u4e00-\u9fff]", one._repr_mimebundle_()["text/html"])
    one.lang = "en"


def test_only_what_is_asked_for(case: OpenCase) -> None:
    assert list(case._repr_mimebundle_(include={"text/plain"})) == ["text/plain"]
    assert "text/html" not in case._repr_mimebundle_(exclude={"text/html"})


def test_without_the_extra_markdown_is_shown(monkeypatch: pytest.MonkeyPatch, case: OpenCase) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert list(case._repr_mimebundle_()) == ["text/plain", "text/markdown"]


def test_tables(model: Model, case: OpenCase) -> None:
    picture = case.frame()
    assert isinstance(picture, pandas.DataFrame)
    assert picture[picture["list"] == "breaches"]["unit"].tolist() == ["8.2.1.2[a]"]
    assert len(model.frame()) == len(model.agreement.units)
    assert model.norms.ask("balance").frame().set_index("kind").loc["sanction", "Tencent"] == "9"
    assert set(model.norms.frame().columns) == {"source", "target", "kind", "unit", "rule"}
    for question in ("sets_off(8.2.1)", "longest_chain", "unsanctioned", "cycles", "central", "carries(1.1)"):
        assert len(model.norms.ask(question).frame())


# -- the magic ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shell() -> InteractiveShell:
    made = InteractiveShell.instance()
    load_ipython_extension(made)
    return made


def test_a_cell_becomes_a_case(shell: InteractiveShell) -> None:
    made = shell.run_cell_magic("obligor", "taken", CELL)
    assert isinstance(made, OpenCase)
    assert shell.user_ns["taken"] is made
    answer = shell.run_cell_magic("obligor", "--ask 'breach(acme, look)' --lang zh", CELL)
    assert (answer.verdict, answer.lang) == ("yes", "zh")


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        ("", CELL.replace("decompile}", "decompil}"), "cell:4: no such act: 'decompil'; did you mean 'decompile'?"),
        ("--ask 'breach(acme'", CELL, "expected"),
        ("--langu zh", CELL, "unrecognized arguments"),
        ("--agreement wecon", CELL, "no such agreement: wecon"),
    ],
)
def test_a_slip_is_said_without_a_traceback(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], line: str, cell: str, said: str
) -> None:
    assert shell.run_cell_magic("obligor", line, cell) is None
    out, err = capsys.readouterr()
    assert said in err
    assert "Traceback" not in out + err
