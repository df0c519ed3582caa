"""A grounded program: its atoms, what is open, and what an atom depends on."""

from __future__ import annotations

import pytest

from obligor.core.errors import ModelError
from obligor.core.terms import parse_atom
from obligor.solving.grounding import Ground

PROGRAM = (
    "base(a). base(b). { open(a) }. { far(a) }. got(X) :- base(X), open(X). other(X) :- far(X). :- far(a), got(a)."
)


@pytest.mark.parametrize("observe", [True, False])
def test_what_is_certain_what_is_possible_and_what_is_open(observe):
    ground = Ground([PROGRAM], observe=observe)
    assert [(str(atom.term), bool(atom.literal)) for atom in ground.atoms("base", 1)] == [
        ("base(a)", False),
        ("base(b)", False),
    ]
    assert [(str(atom.term), bool(atom.literal)) for atom in ground.atoms("got", 1)] == [("got(a)", True)]
    assert [str(term) for term in ground.choices.values()] == ["far(a)", "open(a)"]
    assert [str(term) for term in Ground([PROGRAM], [("open", 1)], observe).choices.values()] == ["open(a)"]
    assert [str(atom.term) for atom in ground.matching(parse_atom("base(_)"))] == ["base(a)", "base(b)"]
    assert ground.matching(parse_atom("got(b)")) == []


def test_the_cone_holds_what_an_atom_depends_on_and_constraints_over_it():
    ground = Ground(["{ a }. { b }. { c }. p :- a. q :- b. r :- p, q. :- a, b. s :- c."])
    (atom,) = ground.atoms("p", 0)
    names = {one.literal: name for name in "abcpqrs" for one in ground.atoms(name, 0)}
    heads = {names[literal] for rule in ground.cone([atom.literal]) for literal in rule.head}
    assert heads == {"a", "b", "p"}  # b by way of the constraint, and nothing that p does not depend on
    assert any(not rule.head for rule in ground.cone([atom.literal]))


@pytest.mark.parametrize("text", ["p(X) :- q.", "p :- q", "p :- nothing_gives_this."])
def test_what_does_not_ground_in_silence_is_a_defect_of_the_rules(text):
    with pytest.raises(ModelError, match=r"the rules (do not ground|ground with a message): "):
        Ground([text])
