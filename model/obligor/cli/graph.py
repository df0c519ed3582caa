"""`obligor graph`: the norm graph of an agreement, or the case graph of a scenario, asked and drawn."""

from __future__ import annotations

import argparse
import sys

from ..core.errors import InputError, Place, Problem
from ..core.plain_text import shown_lines
from ..graphs.networkx_graph import Graph
from .common import agreement_for, cases, print_json


def graph(args: argparse.Namespace) -> int:
    """Carry the command out."""
    return _case(args) if args.file else _norms(args)


def _norms(args: argparse.Namespace) -> int:
    from ..graphs.drawing import known_kinds
    from ..graphs.norm_graph import BINDS, CONCERNS, DEFINES, EDGES, REFERS, TOWARDS, TRIGGERS
    from ..graphs.queries import around
    from ..graphs.stored_graph import stored_norm_graph
    from ..reports.graph_report import GraphReport

    known_kinds(args.edges, EDGES)
    agreement = agreement_for(args)
    whole = stored_norm_graph(agreement)
    shown = around(whole, args.around) if args.around else whole
    report = GraphReport(agreement, shown, args.lang)
    if args.ask:
        whole_report = GraphReport(agreement, whole, args.lang)
        answers = [whole_report.ask(question) for question in args.ask]
        if args.format == "json":
            print_json(answers[0] if len(answers) == 1 else answers)
        elif args.format == "text":
            print(shown_lines(line for answer in answers for line in whole_report.lines(answer)))
        else:
            raise InputError([Problem(Place("--format"), "an answer is text or json", "leave out --ask for pictures")])
        return 0
    if args.format == "text":
        print(shown_lines(report.graph_lines()))
    elif args.format == "json":
        print_json(report.graph_object())
    elif args.format == "html":
        from ..reports.html_pages import norm_page

        sys.stdout.write(norm_page(agreement, shown, args.lang))
    else:
        about = {BINDS, CONCERNS, DEFINES, REFERS, TOWARDS, TRIGGERS}
        kinds = args.edges or [kind for kind in EDGES if args.around or kind not in about]
        _draw(shown, args, kinds)
    return 0


def _case(args: argparse.Namespace) -> int:
    from ..graphs.case_graph import case_graph, outline
    from ..graphs.drawing import described, node_link
    from ..reports.answers_json import SCHEMA

    if args.ask or args.around:
        message = "--ask and --around are about the agreement's graph"
        raise InputError([Problem(Place("graph"), message, "leave out the file")])
    chosen = cases(args)
    if len(chosen) > 1:
        raise InputError([Problem(Place(args.file), "several scenarios", "name one: FILE#ID")])
    (case,) = chosen
    drawn = case_graph(case, args.questions)
    if not args.all:
        drawn = outline(drawn, case)
    if args.format == "json":
        print_json({"schema": SCHEMA, **node_link(drawn)})
    elif args.format == "html":
        from ..reports.html_pages import case_page

        sys.stdout.write(case_page(case, args.lang))
    elif args.format == "text":
        print(described(drawn, args.lang))
    else:
        _draw(drawn, args, [])
    return 0


def _draw(graph: Graph, args: argparse.Namespace, kinds: list[str]) -> None:
    from ..graphs.drawing import PICTURES, graphml

    text = graphml(graph) if args.format == "graphml" else PICTURES[args.format](graph, args.lang, kinds)
    sys.stdout.write(text.rstrip("\n") + "\n")
