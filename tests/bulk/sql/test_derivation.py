"""SQL derives what clingo derives: atom by atom on every scenario and on random cases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligor.agreement.package import load
from obligor.agreement.rule_files import read_rules
from obligor.bulk.derived_lines import SqlEngine
from obligor.bulk.rows import rows_of
from obligor.bulk.sql.derivation import OPEN, Derivation, SqlProgram
from obligor.core.terms import parse_fact
from obligor.scenario.files import read_scenarios
from obligor.scenario.scenario import Scenario
from obligor.solving.engine import Engine
from obligor.solving.shared_grounding import Common
from obligor.solving.statements import Statement
from tests.bulk.sql.tables import tables
from tests.support import FACTS

AGREEMENT = load("wecom")

ENGINE = Engine(AGREEMENT, contested=False)


RULES = SqlEngine(ENGINE)


def closed(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Those in which nothing is unknown and no reading fixed, whichever readings are to count there."""
    found = (one for one in scenarios if not one.unknown and not one.one_of and not one.readings.keys() - {"*"})
    return [one._replace(readings={}) for one in found]


def same_atoms(scenarios: list[Scenario]) -> tuple[int, int]:
    """Compare all atoms of all predicates; how many there are, and in how many cases nothing is open."""
    cases = [ENGINE.case(one) for one in scenarios]
    derived = RULES.derive(cases)
    whole = {name: found for name, found in tables(derived.derivation).items() if name != OPEN}
    names = [name for name in whole if RULES.program.cased(name)]
    wanted: dict[Any, set[tuple[Any, ...]]] = {name: set() for name in names}
    for start in range(0, len(cases), 100):
        common = Common(ENGINE, cases[start : start + 100], False, observe=False)
        place = {name.name: start + at for at, name in enumerate(common.names)}
        for name, arity in names:
            for atom in common.ground.atoms(name.removeprefix("-"), arity + 1, name[0] != "-"):
                case = place[atom.term.args[0].name]
                if case not in derived.open:
                    assert not atom.literal, (scenarios[case].id, str(atom.term))
                    wanted[name, arity].add((case, *atom.term.args[1:]))
    for name in names:
        found = [row for row in whole[name] if row[0] not in derived.open]
        assert len(found) == len(set(found)), name
        assert set(found) == wanted[name], (name, {scenarios[row[0]].place for row in set(found) ^ wanted[name]})
    return sum(map(len, wanted.values())), len(cases) - len(derived.open)


@pytest.mark.long
def test_rule_by_rule_on_every_scenario() -> None:
    """The whole program, every chapter and the theory, not only what a picture shows."""
    read = [one for path in sorted(FACTS.rglob("*.yaml")) for one in read_scenarios(path, AGREEMENT)]
    scenarios = closed(one for scenario in read for one in (scenario, *scenario.variants))
    atoms, cases = same_atoms(scenarios)
    assert cases > 900
    assert atoms > 500_000


PARTIES = ("acme", "li", "zhao", "tencent")

ACTS = [
    *(word.name for word in AGREEMENT.vocabulary.acts.values() if not word.args),
    "use(software)", "stop_using(software)", "claim(l0)", "publish(post)", "cancel(acct)",
]  # fmt: skip

EVENT = st.fixed_dictionaries(
    {"on": st.integers(1, 28).map(lambda day: f"2026-03-{day:02d}"), "by": st.sampled_from(PARTIES),
     "act": st.sampled_from(ACTS)},
    optional={"to": st.sampled_from(PARTIES)},
)  # fmt: skip

CASE = st.fixed_dictionaries(
    {
        "scenario": st.just("x"),
        "as_of": st.just("2026-05-01"),
        "parties": st.just({"acme": "enterprise", "li": {"role": "end_user", "of": "acme"}, "zhao": "outsider"}),
        "things": st.just({"acct": {"is": "account", "of": "li"}, "post": {"is": "content", "of": "li"}}),
        "events": st.lists(EVENT, min_size=1, max_size=5).map(lambda found: {f"e{k}": e for k, e in enumerate(found)}),
        "losses": st.fixed_dictionaries({
            "l0": st.fixed_dictionaries({"suffered_by": st.sampled_from(PARTIES), "amount": st.integers(1, 10**6),
                                         "kind": st.sampled_from(["privacy", "property", "profit"]),
                                         "caused_by": st.just(["e0"])}),
        }),
    }
)  # fmt: skip


@pytest.mark.long
@settings(max_examples=12, deadline=None)
@given(st.lists(CASE, min_size=10, max_size=40))
def test_rule_by_rule_on_random_cases(rows: list[dict[str, Any]]) -> None:
    read = [row.scenario for row in rows_of(rows, "row", AGREEMENT)]
    assert None not in read
    same_atoms(closed(one for one in read if one is not None))


def test_a_choice_or_constraint_that_applies_leaves_a_case_open() -> None:
    source = read_rules(Path("rules.lp"), "p(X) :- q(X), j(X).")
    opener, opened = source.rules[0].literals
    choice = Statement(opened, (opener,), choice=True)
    constraint = Statement(None, read_rules(Path("rules.lp"), "x :- q(a), r(a).").rules[0].body)
    program = SqlProgram([*source.rules, choice, constraint], frozenset())
    cases = [["q(a)"], ["q(a)", "j(a)"], ["q(a)", "j(a)", "r(a)"], ["r(a)"]]
    derivation = Derivation(program, [[parse_fact(text) for text in facts] for facts in cases])
    assert {row[0] for row in tables(derivation)[OPEN]} == {0, 2}
