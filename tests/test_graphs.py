"""The norm graph: read off the rules, right about the text, and its questions right about any graph."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

import networkx
import pytest

from obligor import InputError, load
from obligor.agreement.package import load as load_agreement
from obligor.api.model import Model
from obligor.cli.main import main
from obligor.graphs import queries
from obligor.graphs.case_graph import case_graph
from obligor.graphs.drawing import edges, joined, mermaid
from obligor.graphs.networkx_graph import Graph
from obligor.graphs.norm_graph import (
    BINDS,
    CONSEQUENCES,
    DUTY,
    EDGES,
    LEADS,
    LIABILITY,
    NONE,
    NORMS,
    OPENS,
    POWER,
    PROHIBITION,
    norm_graph,
)
from obligor.reports.graph_report import QUESTIONS
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from obligor.solving.program import rules

AGREEMENT = load_agreement("wecom")
FACTS = Path(__file__).parents[1] / "facts"


@pytest.fixture(scope="module")
def model() -> Model:
    return load("wecom")


@pytest.fixture(scope="module")
def graph(model: Model) -> Graph:
    return model.norms.graph


def out(graph: Graph, node: str) -> list[tuple[str, str, dict[str, Any]]]:
    return list(graph.out_edges(node, data=True))


def linked(graph: Graph, source: str, target: str) -> set[str]:
    return {data["kind"] for data in (graph.get_edge_data(source, target) or {}).values()}


# -- the graph and the rules ----------------------------------------------------------------------------------------


def test_every_norm_has_a_node_and_every_edge_its_rule(graph: Graph) -> None:
    for unit in AGREEMENT.units.values():
        assert (graph.nodes[unit.unit]["kind"] != NONE) == unit.creates_norm, unit.unit
    files = {source.path.name: source.path.read_text("utf-8").count("\n") + 1 for source in AGREEMENT.chapters}
    for source, target, data in graph.edges(data=True):
        assert data["kind"] in EDGES
        assert data["unit"] in (source, target) or data["kind"] == "prevails over"
        file, line = data["rule"].split(":")
        assert 0 < int(line) <= files[file]


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("8.2.1.2[a]", "8.5.1[b]", OPENS),
        ("8.2.1[b]", "8.2.1.2[a]", "excepts"),
        ("12.3(D)[a]", "7.4.1[b]", "exempts"),
        ("1.1[e]", "8.4[a]", "defines"),
        ("8.2.2.1[b]", "7.3.5.4[a]", "exercise opens"),
        ("document:chinese_text", "document:english_text", "prevails over"),
        ("8.5.3[c]", "party:enterprise", BINDS),
        ("8.5.1[b]", "act:ban", "concerns"),
        ("act:discover", "8.5.1[a]", "triggers"),
    ],
)
def test_an_edge_goes_with_its_rules(graph: Graph, source: str, target: str, kind: str) -> None:
    assert kind in linked(graph, source, target)
    places = {data["rule"] for data in graph.get_edge_data(source, target).values() if data["kind"] == kind}
    left = [rule for rule in rules(AGREEMENT) if str(rule.place) not in places]
    changed = norm_graph(AGREEMENT, left)
    assert kind not in linked(changed, source, target)
    assert changed.number_of_edges() < graph.number_of_edges()


def test_norms_bind_whom_the_register_says(graph: Graph) -> None:
    """Rules and register are written apart; where they differ, one is wrong or the reason is known."""
    roles = {"user": {"enterprise", "end_user"}}
    known = {
        "2.2.1[a]": "one who is not yet a user",
        "7.1.1[a]": "a company that registers",
        "7.2.2[b]": "whoever administers",
        "7.4.1[b]": "the third party is anybody",
        "14.1[a]": "newcomers by their first use",
    }
    binding = {DUTY, PROHIBITION, POWER, LIABILITY, "sanction", "own risk", "exemption", "immunity", "permission"}
    for unit in AGREEMENT.units.values():
        if graph.nodes[unit.unit]["kind"] in binding and unit.unit not in known:
            named = set().union(*(roles.get(bearer, {bearer}) for bearer in unit.bearers))
            bound = {target.removeprefix("party:") for _, target, d in out(graph, unit.unit) if d["kind"] == BINDS}
            assert bound - {"newcomer"} == named - {"newcomer"}, unit.unit


def test_nobody_answers_to_itself(graph: Graph) -> None:
    """Tencent's own breaches lead to no liability that users bear: the graph once showed that a rule said so."""
    for unit in queries.unsanctioned(graph, "tencent")["party:tencent"]:
        assert not any(d["kind"] == LEADS and "tencent" in d["by"] for *_, d in graph.out_edges(unit, data=True))


