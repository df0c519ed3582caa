"""What rules would ground to is known before anything is grounded, and what has no end is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.bounds import MOST_INSTANCES, see_that_grounding_ends
from obligor.agreement.rule_files import read_rules
from obligor.core.errors import ModelError


def look_over(text: str) -> None:
    see_that_grounding_ends(read_rules(Path("ch01.lp"), text).rules, ())


FACTS = "".join(f"n({i}). " for i in range(1_001))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("p(a).\np(f(X)) :- p(X).", "ch01.lp:2: no end of it"),
        ("p(a).\nq(f(X), b) :- p(X).\np(X) :- q(X, _).", "ch01.lp:2: no end of it"),
        ("p(a). p(f(Y)) :- p(X), X = Y.", "ch01.lp:1: no end of it"),
        (FACTS + "\np(X, Y) :- n(X), n(Y).", "ch01.lp:2: too large: up to 1,002,001 instances of 'p(X,Y)'"),
        (FACTS + "\nm(X) :- n(X).\np :- m(X), m(Y).", "ch01.lp:3: too large"),
    ],
)
def test_what_has_no_end_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ModelError) as refused:
        look_over(text)
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "p(X, Y) :- q(X), Y = X.",
        "p(X) :- q(X), not r(X, _).",
        "p(f(X)) :- q(X).\nq(X) :- p(f(X)).",  # as deep again as it was
        "p(f(X), X) :- q(X).\nq(X) :- p(_, X).",
        "p(X) :- p(f(X)).",
        FACTS + "p(X, Y) :- n(X), r(X, Y).",  # what a scenario brings does not count
        FACTS + "p(X) :- n(X), n(X), not n(0).",
    ],
)
def test_what_ends_is_not(text: str) -> None:
    look_over(text)


def test_the_agreement_itself_ends(wecom):
    theory, chapters = ([r for source in of for r in source.rules] for of in (wecom.theory, wecom.chapters))
    see_that_grounding_ends(chapters, theory)
    assert MOST_INSTANCES == 1_000_000
