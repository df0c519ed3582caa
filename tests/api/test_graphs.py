"""Graphs in Python: parts of them, answers, pictures."""

from __future__ import annotations

import pytest

from obligor import InputError
from obligor.graphs.norm_graph import OPENS
from tests.support import LEAK


def test_a_part_is_what_hangs_together_with_a_clause(model):
    part = model.norms.around("8.5.1")
    assert 0 < len(part.graph) < len(model.norms.graph)
    assert "8.5.1[b]" in part.graph
    with pytest.raises(InputError, match="no such clause or unit: 99"):
        model.norms.around("99")


def test_edges_of_one_kind_alone(model):
    part = model.norms.only(OPENS)
    assert {data["kind"] for _, _, data in part.graph.edges(data=True)} == {OPENS}
    assert all(part.graph.degree(node) for node in part.graph)
    with pytest.raises(InputError, match="no such kind of edges"):
        model.norms.only("breach open")


def test_a_question_that_is_none_is_refused_at_once(model):
    with pytest.raises(InputError, match="no such question: sets_of"):
        model.norms.ask("sets_of(8.5)")
    assert model.norms.ask("longest_chain").to_dict()["question"] == "longest_chain"


def test_a_case_has_an_outline_and_every_step(model):
    found = model.open(LEAK, "leak").graph("breach(acme, look)")
    assert len(found.graph) < len(found.steps.graph)
    assert found.to_dict()["schema"] == 1
    assert found.dot().startswith("digraph")
