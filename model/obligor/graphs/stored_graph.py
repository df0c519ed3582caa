"""The norm graph, worked out once for one content of rules, words and engine, and kept (see `core.kept`).

It takes some seconds to read off the rules and says the same until one of them changes.
"""

from __future__ import annotations

from typing import Any

from ..agreement.package import Agreement
from ..core.digests import digest_of_all
from ..core.kept import keep, recall
from ..wording import words
from .networkx_graph import Graph, library
from .norm_graph import norm_graph

KIND = "norms"
"""Under which graphs are kept."""


def stored_norm_graph(agreement: Agreement) -> Graph:
    """The norm graph of an agreement, as it was kept if it was.

    Raises:
        InputError: if networkx is not installed.
    """
    library()
    fingerprint = fingerprint_of(agreement)
    kept = recall(KIND, fingerprint)
    if kept is not None:
        return _graph(kept)
    graph = norm_graph(agreement)
    kept = {
        "graph": dict(graph.graph),
        "nodes": list(graph.nodes(data=True)),
        "edges": list(graph.edges(keys=True, data=True)),
    }
    keep(KIND, fingerprint, kept)
    return graph


def fingerprint_of(agreement: Agreement) -> str:
    """The fingerprint of what the graph is made of: the agreement, and the words of reports; "" if there is none."""
    spoken = digest_of_all(sorted(words.FOLDER.glob("*.json")))
    return agreement.fingerprint and f"{agreement.fingerprint[:32]}-{spoken[:32]}"


def _graph(kept: Any) -> Graph:
    """A graph of what was kept of it."""
    graph: Graph = library().MultiDiGraph(**kept["graph"])
    graph.add_nodes_from((node, data) for node, data in kept["nodes"])
    for source, target, key, data in kept["edges"]:
        graph.add_edge(source, target, key, **data)
    return graph
