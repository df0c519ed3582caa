"""Causes of a no or a gap as JSON objects and in words."""

from __future__ import annotations

from typing import Any

from ..core.terms import show
from ..solving.answers import Cause
from ..wording.speaker import Speaker

ABOUT_DAYS = frozenset({"time", "early"})
"""Kinds of causes that compare days or numbers."""


def cause_object(cause: Cause, speaker: Speaker) -> dict[str, Any]:
    """A cause: its kind, the units that say so, what applies or is lacking, the same in words."""
    atom = cause.atom
    return {
        "kind": cause.kind,
        "units": list(cause.units),
        "atom": None if atom is None else show(speaker.agreement.typed(atom)),
        "text": cause_text(cause, speaker),
    }


def cause_text(cause: Cause, speaker: Speaker) -> str:
    """A cause in words, its units aside where these say by themselves where it stands."""
    words = speaker.words
    return words.causes[cause.kind].format(what=_what(cause, speaker), units=words.answers["comma"].join(cause.units))


def _what(cause: Cause, speaker: Speaker) -> str:
    if cause.atom is None:
        return ""
    if cause.kind in ("person", "outside"):
        return speaker.term(cause.atom.args[0])
    said = [speaker.atom(atom) for atom in (cause.atom, *cause.besides)]
    if cause.kind in ABOUT_DAYS and cause.limit:
        said.append(speaker.words.answers["limit"].format(limit=cause.limit))
    return speaker.words.answers["semicolon"].join(dict.fromkeys(said))
