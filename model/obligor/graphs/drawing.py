"""Pictures of graphs: DOT, Mermaid, GraphML, node-link JSON, SVG.

What they share: a node is drawn with the sign and shape of its kind, so that colour is never the only sign; parallel
edges of one kind are one; and where many norms lead to the same ones, their edges run through one joint.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple

from ..core.errors import InputError, Place, Problem, suggest
from ..core.optional import extra
from ..core.plain_text import shown_lines, visible
from ..wording.layout import wrapped
from ..wording.words import words
from .networkx_graph import Graph, entering, library


class NodeStyle(NamedTuple):
    """How nodes of a kind are drawn, apart from the sign that each language has for it: Graphviz shape, fill."""

    shape: str
    fill: str


STYLES = {
    "duty": NodeStyle("box", "#dbe9f6"),
    "prohibition": NodeStyle("octagon", "#f9d9d2"),
    "permission": NodeStyle("ellipse", "#e2f0d9"),
    "power": NodeStyle('box style="rounded,filled"', "#fff0c8"),
    "sanction": NodeStyle('box style="diagonals,filled"', "#fbd9a8"),
    "liability": NodeStyle("box peripheries=2", "#e9c6dd"),
    "own risk": NodeStyle("hexagon", "#efd9ea"),
    "immunity": NodeStyle("component", "#d4efe9"),
    "privilege": NodeStyle("component", "#e4f5f1"),
    "recommendation": NodeStyle("plaintext", "#eef3ea"),
    "denial": NodeStyle("octagon", "#f3ece9"),
    "exception": NodeStyle("tab", "#e8f3d6"),
    "definition": NodeStyle("note", "#ececec"),
    "condition": NodeStyle("note", "#f3f3f3"),
    "priority": NodeStyle("note", "#f3f3f3"),
    "none": NodeStyle("plaintext", "#ffffff"),
    "party": NodeStyle("tab", "#ffffff"),
    "act": NodeStyle("cds", "#ffffff"),
    "loss": NodeStyle("folder", "#ffffff"),
    "document": NodeStyle("note", "#ffffff"),
    "conclusion": NodeStyle("box", "#dbe9f6"),
    "event": NodeStyle('box style="rounded,filled"', "#e2f0d9"),
    "breach": NodeStyle("octagon", "#f9d9d2"),
    "goal": NodeStyle("box peripheries=2", "#e9c6dd"),
    "stated": NodeStyle("ellipse", "#e2f0d9"),
    "assumed": NodeStyle("ellipse", "#fff0c8"),
    "presumed": NodeStyle("ellipse", "#fff7e0"),
    "reading": NodeStyle("note", "#fbd9a8"),
    "given": NodeStyle("plaintext", "#ffffff"),
    "absent": NodeStyle("octagon", "#f3f3f3"),
}
"""By kind of node, of norm graphs and of case graphs."""
LINES = {
    "exempts": "dashed", "excepts": "dashed", "absent": "dashed", "defines": "dotted", "refers to": "dotted",
    "concerns": "dotted", "binds": "dotted", "towards": "dotted", "leads to liability": "bold",
}  # fmt: skip
"""Graphviz style of edges by kind; others are solid."""
JOINED, JOINT = 4, "joint:"
"""Sources from which on edges to the same targets run through a joint, and how its name begins."""
COLUMNS = 34
"""Width of the text in a box; a Chinese character takes two."""
GLOSSED = 60
"""Nodes up to which a unit's gloss stands in its box."""


class DrawnEdge(NamedTuple):
    """An edge as drawn."""

    source: str
    target: str
    kind: str


def edges(graph: Graph, kinds: Iterable[str] = ()) -> list[DrawnEdge]:
    """The edges of a graph, parallel ones of one kind once; of some kinds only, if any are given."""
    wanted = set(kinds)
    drawn = (DrawnEdge(source, target, data["kind"]) for source, target, data in graph.edges(data=True))
    return list(dict.fromkeys(edge for edge in drawn if not wanted or edge.kind in wanted))


