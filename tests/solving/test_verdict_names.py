"""The six verdicts, and how the lists of the whole picture tell them."""

from __future__ import annotations

import pytest

from obligor.solving.verdict_names import VERDICTS, as_listed


@pytest.mark.parametrize("verdict", VERDICTS)
def test_only_among_the_gaps_is_a_yes_told_as_a_gap(verdict: str) -> None:
    assert as_listed("breaches", verdict) == verdict
    assert as_listed("gaps", verdict) == ("gap" if verdict == "yes" else verdict)
