"""Terms as numbers."""

from __future__ import annotations

import pytest

from obligor.bulk.sql.codes import TermCodes
from obligor.bulk.sql.derivation import Derivation, SqlProgram, UnfitForSql
from obligor.core.terms import Fact, Fn


def test_numbers_below_zero_are_left_to_clingo() -> None:
    with pytest.raises(ValueError, match="-3 is below 0"):
        TermCodes().of(-3)
    program = SqlProgram([], frozenset())
    with pytest.raises(UnfitForSql, match="-3 is below 0"):
        Derivation(program, [[Fact(Fn("p", (-3,)))]])
