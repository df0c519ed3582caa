"""Stories of proofs as JSON objects and in sentences, in a language of reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..agreement.package import Agreement
from ..core.terms import Fn, show
from ..reasoning.story import DEEDS, Absence, Story
from ..scenario.scenario import WHOLE
from ..scenario.standing import LEVELS
from ..wording.speaker import Speaker

_OF_ONE = DEEDS | {*WHOLE}
"""What is said of one event or one loss."""
NAMED = 3
"""Units that are named, at the most, of those that could make an exception."""


def story_object(story: Story, speaker: Speaker) -> dict[str, Any]:
    """A story: what is told, each with what it rests on and the exceptions that do not apply; and the background."""
    return {
        "told": [
            {
                **_said(one.atom, speaker),
                "units": list(one.units),
                "because": [_fact(atom, speaker) for atom in one.because],
                "absences": [
                    {**_said(absent.atom, speaker), "units": _nearest(absent, one.units, speaker.agreement)}
                    for absent in one.absences
                ],
            }
            for one in story.told
        ],
        "background": [_said(atom, speaker) for atom in story.background],
        "defining": list(story.defining),
    }


def story_sentences(story: dict[str, Any], speaker: Speaker) -> Iterator[str]:
    """A story-object in sentences, one a conclusion, and one for the background."""
    words = speaker.words.reasons
    for one in story["told"]:
        because = _joined(one["because"], speaker)
        said = words["because"].format(what=one["text"], units=_units(one["units"]), facts=because)
        said = said if because else words["so"].format(what=one["text"], units=_units(one["units"]))
        for absent in one["absences"]:
            said += words["no exception"].format(what=absent["text"], units=_units(absent["units"]))
        yield said
    if story["background"]:
        facts = _joined(story["background"], speaker)
        yield words["background"].format(facts=facts, units=_units(story["defining"]))


def _said(atom: Fn, speaker: Speaker) -> dict[str, str]:
    return {"atom": show(speaker.agreement.typed(atom)), "text": speaker.atom(atom)}


def _fact(atom: Fn, speaker: Speaker) -> dict[str, str]:
    """What something rests on; of an event or a loss that is not proven with how sure it is."""
    standings = speaker.scenario.standings if speaker.scenario else {}
    own = [standings[str(arg)].level for arg in atom.args if str(arg) in standings] if atom.name in _OF_ONE else []
    words, said = speaker.words.reasons, _said(atom, speaker)
    marks = "".join(words["kind"].format(kind=words[level]) for level in own[-1:] if level != LEVELS[-1])
    return {**said, "text": said["text"] + marks}


def _joined(said: Sequence[dict[str, str]], speaker: Speaker) -> str:
    return speaker.words.reasons["and"].join(dict.fromkeys(one["text"] for one in said))


def _units(units: Sequence[str]) -> str:
    return f" [{', '.join(units)}]" if units else ""


def _nearest(absent: Absence, units: Sequence[str], agreement: Agreement) -> list[str]:
    """The units that could make an exception, those that stand nearest to what it would be one to, in their order."""
    order = list(agreement.units)
    own = [order.index(unit) for unit in units]
    near = sorted(absent.units, key=lambda unit: min((abs(order.index(unit) - at) for at in own), default=0))
    return sorted(near[:NAMED], key=order.index)
