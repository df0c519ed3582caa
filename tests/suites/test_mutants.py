"""Mutants of rules are rules."""

from __future__ import annotations

from obligor.suites.mutants import mutants
from tests.suites.twin import WECOM


def test_mutants_bind_every_variable():
    rules = [r for r in WECOM.rules if r.unit == "8.5.3[a]"]
    assert all(m.what != "drop 'third_person(Q,P)'" or m.rule for m in mutants(rules))
    assert not [m for m in mutants(rules) if m.what == "drop 'suffered_by(L,Q)'" and "Q" not in str(m.rule)]
    assert {m.what for m in mutants(rules)} >= {"drop the rule", "negate 'claimed(Q,L)'"}
