"""The graph of a case's proofs runs along the graph of norms."""

from __future__ import annotations

import networkx
import pytest

from obligor.agreement.package import load as load_agreement
from obligor.graphs.case_graph import case_graph
from obligor.graphs.networkx_graph import Graph
from obligor.graphs.norm_graph import LEADS, NORMS, OPENS
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from tests.graphs.edges import linked
from tests.support import FACTS

AGREEMENT = load_agreement("wecom")


@pytest.mark.long
def test_every_proof_runs_along_the_graph(graph: Graph) -> None:
    """What a breach leads to in a case, it can lead to in the graph: abstraction leaves nothing out."""
    engine = Engine(AGREEMENT)
    scenarios = [one for path in find_files([str(FACTS)]) for one in read_scenarios(path, AGREEMENT)]
    along = 0
    for scenario in scenarios[::6]:
        case = engine.case(scenario)
        questions = [
            answer.question for name in ("liabilities", "powers") for answer in case.picture().lists.get(name, ())
        ]
        proofs = case_graph(case, questions) if questions else networkx.MultiDiGraph()
        for node, data in proofs.nodes(data=True):
            if node.split("(")[0] in NORMS and data["unit"]:
                for breach in resting_on(proofs, node):
                    along += 1
                    assert linked(graph, proofs.nodes[breach]["unit"], data["unit"]) & {OPENS, LEADS}, (breach, node)
    assert along > 100


def resting_on(proofs: Graph, node: str) -> set[str]:
    """The breaches that a norm rests on, other norms not looked into."""
    found, todo = set(), [node]
    while todo:
        for source, _ in proofs.in_edges(todo.pop()):
            name = source.split("(")[0]
            if name == "breach":
                found.add(source)
            elif name not in NORMS:
                todo.append(source)
    return found
