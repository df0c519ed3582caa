"""Statements as values: printed as clingo reads them, and lifted over cases."""

from __future__ import annotations

from pathlib import Path

import clingo
import pytest

from obligor.agreement.rule_files import read_rules
from obligor.agreement.rules import Statement
from obligor.core.terms import Fn, parse_fact
from obligor.solving.statements import CASE, lifted, of_fact


def statement(text: str) -> Statement:
    return read_rules(Path("rules.lp"), text).rules[0]


def test_a_statement_is_printed_as_it_is_read():
    rule = statement("p(X) :- q(X), not r(X), X != a.")
    assert str(Statement(rule.head, rule.body)) == "p(X) :- q(X), not r(X), X != a."
    assert str(Statement(rule.head, rule.body, choice=True)) == "{p(X)} :- q(X), not r(X), X != a."
    assert str(Statement(None, rule.body)) == ":- q(X), not r(X), X != a."
    assert str(Statement(None)) == ":- #true."
    assert str(of_fact(parse_fact("-f(a)"))) == "-f(a)."
    assert (str(rule.place), str(Statement(None).place)) == ("rules.lp:1", "program")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("p(X) :- q(X), not r(X).", "p(CASE,X) :- case(CASE), q(CASE,X), not r(CASE,X)."),
        ("p :- q.", "p(CASE) :- case(CASE), q(CASE)."),
        ("p(X) :- fixed(X), q(X).", "p(CASE,X) :- case(CASE), fixed(X), q(CASE,X)."),
        ("fixed(X) :- fixed(X).", "fixed(X) :- fixed(X)."),
    ],
)
def test_what_depends_on_the_case_is_lifted(text, told):
    assert str(lifted(statement(text), CASE, frozenset({"fixed"}), guard=True)) == told


def test_a_lifted_program_says_of_each_case_what_it_says_of_one():
    rules = ["far(X) :- on(X), not near(X).", "near(X) :- by(X), seen.", "seen :- by(_)."]
    cases = {"one": ["on(a)", "by(a)"], "two": ["on(a)", "on(b)"], "three": ["by(b)"]}

    def atoms(text: str) -> set[str]:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], text)
        control.ground([("base", [])])
        return {str(atom.symbol) for atom in control.symbolic_atoms if atom.symbol.name in ("far", "near")}

    whole = "\n".join(str(lifted(statement(rule), CASE, frozenset(), guard=True)) for rule in rules)
    for name, facts in cases.items():
        whole += f"\ncase({name}). " + " ".join(
            str(lifted(of_fact(parse_fact(fact)), Fn(name), frozenset(), guard=False)) for fact in facts
        )
    together = atoms(whole)
    for name, facts in cases.items():
        alone = atoms("\n".join(rules) + "".join(f"{fact}." for fact in facts))
        mine = {text.replace(f"({name},", "(") for text in together if f"({name}," in text}
        assert mine == alone, name
