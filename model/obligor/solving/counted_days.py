"""Counts of days that rules cannot make themselves, since they compare days and never add to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from ..agreement.vocabulary import Word
from ..core.terms import Day, Fn
from ..scenario.scenario import Scenario


def counted_days(scenario: Scenario, acts: Mapping[str, Word]) -> Iterator[Fn]:
    """Yield the theory's facts about days of events whose acts the vocabulary says count them.

    An act with `working_days` has those counted between its day and any other such; one with `at_once: N` has the day
    named that lies N days back (`at_once_from`). Days that an event may have had are counted too.
    """
    possible = chain(scenario.unknown, *scenario.one_of)
    stated = [*(f.atom for f in scenario.facts if f.atom.name in ("act", "on") and f.holds), *possible]
    entries = [
        (atom.args[0], acts[atom.args[1].name])
        for atom in stated
        if atom.name == "act" and isinstance(atom.args[1], Fn)
    ]
    of_working = {event for event, act in entries if "working_days" in act.more}
    back = {event: act.at_once for event, act in entries if act.at_once is not None}
    if not of_working and not back:
        return
    days = [(atom.args[0], Day(atom.args[1])) for atom in stated if atom.name == "on" and isinstance(atom.args[1], int)]
    if of_working:
        from ..scenario.working_days import counts  # loads a calendar

        for name, count in counts(day for event, day in days if event in of_working):
            yield Fn(name, count)
    for event, day in days:
        if event in back:
            yield Fn("at_once_from", (day, Day(int(day) - back[event])))
