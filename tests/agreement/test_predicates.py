"""Documentation of predicates: roles, types, phrases; what is lacking is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.predicates import predicates
from obligor.agreement.rule_files import read_rules
from obligor.core.errors import ModelError

FILE = Path("rules.lp")


def test_a_predicate_is_documented_above_its_rules():
    text = "%*! owes(P, U)\nP owes\nunder U.\ntypes: party, unit\nask: owes\nen: {P} owes\n  still\n*%\nowes(a, b)."
    (owes,) = predicates(read_rules(FILE, text))
    assert (owes.signature, owes.doc, owes.cites_unit) == ("owes(P, U)", "P owes under U.", True)
    assert (owes.roles, owes.types) == (("bearer", "unit"), (("party",), ("unit",)))
    assert owes.fields == {"types": "party, unit", "ask": "owes"}
    assert owes.phrases == {"en": "{P} owes still"}
    assert not owes.stated


def test_types_are_declared_and_not_guessed_from_a_variable():
    """`D` is a day where it is said to be one; here it is data."""
    (leak,) = predicates(read_rules(FILE, "%*! leaked(D, X)\nD leaked.\ntypes: data, account|party\n*%\nleaked(a, b)."))
    assert leak.places("day") == []
    assert leak.places("data") == [0]
    assert leak.places("party") == leak.places("account") == [1]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("%*! owes(P\nP owes.\n*%", "rules.lp:1: no predicate signature"),
        ("%*! owes(P, U)\nP owes.\n*%", "rules.lp:1: owes has 2 arguments and types for 0"),
        ("%*! owes(P, U)\nP owes.\ntypes: party\n*%", "rules.lp:1: owes has 2 arguments and types for 1"),
    ],
)
def test_what_is_ill_documented_is_told(block, told):
    with pytest.raises(ModelError) as refused:
        list(predicates(read_rules(FILE, f"{block}\np.")))
    assert str(refused.value).startswith(told)
    assert "write" in str(refused.value) or "signature" in told
