"""What a scenario tells: its events in the order of their days, and its losses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..core.amounts import Amount, amount_of
from ..core.terms import Day, Fn, Term
from .scenario import Scenario


class Event(NamedTuple):
    """One event.

    Attributes:
        id: its name.
        days: the day on which it happened; several where it is one of them, none where that is unknown.
        by: who acted; None where nobody did.
        behalf: for whom, as is said; None where nobody is named.
        act: what was done, or left undone.
        omitted: whether it was left undone.
        to: at whom it was directed.
    """

    id: str
    days: tuple[Day, ...]
    by: Term | None
    act: Term | None
    omitted: bool
    to: Term | None
    behalf: Term | None = None


class Loss(NamedTuple):
    """One loss: its name, who suffered it, its kind, its amount, the events that caused it."""

    id: str
    suffered_by: tuple[Term, ...]
    kind: Term | None
    amount: Amount | None
    causes: tuple[str, ...]


def events(scenario: Scenario) -> list[Event]:
    """The events of a scenario, those included of which nobody knows whether they happened, the earliest first.

    Those without a known day come at the end.
    """
    of = _by_subject(scenario)
    found = []
    for name, facts in of.items():
        if "event" not in facts and Fn("event", (Fn(name),)) not in scenario.unknown:
            continue
        acts = [*facts.get("act", ()), *facts.get("omits", ())]
        days = [day for day in facts.get("on", ()) if isinstance(day, int)]
        possible = [a.args[1] for group in scenario.one_of for a in group if a.name == "on" and a.args[0] == Fn(name)]
        days = days or [day for day in possible if isinstance(day, int)]
        found.append(
            Event(
                name,
                tuple(Day(day) for day in sorted(days)),
                _first(facts.get("by", ())),
                _first(acts),
                "omits" in facts,
                _first(facts.get("to", ())),
                _first(facts.get("for", ())),
            )
        )
    return sorted(found, key=lambda event: (not event.days, event.days[:1]))


def losses(scenario: Scenario) -> list[Loss]:
    """The losses of a scenario, in its order, those included of which nobody knows whether there were any."""
    found = []
    for name, facts in _by_subject(scenario).items():
        if "loss" in facts or Fn("loss", (Fn(name),)) in scenario.unknown:
            amount = _first(facts.get("amount", ()))
            causes = tuple(str(cause) for cause in facts.get("caused_by", ()))
            sufferers = tuple(facts.get("suffered_by", ()))
            found.append(
                Loss(
                    name,
                    sufferers,
                    _first(facts.get("kind", ())),
                    None if amount is None else amount_of(amount),
                    causes,
                )
            )
    return found


def amounts(scenario: Scenario) -> dict[str, Amount]:
    """The amounts of losses that have one, by loss."""
    stated = (fact.atom.args for fact in scenario.facts if fact.atom.name == "amount" and fact.holds)
    known = ((loss.name, amount_of(amount)) for loss, amount in stated if isinstance(loss, Fn))
    return {loss: amount for loss, amount in known if amount is not None}


def _by_subject(scenario: Scenario) -> dict[str, dict[str, list[Term]]]:
    """What is stated of each thing that facts are about: second arguments by predicate."""
    found: dict[str, dict[str, list[Term]]] = {}
    for fact in scenario.facts:
        atom = fact.atom
        if fact.holds and atom.args and isinstance(atom.args[0], Fn):
            found.setdefault(atom.args[0].name, {}).setdefault(atom.name, []).extend(atom.args[1:2])
    return found


def _first(terms: Iterable[Term]) -> Term | None:
    return next(iter(terms), None)
