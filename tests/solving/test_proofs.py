"""The shape of proofs: each step once, and no circles."""

from __future__ import annotations

from pathlib import Path

from obligor.agreement.rule_files import read_rules
from obligor.core.terms import parse_atom
from obligor.solving.answer_set import World
from obligor.solving.grounding import Ground
from obligor.solving.proofs import Prover, Rulebook
from tests.support import grows_in_proportion


def prover(tmp_path: Path, text: str) -> Prover:
    path = tmp_path / "rules.lp"
    path.write_text(text, "utf-8")
    ground = Ground([text])
    return Prover(Rulebook(read_rules(path).rules), World(ground, set(), set()))


def test_a_diamond_of_twelve_steps_is_one_graph(tmp_path):
    text = "p0(a) :- base(a). base(a).\n"
    for n in range(1, 13):
        text += f"l{n}(X) :- p{n - 1}(X).\nr{n}(X) :- p{n - 1}(X).\np{n}(X) :- l{n}(X), r{n}(X).\n"
    found = prover(tmp_path, text).proof(parse_atom("p12(a)"))
    assert len(found) == 12 * 3 + 2


def test_a_proof_takes_time_in_proportion_to_its_length(tmp_path):
    def chain(steps: int) -> None:
        text = "q0(a).\n" + "".join(f"q{n}(X) :- q{n - 1}(X).\n" for n in range(1, steps + 1))
        assert len(prover(tmp_path, text).proof(parse_atom(f"q{steps}(a)"))) == steps + 1

    assert grows_in_proportion(chain, 100, 400)


def test_where_rules_go_in_a_circle_the_proof_does_not(tmp_path):
    text = "a(X) :- b(X).\nb(X) :- a(X).\nb(X) :- c(X), d(X).\nc(X) :- a(X).\nc(X) :- e(X).\nd(x). e(x).\n"
    found = prover(tmp_path, text).proof(parse_atom("a(x)"))
    assert [str(atom) for atom in found] == ["a(x)", "b(x)", "c(x)", "e(x)", "d(x)"]
