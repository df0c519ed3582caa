"""The cause of a no or a gap: what of the case, or of the text, stands between a question and a yes.

Every exception of the theory says in its documentation of which kind it is (`cause: lifted`); what the question's own
rules lack, by at most one thing, is looked for in the case as it is stated. So a cause costs a fraction of `whynot`,
which also asks what else might have happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..agreement.package import Agreement
from ..core.terms import Fn, Var
from ..core.unification import has_variables
from ..scenario.questions import Question
from ..solving.answer_set import World
from ..solving.answers import Answer, Cause
from ..solving.case import Case
from ..solving.completions import Completions
from ..solving.grounding import Query
from ..solving.proofs import Prover
from ..solving.verdict_names import GAP, NO
from .nearest import EXCEPTION, FACT, NOT_IN_FORCE, PERSON, READING, TIME, Lack, Near, Seeker, given, persons

ANOTHER, OTHERWISE, FREED, OUTSIDE, EARLY = "exception", "otherwise", "freed", "outside", "early"
LACKING, UNMET, APART, ELSEWHERE, SILENT = "lacking", "unmet", "apart", "elsewhere", "silent"
NEAREST = 2
"""Units that are named for want of a fact; where more come as near, none of them is near."""
BOUND = frozenset({"bound", "bound_at", "reached"})
"""The theory's words for being a party to the agreement."""
INSTEAD = {"permitted": ("available", (0, None, 1, None)), "available": ("permitted", (0, 2, None))}
"""By what is asked another question that comes to the same, and the places of the one that it takes from the other."""
CONTRARY = {"obliged": ("no_duty", (0, 2, None))}
"""By what is asked the question whose yes is why it is not so, with places as above."""


def caused(case: Case, answers: Sequence[Answer]) -> list[Answer]:
    """Answers to questions that were asked of a case, those that are a no or a gap with their causes."""
    return [
        answer._replace(causes=tuple(_Causes(case, answer).found())) if answer.verdict in (NO, GAP) else answer
        for answer in answers
    ]


class _Way(NamedTuple):
    """A way that lacks one thing, with the unit whose rule it is."""

    near: Near
    unit: str

    @property
    def kind(self) -> str:
        return self.near.lacks[0].kind