def joined(plain: list[DrawnEdge]) -> list[DrawnEdge]:
    """Let edges of one kind that lead from `JOINED` or more nodes to the same two or more run through a joint."""
    targets: dict[tuple[str, str], list[str]] = {}
    for edge in plain:
        targets.setdefault((edge.source, edge.kind), []).append(edge.target)
    sources_of: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (source, kind), reached in targets.items():
        sources_of.setdefault((kind, tuple(reached)), []).append(source)
    drawn: list[DrawnEdge] = []
    for number, ((kind, shared), sources) in enumerate(sources_of.items()):
        if len(sources) < JOINED or len(shared) < 2:
            drawn += [DrawnEdge(source, target, kind) for source in sources for target in shared]
        else:
            joint = f"{JOINT}{number}"
            drawn += [DrawnEdge(source, joint, kind) for source in sources]
            drawn += [DrawnEdge(joint, target, kind) for target in shared]
    return drawn


def label(node: str, data: dict[str, Any], lang: str, gloss: bool) -> str:
    """What stands in a node's box: sign and id, or words, of a unit its gloss on request."""
    sign = words(lang).signs[data["kind"]]
    text = str(data[lang])
    if "clause" in data:
        return shown_lines([f"{sign} {node}", *(wrapped(text, COLUMNS) if gloss else ())])
    unit = f" [{data['unit']}]" if data.get("unit") else ""
    return shown_lines(wrapped(f"{sign} {text}{unit}", COLUMNS))


def dot(graph: Graph, lang: str = "en", kinds: Iterable[str] = ()) -> str:
    """A graph in Graphviz's language, norms on the left and what they set off on the right.

    Args:
        graph: a norm graph or a case graph.
        lang: one of `words.languages()`.
        kinds: edges to draw; all if none are given.
    """
    drawn = joined(edges(graph, kinds))
    nodes = _touched(graph, drawn)
    lines = [
        "digraph obligor {",
        '  rankdir=LR; node [fontname="sans-serif" fontsize=11 style=filled]; edge [fontname="sans-serif" fontsize=9];',
    ]
    for node in nodes:
        data = graph.nodes[node]
        style = STYLES[data["kind"]]
        text = label(node, data, lang, len(nodes) <= GLOSSED)
        tip = f"{words(lang).kinds[data['kind']]}: {data[lang]}"
        lines.append(
            f"  {_quoted(node)} [label={_quoted(text)} shape={style.shape} fillcolor={_quoted(style.fill)} "
            f"tooltip={_quoted(tip)}];"
        )
    lines += [f'  {_quoted(joint)} [shape=point label=""];' for joint in _joints(drawn)]
    for edge in drawn:
        line = LINES.get(edge.kind, "solid")
        caption = f" label={_quoted(words(lang).edges[edge.kind])}" if _named(edge) else ""
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [style={line}{caption}];")
    return "\n".join([*lines, "}"])


def _named(edge: DrawnEdge) -> bool:
    """Whether an edge's kind is written to it: not before a joint, nor where all edges are of that kind."""
    return not edge.target.startswith(JOINT) and edge.kind != "supports"


def _quoted(text: str) -> str:
    shown = shown_lines(text.split("\n"))
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _touched(graph: Graph, drawn: list[DrawnEdge]) -> list[str]:
    """The nodes of a graph that an edge touches; all of them if there is no edge."""
    ends = {end for edge in drawn for end in edge[:2]}
    return [node for node in graph if node in ends or not ends]


def _joints(drawn: list[DrawnEdge]) -> list[str]:
    return list(dict.fromkeys(edge.target for edge in drawn if edge.target.startswith(JOINT)))


