"""Mutants of rules are rules."""

from __future__ import annotations

from obligor.solving.grounding import Ground
from obligor.suites.mutants import mutants
from tests.suites.twin import WECOM


def test_mutants_bind_every_variable():
    rules = [r for r in WECOM.rules if r.unit == "8.5.3[a]"]
    assert all(m.what != "drop 'third_person(Q,P)'" or m.rule for m in mutants(rules))
    assert not [m for m in mutants(rules) if m.what == "drop 'suffered_by(L,Q)'" and "Q" not in str(m.rule)]
    assert {m.what for m in mutants(rules)} >= {"drop the rule", "negate 'claimed(Q,L)'"}


def test_each_change_is_made_once_and_clingo_accepts_it():
    """Every variable is bound, in the rule alone or by what is opened along with it."""
    rules = [rule for rule in WECOM.rules if rule.place.file in ("losses.lp", "ch08_5_breach.lp")]
    opened = frozenset({*WECOM.vocabulary.judgements, "reading"})
    made = list(mutants(rules, WECOM.vocabulary.bearers, opened))
    for number, rule in enumerate(rules):
        changed = [one.rule for one in made if one.number == number and one.rule]
        assert rule not in changed
        assert len(changed) == len(set(changed)), rule.place
    for one in made:
        if one.rule and not any(part.name in opened for part in one.rule.literals):
            named = {(part.name, len(part.atom.args)) for part in (one.rule.head, *one.rule.literals)}
            Ground([str(one.rule), *(f"#defined {name}/{arity}." for name, arity in named)])
