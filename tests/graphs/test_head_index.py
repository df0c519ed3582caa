"""Rules found by what their heads can be: just those that a look through all of them finds."""

from __future__ import annotations

from itertools import product

from obligor.agreement.rules import PrintedRule
from obligor.graphs.abstract_values import narrow, words
from obligor.graphs.head_index import HeadIndex

RULES = [
    PrintedRule(text, None)
    for text in (
        'ban(P,copy,"1.1[a]") :- party(P).',
        'ban(acme,E,"1.1[b]") :- event(E).',
        "ban(P,publish(X),U) :- made(P,X,U).",
        'ban(acme,copy,"1.2[a]").',
    )
]
SHAPES = [None, words(["copy"]), words(["acme"]), words(["acme", "li"]), words(["1.1[a]", "1.2[a]"]), words([])]


def test_a_rule_is_found_where_its_own_words_are_admitted():
    index = HeadIndex(RULES)
    for given in product(SHAPES, repeat=3):
        found = list(index.fitting(given))
        looked_through = [
            rule
            for rule in RULES
            if all(narrow(arg, shape, {"P": None, "E": None, "X": None, "U": None})
                   for arg, shape in zip(rule.head.atom.args, given, strict=True))
        ]  # fmt: skip
        impossible = any(shape == words([]) for shape in given)
        assert set(map(str, looked_through)) <= set(map(str, found))
        assert impossible or found == [rule for rule in RULES if rule in found], "in their order"
    assert [str(r) for r in index.fitting((None, words(["copy"]), words(["1.1[a]"])))] == [str(RULES[0])]
    assert list(index.fitting((words(["li"]), words(["erase"]), words(["1.2[a]"])))) == []


def test_a_head_without_arguments_is_always_found():
    rule = PrintedRule("always.", None)
    assert list(HeadIndex([rule]).fitting(())) == [rule]
