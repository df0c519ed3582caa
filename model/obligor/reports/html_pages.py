"""Pages that need nothing but a browser: the agreement's norms, to look around in, and the report on a case."""

from __future__ import annotations

from typing import Any

from ..agreement.package import Agreement
from ..core.optional import extra
from ..core.plain_text import visible_markup
from ..graphs.drawing import LINES, STYLES, edges
from ..graphs.networkx_graph import Graph
from ..graphs.norm_graph import CONSEQUENCES, EDGES, KINDS
from ..solving.case import Case
from ..wording.words import languages, words
from .case_report import case_report


def norm_page(agreement: Agreement, graph: Graph, lang: str = "en") -> str:
    """The norm graph as one page that loads nothing: search, filters, what a unit sets off, every language.

    Args:
        agreement: whose.
        graph: its norm graph, or a part of it.
        lang: the language in which the page opens.

    Raises:
        InputError: if the extra that pages need is not installed.
    """
    vocabulary = agreement.vocabulary
    title = {**vocabulary.agreement, **vocabulary.title.only(languages())}
    return _rendered("norms.html.j2", title=title, data=norm_data(agreement, graph), lang=lang)


def case_page(case: Case, lang: str = "en") -> str:
    """The report on a case as one page that loads nothing, in every language; the arguments are those of `norm_page`.

    Raises:
        InputError: if the extra that pages need is not installed.
    """
    reports = {code: case_report(case, code) for code in languages()}
    return _rendered("case.html.j2", reports=reports, data=_look(), lang=lang, following=_following())


def norm_data(agreement: Agreement, graph: Graph) -> dict[str, Any]:
    """What the page of norms shows: nodes, edges by number of node and kind, and every word, in every language."""
    numbers = {node: number for number, node in enumerate(graph)}
    kinds = list(EDGES)
    rules: dict[tuple[str, str, str], list[str]] = {}
    for source, target, data in graph.edges(data=True):
        rules.setdefault((source, target, data["kind"]), []).append(data["rule"])
    return {
        **_look(),
        "nodes": [_node(agreement, node, data) for node, data in graph.nodes(data=True)],
        "edges": [
            [numbers[edge.source], numbers[edge.target], kinds.index(edge.kind), " ".join(dict.fromkeys(rules[edge]))]
            for edge in edges(graph)
        ],
        "edgeKinds": [
            {
                "id": kind,
                "follows": kind in CONSEQUENCES,
                "line": LINES.get(kind, "solid"),
                **{lang: words(lang).edges[kind] for lang in languages()},
            }
            for kind in kinds
        ],
        "order": list(KINDS),
        "chapters": {name: about.only(languages()) for name, about in agreement.vocabulary.chapters.items()},
        "notesIn": [lang for lang in languages() if agreement.documents_in(lang)],
    }


def _look() -> dict[str, Any]:
    """How nodes are drawn, and the pages' words."""
    kinds = {
        kind: {
            "sign": {lang: words(lang).signs[kind] for lang in languages()},
            "fill": style.fill,
            **{lang: words(lang).kinds[kind] for lang in languages()},
        }
        for kind, style in STYLES.items()
    }
    return {"kinds": kinds, "words": _page_words()}


def _page_words() -> dict[str, dict[str, str]]:
    """The pages' words by language; on its button each has the name of the language that the page turns to."""
    spoken = {}
    for lang, turned_to in _following().items():
        said = words(lang).pages
        button = said["other language"].format(name=words(turned_to).language["name"])
        spoken[lang] = {**said, "other language": button}
    return spoken


def _following() -> dict[str, str]:
    """For each language the one that a page turns to from it, in a circle."""
    known = languages()
    return dict(zip(known, (*known[1:], known[0]), strict=True))


def _node(agreement: Agreement, node: str, data: dict[str, Any]) -> dict[str, Any]:
    shown = {"id": node, **{key: data[key] for key in ("kind", *languages())}}
    if "clause" in data:
        shown |= {"chapter": data["chapter"], "place": data["place"]}
        unit = agreement.units[node]
        if unit.note:
            shown["note"] = unit.note
        if unit.readings:
            shown["readings"] = [
                {
                    "name": reading.name,
                    "preferred": reading.preferred,
                    "strained": reading.strained,
                    **reading.glosses.only(languages()),
                }
                for reading in unit.readings
            ]
    return shown


def fragment(macro: str, value: Any) -> str:
    """A piece of HTML without script, for a notebook: `lines`, `answer`, `table`, `case`, `proof` or `picture`.

    Raises:
        InputError: if the extra that pages need is not installed.
    """
    module = _environment().get_template("fragments.html.j2").module
    args = value if isinstance(value, tuple) else (value,)
    return visible_markup(str(getattr(module, macro)(*args)).strip())


def _rendered(template: str, **values: Any) -> str:
    reasons = {lang: words(lang).reasons for lang in languages()}
    page = _environment().get_template(template).render(words=_page_words(), reasons=reasons, **values)
    return visible_markup(str(page))


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
