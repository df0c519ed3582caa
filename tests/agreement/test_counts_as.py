"""Constitutive rules, closed over several steps."""

from __future__ import annotations

import pytest

from obligor.agreement.counts_as import STEPS, CountsAs, closed
from obligor.core.errors import ModelError
from obligor.core.terms import parse_atom


def step(act: str, other: str, *where: str) -> CountsAs:
    return CountsAs(parse_atom(act), parse_atom(other), tuple(map(parse_atom, where)))


def told(*steps: CountsAs) -> set[str]:
    return {" ".join(map(str, (one.act, one.other, *one.where))) for one in closed(steps)}


def test_steps_lead_on_with_the_conditions_of_each() -> None:
    steps = step("a(X)", "b(X)", "red(X)"), step("b(Y)", "c(Y)", "round(Y)")
    assert told(*steps) == {"a(X0) b(X0) red(X0)", "b(X0) c(X0) round(X0)", "a(X0) c(X0) red(X0) round(X0)"}


def test_a_step_leads_on_only_where_the_acts_agree() -> None:
    assert told(step("a(X)", "b(one)"), step("b(two)", "c")) == {"a(X0) b(one)", "b(two) c"}
    assert "a(X0) c" in told(step("a(X)", "b(one)"), step("b(Y)", "c"))


def test_two_acts_may_count_as_each_other_and_none_as_itself() -> None:
    assert told(step("a", "b"), step("b", "a")) == {"a b", "b a"}


def test_equal_steps_count_once_whatever_their_variables_are_called() -> None:
    assert told(step("a(X)", "b(X)"), step("a(Y)", "b(Y)")) == {"a(X0) b(X0)"}


def test_more_steps_than_the_bound_are_refused() -> None:
    chain = [step(f"a{number}", f"a{number + 1}") for number in range(STEPS + 2)]
    assert "a0 a8" in told(*chain[:STEPS])
    with pytest.raises(ModelError, match=f"over more than {STEPS} steps"):
        closed(chain)