class _Causes:
    """Looks for the causes of one answer."""

    def __init__(self, case: Case, answer: Answer) -> None:
        self.case, self.answer = case, answer
        self.agreement: Agreement = case.agreement
        self.question: Question = case.question(answer.question)
        query, _ = case.query(self.question)
        self.world = self._world(query, answer.preferred)

    def _world(self, query: Query, value: str) -> World:
        found = None
        if self.case.ground.choices:
            completions = Completions(self.case.ground, [query])
            found = completions.find(fixed=self.case.reading(), value=(0, value))
        return World(self.case.ground, found or set(), self.case.leaves)

    def found(self) -> list[Cause]:
        """The causes, what stands in the way first; one at least."""
        pattern = self.question.pattern
        if apart := list(self._apart(pattern)):
            return apart + list(self._instead(pattern))
        ways = list(self._ways(self._goals(pattern)))
        for causes in (
            self._exceptions(ways),
            self._instead(pattern),
            self._contrary(pattern),
            self._not_silent(),
            self._persons(ways),
            self._others(pattern),
            self._days(ways),
            self._lacking(ways),
        ):
            if found := list(dict.fromkeys(causes)):
                return found
        units = tuple(unit for goal in self._goals(pattern) if isinstance(unit := goal.args[-1], str))
        return [Cause(UNMET, units) if 0 < len(units) <= NEAREST else Cause(SILENT)]

    def _apart(self, pattern: Fn) -> Iterator[Cause]:
        """That the event which was asked about is no doing of the party's, and nothing that it owes counts from it."""
        if pattern.name == "breach" and not any(isinstance(arg, Var) for arg in pattern.args[:2]):
            if not self.world.holds(Fn("concerns", pattern.args[:2])):
                yield Cause(APART, (), Fn("by", (pattern.args[1], pattern.args[0])))

    def _goals(self, pattern: Fn) -> list[Fn]:
        """What was asked, unit by unit where a clause stands for several."""
        clause = pattern.args[-1] if pattern.args and self.question.predicate.cites_unit else None
        if not isinstance(clause, str):
            return [pattern]
        covered = [unit.unit for unit in self.agreement.covered(clause) if unit.creates_norm]
        return [Fn(pattern.name, (*pattern.args[:-1], unit)) for unit in covered]

    def _ways(self, goals: Iterable[Fn]) -> Iterator[_Way]:
        vocabulary = self.agreement.vocabulary
        whoever = persons(vocabulary) | BOUND | {atom.name for atom in vocabulary.bearers if len(atom.args) == 1}
        conclusions = whoever | {predicate.name for predicate in self.agreement.asked().values()}
        conclusions -= {self.question.predicate.name, "defined", "void"}
        own = given(vocabulary) | {"suffered_by"}
        seeker = Seeker(self.case.engine.rulebook, self.world, whoever, own, most=1, as_stated=conclusions)
        for goal in goals:
            for near in seeker.nearest(goal):
                unit = near.goal.args[-1] if near.goal.args else ""
                if near.lacks[0].kind != READING:
                    yield _Way(near, unit if isinstance(unit, str) else "")

    def _exceptions(self, ways: Iterable[_Way]) -> Iterator[Cause]:
        for way in ways:
            if way.kind in (EXCEPTION, NOT_IN_FORCE):
                yield self._exception(way.near.lacks[0].atom)

    def _exception(self, atom: Fn | None) -> Cause:
        """What applies and stands in the way: the first thing below it that cites a unit, or itself."""
        assert atom is not None
        kinds = [p.fields.get("cause", "") for p in self.agreement.predicates.get(atom.name, ())]
        proof = Prover(self.case.engine.rulebook, self.world).proof(atom)
        citing = next((one for one in proof if one.args and one.args[-1] in self.agreement.units), None)
        told = citing or atom
        return Cause(next(filter(None, kinds), ANOTHER), (str(citing.args[-1]),) if citing else (), told)

    def _instead(self, pattern: Fn) -> Iterator[Cause]:
        """That another unit, or another question that comes to the same, gives what this one does not."""
        if self.question.predicate.cites_unit and isinstance(pattern.args[-1], str):
            yield from self._given_by(Fn(pattern.name, (*pattern.args[:-1], Var("_"))))
            if pattern.name == "breach" and isinstance(pattern.args[1], Fn):  # a breach may count from another event
                for goal in self._goals(pattern):
                    yield from self._given_by(Fn(pattern.name, (pattern.args[0], Var("_"), goal.args[2])))
        if pattern.name in INSTEAD:
            yield from self._given_by(_taken(pattern, *INSTEAD[pattern.name]))

    def _contrary(self, pattern: Fn) -> Iterator[Cause]:
        """That the text says the opposite of what was asked."""
        if pattern.name in CONTRARY:
            yield from self._given_by(_taken(pattern, *CONTRARY[pattern.name]), FREED)

    def _given_by(self, pattern: Fn, kind: str = OTHERWISE) -> Iterator[Cause]:
        for atom, _ in self.world.matching(pattern, {}):
            yield Cause(kind, (str(atom.args[-1]),), atom)

    def _not_silent(self) -> Iterator[Cause]:
        """What makes a silence of the text a plain no: that it exempts somebody, names somebody else, speaks of it."""
        gap = self.question.related("gap")
        if gap is not None and self.answer.verdict == NO:
            yield from self._exceptions(way for way in self._ways([gap]))

    def _persons(self, ways: Iterable[_Way]) -> Iterator[Cause]:
        """Whom a unit speaks of, and that somebody is none; or that somebody is no party to the agreement."""
        for way in ways:
            lack = way.near.lacks[0]
            if way.kind == PERSON and lack.atom is not None and not any(isinstance(a, Var) for a in lack.atom.args):
                outside = not self.world.holds(Fn("bound", lack.atom.args))
                if way.unit in self.agreement.units or outside:
                    units = (way.unit,) if way.unit else ()
                    yield Cause(OUTSIDE if outside else PERSON, units, lack.atom)

    def _others(self, pattern: Fn) -> Iterator[Cause]:
        """That it is so of somebody else: another bears the loss, or the unit speaks of another."""
        roles = self.question.predicate.roles
        if roles and roles[0] == "bearer" and isinstance(pattern.args[0], Fn):
            open_ = [
                Var("_") if role in ("bearer", "counterparty", "unit") else arg
                for role, arg in zip(roles, pattern.args, strict=True)
            ]
            for atom, _ in self.world.matching(Fn(pattern.name, tuple(open_)), {}):
                if atom.args[0] != pattern.args[0] and isinstance(unit := atom.args[-1], str):
                    loss = "loss" in roles
                    yield (
                        Cause(ELSEWHERE, (unit,), atom)
                        if loss
                        else Cause(PERSON, (unit,), Fn(PERSON, pattern.args[:1]))
                    )

    def _days(self, ways: Iterable[_Way]) -> Iterator[Cause]:
        for way in ways:
            lack = way.near.lacks[0]
            if way.kind == TIME and lack.compared:
                kind = EARLY if any(atom.name == "as_of" for atom in lack.compared) else TIME
                units = (way.unit,) if way.unit else ()
                yield Cause(kind, units, lack.compared[0], lack.compared[1:], self._limit(lack))

    def _limit(self, lack: Lack) -> str:
        """The number that would have been needed, where numbers are compared and not days."""
        found, _, needed = lack.text.split()
        for atom in lack.compared:
            predicate = self.agreement.predicates[atom.name][0]
            if any(str(arg) == found and "number" in of for arg, of in zip(atom.args, predicate.types, strict=True)):
                return needed
        return ""

    def _lacking(self, ways: Sequence[_Way]) -> Iterator[Cause]:
        near = [way for way in ways if way.kind == FACT and way.unit and len(way.near.met) == len(ways[0].near.met)]
        near = [way for way in near if (atom := way.near.lacks[0].atom) is not None and not has_variables(atom)]
        units = dict.fromkeys(way.unit for way in near)
        if len(units) <= NEAREST:
            for way in near[:NEAREST]:
                yield Cause(LACKING, (way.unit,), way.near.lacks[0].atom)


def _taken(pattern: Fn, name: str, places: tuple[int | None, ...]) -> Fn:
    """Another question with some of a question's arguments, and the rest open."""
    return Fn(name, tuple(Var("_") if at is None else pattern.args[at] for at in places))
