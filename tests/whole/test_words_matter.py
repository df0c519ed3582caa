"""Every judgement, state and relation of the vocabulary changes an answer of some scenario."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from obligor.agreement.package import Agreement
from obligor.core.errors import InputError, ModelError
from obligor.core.terms import Fact, Fn, parse_atom
from obligor.scenario.files import read_scenarios
from obligor.scenario.scenario import Scenario
from obligor.scenario.well_formed import check
from obligor.solving.engine import Engine
from tests.support import ROOT


def scenarios(agreement: Agreement) -> Iterator[Scenario]:
    for path in sorted((ROOT / "facts").rglob("*.yaml")):
        for scenario in read_scenarios(path, agreement):
            yield from (one._replace(variants=()) for one in (scenario, *scenario.variants) if one.expect)


def answers(engine: Engine, scenario: Scenario) -> Iterator[str]:
    case = engine.case(scenario)
    for expected in scenario.expect:
        try:
            yield case.ask(expected.ask, proofs=False)[0].verdict
        except InputError:
            yield "refused"


def matters(engine: Engine, scenario: Scenario, stated: Fact | Fn) -> bool:
    """Whether some answer is another one without a fact, or with what is unknown settled."""
    facts, unknown = dict(scenario.facts), dict(scenario.unknown)
    if isinstance(stated, Fact):
        del facts[stated]
    else:
        facts[Fact(stated)] = unknown.pop(stated)
    try:
        other = check(scenario._replace(facts=facts, unknown=unknown), engine.agreement)
        return any(one != two for one, two in zip(answers(engine, scenario), answers(engine, other), strict=True))
    except (InputError, ModelError):
        return False


@pytest.mark.long
def test_every_judgement_state_and_relation_changes_an_answer(engine: Engine) -> None:
    vocabulary = engine.agreement.vocabulary
    words = {name for section in ("states", "relations") for name in vocabulary.words[section]}
    left = words | set(vocabulary.judgements)
    known = list(scenarios(engine.agreement))
    # what an answer is expected to turn on changes it: tests of the facts see that it does
    left -= {parse_atom(atom).name for one in known for expected in one.expect for atom in expected.hinges_on or ()}
    for scenario in known:
        for stated in [fact for fact in (*scenario.facts, *scenario.unknown) if left]:
            name = stated.atom.name if isinstance(stated, Fact) else stated.name
            if name in left and matters(engine, scenario, stated):
                left.discard(name)
    assert not left
