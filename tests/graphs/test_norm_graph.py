"""The norm graph: read off the rules, and right about the text."""

from __future__ import annotations

from typing import Any

import pytest

from obligor.agreement.package import load as load_agreement
from obligor.graphs import queries
from obligor.graphs.networkx_graph import Graph
from obligor.graphs.norm_graph import (
    BINDS,
    CONSEQUENCES,
    DUTY,
    EDGES,
    LEADS,
    LIABILITY,
    NONE,
    OPENS,
    POWER,
    PROHIBITION,
    norm_graph,
)
from obligor.solving.program import rules
from tests.graphs.edges import linked

AGREEMENT = load_agreement("wecom")


def out(graph: Graph, node: str) -> list[tuple[str, str, dict[str, Any]]]:
    return list(graph.out_edges(node, data=True))


def test_every_norm_has_a_node_and_every_edge_its_rule(graph: Graph) -> None:
    for unit in AGREEMENT.units.values():
        assert (graph.nodes[unit.unit]["kind"] != NONE) == unit.creates_norm, unit.unit
    files = {source.path.name: source.path.read_text("utf-8").count("\n") + 1 for source in AGREEMENT.chapters}
    for source, target, data in graph.edges(data=True):
        assert data["kind"] in EDGES
        assert data["unit"] in (source, target) or data["kind"] == "prevails over"
        file, line = data["rule"].split(":")
        assert 0 < int(line) <= files[file]


@pytest.mark.long
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
    binding = {DUTY, PROHIBITION, POWER, LIABILITY, "sanction", "own risk", "immunity", "privilege", "permission"}
    for unit in AGREEMENT.units.values():
        if graph.nodes[unit.unit]["kind"] in binding and unit.unit not in known:
            named = set().union(*(roles.get(bearer, {bearer}) for bearer in unit.bearers))
            bound = {target.removeprefix("party:") for _, target, d in out(graph, unit.unit) if d["kind"] == BINDS}
            besides = {"newcomer", *(["end_user"] if "enterprise" in named else [])}  # who administers: 1.1[f]
            assert bound - besides == named - besides, unit.unit


def test_nobody_answers_to_itself(graph: Graph) -> None:
    """Tencent's own breaches lead to no liability that users bear: the graph once showed that a rule said so."""
    for unit in queries.unsanctioned(graph, "tencent")["party:tencent"]:
        assert not any(d["kind"] == LEADS and "tencent" in d["by"] for *_, d in graph.out_edges(unit, data=True))


CONSEQUENCE_OF_POWERS = {
    # once the service is ended, Tencent may delete data and need not return any; an API user has to delete and not use
    "8.2.2.1[b]": {"7.2.4.3[a]", "7.2.4.3[b]", "7.2.4.3[d]", "7.3.5.4[a]", "7.3.5.4[b]"},
    # the account taken back: the loss is the user's, and its data may go in one reading
    "7.1.5[a]": {"7.1.5[b]", "7.1.5[c]"},
    # a change of fees has to be announced, and in two readings whoever goes on using pays all the same
    "9.2[a]": {"9.2[b]", "9.2[e]"},
}


@pytest.mark.parametrize("unit", CONSEQUENCE_OF_POWERS)
def test_what_exercise_sets_off(graph: Graph, unit: str) -> None:
    assert {v for _, v, d in graph.out_edges(unit, data=True) if d["kind"] in CONSEQUENCES} == CONSEQUENCE_OF_POWERS[
        unit
    ]


def test_exceptions_stand_where_the_text_puts_them(graph: Graph) -> None:
    excepted = {v for _, v, d in graph.out_edges("8.2.1[b]", data=True) if d["kind"] == "excepts"}
    assert "8.2.1.2[a]" in excepted
    assert all(unit.startswith("8.2.1.") for unit in excepted)
    assert {u for u, _, d in graph.in_edges("7.3.4.3[a]", data=True) if d["kind"] == "excepts"} == {"7.3.4[b]"}
