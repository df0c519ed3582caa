"""Mutants on trial: which scenarios notice that a rule has been changed.

Only scenarios in which the rule's other conditions can hold are asked, those that cite its unit first, and the first
whose expectation fails ends the trial. A mutant that none of them notices is compared with the original over a bounded
search: the first of these scenarios, and each of them with any one fact left out. If no answer of any kind differs,
the mutant is called equivalent within that bound; else it survives, and the differing case is named.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import program
from .agreement import Agreement
from .batch import Common, ground_together
from .case import Case, Engine
from .errors import ModelError
from .expectations import differences
from .mutation import Mutant, mutants
from .scenario import Expectation, Scenario
from .solve import Query, Table
from .statements import CASE, Statement, lifted
from .syntax import Literal
from .terms import Fn

KILLED, EQUIVALENT, SURVIVED = "killed", "equivalent", "survived"
FIRST = 6
"""Scenarios asked one by one before the rest are grounded in common."""
SEARCHED = 4
"""Scenarios that the search for a distinguishing case starts from, at the most."""
_SHAPE = frozenset({"party", "standing", "as_of", "event", "loss", "thing", "on", "suffered_by"})
"""Facts that the search leaves in: without them a scenario is no scenario."""


class Verdict(NamedTuple):
    """What became of a mutant: `by` names the scenario that killed it, or that tells it from the original.

    `unit` and `place` are those of the rule that was changed.
    """

    mutant: Mutant
    outcome: str
    by: str = ""
    unit: str = ""
    place: str = ""


class Trial:
    """A suite of scenarios with expectations, before which mutants are tried.

    Args:
        agreement: whose rules are changed.
        scenarios: checked scenarios, with their variants.
    """

    def __init__(self, agreement: Agreement, scenarios: Sequence[Scenario]) -> None:
        self.agreement = agreement
        self.rules = program.rules(agreement)
        self.mutants = list(mutants(self.rules, agreement.vocabulary.bearers))
        self.engine = Engine(agreement, self.rules)
        self.suite: list[tuple[Scenario, list[Expectation]]] = [
            (one, list(one.expect)) for scenario in scenarios for one in (scenario, *scenario.variants) if one.expect
        ]
        self.cases = self._cases(self.engine)
        ground_together(self.engine, self.cases)
        self.cited = [self._cited(case, expected) for case, (_, expected) in zip(self.cases, self.suite, strict=True)]
        self.reach: dict[tuple[int, int | None], list[int]] = {}
        self._known: dict[int, list[tuple[Scenario, dict[Fn, frozenset[str]]]]] = {}

    def _cases(self, engine: Engine, which: Sequence[int] | None = None) -> list[Case]:
        found = []
        for at in range(len(self.suite)) if which is None else which:
            scenario, expected = self.suite[at]
            case = engine.case(scenario)
            for expectation in expected:
                case.mention(case.question(expectation.ask))
            found.append(case)
        return found

    def _cited(self, case: Case, expected: Sequence[Expectation]) -> frozenset[str]:
        answers = case.ask(*(e.ask for e in expected), proofs=False)
        return frozenset(unit for answer in answers for unit in answer.units)

    def find_reach(self, chosen: Sequence[Mutant]) -> None:
        """Find, for each rule and each literal left out of it, the scenarios in which its other conditions can hold."""
        keys = sorted({(m.number, m.touched) for m in chosen} - set(self.reach), key=lambda k: (k[0], k[1] or -1))
        probes = []
        for number, (at, touched) in enumerate(keys):
            body = tuple(
                lit for place, lit in enumerate(self.rules[at].body) if place != touched and lit.name and lit.positive
            )
            probes.append(Statement(Literal("probe", f"probe({number})"), body))
        guard = Literal("case", f"case({CASE})")
        lines = []
        for number, one in enumerate(probes):
            body = lifted(one, CASE, self.engine.fixed, guard=False).body
            lines.append(str(Statement(Literal("probe", f"probe({CASE},{number})"), (guard, *body))))
        extra = "\n".join(lines)
        for key in keys:
            self.reach[key] = []
        for start in range(0, len(self.cases), 100):
            part = self.cases[start : start + 100]
            common = Common(self.engine, part, timing=True, extra=extra)
            places = {name: start + at for at, name in enumerate(common.names)}
            for atom in common.ground.atoms("probe", 2):
                owner, place = atom.term.args
                assert isinstance(owner, Fn)
                assert isinstance(place, int)
                self.reach[keys[place]].append(places[owner])

    def ordered(self, mutant: Mutant) -> list[int]:
        """The scenarios to ask about a mutant, those that cite the rule's unit first."""
        unit = self.rules[mutant.number].unit
        return sorted(set(self.reach[mutant.number, mutant.touched]), key=lambda at: (unit not in self.cited[at], at))

    def changed(self, mutant: Mutant) -> Engine:
        """The agreement with the mutant in place of its rule."""
        rules = [
            *self.rules[: mutant.number],
            *([mutant.rule] if mutant.rule else []),
            *self.rules[mutant.number + 1 :],
        ]
        return Engine(self.agreement, rules)

    def try_one(self, mutant: Mutant) -> Verdict:
        """Try a mutant whose reach has been found."""
        engine, places = self.changed(mutant), self.ordered(mutant)
        try:
            for case, at in zip(self._cases(engine, places[:FIRST]), places[:FIRST], strict=True):
                if self._fails(case, at):
                    return Verdict(mutant, KILLED, self.suite[at][0].id)
            for start in range(FIRST, len(places), 100):
                part = places[start : start + 100]
                cases = self._cases(engine, part)
                ground_together(engine, cases)
                for case, at in zip(cases, part, strict=True):
                    if self._fails(case, at):
                        return Verdict(mutant, KILLED, self.suite[at][0].id)
        except ModelError as error:
            return Verdict(mutant, KILLED, str(error))
        found = self._distinguishing(engine, places)
        return Verdict(mutant, SURVIVED if found else EQUIVALENT, found)

    def _fails(self, case: Case, at: int) -> bool:
        expected = self.suite[at][1]
        answers = case.ask(*(e.ask for e in expected), proofs=False)
        return any(any(differences(e, answer)) for e, answer in zip(expected, answers, strict=True))

    def _distinguishing(self, engine: Engine, places: Sequence[int]) -> str:
        """Name a case that tells a mutant from the original, if the bounded search finds one."""
        chosen = places[:SEARCHED]
        whole = [one for at in chosen for one in self._neighbours(at)]
        theirs = [engine.case(one) for one, _ in whole]
        ground_together(engine, theirs)
        for (one, values), case in zip(whole, theirs, strict=True):
            if values != _values(case):
                return one.id
        return ""

    def _neighbours(self, at: int) -> list[tuple[Scenario, dict[Fn, frozenset[str]]]]:
        """A scenario and those that leave one of its facts out, with their values under the original rules."""
        if at not in self._known:
            scenario = self.suite[at][0]
            whole = [scenario, *_without_one(scenario)]
            ours = [self.engine.case(one) for one in whole]
            ground_together(self.engine, ours)
            self._known[at] = [(one, _values(case)) for one, case in zip(whole, ours, strict=True)]
        return self._known[at]


