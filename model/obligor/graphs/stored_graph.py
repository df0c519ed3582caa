"""The norm graph, worked out once for one content of rules, words and engine, and kept as data in the user's cache.

It takes some seconds to read off the rules and says the same until one of them changes. What is kept is JSON below
`$XDG_CACHE_HOME/obligor` (`~/.cache/obligor`), named by a fingerprint of everything that it is made of; what cannot be
read is made anew, and where nothing can be written nothing is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from ..agreement.package import Agreement
from ..core.digests import digest_of_all
from ..wording import words
from .networkx_graph import Graph, library
from .norm_graph import norm_graph

KEPT = 8
"""Graphs that are kept, the newest: of several agreements, or of one that is being worked on."""
_ENGINE = Path(__file__).parents[1]
_MADE_OF = (".py", ".lp")
"""Files of the engine on which the graph rests: its code and the theory; the words of the reports come beside them."""


def stored_norm_graph(agreement: Agreement) -> Graph:
    """The norm graph of an agreement, from the cache if it is there.

    Raises:
        InputError: if networkx is not installed.
    """
    networkx = library()
    folder = cache_folder()
    if folder is None:
        return norm_graph(agreement)
    path = folder / f"norms-{fingerprint(agreement)}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_text("utf-8"))
        graph: Graph = networkx.MultiDiGraph(**kept["graph"])
        graph.add_nodes_from((node, data) for node, data in kept["nodes"])
        for source, target, key, data in kept["edges"]:
            graph.add_edge(source, target, key, **data)
        return graph
    graph = norm_graph(agreement)
    with suppress(OSError):
        _keep(path, graph)
    return graph


def cache_folder() -> Path | None:
    """Where things are kept that can be made again; None where the environment names no place for it."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base and os.path.isabs(base):
        return Path(base) / "obligor"
    try:
        return Path.home() / ".cache" / "obligor"
    except RuntimeError:  # nobody's home
        return None


def fingerprint(agreement: Agreement) -> str:
    """SHA-256, in hexadecimal, of everything that the graph is made of."""
    return digest_of_all(_files(agreement))


def _files(agreement: Agreement) -> Iterator[Path]:
    yield from sorted(path for path in _ENGINE.rglob("*") if path.suffix in _MADE_OF)
    yield from sorted(words.FOLDER.glob("*.json"))
    yield from (source.path for source in agreement.chapters)
    yield agreement.folder / "vocabulary.yaml"


def _keep(path: Path, graph: Graph) -> None:
    """File a graph whole or not at all."""
    kept: dict[str, Any] = {
        "graph": dict(graph.graph),
        "nodes": list(graph.nodes(data=True)),
        "edges": list(graph.edges(keys=True, data=True)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=".norms-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    for old in sorted(path.parent.glob("norms-*.json"), key=os.path.getmtime)[:-KEPT]:
        old.unlink(missing_ok=True)