def test_every_proof_runs_along_the_graph(graph: Graph) -> None:
    """What a breach leads to in a case, it can lead to in the graph: abstraction leaves nothing out."""
    engine = Engine(AGREEMENT)
    scenarios = [one for path in find_files([str(FACTS)]) for one in read_scenarios(path, AGREEMENT)]
    along = 0
    for scenario in scenarios[::6]:
        case = engine.case(scenario)
        questions = [
            answer.question for name in ("liabilities", "powers") for answer in case.picture().lists.get(name, ())
        ]
        proofs = case_graph(case, questions) if questions else networkx.MultiDiGraph()
        for node, data in proofs.nodes(data=True):
            if node.split("(")[0] in NORMS and data["unit"]:
                for breach in resting_on(proofs, node):
                    along += 1
                    assert linked(graph, proofs.nodes[breach]["unit"], data["unit"]) & {OPENS, LEADS}, (breach, node)
    assert along > 100


def resting_on(proofs: Graph, node: str) -> set[str]:
    """The breaches that a norm rests on, other norms not looked into."""
    found, todo = set(), [node]
    while todo:
        for source, _ in proofs.in_edges(todo.pop()):
            name = source.split("(")[0]
            if name == "breach":
                found.add(source)
            elif name not in NORMS:
                todo.append(source)
    return found


# -- what the text says (written from the text) ---------------------------------------------------------------------

SETS_OFF = {
    # what a breach of the agreement opens and leads to (8.2.2.1, 8.5.1, 8.5.2, 8.5.3), nothing about content
    "8.2.1.2[a]": (
        {"8.2.2.1[b]", "8.5.1[b]", "8.5.1[c]", "8.5.2[a]", "8.5.3[a]", "8.5.3[c]"},
        {"8.5.1[a]", "7.1.3[h]"},
    ),
    # what is published can be deleted besides
    "8.1.2.1[a]": ({"8.5.1[a]", "8.5.1[b]", "8.5.3[b]"}, {"7.1.3[h]", "7.3.3[d]"}),
    # impersonation at registration: the account may be cancelled
    "7.1.3[d]": ({"7.1.3[h]", "8.5.1[b]"}, {"7.3.3[d]"}),
    # misuse of the API: the measures of 7.3.3
    "7.3.4.3[a]": ({"7.3.3[d]", "8.5.2[b]"}, {"7.1.3[h]"}),
    # handling members' data: the company answers for the disputes that come of it
    "7.2.2.2[a]": ({"7.2.2.3[b]", "8.5.1[b]"}, {"7.3.3[d]"}),
    # fees unpaid are a breach like any other
    "9.1[c]": ({"8.2.2.1[b]", "8.5.2[b]"}, {"7.1.3[h]"}),
    # Tencent's duty to protect information: the text attaches nothing to it
    "6.1[a]": (set(), {"8.5.1[b]", "8.5.3[c]", "8.2.2.1[b]"}),
}


@pytest.mark.parametrize("unit", SETS_OFF)
def test_what_a_breach_sets_off(graph: Graph, unit: str) -> None:
    wanted, unwanted = SETS_OFF[unit]
    direct = {one.unit for one in queries.sets_off(graph, unit) if one.distance == 1}
    assert wanted <= direct
    assert not unwanted & direct