def _without_one(scenario: Scenario) -> Iterator[Scenario]:
    for fact in scenario.facts:
        if fact.atom.name not in _SHAPE:
            kept = {f: place for f, place in scenario.facts.items() if f != fact}
            yield scenario._replace(facts=kept, id=f"{scenario.id} without {fact.show()}")


def _values(case: Case) -> dict[Fn, frozenset[str]]:
    """The values of every atom that a question could ask for."""
    found: list[tuple[Fn, int]] = []
    for predicate in {p.name: p for p in case.agreement.asked().values()}.values():
        related = (predicate.fields[key].partition("(")[0] for key in ("may", "gap") if key in predicate.fields)
        for name in (predicate.name, *related):
            for arity in {len(p.roles) for p in case.agreement.predicates[name]}:
                found += [(atom.term, atom.literal) for atom in case.ground.atoms(name, arity)]
    values = Table(case.ground, [Query((number,)) for _, number in found]).values()
    return {term: value for (term, _), value in zip(found, values, strict=True)}


_trial: Trial | None = None


def _start(agreement: str, scenarios: Sequence[Scenario], chosen: Sequence[int]) -> None:
    from .agreement import load

    global _trial  # one trial a process: setting it up costs more than a mutant
    _trial = Trial(load(agreement), scenarios)
    _trial.find_reach([_trial.mutants[number] for number in chosen])


def _one(number: int) -> tuple[int, str, str]:
    assert _trial is not None
    verdict = _trial.try_one(_trial.mutants[number])
    return number, verdict.outcome, verdict.by


def try_all(trial: Trial, chosen: Sequence[int], jobs: int = 2) -> Iterator[Verdict]:
    """Try mutants by number, in order, in worker processes of their own."""
    context = multiprocessing.get_context("spawn")  # nothing of clingo's may be shared
    scenarios = list({id(s): s for s, _ in trial.suite}.values())
    scenarios = [scenario._replace(variants=()) for scenario in scenarios]
    start = (str(trial.agreement.folder), scenarios, chosen)
    with context.Pool(jobs, _start, start, maxtasksperchild=None) as pool:
        for number, outcome, by in pool.imap(_one, chosen, chunksize=8):
            rule = trial.rules[trial.mutants[number].number]
            yield Verdict(trial.mutants[number], outcome, by, rule.unit, str(rule.place))
