"""Standings in answers: on which events and losses an answer rests that are alleged or admitted alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.terms import Fn
from ..scenario.scenario import KINDS, WHOLE, Scenario
from ..scenario.standing import LEVELS, Standing
from ..solving.answers import Answer
from ..wording.events import say_standing
from ..wording.speaker import Speaker


def lesser(scenario: Scenario) -> dict[str, Standing]:
    """The events and losses of a scenario that are not proven, nor agreed, by id."""
    return {ident: standing for ident, standing in scenario.standings.items() if standing.level != LEVELS[-1]}


def doubted(scenario: Scenario) -> dict[str, Standing]:
    """Those among them of which it is not known whether they were."""
    return {ident: standing for ident, standing in lesser(scenario).items() if not scenario.known(ident)}


def resting(scenario: Scenario, atoms: Iterable[Fn]) -> dict[str, Standing]:
    """The events and losses, neither proven nor agreed, of which some facts tell."""
    if not scenario.standings:
        return {}
    told = {str(atom.args[0]) for atom in atoms if atom.name in WHOLE or atom.name in KINDS}
    return {ident: standing for ident, standing in lesser(scenario).items() if ident in told}


def facts_of(answer: Answer) -> Iterator[Fn]:
    """The facts that an answer rests on, and those that it turns on, or would turn on if they were not known."""
    yield from (fact.atom for fact in answer.facts)
    yield from answer.presumed
    yield from answer.hinges_on
    yield from answer.doubts


def standings_object(found: Mapping[str, Standing], speaker: Speaker) -> dict[str, Any]:
    """The key `standings` of an object, where there are any."""
    told = [
        {
            "of": ident,
            "standing": standing.level,
            "said_by": standing.said_by or None,
            "source": standing.source or None,
            "known": speaker.scenario is None or speaker.scenario.known(ident),
            "text": text,
        }
        for (ident, standing), text in zip(found.items(), say_standings(found, speaker), strict=True)
    ]
    return {"standings": told} if told else {}


def say_standings(found: Mapping[str, Standing], speaker: Speaker) -> Iterator[str]:
    """Events and losses, each with its standing."""
    for ident, standing in found.items():
        what, how = speaker.term(Fn(ident)), say_standing(standing, speaker)
        yield speaker.words.answers["standing of"].format(what=what, how=how)


def rests(told: Mapping[str, Any], speaker: Speaker) -> str:
    """What an object with `standings` rests on, in a sentence; none for one without."""
    reasons = speaker.words.reasons
    facts = reasons["and"].join(one["text"] for one in told.get("standings", ()))
    return reasons["rests"].format(facts=facts) if facts else ""
