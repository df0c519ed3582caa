"""Rules as SQL: random programs derive what clingo derives, and what cannot become SQL is refused."""

from __future__ import annotations

from pathlib import Path

import clingo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligor.agreement.rule_files import read_rules
from obligor.bulk.sql.derivation import Derivation, SqlProgram
from obligor.core.errors import ModelError
from obligor.core.terms import Fn, parse_fact, render
from obligor.solving.statements import of_fact
from tests.bulk.sql.tables import tables

NAMES = ("a", "b", "f(a)", "f(b)", "3", "7", '"1.2[a]"')

TERMS = st.sampled_from([*NAMES, "X", "Y", "Z", "f(X)", "g(X,Y)", "_"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A safe rule: it asks for any predicate up to its own and for the absence of lower ones, so it is stratified."""
    level = draw(st.integers(2, 5))
    positive = [f"p{draw(st.integers(0, level))}({draw(TERMS)},{draw(TERMS)})" for _ in range(draw(st.integers(1, 3)))]
    bound = sorted({name for name in "XYZ" if any(name in one for one in positive)})
    known = st.sampled_from([*NAMES, *bound, *(["f(a)"] if "X" not in bound else [])])
    body = list(positive)
    for _ in range(draw(st.integers(0, 2))):
        body.append(f"not p{draw(st.integers(0, level - 1))}({draw(known)},{draw(known)})")
    if len(bound) > 1 and draw(st.booleans()):
        body.append(f"{bound[0]} {draw(st.sampled_from(['!=', '=']))} {bound[1]}")
    if bound and draw(st.booleans()):
        body.append(f"{bound[0]} != {draw(st.sampled_from(NAMES[:2]))}")
    # a term made by a recursive rule could grow for ever: only rules on the facts alone make one
    grounded = all(int(one[1]) < 2 for one in positive) and bound
    head = draw(st.sampled_from([f"f({bound[0]})", f"g({bound[0]},f({bound[-1]}))"]) if grounded else known)
    return f"p{level}({head},{draw(known)}) :- {', '.join(body)}."


FACTS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=8, unique=True
)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=7), st.lists(FACTS, min_size=1, max_size=3))
def test_random_programs(texts: list[str], cases: list[list[tuple[int, str, str]]]) -> None:
    source = read_rules(Path("random.lp"), "\n".join(texts))
    stated = [[parse_fact(f"p{level}({one},{two})") for level, one, two in facts] for facts in cases]
    program = SqlProgram(source.rules, frozenset())
    derivation = Derivation(program, stated)
    found = tables(derivation)
    for number, facts in enumerate(stated):
        control = clingo.Control(["--warn=none"])
        control.add("base", [], "\n".join([*texts, *(str(of_fact(fact)) for fact in facts)]))
        control.ground([("base", [])])
        wanted = {str(atom.symbol) for atom in control.symbolic_atoms if atom.is_fact}
        derived = [render(Fn(name[0], row[1:])) for name, rows in found.items() for row in rows if row[0] == number]
        assert len(derived) == len(set(derived))
        assert set(derived) | {str(fact) for fact in facts} == wanted, texts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("p(X) :- q(X).\n\nq(X) :- r(X), not p(X).", "rules.lp:3: this rule cannot become SQL, its head depends on"),
        ("p(X) :- q(X), not p(X).", "rules.lp:1: this rule cannot become SQL, its head depends on what it asks to be"),
        ("p(f(A,B,C,D,E)) :- q(A,B,C,D,E).", "rules.lp:1: this rule cannot become SQL, 'f' has more than 4"),
        ("p(X) :- q(Y), Y < 3.", "rules.lp:1: this rule cannot become SQL, nothing binds X"),
    ],
)  # fmt: skip
def test_what_cannot_become_sql_is_refused_with_its_place(text: str, message: str) -> None:
    source = read_rules(Path("rules.lp"), text)
    with pytest.raises(ModelError) as refusal:
        SqlProgram(source.rules, frozenset())
    assert message in str(refusal.value)
