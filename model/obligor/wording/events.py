"""Events and losses in words."""

from __future__ import annotations

from ..core.terms import Fn
from ..scenario.chronicle import Event, Loss
from ..scenario.standing import Standing
from .speaker import Speaker


def say_event(event: Event, speaker: Speaker) -> str:
    """Who did what, without its day."""
    act = speaker.term(event.act, "act") if event.act is not None else speaker.term(Fn(event.id))
    if event.by is None:
        return act
    who = speaker.term(event.by, "party")
    if event.behalf is not None:
        who = speaker.words.answers["behalf"].format(who=who, whom=speaker.term(event.behalf, "party"))
    return speaker.words.answers["undone" if event.omitted else "told"].format(who=who, act=act)


def say_loss(loss: Loss, speaker: Speaker) -> str:
    """What was lost, with its kind and amount."""
    answers = speaker.words.answers
    parts = [speaker.term(loss.kind, "loss_kind")] if loss.kind is not None else []
    parts += [speaker.amount(loss.amount)] if loss.amount is not None else []
    aside = answers["aside"].format(text=answers["comma"].join(parts)) if parts else ""
    return speaker.term(Fn(loss.id)) + aside


def say_standing(standing: Standing, speaker: Speaker) -> str:
    """How sure an event or a loss is, who says so, and where."""
    answers, by = speaker.words.answers, standing.said_by
    who = speaker.term(Fn(by), "party") if by else ""
    how = answers[f"{standing.level} by" if by else standing.level].format(who=who)
    return how + (answers["aside"].format(text=standing.source) if standing.source else "")
