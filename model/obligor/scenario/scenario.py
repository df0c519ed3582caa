"""A scenario as a value, whichever way it was written, and what it expects."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from ..core.errors import InputError, Place, Problem, suggest
from ..core.plain_text import markdown, markdown_block, shown_lines, visible
from ..core.terms import Day, Fact, Fn, show
from .standing import LEVELS, ONE_OF, Standing

NO_DAY = "no day of judgement"
OF_EVENT = (
    "on", "by", "for", "to", "act", "omits", "through", "under", "after", "object", "form", "aim", "until", "due_to",
)  # fmt: skip
OF_LOSS = ("suffered_by", "kind", "amount", "caused_by")
"""What is said of an event or a loss, in facts of which it is the first argument."""
KINDS = ("event", "loss")
WHOLE = dict.fromkeys(OF_EVENT, "event") | dict.fromkeys(OF_LOSS, "loss")
"""By such a fact the one that says that the event happened at all, or that there was a loss."""


class Expectation(NamedTuple):
    """What a scenario expects of a question; None where it says nothing.

    Attributes:
        ask: the question.
        verdict: its verdict.
        units, not_units: units that it cites, and that it does not.
        hinges_on: everything that it turns on.
        readings: the units on whose reading it turns.
        preferred: the verdict with preferred readings.
        cause: the kind of one of its causes, where it is a no or a gap.
        deciding: every smallest set of facts that decides it.
        proof: units whose rules its proofs go through.
        lacks: what some nearest way lacks, entirely.
        how, avoid: every smallest remedy, each as its changes: `+fact`, `-fact`, `-event` or `party: act`.
        refused: that the question is refused, and what the message says; there is no verdict then.
        place: where it stands.
    """

    ask: str
    verdict: str
    units: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()
    hinges_on: tuple[str, ...] | None = None
    readings: tuple[str, ...] | None = None
    preferred: str | None = None
    cause: str | None = None
    deciding: tuple[tuple[str, ...], ...] | None = None
    proof: tuple[str, ...] = ()
    lacks: tuple[str, ...] | None = None
    how: tuple[tuple[str, ...], ...] | None = None
    avoid: tuple[tuple[str, ...], ...] | None = None
    refused: str | None = None
    place: Place = Place("")

    @property
    def reasoned(self) -> bool:
        """Whether it expects more than an answer: its cause, what decides it, proofs, lacks, remedies."""
        more = (self.cause, self.deciding, self.lacks, self.how, self.avoid)
        return bool(self.proof) or any(one is not None for one in more)


class Scenario(NamedTuple):
    """A situation to be judged.

    Attributes:
        id: short name, unique in its file.
        sentence: what happened, in one sentence.
        facts: what is stated, each with the place where it was written.
        unknown: facts that may or may not hold.
        one_of: groups of facts of which exactly one holds.
        readings: reading fixed for a unit, or which of its readings count (see `readings`); under "*" for all units.
        without: clauses and units left out of account.
        names: display names of parties, things, events and losses by id.
        standings: the standing of events and losses by id; whatever has none is agreed.
        place: where it begins.
        places: where readings, left-out clauses, unknown days and standings were written, by unit, clause, first day
            or id.
    """

    id: str
    sentence: str
    agreement: str
    facts: Mapping[Fact, Place]
    unknown: Mapping[Fn, Place] = {}
    one_of: tuple[tuple[Fn, ...], ...] = ()
    readings: Mapping[str, str] = {}
    without: tuple[str, ...] = ()
    names: Mapping[str, str] = {}
    tags: tuple[str, ...] = ()
    expect: tuple[Expectation, ...] = ()
    variants: tuple[Scenario, ...] = ()
    place: Place = Place("")
    places: Mapping[str, Place] = {}
    standings: Mapping[str, Standing] = {}

    @property
    def as_of(self) -> Day:
        """The day of judgement."""
        for fact in self.facts:
            if fact.atom.name == "as_of":
                day = fact.atom.args[0]
                assert isinstance(day, int)
                return Day(day)
        raise InputError([Problem(self.place, NO_DAY, "add `as_of: YYYY-MM-DD`")])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """What Jupyter shows: what is stated, a fact a line, and what is not known."""
        lines = [fact.show() for fact in self.facts] + [f"unknown: {show(atom)}" for atom in self.unknown]
        said = ((f"{one.level}: {ident}", one.said_by, one.source) for ident, one in self.standings.items())
        lines += [", ".join(filter(None, parts)) for parts in said]
        text = shown_lines(lines)
        return {
            "text/plain": f"{visible(self.sentence)}\n{text}",
            "text/markdown": f"**{markdown(self.sentence)}**\n\n{markdown_block(text)}",
            "text/html": f"<b>{escape(self.sentence)}</b><pre>{escape(text)}</pre>",
        }

    def ids(self, predicate: str) -> list[str]:
        """Ids stated by a one-place fact, such as every `party`."""
        stated = [*(f.atom for f in self.facts if f.holds), *self.unknown]
        return sorted({str(a.args[0]) for a in stated if a.name == predicate and len(a.args) == 1})

    def known(self, ident: str) -> bool:
        """Whether there was such an event or loss for certain, not only perhaps."""
        return not any(Fn(kind, (Fn(ident),)) in self.unknown for kind in KINDS)

    def judged_by(self, level: str) -> Scenario:
        """The scenario, and its variants, where nobody knows of what has a lesser standing whether it was.

        Raises:
            InputError: if there is no such standing.
        """
        if level not in LEVELS:
            raise InputError(
                [Problem(Place("standing"), f"no such standing: '{level}'", suggest(level, LEVELS) or ONE_OF)]
            )
        variants = tuple(variant.judged_by(level) for variant in self.variants)
        lesser = [Fn(ident) for ident, standing in self.standings.items() if not standing.reaches(level)]
        doubted = {Fact(Fn(kind, (ident,))) for kind in KINDS for ident in lesser}
        return self._replace(
            facts={fact: place for fact, place in self.facts.items() if fact not in doubted} if doubted else self.facts,
            unknown={**self.unknown, **{f.atom: place for f, place in self.facts.items() if f in doubted}},
            variants=variants,
        )

    def changed(self, add: Mapping[Fact, Place], drop: Mapping[Fact, Place]) -> Scenario:
        """The scenario with facts added and dropped.

        Raises:
            InputError: if a fact to drop is not stated.
        """
        facts, unknown = dict(self.facts), dict(self.unknown)
        problems: list[Problem] = []
        for fact, place in drop.items():
            if fact in facts:
                del facts[fact]
            elif fact.atom in unknown:
                del unknown[fact.atom]
            else:
                stated = suggest(str(fact), map(str, facts))
                problems.append(Problem(place, f"nothing to drop: {fact} is not stated", stated))
        if problems:
            raise InputError(problems)
        for fact, place in add.items():
            facts[fact] = place
            unknown.pop(fact.atom, None)
        return self._replace(facts=facts, unknown=unknown)
