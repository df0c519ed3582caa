"""The greatest and the least sum, against trying everything."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligor.core.errors import ModelError
from obligor.solving.grounding import Ground
from obligor.solving.optimum import extreme

ATOMS = "abcd"
RULES = "{ a; b; c; d }. :- a, b. p :- a. p :- c, d. q :- b, not d. r :- not a."
AMOUNTS = st.one_of(
    st.integers(0, 99),
    st.integers(0, 10**12),
    st.sampled_from([45 * 10**15, 45 * 10**15 + 1, 1, 123456789012345678901234]),
)
"""Small ones, and such that no solver could add up."""


def holds(chosen: dict[str, bool]) -> dict[str, bool]:
    """What holds where the open atoms are so, worked out by hand from the rules."""
    a, b, c, d = (chosen[name] for name in ATOMS)
    return {**chosen, "p": a or (c and d), "q": b and not d, "r": not a}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sets(st.sampled_from("abcdpqr"), min_size=1, max_size=3), AMOUNTS), max_size=5))
def test_it_is_reached_and_nothing_is_beyond(weights):
    ground = Ground([RULES])
    literal = {name: ground.atoms(name, 0)[0].literal for name in "abcdpqr"}
    groups = [([literal[name] for name in sorted(names)], weight) for names, weight in weights]

    def total(chosen: dict[str, bool]) -> int:
        so = holds(chosen)
        return sum((weight for names, weight in weights if any(so[name] for name in names)))

    every = [dict(zip(ATOMS, signs, strict=True)) for signs in product((False, True), repeat=4)]
    sums = [total(chosen) for chosen in every if not (chosen["a"] and chosen["b"])]
    for most, wanted in ((True, max(sums)), (False, min(sums))):
        found, assumed = extreme(ground, groups, most)
        assert found == wanted
        assert total({name: literal[name] in assumed for name in ATOMS}) == wanted


def test_no_more_is_assumed_than_it_takes():
    ground = Ground(["{ a; b; c }. p :- a. p :- b, c."])
    (p,), (a,) = ground.atoms("p", 0), ground.atoms("a", 0)
    five = 5
    assert extreme(ground, [([p.literal], five)], True) == (5, {a.literal})
    assert extreme(ground, [([p.literal], five)], False) == (0, set())
    assert extreme(ground, [([0], five)], False) == (5, set())  # certain


def test_what_differs_by_less_than_the_solver_can_tell_is_told_apart():
    ground = Ground(["{ a; b }. :- a, b. :- not a, not b."])
    (a,), (b,) = ground.atoms("a", 0), ground.atoms("b", 0)
    groups = [([a.literal], 45 * 10**15 + 1), ([b.literal], 45 * 10**15 + 2)]
    assert extreme(ground, groups, True) == (45 * 10**15 + 2, {b.literal})
    assert extreme(ground, groups, False) == (45 * 10**15 + 1, {a.literal})


def test_where_nothing_can_be_so_there_is_no_sum():
    ground = Ground(["{ a }. p :- a. :- a. :- not a."])
    (p,) = ground.atoms("p", 0)
    with pytest.raises(ModelError, match="no completion of this case is possible"):
        extreme(ground, [([p.literal], 5)], True)
