"""Terms as numbers."""

from __future__ import annotations

import pytest

from obligor.bulk.sql.codes import Codes
from obligor.bulk.sql.derivation import Derivation, Program, Unfit
from obligor.core.terms import Fact, Fn


def test_numbers_below_zero_are_left_to_clingo() -> None:
    with pytest.raises(ValueError, match="-3 is below 0"):
        Codes().of(-3)
    program = Program([], frozenset())
    with pytest.raises(Unfit, match="-3 is below 0"):
        Derivation(program, [[Fact(Fn("p", (-3,)))]])
