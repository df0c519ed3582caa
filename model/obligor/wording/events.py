"""Events and losses in words."""

from __future__ import annotations

from ..core.terms import Fn
from ..scenario.chronicle import Event, Loss
from .speaker import Speaker
from .words import WORDS


def say_event(event: Event, speaker: Speaker) -> str:
    """Who did what, without its day."""
    words = WORDS[speaker.lang]
    act = speaker.term(event.act, "act") if event.act is not None else speaker.term(Fn(event.id))
    if event.by is None:
        return act
    who = speaker.term(event.by, "party")
    return str(words["undone" if event.omitted else "told"]).format(who=who, act=act)


def say_loss(loss: Loss, speaker: Speaker) -> str:
    """What was lost, with its kind and amount."""
    words = WORDS[speaker.lang]
    parts = [speaker.term(loss.kind, "loss_kind")] if loss.kind is not None else []
    parts += [str(words["amount"]).format(amount=loss.amount)] if loss.amount is not None else []
    aside = str(words["aside"]).format(text=str(words["comma"]).join(parts)) if parts else ""
    return speaker.term(Fn(loss.id)) + aside
