"""What makes a scenario well formed, whichever way it was written; of its days `day_checks` tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, suggest
from ..core.terms import Fact, Fn, Term, show
from .contradictions import contradictions
from .day_checks import check_days, pairs
from .readings import COUNTING
from .scenario import KINDS, Scenario
from .standing import LEVELS, ONE_OF
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
    written = dict.fromkeys(_everywhere(agreement), scenario.place) | dict(scenario.facts)
    checker = Checker(agreement, written, scenario.unknown)
    facts = {Fact(checker.atom(f.atom, place), f.holds): place for f, place in written.items()}
    # what has not the arguments of its word has been reported, and is looked at no further
    facts = {fact: place for fact, place in facts.items() if checker.whole(fact.atom)}
    facts |= {fact: place for fact, place in _kinds(facts, agreement).items() if fact not in facts}
    unknown = {checker.atom(atom, place): place for atom, place in scenario.unknown.items()}
    unknown = {atom: place for atom, place in unknown.items() if checker.whole(atom)}
    one_of, places = _groups(scenario, checker)
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
    _standings(scenario, checker)
    actors = {(event, actor) for event, actor, _ in pairs(facts, "by")}
    for event, whom, place in pairs(facts, "for"):
        if (event, whom) in actors:
            checker.say(place, f"in {show(event)}, {show(whom)} acts for itself", "leave `for` out")
    places |= {str(fact.atom.args[0]): place for fact, place in facts.items() if _strikes(fact)}
    without = (*scenario.without, *(str(fact.atom.args[0]) for fact in facts if _strikes(fact)))
    solved = scenario._replace(
        facts={fact: place for fact, place in facts.items() if not _strikes(fact)},
        unknown=unknown, one_of=one_of, without=tuple(dict.fromkeys(without)), places=places,
    )  # fmt: skip
    check_days(solved, checker, missing)
    if checker.problems:
        raise InputError(checker.problems)
    return solved


def _everywhere(agreement: Agreement) -> Iterator[Fact]:
    """Yield what every scenario states, however it is written: the parties whom the agreement itself names."""
    for name in agreement.vocabulary.standing:
        yield Fact(Fn("party", (Fn(name),)))
        yield Fact(Fn("standing", (Fn(name),)))


def _strikes(fact: Fact) -> bool:
    """Whether a fact says of a clause what `without` says of it; it is then told there alone."""
    return fact.holds and fact.atom.name == "struck"


def _groups(scenario: Scenario, checker: Checker) -> tuple[tuple[tuple[Fn, ...], ...], dict[str, Place]]:
    """The unknown days, each a group of which one holds; and the places of a scenario, those of the groups included."""
    groups = []
    places = dict(scenario.places)
    for group in scenario.one_of:
        place = places.get(str(group[0]), scenario.place)
        days = tuple(checker.atom(atom, place) for atom in group)
        if len(set(days)) < 2 or {(day.name, day.args[:1]) for day in days} != {("on", days[0].args[:1])}:
            checker.say(place, "an unknown day is one of at least two", "write on: {one_of: [DAY, DAY]}")
        groups.append(days)
        places[str(days[0])] = place
    return tuple(groups), places


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


def _standings(scenario: Scenario, checker: Checker) -> None:
    """Refuse a standing that is none, of what is neither event nor loss, or said by nobody in the case."""
    parties = checker.declared["party"]
    for ident, standing in scenario.standings.items():
        place = scenario.places.get(ident, scenario.place)
        having = {one for kind in KINDS for one in checker.declared.get(kind, ())}
        if ident not in having:
            checker.say(place, f"'{ident}' is no event or loss, and has no standing", suggest(ident, having))
        if not standing.level:
            checker.say(place, f"{ident} has a source, and no standing", f"add `standing:`, {ONE_OF}")
        elif standing.level not in LEVELS:
            checker.say(place, f"no such standing: '{standing.level}'", suggest(standing.level, LEVELS) or ONE_OF)
        if standing.said_by and standing.said_by not in parties:
            hint = suggest(standing.said_by, parties) or "list whoever says so under `parties:`"
            checker.say(place, f"'{standing.said_by}' is no party here, and said nothing of {ident}", hint)


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
            if name not in COUNTING:
                hint = f"write {', '.join(COUNTING)} or UNIT=NAME"
                checker.say(place, f"no such choice of readings: '{name}'", hint)
            continue
        offered = [r.name for r in agreement.units[unit].readings] if unit in agreement.units else []
        if not offered:
            some = [u.unit for u in agreement.units.values() if u.readings]
            checker.say(place, f"{unit} has no readings", suggest(unit, some) or "see `obligor clauses --readings`")
        elif name not in (*offered, *COUNTING):
            checker.say(place, f"{unit} has no reading '{name}'", f"there is {', '.join(offered)}")