_MERMAID = {
    "octagon": ("{{{{", "}}}}"), "box peripheries=2": ("[[", "]]"), "ellipse": ("([", "])"),
    'box style="rounded,filled"': ("(", ")"), 'box style="diagonals,filled"': ("[[", "]]"),
    "hexagon": ("{{{{", "}}}}"), "component": ("[/", "/]"),
}  # fmt: skip
_MERMAID_MARKS = str.maketrans(
    {"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "%": "#37;", "`": "#96;", "\\": "#92;"}
)
"""Marks that count in a label, a directive (`%%{…}%%`) included, and what stands for them."""


def mermaid(graph: Graph, lang: str = "en", kinds: Iterable[str] = ()) -> str:
    """A graph as a Mermaid flowchart; the arguments are those of `dot`."""
    drawn = joined(edges(graph, kinds))
    nodes = _touched(graph, drawn)
    ids = {node: f"n{number}" for number, node in enumerate([*nodes, *_joints(drawn)])}
    lines = ["flowchart LR"]
    for node in nodes:
        data = graph.nodes[node]
        before, after = _MERMAID.get(STYLES[data["kind"]].shape, ("[", "]"))
        text = label(node, data, lang, len(nodes) <= GLOSSED).translate(_MERMAID_MARKS).replace("\n", "<br>")
        lines.append(f'  {ids[node]}{before.format()}"{text}"{after.format()}')
    lines += [f"  {ids[joint]}(( ))" for joint in _joints(drawn)]
    for edge in drawn:
        arrow = {"dashed": "-.->", "dotted": "-.->", "bold": "==>"}.get(LINES.get(edge.kind, ""), "-->")
        caption = f"|{words(lang).edges[edge.kind]}|" if _named(edge) else ""
        lines.append(f"  {ids[edge.source]} {arrow}{caption} {ids[edge.target]}")
    used = dict.fromkeys(graph.nodes[node]["kind"] for node in nodes)
    for kind in used:
        members = ",".join(ids[node] for node in nodes if graph.nodes[node]["kind"] == kind)
        name = kind.replace(" ", "_")
        lines += [f"  classDef {name} fill:{STYLES[kind].fill},stroke:#333,color:#111", f"  class {members} {name}"]
    return "\n".join(lines)


def svg(graph: Graph, lang: str = "en", kinds: Iterable[str] = ()) -> str:
    """A graph as an SVG picture, laid out by Graphviz; the arguments are those of `dot`.

    Raises:
        InputError: if Graphviz's library is not installed.
    """
    graphviz = extra("pygraphviz", "graph", "pictures")
    with _quiet():
        drawn = graphviz.AGraph(string=dot(graph, lang, kinds)).draw(format="svg", prog="dot")
    text = str(drawn.decode("utf-8"))
    return text[text.index("<svg") :]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Graphviz's remarks on the machine's font settings from the user's terminal."""
    saved, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


def graphml(graph: Graph) -> str:
    """A graph as GraphML; lists become texts, joined by commas."""
    networkx = library()
    flat = networkx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(visible(node), **{key: _flat(value) for key, value in data.items()})
    for source, target, data in graph.edges(data=True):
        flat.add_edge(visible(source), visible(target), **{key: _flat(value) for key, value in data.items()})
    stream = BytesIO()
    networkx.write_graphml(flat, stream)
    return stream.getvalue().decode("utf-8")


def _flat(value: object) -> object:
    """A value that XML can hold, which has no place for most controls."""
    flat = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else value
    return visible(flat) if isinstance(flat, str) else flat


def node_link(graph: Graph) -> dict[str, Any]:
    """A graph as node-link data (networkx's form): `nodes` with `id`, `edges` with `source`, `target`, `key`."""
    networkx = library()
    data: dict[str, Any] = networkx.node_link_data(graph, edges="edges")
    return data


def described(graph: Graph, lang: str = "en") -> str:
    """A case graph as text: each node, and below it what it rests on."""
    lines = []
    for node, data in graph.nodes(data=True):
        unit = f" [{data['unit']}]" if data["unit"] else ""
        lines.append(f"{data[lang]}{unit}")
        sources = dict.fromkeys(source for source, _ in entering(graph, node))
        lines += [f"    <- {graph.nodes[source][lang]}" for source in sources]
    return shown_lines(lines)


def known_kinds(kinds: Iterable[str], known: Sequence[str]) -> None:
    """See that kinds of edges exist.

    Raises:
        InputError: if one does not.
    """
    for kind in kinds:
        if kind not in known:
            close = suggest(kind, known) or f"one of {', '.join(known)}"
            raise InputError([Problem(Place("edges"), f"no such kind of edges: {kind}", close)])


PICTURES: dict[str, Callable[..., str]] = {"dot": dot, "mermaid": mermaid, "svg": svg}
"""Formats in which edges can be left out."""
