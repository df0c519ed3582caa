"""`graph` on the command line: formats, questions, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import networkx
import pytest

from obligor.cli.main import main
from obligor.graphs.networkx_graph import Graph
from obligor.graphs.norm_graph import EDGES
from obligor.reports.graph_report import QUESTIONS
from tests.support import FACTS, LEAK, long_but


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = main(args)
    out, err = capsys.readouterr()
    return status, out, err


def test_json_counts_edges_by_kind(capsys: pytest.CaptureFixture[str], graph: Graph) -> None:
    status, out, _ = run(capsys, "graph", "--format", "json")
    found: dict[str, Any] = json.loads(out)
    assert status == 0
    assert found["schema"] == 1
    assert sum(found["counts"]["edges"].values()) == graph.number_of_edges() == len(found["edges"])
    assert set(found["counts"]["edges"]) == set(EDGES)
    assert networkx.node_link_graph(found, edges="edges").number_of_nodes() == graph.number_of_nodes()


@pytest.mark.parametrize("name", long_but(QUESTIONS, set(QUESTIONS) - {"needed"}))  # rules are left out, unit by unit
@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_every_question_is_answered(capsys: pytest.CaptureFixture[str], name: str, lang: str) -> None:
    argument = {"": "", "clause": "(8.5.1)", "party?": "(tencent)"}[QUESTIONS[name].argument]
    status, out, err = run(capsys, "graph", "--ask", name + argument, "--lang", lang)
    assert (status, err) == (0, "")
    assert out.startswith(name)
    assert len(out.splitlines()) > 1


@pytest.mark.parametrize(
    ("args", "wrong", "instead"),
    [
        (["--ask", "sets_of(8.5)"], "no such question: sets_of", "did you mean 'sets_off'?"),
        (["--ask", "sets_off"], "not so many arguments", "write sets_off(CLAUSE)"),
        (["--ask", "cycles(8.5)"], "not so many arguments", "write cycles"),
        (["--ask", "sets_off(8.55)"], "no such clause or unit: 8.55", "did you mean"),
        (["--ask", "unsanctioned(tencnt)"], "no such party: tencnt", "did you mean 'tencent'?"),
        (["--ask", ")"], "expected", "ask one of"),
        (["--edges", "breach open"], "no such kind of edges", "did you mean 'breach opens'?"),
        (["--around", "99"], "no such clause or unit: 99", ""),
        (["--ask", "cycles", "--format", "svg"], "an answer is text or json", "leave out --ask"),
        ([f"{LEAK}#1", "--ask", "cycles"], "are about the agreement's graph", "leave out the file"),
        ([str(FACTS / "ch08_5_breach/breach.yaml")], "several scenarios", "FILE#ID"),
    ],
)
def test_what_is_wrong_is_said(capsys: pytest.CaptureFixture[str], args: list[str], wrong: str, instead: str) -> None:
    status, out, err = run(capsys, "graph", *args)
    assert (status, out) == (2, "")
    assert wrong in err
    assert instead in err


@pytest.mark.parametrize("form", ["text", "json", "dot", "mermaid", "graphml", "svg"])
def test_a_case_is_drawn(capsys: pytest.CaptureFixture[str], form: str) -> None:
    status, out, err = run(capsys, "graph", f"{LEAK}#leak", "--format", form)
    assert (status, err) == (0, "")
    assert "8.5.3[a]" in out.replace("&#45;", "-")
    assert "reverse engineer" in out


def test_the_whole_proof_has_its_absences(capsys: pytest.CaptureFixture[str]) -> None:
    question = "breach(acme, look)"
    status, out, _ = run(capsys, "graph", f"{LEAK}#leak", question, "--all", "--format", "json")
    found = json.loads(out)
    assert status == 0
    kinds = {node["id"]: node["kind"] for node in found["nodes"]}
    assert kinds["breach(acme, look, 8.2.1.2[a])"] == "goal"
    assert kinds["not excused(acme, reverse_engineer, look, 8.2.1.2[a])"] == "absent"
    whole = networkx.node_link_graph(found, edges="edges")
    assert networkx.is_directed_acyclic_graph(whole)
    assert set(whole) == {"breach(acme, look, 8.2.1.2[a])"} | networkx.ancestors(
        whole, "breach(acme, look, 8.2.1.2[a])"
    )


def test_circles_beyond_the_bound_are_told_of(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "cut off" not in run(capsys, "graph", "--ask", "cycles")[1]
    monkeypatch.setattr("obligor.graphs.queries.LIMIT", 2)
    assert run(capsys, "graph", "--ask", "cycles")[1].endswith("the search was cut off here; there may be others\n")
