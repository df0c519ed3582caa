"""Rules as trees: the printed form and the parts say the same, and a tree is made only when it is looked into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligor.agreement.package import load
from obligor.agreement.rules import (
    Comparison,
    Literal,
    PrintedRule,
    Rule,
    Statement,
    bound,
    mentioned,
)
from obligor.core.terms import Fn, Var

WECOM = load("wecom")


def printed(rule: Rule) -> str:
    """A rule as clingo prints it."""
    return f"{rule.head} :- {'; '.join(map(str, rule.body))}." if rule.body else f"{rule.head}."


def test_every_rule_is_its_parts():
    for rule in WECOM.rules:
        rebuilt = Rule(rule.head, rule.body)
        assert PrintedRule(printed(rebuilt), None).tree == rule.tree, str(rule)
        assert (rebuilt.name, rebuilt.unit) == (rule.name, rule.unit), str(rule)
        assert rebuilt == rule


def test_a_rule_that_nobody_looks_into_is_no_tree():
    rule = PrintedRule('p(P,"1.2[a]") :- q(P); not r(P).', None)
    assert (rule.name, rule.unit, str(rule)) == ("p", "1.2[a]", rule.text)
    assert "r" in rule.words
    assert "s" not in rule.words
    assert "tree" not in vars(rule)
    assert len(rule.body) == 2
    assert "tree" in vars(rule)


def test_a_unit_is_the_last_argument_and_nothing_else():
    assert PrintedRule('p("1.2[a]",P) :- q(P).', None).unit == ""
    assert PrintedRule('p(P,U) :- q("1.2[a]",U).', None).unit == ""
    assert PrintedRule('p("a :- b").', None).unit == "a :- b"


def test_statements_are_equal_if_they_say_the_same():
    p, q = Literal(Fn("p")), Literal(Fn("q"))
    assert Statement(p, (q,)) == Rule(p, (q,)) == PrintedRule("p :- q.", None)
    assert len({Statement(p, (q,)), PrintedRule("p :- q.", None)}) == 1
    assert Statement(p, (q,), choice=True) != Statement(p, (q,))
    assert Statement(p, (q._replace(positive=False),)) != Statement(p, (q,))


@pytest.mark.parametrize(
    ("part", "names", "binds"),
    [
        (Literal(Fn("p", (Var("X"), Fn("f", (Var("Y"), Var("_")))))), {"X", "Y"}, {"X", "Y"}),
        (Literal(Fn("p", (Var("X"),)), positive=False), {"X"}, set()),
        (Comparison(Var("D"), "<", Var("D'")), {"D", "D'"}, set()),
    ],
)
def test_what_a_condition_mentions_and_binds(part, names, binds):
    assert mentioned(part) == names
    assert bound([part]) == binds


NAMES = st.sampled_from(["acme", "f", "post"])
TERMS = st.recursive(
    st.one_of(
        NAMES.map(Fn), st.sampled_from(["X", "Y1", "D'"]).map(Var), st.integers(-5, 10**9),
        st.sampled_from(["8.5.3[b]", "a; b", "x :- y", "not z", 'say "no"']),
    ),
    lambda inner: st.builds(Fn, NAMES, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=4,
)  # fmt: skip
ATOMS = st.builds(Fn, st.sampled_from(["p", "not_p", "q_1"]), st.lists(TERMS, max_size=3).map(tuple))
SIDES = st.one_of(st.sampled_from(["X", "D'"]).map(Var), st.integers(0, 99), NAMES.map(Fn))
PARTS = st.one_of(
    st.builds(Literal, ATOMS, st.booleans(), st.just(False)),
    st.builds(Comparison, SIDES, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), SIDES),
)


@given(ATOMS, st.lists(PARTS, max_size=4))
def test_what_is_printed_is_read_again(head, body):
    rule = Rule(Literal(head), tuple(body))
    assert PrintedRule(printed(rule), None).tree == rule.tree
