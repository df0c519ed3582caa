"""Rule files as data: what is no rule of this kind is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from obligor.agreement.rule_files import Source, read_rules
from obligor.agreement.rules import Comparison
from obligor.core.errors import ModelError
from obligor.core.terms import Fn, Var

FILE = Path("rules.lp")


def test_a_rule_is_its_head_its_conditions_and_its_unit():
    (rule,) = read_rules(FILE, '\nduty(P, "1.2[a]") :- user(P), not void("1.2[a]"), P != tencent.').rules
    assert (rule.head.name, rule.unit, str(rule.place)) == ("duty", "1.2[a]", "rules.lp:2")
    assert [(part.name, part.positive) for part in rule.literals] == [("user", True), ("void", False)]
    assert [str(atom) for atom in rule.positive] == ["user(P)"]
    assert [str(atom) for atom in rule.negative] == ['void("1.2[a]")']
    assert rule.comparisons == (Comparison(Var("P"), "!=", Fn("tencent")),)


def test_a_text_may_hold_what_separates_conditions():
    (rule,) = read_rules(FILE, 'p("a :- b; c") :- q("x; y"), r.').rules
    assert [str(rule.head), *map(str, rule.body)] == ['p("a :- b; c")', 'q("x; y")', "r"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("p :- q.\n{ p } :- q.", "rules.lp:2: "),
        ("p :- q.\n:- q.", "rules.lp:2: a rule's head is one atom, not '#false'"),
        ("p ; q :- r.", "rules.lp:1: "),
        ("p :- #count { X : q(X) } > 1.", "rules.lp:1: only atoms, their negation and comparisons"),
        ("p :- not not q.", "rules.lp:1: only atoms, their negation and comparisons"),
        ("p(X + 1) :- q(X).", "rules.lp:1: only atoms, their negation and comparisons"),
        ("p(X) :- q(X), X = 2 * 3.", "rules.lp:1: only atoms, their negation and comparisons"),
        ("p(X) :- q((X, X)).", "rules.lp:1: only atoms, their negation and comparisons"),
        ("#show p/0.", "rules.lp:1: not a rule"),
        ("#const n = 1.", "rules.lp:1: not a rule"),
        ("p.\np(X :- q.", "rules.lp:2: syntax error"),
        ("p.\n\np(李).", "rules.lp:3: only ASCII outside comments and texts"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(text, told):
    with pytest.raises(ModelError) as refused:
        read_rules(FILE, text)
    assert str(refused.value).startswith(told)


def test_what_was_read_comes_again_from_its_data(tmp_path):
    path = tmp_path / "ch01.lp"
    path.write_text('%*! p(X)\nX is so.\n  And more.\n*%\np(X) :- q(X, "1.1[a]").\n\nq(a, "1.1[a]").\n', "utf-8")
    first = read_rules(path)
    again = Source.of_data(path, json.loads(json.dumps(first.as_data())))
    assert [(str(rule), rule.place, rule.unit) for rule in again.rules] == [
        (str(rule), rule.place, rule.unit) for rule in first.rules
    ]
    assert [(*one[:2], one.place) for one in again.comments] == [(*one[:2], one.place) for one in first.comments]
