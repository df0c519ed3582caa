"""Edges of a graph."""

from __future__ import annotations

from obligor.graphs.networkx_graph import Graph


def linked(graph: Graph, source: str, target: str) -> set[str]:
    return {data["kind"] for data in (graph.get_edge_data(source, target) or {}).values()}
