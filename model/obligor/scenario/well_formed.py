"""What makes a scenario well formed, whichever way it was written: nothing in it contradicts itself or the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, suggest
from ..core.terms import Fact, Fn, Term, show
from .contradictions import contradictions
from .scenario import NO_DAY, Scenario
from .type_check import Checker

LIMIT_FACTS = 50_000


def check(scenario: Scenario, agreement: Agreement, missing: bool = True, limit: int | None = LIMIT_FACTS) -> Scenario:
    """Check a scenario and return it in the form in which it is solved.

    Args:
        scenario: as it was written.
        agreement: whose words it uses.
        missing: whether to report days that are missing; a reader that has reported them itself says no.
        limit: facts that it may have; None for any number.

    Raises:
        InputError: with every defect: unknown words, wrong arguments, undeclared ids, impossible days,
            contradictions.
    """
    if limit is not None and len(scenario.facts) + len(scenario.unknown) > limit:
        raise InputError([Problem(scenario.place, f"more than {limit:,} facts", "use `obligor batch`")])
    checker = Checker(agreement, scenario.facts, scenario.unknown)
    facts = {Fact(checker.atom(f.atom, place), f.holds): place for f, place in scenario.facts.items()}
    # what has not the arguments of its word has been reported, and is looked at no further
    facts = {fact: place for fact, place in facts.items() if checker.whole(fact.atom)}
    facts |= {fact: place for fact, place in _kinds(facts, agreement).items() if fact not in facts}
    unknown = {checker.atom(atom, place): place for atom, place in scenario.unknown.items()}
    unknown = {atom: place for atom, place in unknown.items() if checker.whole(atom)}
    one_of = tuple(
        tuple(checker.atom(atom, scenario.places.get(str(group[0]), scenario.place)) for atom in group)
        for group in scenario.one_of
    )
    for name in scenario.without:
        checker.unit(name, scenario.places.get(name, scenario.place))
    _readings(scenario, agreement, checker)
    for left, right in contradictions(agreement.vocabulary, set(facts)):
        message = f"contradiction: {left.show()} and {right.show()} cannot both hold"
        checker.say(facts[right], message, "drop one of them")
    for atom, place in unknown.items():
        for stated in (Fact(atom), Fact(atom, holds=False)):
            if stated in facts:
                checker.say(place, f"{show(atom)} is listed as unknown and stated as well", "drop one of the two")
    for atom, place in unknown.items():
        if atom.name == "as_of":
            checker.say(place, "the day of judgement cannot be unknown")
    _standing(facts, agreement, checker)
    _amounts(facts, checker)
    _days(scenario._replace(facts=facts, unknown=unknown), checker, missing)
    if checker.problems:
        raise InputError(checker.problems)
    return scenario._replace(facts=facts, unknown=unknown, one_of=one_of)


def _standing(facts: Mapping[Fact, Place], agreement: Agreement, checker: Checker) -> None:
    """Refuse roles for parties whom the agreement itself names: it knows who they are."""
    for fact, place in facts.items():
        named = str(fact.atom.args[0]) if fact.atom.args else ""
        if fact.atom.name in agreement.vocabulary.roles and named in agreement.vocabulary.standing:
            checker.say(place, f"'{named}' is named by the agreement itself and has no other role", "leave it out")


def _amounts(facts: Mapping[Fact, Place], checker: Checker) -> None:
    """Refuse a loss of two amounts."""
    seen: dict[Term, Term] = {}
    for loss, amount, place in _pairs(facts, "amount"):
        if seen.setdefault(loss, amount) != amount:
            checker.say(place, f"{show(loss)} has two amounts", "state one, or two losses")


def _kinds(facts: Mapping[Fact, Place], agreement: Agreement) -> dict[Fact, Place]:
    """What things are by being what they are stated to be: things, and of every kind above their own."""
    kinds = agreement.vocabulary.kinds
    return {
        Fact(Fn(also, fact.atom.args)): place
        for fact, place in facts.items()
        if fact.holds and fact.atom.name in kinds
        for also in ("thing", *agreement.vocabulary.kinds_of(fact.atom.name))
    }


def _readings(scenario: Scenario, agreement: Agreement, checker: Checker) -> None:
    for unit, name in scenario.readings.items():
        place = scenario.places.get(unit, scenario.place)
        if unit == "*":
            if name not in ("all", "preferred"):
                checker.say(place, f"no such choice of readings: '{name}'", "write all, preferred or UNIT=NAME")
            continue
        offered = [r.name for r in agreement.units[unit].readings] if unit in agreement.units else []
        if not offered:
            some = [u.unit for u in agreement.units.values() if u.readings]
            checker.say(place, f"{unit} has no readings", suggest(unit, some) or "see `obligor clauses --readings`")
        elif name not in (*offered, "all", "preferred"):
            checker.say(place, f"{unit} has no reading '{name}'", f"there is {', '.join(offered)}")


def _pairs(facts: Mapping[Fact, Place], name: str) -> Iterator[tuple[Term, Term, Place]]:
    for fact, place in facts.items():
        if fact.holds and fact.atom.name == name and len(fact.atom.args) == 2:
            yield fact.atom.args[0], fact.atom.args[1], place


def _days(scenario: Scenario, checker: Checker, missing: bool) -> None:
    """Refuse what cannot be: an event without a day or after the day of judgement, an effect before its cause."""
    judged = [(f.atom.args, place) for f, place in scenario.facts.items() if f.atom.name == "as_of" and f.holds]
    if len(judged) > 1:
        checker.say(judged[1][1], "more than one day of judgement")
    if missing:
        _missing(scenario, checker)
    limit = judged[0][0][0] if judged and judged[0][0] else None
    stated = list(_pairs(scenario.facts, "on"))
    maybe = [(a.args[0], a.args[1], p) for a, p in scenario.unknown.items() if a.name == "on" and len(a.args) == 2]
    for group in scenario.one_of:
        place = scenario.places.get(str(group[0]), scenario.place)
        maybe += [(atom.args[0], atom.args[1], place) for atom in group if atom.name == "on"]
    days: dict[Term, list[int]] = {}
    for event, day, place in (*stated, *maybe):
        if isinstance(day, int):
            days.setdefault(event, []).append(day)
            if isinstance(limit, int) and day > limit:
                checker.say(place, f"{show(event)} on {show(day)} lies after the day of judgement, {show(limit)}")
    for event, _, place in stated:
        if len(days.get(event, ())) > 1:
            checker.say(place, f"{show(event)} has two days", "an unknown day is `on: {one_of: [...]}`")
    for fact, place in scenario.facts.items():
        if fact.atom.name == "during" and len(fact.atom.args) == 3:
            state, start, end = fact.atom.args
            if isinstance(start, int) and isinstance(end, int) and end < start:
                checker.say(place, f"{show(state)} ends before it begins")
    for relation in ("after", "due_to"):
        for later, earlier, place in _pairs(scenario.facts, relation):
            if later in days and earlier in days and max(days[later]) < min(days[earlier]):
                checker.say(place, f"{show(later)} lies before {show(earlier)}, yet is said to come after it")
        circle = _circle([(later, earlier) for later, earlier, _ in _pairs(scenario.facts, relation)])
        if circle is not None:
            place = next(p for later, _, p in _pairs(scenario.facts, relation) if later == circle)
            checker.say(place, f"{show(circle)} is said to come after itself, by way of `{relation}`")


def _missing(scenario: Scenario, checker: Checker) -> None:
    """Refuse a scenario without a day of judgement, and events without a day."""
    atoms = [*(f.atom for f in scenario.facts if f.holds), *scenario.unknown, *(a for g in scenario.one_of for a in g)]
    if not any(atom.name == "as_of" for atom in atoms):
        checker.say(scenario.place, NO_DAY, "add `as_of: YYYY-MM-DD`")
    dated = {atom.args[0] for atom in atoms if atom.name == "on" and atom.args}
    for fact, place in scenario.facts.items():
        if fact.atom.name == "event" and fact.holds and fact.atom.args[0] not in dated:
            checker.say(place, f"{show(fact.atom.args[0])} has no day", "add `on: YYYY-MM-DD`")


def _circle(pairs: list[tuple[Term, Term]]) -> Term | None:
    """Find a term that comes after itself, by peeling off whatever has nothing before it."""
    left = dict.fromkeys(pairs)
    while left:
        followers = {later for later, _ in left}
        kept = {pair: None for pair in left if pair[1] in followers}
        if len(kept) == len(left):
            return sorted(followers, key=str)[0]
        left = kept
    return None
