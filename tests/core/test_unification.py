"""Patterns over terms: variables, what they are bound to, and what fits."""

from __future__ import annotations

import pytest

from obligor.core.terms import parse_atom
from obligor.core.unification import has_variables


@pytest.mark.parametrize(("text", "has"), [("f(a, g(_))", True), ("f(X)", True), ("f(a, 1, g(b))", False)])
def test_variables_are_seen_however_deep(text, has):
    assert has_variables(parse_atom(text)) is has
