"""Days of a scenario: each event has one, none lies after the day of judgement, nothing comes before its cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..core.errors import Place
from ..core.terms import Fact, Fn, Term, show
from .scenario import NO_DAY, Scenario
from .type_check import Checker


def check_days(scenario: Scenario, checker: Checker, missing: bool) -> None:
    """Refuse what cannot be, by problems added to the checker.

    Args:
        scenario: whose days.
        checker: takes the problems.
        missing: whether to report days that are missing.
    """
    judged = [(f.atom.args, place) for f, place in scenario.facts.items() if f.atom.name == "as_of" and f.holds]
    if len(judged) > 1:
        checker.say(judged[1][1], "more than one day of judgement")
    if missing:
        _missing(scenario, checker)
    limit = judged[0][0][0] if judged and judged[0][0] else None
    days = _days_of_events(scenario, checker, limit)
    for event, _, place in pairs(scenario.facts, "on"):
        if len(days.get(event, ())) > 1:
            checker.say(place, f"{show(event)} has two days", "an unknown day is `on: {one_of: [...]}`")
    _spans(scenario.facts, checker)
    for event, last, place in pairs(scenario.facts, "until"):
        if isinstance(last, int) and any(last < day for day in days.get(event, ())):
            checker.say(place, f"{show(event)} lasts until {show(last)}, a day before it began")
    for relation in ("after", "due_to"):
        _order(relation, list(pairs(scenario.facts, relation)), days, checker)


def pairs(facts: Mapping[Fact, Place], name: str) -> Iterator[tuple[Term, Term, Place]]:
    """Yield the two arguments of every stated fact of a predicate, with the fact's place."""
    for fact, place in facts.items():
        if fact.holds and fact.atom.name == name and len(fact.atom.args) == 2:
            yield fact.atom.args[0], fact.atom.args[1], place


def _days_of_events(scenario: Scenario, checker: Checker, limit: Term | None) -> dict[Term, list[int]]:
    """The days on which each event lies or may lie; one after the day of judgement is refused."""
    dated = list(pairs(scenario.facts, "on"))
    dated += [(a.args[0], a.args[1], p) for a, p in scenario.unknown.items() if a.name == "on" and len(a.args) == 2]
    for group in scenario.one_of:
        place = scenario.places.get(str(group[0]), scenario.place)
        dated += [(atom.args[0], atom.args[1], place) for atom in group if atom.name == "on"]
    days: dict[Term, list[int]] = {}
    for event, day, place in dated:
        if isinstance(day, int):
            days.setdefault(event, []).append(day)
            if isinstance(limit, int) and day > limit:
                checker.say(place, f"{show(event)} on {show(day)} lies after the day of judgement, {show(limit)}")
    return days


def _spans(facts: Mapping[Fact, Place], checker: Checker) -> None:
    """Refuse a state that ends before it begins."""
    for fact, place in facts.items():
        if fact.atom.name == "during" and len(fact.atom.args) == 3:
            state, start, end = fact.atom.args
            if isinstance(start, int) and isinstance(end, int) and end < start:
                checker.say(place, f"{show(state)} ends before it begins")


def _order(
    relation: str, stated: list[tuple[Term, Term, Place]], days: Mapping[Term, list[int]], checker: Checker
) -> None:
    """Refuse a stated order that the days exclude, or that goes in a circle."""
    for later, earlier, place in stated:
        if later in days and earlier in days and max(days[later]) < min(days[earlier]):
            checker.say(place, f"{show(later)} lies before {show(earlier)}, yet is said to come after it")
    circle = _circle((later, earlier) for later, earlier, _ in stated)
    if circle is not None:
        place = next(place for later, _, place in stated if later == circle)
        checker.say(place, f"{show(circle)} is said to come after itself, by way of `{relation}`")


def _missing(scenario: Scenario, checker: Checker) -> None:
    """Refuse a scenario without a day of judgement, and events without a day."""
    atoms: list[Fn] = [fact.atom for fact in scenario.facts if fact.holds]
    atoms += [*scenario.unknown, *(atom for group in scenario.one_of for atom in group)]
    if not any(atom.name == "as_of" for atom in atoms):
        checker.say(scenario.place, NO_DAY, "add `as_of: YYYY-MM-DD`")
    dated = {atom.args[0] for atom in atoms if atom.name == "on" and atom.args}
    for fact, place in scenario.facts.items():
        if fact.atom.name == "event" and fact.holds and fact.atom.args[0] not in dated:
            checker.say(place, f"{show(fact.atom.args[0])} has no day", "add `on: YYYY-MM-DD`")


def _circle(order: Iterable[tuple[Term, Term]]) -> Term | None:
    """Find a term that comes after itself, by peeling off whatever has nothing before it."""
    left = dict.fromkeys(order)
    while left:
        followers = {later for later, _ in left}
        kept = {pair: None for pair in left if pair[1] in followers}
        if len(kept) == len(left):
            return sorted(followers, key=str)[0]
        left = kept
    return None
