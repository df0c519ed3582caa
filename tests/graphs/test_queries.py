"""Questions about the norm graph: right about the text, and right about any graph."""

from __future__ import annotations

import itertools
import random

import networkx
import pytest

from obligor.agreement.package import load as load_agreement
from obligor.graphs import queries
from obligor.graphs.networkx_graph import Graph
from obligor.graphs.norm_graph import BINDS, CONSEQUENCES, DUTY, LEADS, LIABILITY, OPENS, POWER, PROHIBITION

AGREEMENT = load_agreement("wecom")

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


NEEDED = {
    "8.5.1[b]": ["1.1[e]"],  # "users" are who 1.1 says
    "12.3(D)[a]": ["1.1[e]", "12.3[a]"],  # the opening words of the list carry each item
    "7.1.6[c]": ["1.1[e]", "7.1.6[a]"],  # what capacity is needed
    "9.1[c]": ["1.1[e]"],  # in one reading rates that were published are due, announced in time or not
    "13.1[a]": [],
}


@pytest.mark.parametrize("unit", [pytest.param(u, marks=[pytest.mark.long] * (u == "8.5.1[b]")) for u in NEEDED])
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


def test_the_sides_are_not_alike(graph: Graph) -> None:
    table = queries.balance(graph)
    assert table["immunity"]["party:tencent"][0] > 0 == table["immunity"]["party:enterprise"][0]
    assert table["sanction"]["party:tencent"][0] > 0 == table["sanction"]["party:enterprise"][0]
    assert table["own risk"]["party:tencent"][0] == 0 < table["own risk"]["party:end_user"][0]


def test_the_longest_chain(graph: Graph) -> None:
    chain = queries.longest_chain(graph)
    assert [graph.nodes[unit]["kind"] for unit in chain] == [DUTY, "sanction", DUTY, *["sanction"] * 3, LIABILITY]
    assert chain[1:3] == ["8.2.2.1[b]", "7.3.5.4[a]"]
    assert chain[3:5] == ["8.5.2[a]", "8.5.1[a]"]  # whoever sanctions something knows of it


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
