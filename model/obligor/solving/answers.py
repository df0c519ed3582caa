"""What a case says: verdicts, answers and the whole picture, as values."""

from __future__ import annotations

from typing import NamedTuple

from ..core.terms import Fact, Fn


class ReadingVerdict(NamedTuple):
    """The verdict when one ambiguous unit is read in one way and all others as preferred."""

    unit: str
    reading: str
    preferred: bool
    verdict: str


class Settled(NamedTuple):
    """A smallest set of unknown facts and judgements that, settled so, leaves a question one verdict."""

    facts: tuple[Fact, ...]
    verdict: str


class Cause(NamedTuple):
    """What stands between a question and a yes.

    Attributes:
        kind: what sort of thing: one of those that the theory's exceptions name in their documentation (`cause:`), or
            one of those of `reasoning.causes`.
        units: the units that say so.
        atom: what applies, or is lacking, or does not fit; None where the text is silent.
        besides: what else is compared (days, numbers).
        limit: the number that would have been needed.
    """

    kind: str
    units: tuple[str, ...] = ()
    atom: Fn | None = None
    besides: tuple[Fn, ...] = ()
    limit: str = ""


class Answer(NamedTuple):
    """What a case says to a question.

    Attributes:
        question: as asked, or the atom it is about.
        verdict: yes, may, depends, open, gap or no.
        preferred: the verdict when every ambiguous unit is read as preferred.
        atoms: the atoms that answer it, those that hold in some completion.
        units: the units that these cite, in the order of the text.
        facts: stated facts that a proof of each rests on.
        presumed: open facts and judgements that those proofs take to hold.
        hinges_on: unknown facts and judgements whose flip alone changes the verdict in some completion.
        readings: for each reading that matters by itself, the verdict under it.
        together: units of which no reading matters by itself, only together with one of another.
        deciding: smallest sets of facts that decide it, every ambiguous unit read as preferred (asked questions only).
        more: whether there may be further ones.
        doubts: where it is not so, which has no proof: the events and losses that are not proven and but for which it
            could be so (asked questions only).
        causes: of a no or a gap, what stands between it and a yes (asked questions only).
        each: where a question leaves open more than the unit, the answer for each of what can stand there, if these are
            several (asked questions only).
    """

    question: str
    verdict: str
    preferred: str
    atoms: tuple[Fn, ...] = ()
    units: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    presumed: tuple[Fn, ...] = ()
    hinges_on: tuple[Fn, ...] = ()
    readings: tuple[ReadingVerdict, ...] = ()
    deciding: tuple[Settled, ...] = ()
    more: bool = False
    doubts: tuple[Fn, ...] = ()
    together: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    each: tuple[Answer, ...] = ()


class Picture(NamedTuple):
    """The whole picture of a case.

    Attributes:
        lists: answers by list, such as `breaches`, one for each atom.
        summary: the same with the unit left open: one answer for all units that say the same.
        assumptions: what is taken to hold because nobody said otherwise.
    """

    lists: dict[str, tuple[Answer, ...]]
    summary: dict[str, tuple[Answer, ...]]
    assumptions: tuple[Fact, ...]