CONSEQUENCE_OF_POWERS = {
    # once the service is ended, Tencent may delete data and need not return any; an API user has to delete and not use
    "8.2.2.1[b]": {"7.2.4.3[a]", "7.2.4.3[b]", "7.3.5.4[a]", "7.3.5.4[b]"},
    # the account taken back: the loss is the user's
    "7.1.5[a]": {"7.1.5[b]"},
    # a change of fees has to be announced
    "9.2[a]": {"9.2[b]"},
}


@pytest.mark.parametrize("unit", CONSEQUENCE_OF_POWERS)
def test_what_exercise_sets_off(graph: Graph, unit: str) -> None:
    assert {v for _, v, d in graph.out_edges(unit, data=True) if d["kind"] in CONSEQUENCES} == CONSEQUENCE_OF_POWERS[
        unit
    ]


NEEDED = {
    "8.5.1[b]": ["1.1[e]"],  # "users" are who 1.1 says
    "12.3(D)[a]": ["1.1[e]", "12.3[a]"],  # the opening words of the list carry each item
    "7.1.6[c]": ["1.1[e]", "7.1.6[a]"],  # what capacity is needed
    "9.1[c]": ["1.1[e]", "9.1[b]"],  # nothing is due unless announced in time
    "13.1[a]": [],
}


@pytest.mark.parametrize("unit", NEEDED)
def test_what_a_unit_needs(graph: Graph, unit: str) -> None:
    assert queries.needed(AGREEMENT, graph, unit)[unit] == NEEDED[unit]


def test_what_is_left_without_a_sanction(graph: Graph) -> None:
    found = queries.unsanctioned(graph)
    assert found["party:enterprise"] == found["party:end_user"] == []
    assert {"2.2.1[c]", "5.1[a]", "6.1[a]", "6.4[a]", "6.7[a]", "7.2.4[a]", "10.3[b]"} <= set(found["party:tencent"])


def test_what_nothing_has_to_set_off(graph: Graph) -> None:
    found = set(queries.untriggered(graph))
    assert {"5.2[a]", "8.2.2[a]", "8.2.2[b]", "9.1[a]"} <= found  # Tencent's free choices
    assert not {"8.5.1[a]", "8.5.1[b]", "8.5.2[a]", "8.5.3[a]", "7.1.3[h]", "8.2.2.2[a]"} & found


def test_exceptions_stand_where_the_text_puts_them(graph: Graph) -> None:
    excepted = {v for _, v, d in graph.out_edges("8.2.1[b]", data=True) if d["kind"] == "excepts"}
    assert "8.2.1.2[a]" in excepted
    assert all(unit.startswith("8.2.1.") for unit in excepted)
    assert {u for u, _, d in graph.in_edges("7.3.4.3[a]", data=True) if d["kind"] == "excepts"} == set()


def test_the_sides_are_not_alike(graph: Graph) -> None:
    table = queries.balance(graph)
    assert table["exemption"]["party:tencent"][0] > 0 == table["exemption"]["party:enterprise"][0]
    assert table["sanction"]["party:tencent"][0] > 0 == table["sanction"]["party:enterprise"][0]
    assert table["own risk"]["party:tencent"][0] == 0 < table["own risk"]["party:end_user"][0]
    assert table["prohibition"]["party:enterprise"][0] > table["prohibition"]["party:end_user"][0]


def test_the_longest_chain(graph: Graph) -> None:
    chain = queries.longest_chain(graph)
    assert [graph.nodes[unit]["kind"] for unit in chain] == [DUTY, "sanction", DUTY, LIABILITY]
    assert chain[1:3] == ["8.2.2.1[b]", "7.3.5.4[a]"]


# -- questions, against brute force on small graphs -----------------------------------------------------------------


