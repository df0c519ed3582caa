"""Questions about the norm graph: what a breach sets off, what leads to a liability, how the sides are treated.

Each takes the graph of `norm_graph.norm_graph` and looks at its edges alone; networkx does the searching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .errors import InputError, Place, Problem, suggest
from .extras import extra
from .norm_graph import (
    BINDS, CONSEQUENCES, DEFINES, DUTY, KINDS, LEADS, LIABILITY, NONE, OPENS, PARTY, POWER, PROHIBITION, RISK,
    SANCTION, TOWARDS, TRIGGERS,
)  # fmt: skip
from .terms import covers

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]
    Chains = networkx.DiGraph[str]

ROOT = "any breach"
"""Where every path in `dominators` starts."""
LIMIT = 1_000
"""Cycles that are listed at the most."""


class Reached(NamedTuple):
    """A unit that something sets off.

    Attributes:
        unit: which.
        distance: over how many edges.
        by: the units one step before it, each with the kind of edge.
    """

    unit: str
    distance: int
    by: tuple[tuple[str, str], ...]


class Central(NamedTuple):
    """How central a unit is.

    Attributes:
        unit: which.
        resting: how many units rest on it, over any number of definitions, breaches and exercises.
        between: its share of the shortest paths between others (betweenness, 0 to 1).
    """

    unit: str
    resting: int
    between: float


def units(graph: Graph, clause: str) -> list[str]:
    """The units of a graph that a clause id covers.

    Raises:
        InputError: if there is none.
    """
    found = [node for node, data in graph.nodes(data=True) if "clause" in data and covers(clause, node)]
    if not found:
        known = {node for node, data in graph.nodes(data=True) if "clause" in data}
        known |= {str(graph.nodes[node]["clause"]) for node in known}
        raise InputError([Problem(Place("graph"), f"no such clause or unit: {clause}", suggest(clause, known))])
    return found


def kind(graph: Graph, node: str) -> str:
    """The kind of a node."""
    return str(graph.nodes[node]["kind"])


def between(graph: Graph, *kinds: str) -> Chains:
    """The units of a graph and its edges of some kinds, one for each pair."""
    networkx = extra("networkx", "graph", "graphs")
    chains: Chains = networkx.DiGraph()
    chains.add_nodes_from(node for node, data in graph.nodes(data=True) if "clause" in data)
    for source, target, edge in graph.edges(data="kind"):
        if edge in kinds and source in chains and target in chains:
            chains.add_edge(source, target)
    return chains


def sets_off(graph: Graph, clause: str) -> list[Reached]:
    """Everything that a breach of a clause (or, of a power, its exercise) can set off, the nearest first.

    Raises:
        InputError: if there is no such clause.
    """
    start = units(graph, clause)
    chains = between(graph, *CONSEQUENCES)
    distance: dict[str, int] = {}
    for depth, layer in enumerate(extra("networkx", "graph", "graphs").bfs_layers(chains, start)):
        distance.update(dict.fromkeys(layer, depth))
    order = {node: at for at, node in enumerate(graph)}
    reached = sorted((d, order[v], v) for v, d in distance.items() if d)
    return [Reached(v, d, tuple(_before(graph, v, d, distance))) for d, _, v in reached]


def _before(graph: Graph, unit: str, depth: int, distance: dict[str, int]) -> Iterable[tuple[str, str]]:
    found = graph.in_edges(unit, data="kind")
    return dict.fromkeys((u, k) for u, _, k in found if k in CONSEQUENCES and distance.get(u) == depth - 1)


def longest_chain(graph: Graph) -> list[list[str]]:
    """The longest chain from a duty or prohibition to a liability or own risk, over breaches and exercises.

    Returns:
        Its steps in order; units that set off each other in a circle are one step.
    """
    networkx = extra("networkx", "graph", "graphs")
    chains = between(graph, *CONSEQUENCES)
    whole = networkx.condensation(chains)
    best: dict[int, list[int]] = {}
    for step in networkx.topological_sort(whole):
        before = [best[one] for one in whole.predecessors(step) if one in best]
        starts = any(kind(graph, u) in (DUTY, PROHIBITION) for u in whole.nodes[step]["members"])
        if before or starts:
            best[step] = [*max(before, key=len, default=[]), step]
    order = {node: at for at, node in enumerate(graph)}
    ends = [
        path for step, path in best.items()
        if any(kind(graph, u) in (LIABILITY, RISK) for u in whole.nodes[step]["members"])
    ]  # fmt: skip
    longest = max(ends, key=len, default=[])
    return [sorted(whole.nodes[step]["members"], key=order.__getitem__) for step in longest]


def held(graph: Graph, edge: str = BINDS) -> dict[str, list[str]]:
    """The units that bind each party (or, with `towards`, that face it), by party."""
    found: dict[str, list[str]] = {n: [] for n, data in graph.nodes(data=True) if data["kind"] == PARTY}
    for unit, party, one in graph.edges(data="kind"):
        if one == edge and unit not in found[party]:
            found[party].append(unit)
    return found


def unsanctioned(graph: Graph, party: str | None = None) -> dict[str, list[str]]:
    """Duties and prohibitions whose breach opens nothing and leads to no liability, by the party that they bind.

    Raises:
        InputError: if there is no such party.
    """
    found = {
        one: [
            unit
            for unit in of
            if kind(graph, unit) in (DUTY, PROHIBITION)
            and not any(edge in (OPENS, LEADS) for *_, edge in graph.out_edges(unit, data="kind"))
        ]
        for one, of in held(graph).items()
    }
    if party is None:
        return found
    node = f"{PARTY}:{party}"
    if node not in found:
        known = [one.removeprefix(f"{PARTY}:") for one in found]
        raise InputError([Problem(Place("graph"), f"no such party: {party}", suggest(party, known))])
    return {node: found[node]}


def untriggered(graph: Graph) -> list[str]:
    """Powers, liabilities and own risks that no breach, no exercise of a power and no act opens."""
    opening = (*CONSEQUENCES, TRIGGERS)
    return [
        unit
        for unit, data in graph.nodes(data=True)
        if data["kind"] in (POWER, SANCTION, LIABILITY, RISK)
        and not any(edge in opening for *_, edge in graph.in_edges(unit, data="kind"))
    ]


def dominators(graph: Graph, clause: str) -> dict[str, list[str]]:
    """For each unit of a clause, the units through which every chain of breaches and exercises leads to it.

    A chain starts with the breach of a duty or prohibition; a unit that no chain reaches is left out.

    Raises:
        InputError: if there is no such clause.
    """
    networkx = extra("networkx", "graph", "graphs")
    wanted = units(graph, clause)
    chains = between(graph, *CONSEQUENCES)
    chains.add_edges_from((ROOT, unit) for unit in list(chains) if kind(graph, unit) in (DUTY, PROHIBITION))
    above = networkx.immediate_dominators(chains, ROOT)
    found: dict[str, list[str]] = {}
    for unit in wanted:
        if unit in above and kind(graph, unit) not in (DUTY, PROHIBITION):
            path, at = [], above[unit]
            while at not in (ROOT, None):
                path.append(at)
                at = above[at]
            found[unit] = path[::-1]
    return found


def cycles(graph: Graph) -> list[list[str]]:
    """Units that set each other off in a circle, each circle once, the shortest first; `LIMIT` at the most."""
    networkx = extra("networkx", "graph", "graphs")
    order = {node: at for at, node in enumerate(graph)}
    found = []
    for cycle in networkx.simple_cycles(between(graph, *CONSEQUENCES)):
        first = min(range(len(cycle)), key=lambda at: order[cycle[at]])
        found.append([*cycle[first:], *cycle[:first]])
        if len(found) == LIMIT:
            break
    return sorted(found, key=lambda cycle: (len(cycle), [order[unit] for unit in cycle]))


def central(graph: Graph) -> list[Central]:
    """Units by how much rests on them."""
    networkx = extra("networkx", "graph", "graphs")
    chains = between(graph, DEFINES, *CONSEQUENCES)
    share = networkx.betweenness_centrality(chains)
    found = [Central(unit, len(networkx.descendants(chains, unit)), share[unit]) for unit in chains]
    return sorted(found, key=lambda one: (-one.resting, -one.between))


def balance(graph: Graph) -> dict[str, dict[str, tuple[int, int]]]:
    """How norms are spread: for each kind, how many each party holds, and how many of the others' face it.

    Returns:
        By kind of norm and party: units that bind it (a power, a permission: that are its own), units that others hold
        towards it.
    """
    of, facing = held(graph), held(graph, TOWARDS)
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for one in KINDS:
        counts = {
            party: (
                sum(kind(graph, unit) == one for unit in of[party]),
                sum(kind(graph, unit) == one for unit in facing[party]),
            )
            for party in of
        }
        if one != NONE and any(map(any, counts.values())):
            found[one] = counts
    return found


def carries(graph: Graph, clause: str) -> dict[str, list[str]]:
    """For each unit of a clause that defines something, the units that rest on that, over any number of steps.

    Raises:
        InputError: if there is no such clause.
    """
    networkx = extra("networkx", "graph", "graphs")
    order = {node: at for at, node in enumerate(graph)}
    chains = between(graph, DEFINES)
    found = {unit: networkx.descendants(chains, unit) for unit in units(graph, clause)}
    return {unit: sorted(below, key=order.__getitem__) for unit, below in found.items() if below}


def around(graph: Graph, clauses: Sequence[str]) -> Graph:
    """The part of a graph about some clauses: what they set off, what leads to it, and whom and what they are about.

    Raises:
        InputError: if there is no such clause.
    """
    core = [unit for clause in clauses for unit in units(graph, clause)]
    wanted = {*core, *(one.unit for clause in clauses for one in sets_off(graph, clause))}
    for unit in core:
        wanted.update(target for _, target in graph.out_edges(unit))
        wanted.update(source for source, _, edge in graph.in_edges(unit, data="kind") if edge != DEFINES)
    return graph.subgraph(node for node in graph if node in wanted).copy()

