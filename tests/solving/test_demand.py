"""Acts for which no rule looks are not followed; answers stay what they are."""

from __future__ import annotations

import pytest

from obligor.agreement.package import load
from obligor.agreement.rules import Literal, Rule
from obligor.core.terms import Fn, Var, parse_atom
from obligor.solving.demand import narrowed
from obligor.solving.program import rules

P, A, E, T, U = map(Var, "PAETU")
KEPT = Rule(Literal(Fn("kept", (P, A, Fn("before", (E,))))), (Literal(Fn("done", (P, A, E))),))
AFTER = Rule(Literal(Fn("acted_after", (P, A, E))), (Literal(Fn("done", (P, A, E))),))


def duty(act: Fn | Var, time: Fn | Var) -> Rule:
    return Rule(Literal(Fn("obligation", (P, P, act, time, U))), ())


def asks(name: str, *more: Var | Fn, time: Fn | Var = T, beside: bool = True) -> Rule:
    condition = Literal(Fn("obligation", (P, Var("_"), A, time, U)))
    return Rule(Literal(Fn("fulfilled", (P, A))), (*([condition] if beside else []), Literal(Fn(name, (P, A, *more)))))


def followed(*given: Rule) -> list[str]:
    return [str(rule.head) for rule in narrowed(given) if rule.head and rule.head.name in ("kept", "acted_after")]


def test_acts_are_followed_that_duties_name_with_this_time() -> None:
    tell, pay = parse_atom("tell(P)"), Fn("pay")
    given = [KEPT, duty(tell, Fn("before", (E,))), duty(pay, Fn("promptly", (E,))), asks("kept", T)]
    assert followed(*given) == ["kept(P,tell(A1),before(E))"]
    promptly = asks("acted_after", E, time=Fn("promptly", (E,)))
    assert followed(AFTER, *given[1:], promptly) == ["acted_after(P,pay,E)"]


@pytest.mark.parametrize(
    "more",
    [
        [duty(A, Fn("before", (E,))), asks("kept", T)],  # a duty may be to do anything
        [duty(Fn("pay"), T), duty(A, T), asks("kept", T)],
        [duty(Fn("pay"), Fn("before", (E,))), asks("kept", T), asks("kept", T, beside=False)],  # asked by itself
        [duty(Fn("pay"), Fn("before", (E,)))],  # nothing in these rules asks, so somebody else may
    ],
)
def test_whoever_asks_otherwise_gets_every_act(more: list[Rule]) -> None:
    assert followed(KEPT, *more) == ["kept(P,A,before(E))"]


def test_a_duty_of_any_time_counts_for_each() -> None:
    assert followed(KEPT, duty(Fn("pay"), T), asks("kept", T)) == ["kept(P,pay,before(E))"]


def test_a_rule_about_one_act_stands_once() -> None:
    one = Rule(Literal(Fn("kept", (P, Fn("wait"), Fn("before", (E,))))), (Literal(Fn("done", (P, Fn("wait"), E))),))
    given = [one, duty(Fn("pay"), T), duty(Fn("tell"), T), asks("kept", T)]
    assert followed(*given) == ["kept(P,wait,before(E))"]


def test_new_variables_are_none_of_the_rule() -> None:
    rule = KEPT.replace(KEPT.head, (*KEPT.body, Literal(Fn("of", (Var("A1"), Var("A2"))))))
    assert isinstance(rule.head, Literal)
    given = [Rule(rule.head, rule.body), duty(Fn("tell", (P, P)), T), asks("kept", T)]
    assert followed(*given) == ["kept(P,tell(A3,A4),before(E))"]


def test_the_agreement_narrows_what_it_asks_beside_duties() -> None:
    source = rules(load("wecom"))
    done = [rule for rule in narrowed(source) if rule.head and rule.head.name in ("kept", "acted_after")]
    assert len(done) > 10
    assert all(isinstance(rule.head.atom.args[1], Fn) for rule in done if rule.head)
    others = [rule for rule in source if rule.name not in ("kept", "acted_after")]
    assert [rule for rule in narrowed(source) if rule not in done] == others
