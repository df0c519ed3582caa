"""The standing of events and losses: three, each more than the one before."""

from __future__ import annotations

from itertools import product

import pytest

from obligor.scenario.standing import LEVELS, Standing


@pytest.mark.parametrize(("own", "asked"), list(product(LEVELS, LEVELS)))
def test_a_standing_reaches_those_that_are_no_more(own, asked):
    assert Standing(own).reaches(asked) == (LEVELS.index(own) >= LEVELS.index(asked))


def test_what_is_no_standing_reaches_none():
    assert not any(Standing("rumoured").reaches(level) for level in LEVELS)


@pytest.mark.parametrize(
    "standing", [Standing("proven"), Standing("alleged", "zhao"), Standing("admitted", "", "note")]
)
def test_a_standing_is_told_by_its_keys_and_read_again(standing):
    assert Standing.of(standing.told()) == standing
    assert all(standing.told().values())
