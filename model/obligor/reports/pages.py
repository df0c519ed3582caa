"""Pages that need nothing but a browser: the agreement's norms, to look around in, and the report on a case."""

from __future__ import annotations

from typing import Any

from ..agreement.package import Agreement
from ..agreement.vocabulary import LANGUAGES
from ..core.optional import extra
from ..graphs.drawing import LINES, STYLES, edges
from ..graphs.networkx_graph import Graph
from ..graphs.norm_graph import CONSEQUENCES, EDGES, KINDS
from ..solving.case import Case
from ..wording.words import EDGE_WORDS, KIND_WORDS, PAGES, REASONS
from .case_report import case_report


def norm_page(agreement: Agreement, graph: Graph, lang: str = "en") -> str:
    """The norm graph as one page that loads nothing: search, filters, what a unit sets off, both languages.

    Args:
        agreement: whose.
        graph: its norm graph, or a part of it.
        lang: the language in which the page opens.

    Raises:
        InputError: if the extra that pages need is not installed.
    """
    return _rendered("norms.html.j2", title=agreement.vocabulary.agreement, data=norm_data(agreement, graph), lang=lang)


def case_page(case: Case, lang: str = "en") -> str:
    """The report on a case as one page that loads nothing, in both languages; the arguments are those of `norm_page`.

    Raises:
        InputError: if the extra that pages need is not installed.
    """
    reports = {one: case_report(case, one) for one in LANGUAGES}
    return _rendered("case.html.j2", reports=reports, data=_look(), lang=lang)


def norm_data(agreement: Agreement, graph: Graph) -> dict[str, Any]:
    """What the page of norms shows: nodes, edges by number of node and kind, and every word, in both languages."""
    numbers = {node: number for number, node in enumerate(graph)}
    kinds = list(EDGES)
    rules: dict[tuple[str, str, str], list[str]] = {}
    for source, target, data in graph.edges(data=True):
        rules.setdefault((source, target, data["kind"]), []).append(data["rule"])
    return {
        **_look(),
        "nodes": [_node(agreement, node, data) for node, data in graph.nodes(data=True)],
        "edges": [
            [numbers[one.source], numbers[one.target], kinds.index(one.kind), " ".join(dict.fromkeys(rules[one]))]
            for one in edges(graph)
        ],
        "edgeKinds": [
            {
                "id": kind,
                "follows": kind in CONSEQUENCES,
                "line": LINES.get(kind, "solid"),
                **{lang: EDGE_WORDS[lang][kind] for lang in LANGUAGES},
            }
            for kind in kinds
        ],
        "order": list(KINDS),
        "chapters": agreement.vocabulary.chapters,
    }


def _look() -> dict[str, Any]:
    """How nodes are drawn, and the pages' words."""
    kinds = {
        kind: {
            "sign": {"en": style.en, "zh": style.zh},
            "fill": style.fill,
            **{lang: KIND_WORDS[lang][kind] for lang in LANGUAGES},
        }
        for kind, style in STYLES.items()
    }
    return {"kinds": kinds, "words": PAGES}


def _node(agreement: Agreement, node: str, data: dict[str, Any]) -> dict[str, Any]:
    found = {"id": node, **{key: data[key] for key in ("kind", *LANGUAGES)}}
    if "clause" in data:
        found |= {"chapter": data["chapter"], "place": data["place"]}
        unit = agreement.units[node]
        if unit.note:
            found["note"] = unit.note
        if unit.readings:
            found["readings"] = [
                {"name": r.name, "preferred": r.preferred, "en": r.en, "zh": r.zh} for r in unit.readings
            ]
    return found


def fragment(macro: str, value: Any) -> str:
    """A piece of HTML without script, for a notebook: `lines`, `answer`, `table`, `case`, `proof` or `picture`.

    Raises:
        InputError: if the extra that pages need is not installed.
    """
    module = _environment().get_template("fragments.html.j2").module
    args = value if isinstance(value, tuple) else (value,)
    return str(getattr(module, macro)(*args)).strip()


def _rendered(template: str, **values: Any) -> str:
    return str(_environment().get_template(template).render(words=PAGES, reasons=REASONS, **values))


def _environment() -> Any:
    jinja2 = extra("jinja2", "html", "pages")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("obligor.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    return environment