def small(seed: int) -> Graph:
    """A random graph of nine units, with edges that follow and others."""
    chance = random.Random(seed)
    graph: Graph = networkx.MultiDiGraph()
    kinds = [DUTY, PROHIBITION, POWER, LIABILITY, "own risk", DUTY, POWER, LIABILITY, "definition"]
    for number, kind in enumerate(kinds):
        graph.add_node(f"{number}.1[a]", kind=kind, clause=f"{number}.1", en="", zh="")
    graph.add_node("party:p", kind="party", en="", zh="")
    for source, target in itertools.permutations(list(graph)[:9], 2):
        if chance.random() < 0.16:
            kind = chance.choice([OPENS, LEADS, "exercise opens", "defines"])
            graph.add_edge(source, target, key=kind, kind=kind, by=["p"], unit=target, rule="f:1")
    for unit in list(graph)[:9]:
        if chance.random() < 0.7:
            graph.add_edge(unit, "party:p", key=BINDS, kind=BINDS, unit=unit, rule="f:1")
    return graph


def paths(graph: Graph) -> list[list[str]]:
    """Every simple path over breaches and exercises, by trying every step."""
    following = {(s, t) for s, t, d in graph.edges(data=True) if d["kind"] in CONSEQUENCES}
    found: list[list[str]] = []
    todo = [[unit] for unit in graph if unit != "party:p"]
    while todo:
        path = todo.pop()
        found.append(path)
        todo += [[*path, t] for s, t in following if s == path[-1] and t not in path]
    return found


@pytest.mark.parametrize("seed", range(60))
def test_questions_against_brute_force(seed: int) -> None:
    graph = small(seed)
    every = paths(graph)
    breakable = {unit for unit in graph if graph.nodes[unit]["kind"] in (DUTY, PROHIBITION)}
    burden = {unit for unit in graph if graph.nodes[unit]["kind"] in (LIABILITY, "own risk")}
    start = "0.1[a]"
    shortest: dict[str, int] = {}
    for path in every:
        if path[0] == start:
            shortest[path[-1]] = min(shortest.get(path[-1], 99), len(path) - 1)
    assert {one.unit: one.distance for one in queries.sets_off(graph, start)} == {
        unit: steps for unit, steps in shortest.items() if steps
    }
    whole = [path for path in every if path[0] in breakable and path[-1] in burden]
    following = {(s, t) for s, t, d in graph.edges(data=True) if d["kind"] in CONSEQUENCES}
    loops = networkx.condensation(networkx.DiGraph(following))
    longest = queries.longest_chain(graph)
    if all(len(loops.nodes[step]["members"]) == 1 for step in loops):  # where nothing goes in a circle it is exact
        assert len(longest) == max(map(len, whole), default=0)
    assert longest == [] or longest in whole
    for unit, through in queries.dominators(graph, "7.1[a]").items():
        ending = [path for path in every if path[0] in breakable and path[-1] == unit]
        assert set(through) == set.intersection(*(set(path[:-1]) for path in ending))
    bare = queries.unsanctioned(graph, "p")["party:p"]
    opened = {s for s, _, d in graph.edges(data=True) if d["kind"] in (OPENS, LEADS)}
    bound = {s for s, t in graph.edges() if t == "party:p"}
    assert set(bare) == (breakable & bound) - opened
    untriggered = queries.untriggered(graph)
    reached = {target for _, target in following}
    assert set(untriggered) == {u for u in graph if graph.nodes[u]["kind"] in (POWER, LIABILITY, "own risk")} - reached
    circles = {frozenset(path) for path in every if len(path) > 1 and (path[-1], path[0]) in following}
    assert {frozenset(cycle) for cycle in queries.cycles(graph)} == circles
    defining = networkx.DiGraph((s, t) for s, t, d in graph.edges(data=True) if d["kind"] == "defines")
    for unit, below in queries.carries(graph, "8.1[a]").items():
        assert set(below) == {t for t in defining if t != unit and networkx.has_path(defining, unit, t)}


# -- pictures -------------------------------------------------------------------------------------------------------


