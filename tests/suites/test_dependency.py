"""What a conclusion can influence: never too little, by patterns that look at no case."""

from __future__ import annotations

from pathlib import Path

from obligor.agreement.rule_files import read_rules
from obligor.core.terms import parse_atom
from obligor.suites.dependency import LIMIT, Influence, touches

RULES = """
b(X, U) :- a(X), c(U).
d(X) :- b(X, "1.2[a]").
e(X) :- not d(X), f(X).
g(h(X)) :- e(X).
loop(X) :- loop(X), d(X).
"""


def influence(text: str = RULES) -> Influence:
    return Influence(read_rules(Path("rules.lp"), text).rules)


def reached(start: str, asked: str) -> bool:
    return touches(influence().of([parse_atom(start)]), parse_atom(asked))


def test_through_rules_and_absences():
    assert reached("a(acme)", "b(acme, _)")
    assert reached("a(acme)", "d(_)")
    assert reached("a(acme)", "e(acme)")  # by way of an absence
    assert reached("a(acme)", "g(h(acme))")
    assert reached("d(acme)", "loop(acme)")
    assert reached("a(acme)", "a(_)")


def test_not_where_names_units_or_terms_differ():
    assert not reached("d(acme)", "b(acme, _)")  # heads influence no bodies
    assert not reached("a(acme)", "e(zhao)")
    assert not reached('b(acme, "1.3[a]")', "d(acme)")
    assert reached('b(acme, "1.2[a]")', "d(acme)")
    assert not reached("a(acme)", "g(k(acme))")
    assert not reached("f(acme)", "d(acme)")


def test_a_question_about_a_clause_finds_its_units():
    found = influence().of([parse_atom('b(acme, "1.2[a]")')])
    assert touches(found, parse_atom('b(_, "1")'))
    assert not touches(found, parse_atom('b(_, "2")'))


def test_beyond_a_number_of_patterns_everything_is_influenced():
    text = "q(X) :- p(X).\n" + "".join(f"p(c{n}) :- start.\n" for n in range(LIMIT + 1))
    found = influence(text).of([parse_atom("start")])
    assert touches(found, parse_atom("p(none_of_these)"))
    assert not touches(influence(text).of([parse_atom("p(c1)")]), parse_atom("q(c2)"))
