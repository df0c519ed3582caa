"""What makes a scenario well formed, whichever way it was written; of its days `day_checks` tells."""

from __future__ import annotations

from collections.abc import Mapping

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, suggest
from ..core.terms import Fact, Fn, Term, show
from .contradictions import contradictions
from .day_checks import check_days, pairs
from .scenario import Scenario
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
    check_days(scenario._replace(facts=facts, unknown=unknown), checker, missing)
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
    for loss, amount, place in pairs(facts, "amount"):
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
