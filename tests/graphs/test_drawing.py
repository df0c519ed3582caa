"""Pictures of graphs."""

from __future__ import annotations

import networkx
import pytest

from obligor import InputError
from obligor.api.model import Model
from obligor.graphs.drawing import edges, joined, mermaid
from obligor.graphs.networkx_graph import Graph
from obligor.graphs.norm_graph import CONSEQUENCES, DUTY, OPENS


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


@pytest.mark.long
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


def test_without_graphviz_all_but_the_picture_is_there(monkeypatch: pytest.MonkeyPatch, model: Model) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pygraphviz", None)
    part = model.norms.around("12.2")
    with pytest.raises(InputError, match=r"pictures need the extra `graph`.*obligor\[graph\]"):
        part.svg()
    assert part.dot().startswith("digraph")
    assert part.mermaid().startswith("flowchart")
    assert "<script" in part.page()
    assert list(part._repr_mimebundle_()) == ["text/plain", "text/markdown"]
