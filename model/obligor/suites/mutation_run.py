"""Mutants on trial: which scenarios notice that a rule has been changed.

A mutant is asked about the scenarios in which it can matter (see `reach`), those that cite its unit first, and the
first whose expectation fails ends its trial. One that none of them notices is compared with the original over a bounded
search: a few scenarios in which its rule comes into question, and each of them with any one fact left out. If no answer
of any kind differs, the mutant is called equivalent within that bound; else it survives, and the differing case is
named.

Many mutants are tried in one grounding: each changed rule stands beside the original, and every case of the lifted
program says which of the two it is under (mutant schemata, Untch, Offutt and Harrold 1993).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..agreement.package import Agreement
from ..agreement.rule_files import Literal, Rule
from ..core.errors import InputError, ModelError
from ..core.terms import Fact, Fn, Term, Var, parse_atom, show
from ..core.unification import fits
from ..scenario.questions import Question
from ..scenario.scenario import Expectation, Scenario
from ..scenario.well_formed import check
from ..solving import program
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.grounding import Query
from ..solving.shared_grounding import CHUNK, ground_together
from ..solving.statements import literal
from ..solving.verdict_table import VerdictTable
from ..solving.verdicts import NO
from .dependency import Influence, touches
from .expectations import differences
from .mutant_probes import DIFFERS, NEAR, companions, possible, probes
from .mutants import Mutant, mutants

KILLED, EQUIVALENT, SURVIVED = "killed", "equivalent", "survived"
FIRST = 2
"""Scenarios asked about a mutant in the first round; each further round asks twice as many."""
SEARCHED = 4
"""Scenarios that the search for a distinguishing case starts from, at the most."""
TOGETHER = 48
"""Mutants tried side by side."""
ASKED = 4
"""Questions that are asked about what differs in a case, at the most."""
_SHAPE = frozenset({"party", "standing", "as_of", "event", "loss", "thing", "on", "suffered_by"})
"""Facts that the search leaves in: without them a scenario is no scenario."""

Values = dict[Fn, frozenset[str]]


class Verdict(NamedTuple):
    """What became of a mutant: `by` names the scenario that killed it, or that tells it from the original.

    `difference` says what tells them apart; `unit` and `place` are those of the rule that was changed.
    """

    mutant: Mutant
    outcome: str
    by: str = ""
    difference: str = ""
    unit: str = ""
    place: str = ""


class Entry(NamedTuple):
    """A scenario of the suite with what it expects."""

    scenario: Scenario
    expected: tuple[Expectation, ...]
    questions: tuple[Question, ...]

    @property
    def patterns(self) -> Iterator[Fn]:
        """Everything that its questions look for."""
        return (pattern for question in self.questions for pattern in question.patterns)

    def case(self, engine: Engine) -> Case:
        """The scenario under some rules, with all that its questions mention."""
        case = engine.case(self.scenario)
        for question in self.questions:
            case.mention(question)
        return case

    def fails(self, case: Case) -> bool:
        """Whether some expectation does not hold of the case."""
        answers = case.ask(*self.questions, proofs=False)
        return any(any(differences(e, answer)) for e, answer in zip(self.expected, answers, strict=True))


class Prepared(NamedTuple):
    """A mutant by number, and the scenarios of the suite by place.

    Attributes:
        number: which mutant.
        asked: the scenarios to ask, each with whether what it asks for is uncertain there.
        near: the scenarios to start the search from.
    """

    number: int
    asked: tuple[tuple[int, bool], ...]
    near: tuple[int, ...]


class Trial:
    """A suite of scenarios with expectations, before which mutants are tried.

    Args:
        agreement: whose rules are changed.
        scenarios: checked scenarios, with their variants.
    """

    def __init__(self, agreement: Agreement, scenarios: Sequence[Scenario]) -> None:
        self.agreement = agreement
        self.rules = program.rules(agreement)
        self.opened = frozenset({*agreement.vocabulary.judgements, program.READING})
        self.mutants = list(mutants(self.rules, agreement.vocabulary.bearers, self.opened))
        self.engine = Engine(agreement, self.rules)
        self.suite = [
            Entry(one, tuple(one.expect), tuple(self.engine.case(one).question(e.ask) for e in one.expect))
            for scenario in scenarios
            for one in (scenario, *scenario.variants)
            if one.expect
        ]
        self._known: dict[int, list[tuple[Scenario, Values]]] = {}

    def prepare(self, chosen: Sequence[int]) -> Iterator[Prepared]:
        """Prepare mutants, by number."""
        cases = [entry.case(self.engine) for entry in self.suite]
        ground_together(self.engine, cases)
        cited = [
            {unit for answer in case.ask(*entry.questions, proofs=False) for unit in answer.units}
            for entry, case in zip(self.suite, cases, strict=True)
        ]
        unsure = {
            place
            for place, (entry, case) in enumerate(zip(self.suite, cases, strict=True))
            if any(atom.literal for pattern in entry.patterns for atom in case.ground.matching(pattern))
        }
        statements = [s for n in chosen for s in probes(self.rules, n, self.mutants[n], self.opened)]
        statements += companions(self.rules, sorted({self.mutants[n].number for n in chosen}))
        found = possible(self.engine, cases, statements)
        influence = Influence(self.engine.statements(timing=True))
        for number in chosen:
            unit = self.rules[self.mutants[number].number].unit
            asked, near = (
                sorted(found.get((kind, number), ()), key=lambda place: (unit not in cited[place], place))
                for kind in (DIFFERS, NEAR)
            )
            influenced = influence.of(self._changes(self.mutants[number]))
            told = (at for at in asked if any(touches(influenced, pattern) for pattern in self.suite[at].patterns))
            yield Prepared(number, tuple((at, at in unsure) for at in told), tuple(near[:SEARCHED]))

    def _changes(self, mutant: Mutant) -> Iterator[Fn]:
        """What a mutant may conclude differently, and what it may open differently."""
        rule = self.rules[mutant.number]
        yield rule.head.atom
        if mutant.rule is not None:
            yield mutant.rule.head.atom
        for lit in rule.body:
            if lit.name == program.READING:
                yield Fn(lit.name, (lit.atom.args[0], Var("_")))
            elif lit.name in self.opened:
                yield lit.atom

    def try_some(self, prepared: Sequence[Prepared]) -> Iterator[Verdict]:
        """Try mutants that have been prepared, side by side; verdicts come in their order."""
        engine = self._beside(one.number for one in prepared)
        killed = self._asked(engine, {one.number: one.asked for one in prepared})
        left = {one.number: one.near for one in prepared if one.number not in killed}
        differs = self._searched(engine, left)
        for number in (one.number for one in prepared):
            if number in killed:
                yield Verdict(self.mutants[number], KILLED, killed[number])
            elif number in differs:
                yield Verdict(self.mutants[number], SURVIVED, *differs[number])
            else:
                yield Verdict(self.mutants[number], EQUIVALENT)

    def _beside(self, numbers: Iterable[int]) -> Engine:
        """The rules with mutants beside the originals, each rule guarded by what a case says that it is under."""
        chosen = list(numbers)
        touched = {self.mutants[number].number for number in chosen}
        rules = []
        for at, rule in enumerate(self.rules):
            guard = literal(Fn("mutated", (at,)), positive=False)
            rules.append(_guarded(rule, guard) if at in touched else rule)
        for number in chosen:
            changed = self.mutants[number].rule
            if changed is not None:
                rules.append(_guarded(changed, literal(Fn("mutant", (number,)))))
        return Engine(self.agreement, rules)

    def _under(self, case: Case, number: int) -> Case:
        case.state([Fn("mutated", (self.mutants[number].number,)), Fn("mutant", (number,))])
        return case

    def _asked(self, engine: Engine, places: dict[int, tuple[tuple[int, bool], ...]]) -> dict[int, str]:
        """Ask scenarios about mutants, in rounds; the name of the scenario that notices, for those that are killed."""
        killed: dict[int, str] = {}
        start, size = 0, FIRST
        while pairs := [
            (number, at)
            for number, asked in places.items()
            if number not in killed
            for at in asked[start : start + size]
        ]:
            for unsure in (False, True):
                alike = [(number, place) for number, (place, open_) in pairs if open_ is unsure]
                for at in range(0, len(alike), CHUNK):
                    part = [pair for pair in alike[at : at + CHUNK] if pair[0] not in killed]
                    cases = [self._under(self.suite[place].case(engine), number) for number, place in part]
                    ground_together(engine, cases, observe=unsure)
                    for (number, place), case in zip(part, cases, strict=True):
                        if number not in killed and self._notices(place, case):
                            killed[number] = self.suite[place].scenario.id
            start, size = start + size, size * 2
        return killed

    def _notices(self, place: int, case: Case) -> bool:
        try:
            return self.suite[place].fails(case)
        except ModelError:  # no completion is left, which is a difference as well
            return True

    def _searched(self, engine: Engine, places: dict[int, tuple[int, ...]]) -> dict[int, tuple[str, str]]:
        """Search for cases that tell mutants from their originals: their names and what differs."""
        found: dict[int, tuple[str, str]] = {}
        pairs = [(number, near) for number, places_ in places.items() for at in places_ for near in self._near(at)]
        for start in range(0, len(pairs), CHUNK):
            part = [pair for pair in pairs[start : start + CHUNK] if pair[0] not in found]
            cases = [self._under(engine.case(scenario), number) for number, (scenario, _) in part]
            ground_together(engine, cases)
            for (number, (scenario, values)), case in zip(part, cases, strict=True):
                if number not in found and (difference := self._told(engine, number, scenario, values, _values(case))):
                    found[number] = scenario.id, difference
        return found

    def _told(self, engine: Engine, number: int, scenario: Scenario, ours: Values, theirs: Values) -> str:
        """What a question would tell apart, "" if nothing does: to ask about an act is to speak of it."""
        differing = [atom for atom in ours.keys() | theirs.keys() if ours.get(atom, _NO) != theirs.get(atom, _NO)]
        for atom in sorted(differing, key=str)[:ASKED]:
            question = show(self.agreement.typed(atom))
            try:
                one = self.engine.case(scenario).ask(question, proofs=False)[0]
            except InputError:  # nothing that could be asked in this case
                continue
            other = self._under(engine.case(scenario), number).ask(question, proofs=False)[0]
            if (one.verdict, one.hinges_on, one.readings) != (other.verdict, other.hinges_on, other.readings):
                return f"{question}: {one.verdict}, mutant {other.verdict}"
        return ""

    def _near(self, at: int) -> list[tuple[Scenario, Values]]:
        """A scenario and those that leave one of its facts out, with their values under the original rules."""
        if at not in self._known:
            scenario = self.suite[at].scenario
            whole = [scenario, *neighbours(scenario, self.agreement)]
            ours = [self.engine.case(one) for one in whole]
            ground_together(self.engine, ours)
            self._known[at] = [(one, _values(case)) for one, case in zip(whole, ours, strict=True)]
        return self._known[at]


def _guarded(rule: Rule, guard: Literal) -> Rule:
    return Rule(rule.head, (*rule.body, guard), lambda: rule.place)


def neighbours(scenario: Scenario, agreement: Agreement) -> Iterator[Scenario]:
    """Well-formed scenarios with one fact less; whoever has a role becomes an outsider instead."""
    roles = agreement.vocabulary.words["roles"]
    for fact, place in scenario.facts.items():
        if fact.atom.name in _SHAPE:
            continue
        kept = {f: where for f, where in scenario.facts.items() if f != fact}
        if fact.atom.name in roles:
            kept[Fact(Fn("outsider", fact.atom.args))] = place
        try:
            yield check(
                scenario._replace(facts=kept, id=f"{scenario.id} without {fact.show()}", variants=(), expect=()),
                agreement,
            )
        except InputError:
            continue


def _values(case: Case) -> Values:
    """The values of every question without variables that is not answered `no` in all completions."""
    asked: dict[Fn, Query] = {}
    for predicate in {p.name: p for p in case.agreement.asked().values()}.values():
        groups: list[dict[tuple[Term, ...], tuple[int, ...]]] = []
        for field in ("", "may", "gap"):
            atom = parse_atom(predicate.fields[field]) if field in predicate.fields else Fn(predicate.name, ())
            groups.append({})
            if field and field not in predicate.fields:
                continue
            roles = [arg.name for arg in atom.args if isinstance(arg, Var)] if field else list(predicate.roles)
            for one in case.ground.atoms(atom.name, len(roles)):
                binding = dict(zip(roles, one.term.args, strict=True))
                args = tuple(binding.get(role, Var("_")) for role in predicate.roles)
                groups[-1][args] = (*groups[-1].get(args, ()), one.literal)
        yes, may, gap = groups
        for args in {**yes, **may, **gap}:
            fitting = set(yes.get(args, ()))
            if Var("_") in args:
                fitting = {n for other, lits in yes.items() if fits(Fn("", args), Fn("", other), {}) for n in lits}
            asked[Fn(predicate.name, args)] = Query(tuple(sorted(fitting)), may.get(args, ()), gap.get(args, ()))
    try:
        values = VerdictTable(case.ground, list(asked.values())).values()
    except ModelError:  # no completion is left
        return {}
    return dict(zip(asked, values, strict=True))


_NO = frozenset({NO})


_trial: Trial | None = None


def _start(agreement: str, scenarios: Sequence[Scenario]) -> None:
    from ..agreement.package import load

    global _trial  # one trial a process: setting it up costs more than a mutant
    _trial = Trial(load(agreement), scenarios)


def _prepare(chosen: Sequence[int]) -> list[Prepared]:
    assert _trial is not None
    return list(_trial.prepare(chosen))


def _try(prepared: Sequence[Prepared]) -> list[tuple[str, str, str]]:
    assert _trial is not None
    return [(verdict.outcome, verdict.by, verdict.difference) for verdict in _trial.try_some(prepared)]


def try_all(trial: Trial, chosen: Sequence[int], jobs: int = 2) -> Iterator[Verdict]:
    """Try mutants by number, in order, in worker processes of their own."""
    context = multiprocessing.get_context("spawn")  # nothing of clingo's may be shared
    scenarios = list({id(e.scenario): e.scenario._replace(variants=()) for e in trial.suite}.values())
    with context.Pool(jobs, _start, (str(trial.agreement.folder), scenarios)) as pool:
        shares = [chosen[at::jobs] for at in range(jobs)]
        prepared = sorted(one for share in pool.map(_prepare, shares, chunksize=1) for one in share)
        parts = [prepared[at : at + TOGETHER] for at in range(0, len(prepared), TOGETHER)]
        for part, outcomes in zip(parts, pool.imap(_try, parts), strict=True):
            for (number, *_), (outcome, by, what) in zip(part, outcomes, strict=True):
                rule = trial.rules[trial.mutants[number].number]
                yield Verdict(trial.mutants[number], outcome, by, what, rule.unit, str(rule.place))
