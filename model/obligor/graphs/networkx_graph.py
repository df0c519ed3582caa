"""What graphs of norms and of cases have in common: networkx, loaded when one is made, and edges with their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from ..core.optional import extra

if TYPE_CHECKING:
    import networkx

Graph: TypeAlias = "networkx.MultiDiGraph[str]"
"""A norm graph or a case graph."""
Chains: TypeAlias = "networkx.DiGraph[str]"
"""Nodes and at most one edge from one to another."""


def library() -> Any:
    """The module networkx.

    Raises:
        InputError: if it is not installed.
    """
    return extra("networkx", "graph", "graphs")


def kind(graph: Graph, node: str) -> str:
    """The kind of a node."""
    return str(graph.nodes[node]["kind"])


def edges(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """Every edge: source, target, kind."""
    return ((source, target, data["kind"]) for source, target, data in graph.edges(data=True))


def leaving(graph: Graph, node: str) -> Iterator[tuple[str, str]]:
    """The edges that leave a node: target, kind."""
    return ((target, data["kind"]) for _, target, data in graph.out_edges(node, data=True))


def entering(graph: Graph, node: str) -> Iterator[tuple[str, str]]:
    """The edges that enter a node: source, kind."""
    return ((source, data["kind"]) for source, _, data in graph.in_edges(node, data=True))
