"""Which rules reach across the parts of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.rule_files import read_rules
from obligor.bulk.sql.cross_part import CrossPartSearch
from obligor.bulk.sql.derivation import Derivation, SqlProgram
from obligor.core.terms import parse_fact


def program(text: str) -> SqlProgram:
    """Rules of which every predicate depends on the case."""
    return SqlProgram(read_rules(Path("rules.lp"), text).rules, frozenset())


@pytest.mark.parametrize(
    ("text", "crosses"),
    [
        ("told(P) :- by(E,P).", False),
        ("told(P) :- by(E,P), by(F,P).", False),
        ("told(P) :- by(E,P), by(F,Q).", True),
        ("told(P) :- by(E,P), at(E,W), at(F,W), by(F,Q).", True),  # the place is shared
        ("told(P) :- by(E,P), by(F,Q), never(F).", False),  # there is none
        ("ranked(E,F) :- by(E,_), by(F,_). told(P) :- by(E,P), by(F,P), ranked(E,F).", False),
        ("ranked(E,F) :- by(E,_), by(F,_). told(P) :- by(E,P), ranked(E,F).", True),
        ("ranked(E,F) :- by(E,_), by(F,_). told(P) :- by(E,P), ranked(E,_).", True),
        ("ranked(E,F) :- by(E,_), by(F,_). told(P) :- by(E,P), not ranked(E,_).", True),
        ("ranked(E,F) :- by(E,_), by(F,_). told(P) :- by(E,P), by(F,P), not ranked(E,F).", False),
        ("ranked(E,F) :- by(E,_), by(F,_), E != F. first(E) :- ranked(E,F). told(P) :- by(E,P), first(E).", True),
        ("told(E,F) :- by(E,_), by(F,_).", True),  # what is told must not be across parts itself
    ],
)  # fmt: skip
def test_which_rules_reach_across(text: str, crosses: bool) -> None:
    """Two parts: m1 did e1 and m2 did e2, both at the same place."""
    shared = [parse_fact("place(w)")]
    parts = [[parse_fact(f"by(e{at},m{at})"), parse_fact(f"at(e{at},w)")] for at in (1, 2)]
    derivation = Derivation(program(text), [[*shared, *part] for part in parts])
    inner = {"e1", "e2", "m1", "m2"}
    assert bool(CrossPartSearch(derivation, inner).crossing_rule([("told", 1), ("told", 2)])) == crosses
