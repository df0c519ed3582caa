"""Exposure: what may come upon a party at best and at worst, over unknown facts, readings and unexercised powers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from ..core.amounts import Amount
from ..core.errors import InputError, Place, Problem, suggest
from ..core.terms import Fact, Fn
from ..scenario.chronicle import amounts
from ..scenario.well_formed import check
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.optimum import extreme
from ..solving.verdict_names import YES
from ..solving.whole_picture import POWER, general_powers
from .what_if import COMMAND_LINE

LIABILITY, LOSS, SANCTION = "liability", "loss", "sanction"


class ExposureItem(NamedTuple):
    """One thing that may come upon the party.

    Attributes:
        kind: an answer for somebody's loss (`liability`), a loss that stays with the party (`loss`), or a `sanction`.
        answer: the answer about it, powers exercised or not as their holders choose.
        amount: None where the loss has none.
        choices: powers whose exercise it turns on, as `available(holder, party, act)` atoms.
    """

    kind: str
    answer: Answer
    amount: Amount | None
    choices: tuple[Fn, ...]


class Exposure(NamedTuple):
    """The exposure of a party.

    Attributes:
        party: whose.
        items: everything that may come upon it.
        best, worst: the least and the greatest sum of what falls on it together, in the agreement's currency.
        at_best, at_worst: facts and readings assumed, and powers exercised, in a case that reaches the sum.
    """

    party: str
    items: tuple[ExposureItem, ...]
    best: Amount
    worst: Amount
    at_best: tuple[Fn, ...]
    at_worst: tuple[Fn, ...]


def exposure(case: Case, party: str) -> Exposure:
    """Work out a party's exposure.

    Raises:
        InputError: if the scenario has no such party.
    """
    parties = case.scenario.ids("party")
    if party not in parties:
        raise InputError([Problem(Place("party"), f"no such party: {party}", suggest(party, parties))])
    opened, powers = _with_choices(case, party)
    me = Fn(party)
    known = amounts(case.scenario)
    items: list[ExposureItem] = []
    falling: dict[Fn, list[int]] = {}  # by loss, the ground literals that make it fall on the party
    picture = opened.picture()
    for answer in (one for answers in picture.summary.values() for one in answers):  # each once, by whatever units
        atom = answer.atoms[0]
        if atom.name in ("liable", "may_liable") and atom.args[0] == me:
            kind, loss = LIABILITY, atom.args[2]
        elif atom.name in ("bears", "may_bears") and atom.args[0] == me:
            kind, loss = LOSS, atom.args[1]
        elif atom.name in ("effect", "may_effect") and atom.args[0] == me:
            if answer.verdict != YES and atom.args[1] not in [power.args[2] for power in powers.values()]:
                continue  # what may be done to anybody at any time
            kind, loss = SANCTION, None
        else:
            continue
        exercised = tuple(powers[t.args[0]] for t in answer.hinges_on if t.name == "by" and t.args[0] in powers)
        rest = tuple(t for t in answer.hinges_on if not (t.name == "by" and t.args[0] in powers))
        amount = known.get(loss.name) if isinstance(loss, Fn) else None
        items.append(ExposureItem(kind, answer._replace(hinges_on=rest), amount, exercised))
        if isinstance(loss, Fn) and amount is not None and not amount.currency:
            same = (a for a in opened.ground.atoms(atom.name, len(atom.args)) if a.term.args[:-1] == atom.args[:-1])
            falling.setdefault(loss, []).extend(a.literal for a in same)
    groups = [(tuple(literals), known[loss.name].units) for loss, literals in falling.items()]
    (best, low), (worst, high) = (extreme(opened.ground, groups, most) for most in (False, True))
    choices = opened.ground.choices
    told = [
        tuple(
            powers.get(choices[n].args[0], choices[n]) if choices[n].name == "by" else choices[n] for n in sorted(one)
        )
        for one in (low, high)
    ]
    return Exposure(party, tuple(_each_once(items)), Amount(best), Amount(worst), *told)


def _each_once(items: Sequence[ExposureItem]) -> Iterator[ExposureItem]:
    """Items without losses that fall on the party because it answers for them: that is said already."""
    answered = {(item.answer.atoms[0].args[2], item.answer.units) for item in items if item.kind == LIABILITY}
    return (i for i in items if i.kind != LOSS or (i.answer.atoms[0].args[1], i.answer.units) not in answered)


def _with_choices(case: Case, party: str) -> tuple[Case, dict[object, Fn]]:
    """The case with every power over the party that is open and unexercised as a choice of its holder.

    Returns:
        The case, and the powers by the event that would exercise each.
    """
    scenario = case.scenario
    facts, unknown = dict(scenario.facts), dict(scenario.unknown)
    taken, names = set(scenario.ids("event")), count(1)
    found: dict[object, Fn] = {}
    general = general_powers(case)
    for atom in case.ground.atoms(POWER, 4):
        holder, other, act, _ = atom.term.args
        power = Fn(POWER, (holder, other, act))
        done = any(effect.term.args[:2] == (other, act) for effect in case.ground.atoms("effect", 3))
        if other != Fn(party) or atom.term in general or power in found.values() or done:
            continue
        event = Fn(next(name for name in (f"choice{number}" for number in names) if name not in taken))
        found[event] = power
        for fact in (("event", event), ("on", event, scenario.as_of), ("to", event, other), ("act", event, act)):
            facts[Fact(Fn(fact[0], tuple(fact[1:])))] = COMMAND_LINE
        unknown[Fn("by", (event, holder))] = COMMAND_LINE
    changed = scenario._replace(facts=facts, unknown=unknown, variants=(), expect=(), place=COMMAND_LINE)
    return case.engine.case(check(changed, case.agreement)), found
