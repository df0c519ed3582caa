"""Questions about the norm graph: what a breach sets off, what leads to a liability, how the sides are treated.

Each takes the graph of `norm_graph.norm_graph` and looks at its edges alone; networkx does the searching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..core.clause_ids import covers
from ..core.errors import InputError, Place, Problem, suggest
from .networkx_graph import Chains, Graph, edges, entering, kind, library
from .norm_graph import (  # fmt: skip
    BINDS,
    CONSEQUENCES,
    DEFINES,
    DUTY,
    EXERCISE,
    KINDS,
    LEADS,
    LIABILITY,
    NONE,
    OPENS,
    PARTY,
    POWER,
    PROHIBITION,
    RISK,
    SANCTION,
    TOWARDS,
    TRIGGERS,
    possible_without,
)

if TYPE_CHECKING:
    from ..agreement.package import Agreement

ROOT = "any breach"
"""Where every path in `dominators` starts."""
INNER = 8
"""Units in a circle up to which the longest way through them is looked for."""
LIMIT = 1_000
"""Cycles that are listed at the most."""


class ReachedUnit(NamedTuple):
    """A unit that something sets off.

    Attributes:
        unit: which.
        distance: over how many edges.
        by: the units one step before it, each with the kind of edge.
    """

    unit: str
    distance: int
    by: tuple[tuple[str, str], ...]


class CentralUnit(NamedTuple):
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
    whole = {node: str(data["clause"]) for node, data in graph.nodes(data=True) if "clause" in data}
    covered = [unit for unit in whole if covers(clause, unit)]
    if not covered:
        known = {*whole, *whole.values()}
        raise InputError([Problem(Place("graph"), f"no such clause or unit: {clause}", suggest(clause, known))])
    return covered


def between(graph: Graph, *kinds: str) -> Chains:
    """The units of a graph and its edges of some kinds, one for each pair."""
    networkx = library()
    chains: Chains = networkx.DiGraph()
    chains.add_nodes_from(node for node, data in graph.nodes(data=True) if "clause" in data)
    for source, target, edge in edges(graph):
        if edge in kinds and source in chains and target in chains:
            chains.add_edge(source, target)
    return chains


def _order(graph: Graph) -> dict[str, int]:
    """The place of each node among all."""
    return {node: at for at, node in enumerate(graph)}


def sets_off(graph: Graph, clause: str) -> list[ReachedUnit]:
    """Everything that a breach of a clause (or, of a power, its exercise) can set off, the nearest first.

    Raises:
        InputError: if there is no such clause.
    """
    start = units(graph, clause)
    chains = between(graph, *CONSEQUENCES)
    distance: dict[str, int] = {}
    for depth, layer in enumerate(library().bfs_layers(chains, start)):
        distance.update(dict.fromkeys(layer, depth))
    order = _order(graph)
    reached = sorted((depth, order[unit], unit) for unit, depth in distance.items() if depth)
    return [ReachedUnit(unit, depth, tuple(_before(graph, unit, depth, distance))) for depth, _, unit in reached]


def _before(graph: Graph, unit: str, depth: int, distance: dict[str, int]) -> Iterable[tuple[str, str]]:
    return dict.fromkeys(
        (source, edge)
        for source, edge in entering(graph, unit)
        if edge in CONSEQUENCES and distance.get(source) == depth - 1
    )


def longest_chain(graph: Graph) -> list[str]:
    """The longest chain from a duty or prohibition to a liability or own risk, over breaches and exercises.

    No unit stands in it twice. Where more than `INNER` units set each other off in circles, the way through these is
    the shortest one, since the longest takes time without bound.
    """
    networkx = library()
    chains = between(graph, *CONSEQUENCES)
    whole = networkx.condensation(chains)
    order = _order(graph)

    def rank(path: list[str]) -> tuple[int, list[int]]:
        """The longest first, of these the one that comes first in the text."""
        return -len(path), [order[unit] for unit in path]

    best: dict[str, list[str]] = {}  # the longest chain up to each unit
    for step in networkx.lexicographical_topological_sort(whole):
        members = sorted(whole.nodes[step]["members"], key=order.__getitem__)
        entries = {}
        for unit in members:
            before = [best[other] for other in chains.predecessors(unit) if other in best and other not in members]
            if before or kind(graph, unit) in (DUTY, PROHIBITION):
                entries[unit] = [*min(before, key=rank, default=[]), unit]
        inside = chains.subgraph(members)
        for entry, path in entries.items():
            for unit in members:
                longer = [*path[:-1], *_way(inside, entry, unit)]
                best[unit] = min(best.get(unit, longer), longer, key=rank)
    ends = [path for unit, path in best.items() if kind(graph, unit) in (LIABILITY, RISK)]
    return min(ends, key=rank, default=[])


def _way(inside: Chains, source: str, target: str) -> list[str]:
    networkx = library()
    if source == target or len(inside) > INNER:
        return list(networkx.shortest_path(inside, source, target))
    paths: list[list[str]] = list(networkx.all_simple_paths(inside, source, target))
    return max(paths, key=len)


def held(graph: Graph, edge: str = BINDS) -> dict[str, list[str]]:
    """The units that bind each party (or, with `towards`, that face it), by party."""
    units_of: dict[str, list[str]] = {node: [] for node, data in graph.nodes(data=True) if data["kind"] == PARTY}
    for unit, party, edge_kind in edges(graph):
        if edge_kind == edge and unit not in units_of[party]:
            units_of[party].append(unit)
    return units_of


def unsanctioned(graph: Graph, party: str | None = None) -> dict[str, list[str]]:
    """Duties and prohibitions whose breach opens nothing and leads to no liability, by the party that they bind.

    Raises:
        InputError: if there is no such party.
    """
    free = {
        node: [
            unit for unit in bound if kind(graph, unit) in (DUTY, PROHIBITION) and not _sanctioned(graph, unit, node)
        ]
        for node, bound in held(graph).items()
    }
    if party is None:
        return free
    node = f"{PARTY}:{party}"
    if node not in free:
        known = [other.removeprefix(f"{PARTY}:") for other in free]
        raise InputError([Problem(Place("graph"), f"no such party: {party}", suggest(party, known))])
    return {node: free[node]}


def _sanctioned(graph: Graph, unit: str, party: str) -> bool:
    """Whether the breach of a unit by a party opens something or leads to a liability."""
    by = party.removeprefix(f"{PARTY}:")
    leaving = (edge for *_, edge in graph.out_edges(unit, data=True))
    return any(edge["kind"] in (OPENS, LEADS) and by in edge["by"] for edge in leaving)


def untriggered(graph: Graph) -> list[str]:
    """Powers, liabilities and own risks that no breach, no exercise of a power and no act opens.

    They are there at any time, or rest on who somebody is, on what was lost or on another unit's definition.
    """
    opening = (*CONSEQUENCES, TRIGGERS)
    return [
        unit
        for unit, data in graph.nodes(data=True)
        if data["kind"] in (POWER, SANCTION, LIABILITY, RISK)
        and not any(edge in opening for _, edge in entering(graph, unit))
    ]


def dominators(graph: Graph, clause: str) -> dict[str, list[str]]:
    """For each unit of a clause, the units through which every chain of breaches and exercises leads to it.

    A chain starts with the breach of a duty or prohibition; a unit that no chain reaches is left out.

    Raises:
        InputError: if there is no such clause.
    """
    networkx = library()
    wanted = units(graph, clause)
    chains = between(graph, *CONSEQUENCES)
    chains.add_edges_from((ROOT, unit) for unit in list(chains) if kind(graph, unit) in (DUTY, PROHIBITION))
    above = networkx.immediate_dominators(chains, ROOT)
    dominating: dict[str, list[str]] = {}
    for unit in wanted:
        if unit in above and kind(graph, unit) not in (DUTY, PROHIBITION):
            path, at = [], above[unit]
            while at not in (ROOT, None):
                path.append(at)
                at = above[at]
            dominating[unit] = path[::-1]
    return dominating


def needed(agreement: Agreement, graph: Graph, clause: str) -> dict[str, list[str]]:
    """For each unit of a clause, the other units without which it could never take effect.

    Dominators where conditions count together: a unit is needed if, its rules taken away, no rule is left by which the
    norm could come about (what a definition gives, for one).

    Raises:
        InputError: if there is no such clause.
    """
    networkx = library()
    chains = between(graph, DEFINES, EXERCISE)
    order = _order(graph)
    needed_by: dict[str, list[str]] = {}
    for unit in units(graph, clause):
        above = sorted(networkx.ancestors(chains, unit), key=order.__getitem__)
        if kind(graph, unit) != NONE:
            needed_by[unit] = [other for other in above if not possible_without(agreement, unit, other)]
    return needed_by


def cycles(graph: Graph) -> list[list[str]]:
    """Units that set each other off in a circle, each circle once, the shortest first; `LIMIT` at the most."""
    networkx = library()
    order = _order(graph)
    listed = []
    for cycle in networkx.simple_cycles(between(graph, *CONSEQUENCES)):
        first = min(range(len(cycle)), key=lambda at: order[cycle[at]])
        listed.append([*cycle[first:], *cycle[:first]])
        if len(listed) == LIMIT:
            break
    return sorted(listed, key=lambda cycle: (len(cycle), [order[unit] for unit in cycle]))


def central(graph: Graph) -> list[CentralUnit]:
    """Units by how much rests on them."""
    networkx = library()
    chains = between(graph, DEFINES, *CONSEQUENCES)
    share = networkx.betweenness_centrality(chains)
    weighed = [CentralUnit(unit, len(networkx.descendants(chains, unit)), share[unit]) for unit in chains]
    return sorted(weighed, key=lambda unit: (-unit.resting, -unit.between))


def balance(graph: Graph) -> dict[str, dict[str, tuple[int, int]]]:
    """How norms are spread: for each kind, how many each party holds, and how many of the others' face it.

    Returns:
        By kind of norm and party: units that bind it (a power, a permission: that are its own), units that others hold
        towards it.
    """
    binding, facing = held(graph), held(graph, TOWARDS)
    spread: dict[str, dict[str, tuple[int, int]]] = {}
    for norm in KINDS:
        counts = {
            party: (
                sum(kind(graph, unit) == norm for unit in binding[party]),
                sum(kind(graph, unit) == norm for unit in facing[party]),
            )
            for party in binding
        }
        if norm != NONE and any(map(any, counts.values())):
            spread[norm] = counts
    return spread


def carries(graph: Graph, clause: str) -> dict[str, list[str]]:
    """For each unit of a clause that defines something, the units that rest on that, over any number of steps.

    Raises:
        InputError: if there is no such clause.
    """
    networkx = library()
    order = _order(graph)
    chains = between(graph, DEFINES)
    resting = {unit: networkx.descendants(chains, unit) for unit in units(graph, clause)}
    return {unit: sorted(below, key=order.__getitem__) for unit, below in resting.items() if below}


def around(graph: Graph, clauses: Sequence[str]) -> Graph:
    """The part of a graph about some clauses: what they set off, what leads to it, and whom and what they are about.

    Raises:
        InputError: if there is no such clause.
    """
    core = [unit for clause in clauses for unit in units(graph, clause)]
    wanted = {*core, *(reached.unit for clause in clauses for reached in sets_off(graph, clause))}
    for unit in core:
        wanted.update(target for _, target in graph.out_edges(unit))
        wanted.update(source for source, edge in entering(graph, unit) if edge != DEFINES)
    part: Graph = graph.copy()  # and not a subgraph, whose nodes stand in no order
    part.remove_nodes_from([node for node in graph if node not in wanted])
    return part
