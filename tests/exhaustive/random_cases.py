"""Random cases: those of `facts/` with random changes, and generated ones; the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from obligor.agreement.package import Agreement
from obligor.agreement.vocabulary import Word
from obligor.core.errors import InputError, Place
from obligor.core.terms import Day, Fact, Fn, Term
from obligor.scenario.files import read_scenarios
from obligor.scenario.json_format import read_json
from obligor.scenario.scenario import Scenario
from obligor.scenario.type_check import Checker
from obligor.scenario.well_formed import check
from tests.benchmarks.generated import cases as generated
from tests.support import FACTS
from tests.written import tree_of

NAMES = (
    'a "quoted" name',
    "back\\slash\\n",
    "two\nlines",
    "\u202eright to left\u202c",
    "公司，甲",
    "شركة",
    "🏢",
    "a(b",
    "x: y # z",
)
PLACE = Place("random")
_KEPT = frozenset({"as_of", "party", "standing", "event", "loss", "thing", "on", "suffered_by"})
"""What a scenario is hardly well formed without."""


def trees(count: int, seed: int, agreement: Agreement) -> Iterator[dict[str, Any]]:
    """Yield cases in the shape of the scenario files: of each two one is of `facts/`, changed, and one generated."""
    chance = random.Random(seed)
    known = [
        one
        for path in sorted(FACTS.rglob("*.yaml"))
        for scenario in read_scenarios(path, agreement)
        for one in (scenario, *scenario.variants)
    ]
    made = generated(count, seed, open_share=0.3)
    for number in range(count):
        base = read_json(json.dumps(next(made)), PLACE, agreement) if number % 2 else chance.choice(known)
        changed = _changed(base, agreement, chance)
        yield {**tree_of(changed, agreement.vocabulary), "id": f"case-{number}"}


def _changed(base: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    """A case with a few random changes that leave it well formed."""
    scenario = check(base._replace(variants=(), expect=()), agreement)
    changes = (_dropped, _unsure, _added, _added, _judged, _worth, _named, _read, _struck, _undated)
    for change in chance.choices(changes, k=chance.randint(0, 5)):
        for _ in range(5):
            try:
                changed = check(change(scenario, agreement, chance), agreement)
            except (InputError, IndexError):  # it does not fit this case: another one
                continue
            if _writable(changed):
                scenario = changed
                break
    return scenario


def _writable(one: Scenario) -> bool:
    """Whether a file could say it: of an event whose day is one of several it also says what was done."""
    done = {fact.atom.args[0] for fact in one.facts if fact.holds and fact.atom.name in ("act", "omits")}
    return all(group[0].args[0] in done for group in one.one_of)


def _dropped(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    fact = chance.choice([fact for fact in one.facts if fact.atom.name not in _KEPT])
    return one._replace(facts={f: place for f, place in one.facts.items() if f != fact})


def _unsure(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    fact = chance.choice([fact for fact in one.facts if fact.atom.name not in _KEPT])
    without = _dropped(one, agreement, random.Random(0))._replace(
        facts={f: place for f, place in one.facts.items() if f != fact}
    )
    return without._replace(unknown={**one.unknown, fact.atom: PLACE})


def _added(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    words = agreement.vocabulary.words
    word = chance.choice([*words["states"].values(), *words["relations"].values(), *words["judgements"].values()])
    atom = Fn(word.name, tuple(_argument(types, one, agreement, chance) for types in word.args))
    if chance.random() < 0.3:
        return one._replace(unknown={**one.unknown, atom: PLACE})
    return one._replace(facts={**one.facts, Fact(atom, chance.random() < 0.8): PLACE})


def _judged(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    word = chance.choice([*agreement.vocabulary.judgements.values()])
    atom = Fn(word.name, tuple(_argument(types, one, agreement, chance) for types in word.args))
    return one._replace(facts={**one.facts, Fact(atom, chance.random() < 0.5): PLACE})


def _worth(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    """A loss of another amount: nothing, the most there can be, or none stated."""
    loss = Fn(chance.choice(one.ids("loss")))
    facts = {f: p for f, p in one.facts.items() if f.atom.name != "amount" or f.atom.args[0] != loss}
    amount = chance.choice((0, 0, 1, 2**31 - 1, None))
    return one._replace(facts=facts if amount is None else {**facts, Fact(Fn("amount", (loss, amount))): PLACE})


def _named(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    ident = chance.choice([*one.ids("event"), *one.ids("loss")])
    return one._replace(names={**one.names, ident: chance.choice(NAMES)}, sentence=chance.choice(NAMES))


def _read(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    if chance.random() < 0.3:
        return one._replace(readings={**one.readings, "*": chance.choice(("all", "preferred"))})
    unit = chance.choice([unit for unit in agreement.units.values() if unit.readings])
    names = (*(reading.name for reading in unit.readings), "all", "preferred")
    return one._replace(readings={**one.readings, unit.unit: chance.choice(names)})


def _struck(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    return one._replace(without=(*one.without, chance.choice(sorted(agreement.clauses))))


def _undated(one: Scenario, agreement: Agreement, chance: random.Random) -> Scenario:
    """An event whose day is one of two."""
    fact = chance.choice([fact for fact in one.facts if fact.atom.name == "on" and fact.holds])
    event, day = fact.atom.args
    assert isinstance(day, int)
    group = tuple(Fn("on", (event, Day(one_day))) for one_day in (day - chance.randint(1, 5), day))
    return one._replace(facts={f: p for f, p in one.facts.items() if f != fact}, one_of=(*one.one_of, group))


def _argument(types: tuple[str, ...], one: Scenario, agreement: Agreement, chance: random.Random) -> Term:
    """Anything of these types that the case or the vocabulary has."""
    vocabulary = agreement.vocabulary
    kind = chance.choice(types)
    if kind == "unit":
        return chance.choice(sorted(agreement.clauses))
    if kind == "day":
        return Day(one.as_of - chance.randint(0, 30))
    if kind == "number":
        return chance.randint(0, 100)
    if kind == "act":
        word: Word = chance.choice([*vocabulary.acts.values()])
        return Fn(word.name, tuple(_argument(inner, one, agreement, chance) for inner in word.args))
    declared = Checker(agreement, one.facts, one.unknown).declared.get(kind, set())
    return Fn(chance.choice(sorted({*declared, *vocabulary.names.get(kind, ())})))
