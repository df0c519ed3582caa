"""Graphs in the Python API: the norms of an agreement and the proofs of a case, asked, drawn and shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..agreement.package import Agreement
from ..core.plain_text import shown_lines
from ..graphs import drawing as draw
from ..graphs.case_graph import case_graph, outline
from ..graphs.networkx_graph import Graph
from ..graphs.norm_graph import EDGES
from ..graphs.queries import around
from ..graphs.stored_graph import stored_norm_graph
from ..reports.answers_json import SCHEMA
from ..reports.display import Document
from ..reports.frames import frame
from ..reports.graph_report import GraphReport
from ..reports.html_pages import fragment, norm_page
from ..solving.case import Case

if TYPE_CHECKING:
    import pandas

DRAWN = 150
"""Nodes up to which a graph shows itself as a picture."""


class DrawableGraph(Document):
    """A graph that can be drawn.

    Attributes:
        graph: the networkx MultiDiGraph; nodes have `kind` and a text in each language (`en`, `zh`), edges `kind`,
            `unit` and `rule`.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def dot(self, lang: str = "en", kinds: Sequence[str] = ()) -> str:
        """It in Graphviz's language; `kinds` of edges only, if any are given."""
        return draw.dot(self.graph, lang, kinds)

    def mermaid(self, lang: str = "en", kinds: Sequence[str] = ()) -> str:
        """It as a Mermaid flowchart."""
        return draw.mermaid(self.graph, lang, kinds)

    def svg(self, lang: str = "en", kinds: Sequence[str] = ()) -> str:
        """It as an SVG picture.

        Raises:
            InputError: if Graphviz's library is not installed.
        """
        return draw.svg(self.graph, lang, kinds)

    def graphml(self) -> str:
        """It as GraphML."""
        return draw.graphml(self.graph)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """It as `obligor graph --format json` gives it: node-link data, with words in every language."""
        return {"schema": SCHEMA, **draw.node_link(self.graph)}

    def html(self, lang: str = "en") -> str:
        """A picture where it is small enough to read, else what there is in it."""
        if len(self.graph) > DRAWN:
            return super().html(lang)
        # a picture keeps its size, so that its words can be read, and is scrolled
        return fragment("picture", self.svg(lang).replace("<svg ", '<svg style="max-width:none" ', 1))

    def frame(self) -> pandas.DataFrame:
        """Its edges as a table: source, target, kind, unit, rule.

        Raises:
            InputError: if pandas is not installed.
        """
        return frame(
            {"source": source, "target": target, **{key: data[key] for key in ("kind", "unit", "rule")}}
            for source, target, data in self.graph.edges(data=True)
        )


class GraphAnswer(Document):
    """What the norm graph answers to a question; `to_dict()` has it as data, `frame()` as a table."""

    def __init__(self, agreement: Agreement, graph: Graph, question: str) -> None:
        self.agreement, self.graph, self.question = agreement, graph, question
        self.to_dict()  # a question that is ill-formed is refused at once

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """It as `obligor graph --ask … --format json` gives it."""
        return GraphReport(self.agreement, self.graph, lang).ask(self.question)

    def text(self, lang: str = "en") -> str:
        """It in words."""
        report = GraphReport(self.agreement, self.graph, lang)
        return shown_lines(report.lines(report.ask(self.question)))

    def frame(self, lang: str = "en") -> pandas.DataFrame:
        """It as a table.

        Raises:
            InputError: if pandas is not installed.
        """
        return frame(GraphReport(self.agreement, self.graph, lang).rows(self.to_dict(lang)))

    def html(self, lang: str = "en") -> str:
        """It as a table."""
        rows = GraphReport(self.agreement, self.graph, lang).rows(self.to_dict(lang))
        head = list(rows[0]) if rows else []
        return fragment("table", (head, [[row[key] for key in head] for row in rows]))


class NormGraph(DrawableGraph):
    """The norm graph of an agreement, or a part of it.

    >>> import obligor
    >>> norms = obligor.load("wecom").norms
    >>> norms.ask("needed(12.3(D))").to_dict()["units"]["12.3(D)[a]"][0]["unit"]
    '1.1[e]'
    """

    def __init__(self, agreement: Agreement, graph: Graph | None = None) -> None:
        super().__init__(stored_norm_graph(agreement) if graph is None else graph)
        self.agreement = agreement

    def text(self, lang: str = "en") -> str:
        """How many nodes and edges there are of each kind."""
        return shown_lines(GraphReport(self.agreement, self.graph, lang).graph_lines())

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """As for any drawing, and how many nodes and edges there are of each kind."""
        return GraphReport(self.agreement, self.graph, lang).graph_object()

    def ask(self, question: str) -> GraphAnswer:
        """Answer a question about the graph (`graph_report.QUESTIONS`), such as `sets_off(8.2.1.2)`.

        Raises:
            InputError: if it is ill-formed or names what is not there.
        """
        return GraphAnswer(self.agreement, self.graph, question)

    def around(self, *clauses: str) -> NormGraph:
        """The part about some clauses: what they set off, what leads to them, whom and what they are about.

        Raises:
            InputError: if there is no such clause.
        """
        return NormGraph(self.agreement, around(self.graph, clauses))

    def only(self, *kinds: str) -> NormGraph:
        """The part that edges of some kinds make.

        Raises:
            InputError: if there is no such kind.
        """
        draw.known_kinds(kinds, EDGES)
        part = self.graph.copy()
        part.remove_edges_from([edge for edge in part.edges if part.edges[edge]["kind"] not in kinds])
        part.remove_nodes_from([node for node in list(part) if not part.degree(node)])
        return NormGraph(self.agreement, part)

    def page(self, lang: str = "en") -> str:
        """It as one page to look around in, which loads nothing.

        Raises:
            InputError: if the extra that pages need is not installed.
        """
        return norm_page(self.agreement, self.graph, lang)


class CaseGraph(DrawableGraph):
    """The proofs of a case as a graph: its outline, and with every step as `whole`."""

    def __init__(self, case: Case, questions: Sequence[str] = ()) -> None:
        self.whole = case_graph(case, questions)
        super().__init__(outline(self.whole, case))

    @cached_property
    def steps(self) -> DrawableGraph:
        """Every step of the proofs, absences included."""
        return _WholeProof(self.whole)

    def text(self, lang: str = "en") -> str:
        """Each node, and what it rests on."""
        return draw.described(self.graph, lang)


class _WholeProof(DrawableGraph):
    def text(self, lang: str = "en") -> str:
        return draw.described(self.graph, lang)