def test_joints_keep_every_connection(graph: Graph) -> None:
    plain = edges(graph, CONSEQUENCES)
    drawn = joined(plain)
    assert len(drawn) < len(plain) / 2
    after = {edge.source: set() for edge in drawn if edge.source.startswith("joint:")}  # type: ignore[var-annotated]
    for edge in drawn:
        if edge.source in after:
            after[edge.source].add(edge.target)
    found = {(e.source, t, e.kind) for e in drawn if e.target in after for t in after[e.target]}
    found |= {tuple(e) for e in drawn if e.target not in after and e.source not in after}
    assert found == {tuple(edge) for edge in plain}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pictures_say_every_unit_in_both_languages(model: Model, lang: str) -> None:
    part = model.norms.around("8.5.1")
    text = part.svg(lang)
    assert text.startswith("<svg")
    for unit in ("8.5.1[a]", "8.5.1[b]", "8.5.1[c]"):
        assert unit in text
    assert ("罚" in text) == (lang == "zh")
    assert mermaid(part.graph, lang).startswith("flowchart LR")
    read = networkx.parse_graphml(part.graphml())
    assert set(read) == set(part.graph)


def test_what_is_quoted_stays_text() -> None:
    graph: Graph = networkx.MultiDiGraph()
    graph.add_node('a "b" \\', kind=DUTY, clause="1", en='<script> "quoted" & \\n', zh="x")
    graph.add_node("c", kind=DUTY, clause="1", en="-> ; }", zh="x")
    graph.add_edge('a "b" \\', "c", kind=OPENS, unit="c", rule="f:1")
    from obligor.graphs.drawing import svg

    drawn = svg(graph)
    assert "<script>" not in drawn
    assert "quoted" in drawn
    assert '"quoted"' not in mermaid(graph)


# -- the command line -----------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("lang", ["en", "zh"])
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
        (["facts/start/leak.yaml#1", "--ask", "cycles"], "are about the agreement's graph", "leave out the file"),
        (["facts/ch08_conduct/breach.yaml"], "several scenarios", "FILE#ID"),
    ],
)
def test_what_is_wrong_is_said(capsys: pytest.CaptureFixture[str], args: list[str], wrong: str, instead: str) -> None:
    status, out, err = run(capsys, "graph", *args)
    assert (status, out) == (2, "")
    assert wrong in err
    assert instead in err


@pytest.mark.parametrize("form", ["text", "json", "dot", "mermaid", "graphml", "svg"])
def test_a_case_is_drawn(capsys: pytest.CaptureFixture[str], form: str) -> None:
    status, out, err = run(capsys, "graph", "facts/start/leak.yaml#leak", "--format", form)
    assert (status, err) == (0, "")
    assert "8.5.3[a]" in out.replace("&#45;", "-")
    assert "reverse engineer" in out


def test_the_whole_proof_has_its_absences(capsys: pytest.CaptureFixture[str]) -> None:
    question = "breach(acme, look)"
    status, out, _ = run(capsys, "graph", "facts/start/leak.yaml#leak", question, "--all", "--format", "json")
    found = json.loads(out)
    assert status == 0
    kinds = {node["id"]: node["kind"] for node in found["nodes"]}
    assert kinds["breach(acme, look, 8.2.1.2[a])"] == "goal"
    assert kinds["not excused(acme, look, 8.2.1.2[a])"] == "absent"
    whole = networkx.node_link_graph(found, edges="edges")
    assert networkx.is_directed_acyclic_graph(whole)
    assert set(whole) == {"breach(acme, look, 8.2.1.2[a])"} | networkx.ancestors(
        whole, "breach(acme, look, 8.2.1.2[a])"
    )


def test_without_networkx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "networkx", None)
    with pytest.raises(InputError, match=r"graphs need the extra `graph`.*obligor\[graph\]"):
        norm_graph(AGREEMENT)


def test_without_graphviz_all_but_the_picture_is_there(monkeypatch: pytest.MonkeyPatch, model: Model) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pygraphviz", None)
    part = model.norms.around("12.2")
    with pytest.raises(InputError, match=r"pictures need the extra `graph`.*obligor\[graph\]"):
        part.svg()
    assert part.dot().startswith("digraph")
    assert part.mermaid().startswith("flowchart")
    assert "<script" in part.page()
    assert list(part._repr_mimebundle_()) == ["text/plain", "text/markdown"]
