"""What no unit looks at, for people: the fact, and the units that speak of such an act for others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..agreement.package import Agreement
from ..core.terms import Fn
from ..scenario.chronicle import events
from ..solving.case import Case
from ..wording.events import say_event
from ..wording.speaker import Speaker

_NORMS = frozenset({"prohibition", "permission", "obligation", "power", "withheld", "privilege"})


def unregarded_objects(case: Case, speaker: Speaker) -> list[dict[str, Any]]:
    """The acts, omissions, states and judgements of a case at which no unit looks, as JSON objects.

    Each has the `fact`, its `text`, the `units` that speak of such an act for others, and whether whoever acted is
    `outside`, no party to the agreement; to such a person the law alone applies.
    """
    told = {event.id: event for event in events(case.scenario)}
    found = []
    for fact in case.unregarded():
        name, args = fact.atom.name, fact.atom.args
        units: list[str] = []
        outside = False
        text = speaker.fact(fact)
        if name in ("act", "omits") and isinstance(args[1], Fn):
            event = told[str(args[0])]
            said = say_event(event._replace(act=args[1], omitted=name == "omits"), speaker)
            text = speaker.words.answers["subject"].format(who=speaker.term(args[0]), what=said)
            units = list(dict.fromkeys(_speaking_of(case.agreement, args[1].name)))
            outside = event.by is not None and not any(
                a.term.args[0] == event.by for a in case.ground.atoms("bound", 1)
            )
        found.append({"fact": fact.show(), "text": text, "units": units, "outside": outside})
    return found


def unregarded_lines(case: Case, speaker: Speaker) -> Iterator[tuple[str, str]]:
    """Each of these facts in words, with what is said of it."""
    words = speaker.words.answers
    for one in unregarded_objects(case, speaker):
        about = words["of the like"].format(units=words["comma"].join(one["units"])) if one["units"] else ""
        yield one["text"], words["outside"] if one["outside"] else about


def _speaking_of(agreement: Agreement, act: str) -> Iterator[str]:
    """The units that state a norm about acts of a name, in the order of the text."""
    stating = {
        rule.unit
        for rule in agreement.rules
        if rule.unit and rule.name in _NORMS and any(isinstance(a, Fn) and a.name == act for a in rule.head.atom.args)
    }
    yield from (unit for unit in agreement.units if unit in stating)
