"""Ids of clauses: what stands in what, and which ids need no quotes."""

from __future__ import annotations

import re

import pytest

from obligor.core.clause_ids import DOTTED, READABLE, covers, parts_of
from obligor.core.terms import Fn, parse_atom, show


def test_a_unit_stands_in_its_item_its_clause_and_its_chapter():
    assert parts_of("12.3(D)[a]") == ("12.3(D)[a]", "12.3(D)", "12.3", "12")
    assert parts_of("P.3[b]") == ("P.3[b]", "P.3", "P")
    assert parts_of("4.1(a)(ii)[c]") == ("4.1(a)(ii)[c]", "4.1(a)(ii)", "4.1(a)", "4.1", "4")
    assert parts_of("Annex.1[a]") == ("Annex.1[a]", "Annex.1", "Annex")
    assert parts_of("1A[a]") == ("1A[a]", "1A")


@pytest.mark.parametrize(
    ("pattern", "unit", "covered"),
    [
        ("8.5", "8.5.3[b]", True), ("8.5.3", "8.5.3", True), ("8.5.3[b]", "8.5.3[b]", True),
        ("8.5", "8.51[a]", False), ("12.3", "12.3(D)[a]", True),
        ("1", "1A[a]", False), ("4.1(a)", "4.1(a)(ii)[c]", True), ("8.5.3", "8.5", False),
    ],
)  # fmt: skip
def test_a_clause_covers_what_stands_in_it(pattern, unit, covered):
    assert covers(pattern, unit) is covered
    assert (pattern in parts_of(unit)) is covered


@pytest.mark.parametrize(
    "id_", ["8.5.3", "21.1.2(7)[a]", "P.3[b]", "1.2p2", "4.1(a)[a]", "1A", "1[a]", "Annex.1[a]", "3B.2"]
)
def test_ids_of_many_kinds_are_read_without_quotes(id_):
    assert re.fullmatch(READABLE, id_)
    atom = parse_atom(f"breach(acme, _, {id_})")
    assert atom.args[2] == id_
    assert show(Fn("f", (id_,))) == f"f({id_})"


@pytest.mark.parametrize("text", ["12", "1e5", "0x10", "a.1", "1.", ".1", "1..2", "1(", "12abc"])
def test_other_texts_are_no_ids(text):
    assert not re.fullmatch(READABLE, text)


def test_the_default_is_dotted_numerals():
    assert re.fullmatch(DOTTED, "8.5.3")
    assert not re.fullmatch(DOTTED, "4.1(a)")
    assert not re.fullmatch(DOTTED, "1A")
