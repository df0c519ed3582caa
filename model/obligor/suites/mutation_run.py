"""Mutants on trial: which scenarios notice that a rule has been changed.

A mutant is asked about the scenarios in which it can matter (`mutant_probes`), those that cite its unit first, and the
first whose expectation fails ends its trial. One that none of them notices is compared with the original over a bounded
search: a few scenarios in which its rule comes into question, and each of them with any one fact left out. If no answer
of any kind differs, the mutant is called equivalent within that bound; else it survives, and the differing case is
named.

Many mutants are tried in one grounding: each changed rule stands beside the original, and every case of the lifted
program says which of the two it is under (mutant schemata, Untch, Offutt and Harrold 1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..agreement.rules import Literal, Rule
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
from ..solving.verdict_names import NO
from ..solving.verdicts import VerdictTable
from .dependency import Influence, touches
from .expectations import differences
from .mutant_probes import DIFFERS, NEAR, companions, possible, probes, resting
from .mutants import Mutant, mutants

KILLED, EQUIVALENT, SURVIVED = "killed", "equivalent", "survived"
FIRST = 2
"""Scenarios asked about a mutant in the first round; each further round asks twice as many."""
SEARCHED = 4
"""Scenarios that the search for a distinguishing case starts from, at the most."""
ASKED = 4
"""Questions that are asked about what differs in a case, at the most."""
_LEFT_IN = frozenset({"party", "standing", "as_of", "event", "loss", "thing", "on", "suffered_by"})
"""Facts that the search leaves in: without them a scenario is no scenario."""

Values = dict[Fn, frozenset[str]]


class MutantVerdict(NamedTuple):
    """What became of a mutant: `by` names the scenario that killed it, or that tells it from the original.

    `difference` says what tells them apart; `unit` and `place` are those of the rule that was changed.
    """

    mutant: Mutant
    outcome: str
    by: str = ""
    difference: str = ""
    unit: str = ""
    place: str = ""


class SuiteMember(NamedTuple):
    """A scenario of the suite, or a variant of one, with what it expects."""

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
        checked = zip(self.expected, answers, strict=True)
        return any(any(differences(expectation, answer)) for expectation, answer in checked)


class PreparedMutant(NamedTuple):
    """A mutant by number, and the scenarios of the suite by place.

    Attributes:
        number: which mutant.
        asked: the scenarios to ask, each with whether what it asks for is uncertain there.
        near: the scenarios to start the search from.
    """

    number: int
    asked: tuple[tuple[int, bool], ...]
    near: tuple[int, ...]


class MutationTrial:
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
            self._member(variant)
            for scenario in scenarios
            for variant in (scenario, *scenario.variants)
            if variant.expect
        ]
        self._neighbourhoods: dict[int, list[tuple[Scenario, Values]]] = {}

    def _member(self, scenario: Scenario) -> SuiteMember:
        case = self.engine.case(scenario)
        questions = tuple(case.question(expectation.ask) for expectation in scenario.expect)
        return SuiteMember(scenario, tuple(scenario.expect), questions)

    def prepare(self, chosen: Sequence[int]) -> Iterator[PreparedMutant]:
        """Prepare mutants, by number."""
        cases = [member.case(self.engine) for member in self.suite]
        ground_together(self.engine, cases)
        cited = [
            {unit for answer in case.ask(*member.questions, proofs=False) for unit in answer.units}
            for member, case in zip(self.suite, cases, strict=True)
        ]
        unsure = {
            place
            for place, (member, case) in enumerate(zip(self.suite, cases, strict=True))
            if any(atom.literal for pattern in member.patterns for atom in case.ground.matching(pattern))
        }
        rests = resting(self.rules)
        statements = [
            probe for number in chosen for probe in probes(self.rules, number, self.mutants[number], self.opened, rests)
        ]
        statements += companions(self.rules, sorted({self.mutants[number].number for number in chosen}))
        places = possible(self.engine, cases, statements)
        influence = Influence(self.engine.statements(timing=True))
        for number in chosen:
            unit = self.rules[self.mutants[number].number].unit
            asked, near = (
                sorted(places.get((kind, number), ()), key=lambda place: (unit not in cited[place], place))
                for kind in (DIFFERS, NEAR)
            )
            influenced = influence.of(self._changes(self.mutants[number]))
            touched = (
                place for place in asked if any(touches(influenced, pattern) for pattern in self.suite[place].patterns)
            )
            yield PreparedMutant(number, tuple((place, place in unsure) for place in touched), tuple(near[:SEARCHED]))

    def _changes(self, mutant: Mutant) -> Iterator[Fn]:
        """What a mutant may conclude differently, and what it may open differently."""
        rule = self.rules[mutant.number]
        yield rule.head.atom
        if mutant.rule is not None:
            yield mutant.rule.head.atom
        for part in rule.literals:
            if part.name == program.READING:
                yield Fn(part.name, (part.atom.args[0], Var("_")))
            elif part.name in self.opened:
                yield part.atom

    def try_some(self, prepared: Sequence[PreparedMutant]) -> Iterator[MutantVerdict]:
        """Try mutants that have been prepared, side by side; verdicts come in their order."""
        engine = self._beside(mutant.number for mutant in prepared)
        killed = self._asked(engine, {mutant.number: mutant.asked for mutant in prepared})
        unnoticed = {mutant.number: mutant.near for mutant in prepared if mutant.number not in killed}
        differs = self._searched(engine, unnoticed)
        for number, *_ in prepared:
            if number in killed:
                yield MutantVerdict(self.mutants[number], KILLED, killed[number])
            elif number in differs:
                yield MutantVerdict(self.mutants[number], SURVIVED, *differs[number])
            else:
                yield MutantVerdict(self.mutants[number], EQUIVALENT)

    def _beside(self, numbers: Iterable[int]) -> Engine:
        """The rules with mutants beside the originals, each rule guarded by what a case says that it is under."""
        chosen = list(numbers)
        touched = {self.mutants[number].number for number in chosen}
        rules = []
        for at, rule in enumerate(self.rules):
            guard = Literal(Fn("mutated", (at,)), positive=False)
            rules.append(_guarded(rule, guard) if at in touched else rule)
        for number in chosen:
            changed = self.mutants[number].rule
            if changed is not None:
                rules.append(_guarded(changed, Literal(Fn("mutant", (number,)))))
        return Engine(self.agreement, rules)

    def _under(self, case: Case, number: int) -> Case:
        case.state([Fn("mutated", (self.mutants[number].number,)), Fn("mutant", (number,))])
        return case

    def _asked(self, engine: Engine, places: dict[int, tuple[tuple[int, bool], ...]]) -> dict[int, str]:
        """Ask scenarios about mutants, in rounds; the name of the scenario that notices, for those that are killed."""
        killed: dict[int, str] = {}
        start, size = 0, FIRST
        while pairs := [
            (number, place)
            for number, asked in places.items()
            if number not in killed
            for place in asked[start : start + size]
        ]:
            for unsure in (False, True):
                alike = [(number, place) for number, (place, open_) in pairs if open_ is unsure]
                for begin in range(0, len(alike), CHUNK):
                    part = [pair for pair in alike[begin : begin + CHUNK] if pair[0] not in killed]
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
        differs: dict[int, tuple[str, str]] = {}
        pairs = [
            (number, neighbour)
            for number, near in places.items()
            for place in near
            for neighbour in self._neighbourhood(place)
        ]
        for start in range(0, len(pairs), CHUNK):
            part = [pair for pair in pairs[start : start + CHUNK] if pair[0] not in differs]
            cases = [self._under(engine.case(scenario), number) for number, (scenario, _) in part]
            ground_together(engine, cases)
            for (number, (scenario, values)), case in zip(part, cases, strict=True):
                if number in differs:
                    continue
                differing = _differing(values, _values(case))
                if difference := self._difference(engine, number, scenario, differing[:ASKED]):
                    differs[number] = scenario.id, difference
        return differs

    def _difference(self, engine: Engine, number: int, scenario: Scenario, atoms: Iterable[Fn]) -> str:
        """What a question would tell apart, "" if nothing does: to ask about an act is to speak of it."""
        for atom in atoms:
            question = show(self.agreement.typed(atom))
            try:
                original = self.engine.case(scenario).ask(question, proofs=False)[0]
            except InputError:  # nothing that could be asked in this case
                continue
            mutated = self._under(engine.case(scenario), number).ask(question, proofs=False)[0]
            aspects = [(answer.verdict, answer.hinges_on, answer.readings) for answer in (original, mutated)]
            if aspects[0] != aspects[1]:
                return f"{question}: {original.verdict}, mutant {mutated.verdict}"
        return ""

    def _neighbourhood(self, place: int) -> list[tuple[Scenario, Values]]:
        """A scenario and those that leave one of its facts out, with their values under the original rules."""
        if place not in self._neighbourhoods:
            scenario = self.suite[place].scenario
            near = [scenario, *neighbours(scenario, self.agreement)]
            cases = [self.engine.case(neighbour) for neighbour in near]
            ground_together(self.engine, cases)
            self._neighbourhoods[place] = list(zip(near, map(_values, cases), strict=True))
        return self._neighbourhoods[place]


def _guarded(rule: Rule, guard: Literal) -> Rule:
    return Rule(rule.head, (*rule.body, guard), lambda: rule.place)


def neighbours(scenario: Scenario, agreement: Agreement) -> Iterator[Scenario]:
    """Well-formed scenarios with one fact less; whoever has a role becomes an outsider instead."""
    roles = agreement.vocabulary.words["roles"]
    for fact, place in scenario.facts.items():
        if fact.atom.name in _LEFT_IN:
            continue
        kept = {other: where for other, where in scenario.facts.items() if other != fact}
        if fact.atom.name in roles:
            kept[Fact(Fn("outsider", fact.atom.args))] = place
        try:
            yield check(
                scenario._replace(facts=kept, id=f"{scenario.id} without {fact.show()}", variants=(), expect=()),
                agreement,
            )
        except InputError:
            continue


def _differing(ours: Values, theirs: Values) -> list[Fn]:
    """The questions whose values differ, sorted by their texts."""
    return sorted(
        (atom for atom in ours.keys() | theirs.keys() if ours.get(atom, _NO) != theirs.get(atom, _NO)), key=str
    )


def _values(case: Case) -> Values:
    """The values of every question without variables that is not answered `no` in all completions."""
    queries = {
        question: query
        for predicate in {p.name: p for p in case.agreement.asked().values()}.values()
        for question, query in _queries(case, predicate)
    }
    try:
        values = VerdictTable(case.ground, list(queries.values())).values()
    except ModelError:  # no completion is left
        return {}
    return dict(zip(queries, values, strict=True))


def _queries(case: Case, predicate: Predicate) -> Iterator[tuple[Fn, Query]]:
    """Every question about a predicate that something may answer, with how it is asked."""
    yes, may, gap = (_literals(case, predicate, field) for field in ("", "may", "gap"))
    for args in {**yes, **may, **gap}:
        fitting = set(yes.get(args, ()))
        if Var("_") in args:
            pattern = Fn("", args)
            fitting = {lit for other, lits in yes.items() if fits(pattern, Fn("", other), {}) for lit in lits}
        yield Fn(predicate.name, args), Query(tuple(sorted(fitting)), may.get(args, ()), gap.get(args, ()))


def _literals(case: Case, predicate: Predicate, field: str) -> dict[tuple[Term, ...], tuple[int, ...]]:
    """By what a predicate is asked of the literals that say so: its own, or those of what its `may` or `gap` names."""
    if field and field not in predicate.fields:
        return {}
    atom = parse_atom(predicate.fields[field]) if field else Fn(predicate.name, ())
    roles = [arg.name for arg in atom.args if isinstance(arg, Var)] if field else list(predicate.variables)
    literals: dict[tuple[Term, ...], tuple[int, ...]] = {}
    for possible_atom in case.ground.atoms(atom.name, len(roles)):
        binding = dict(zip(roles, possible_atom.term.args, strict=True))
        args = tuple(binding.get(role, Var("_")) for role in predicate.variables)
        literals[args] = (*literals.get(args, ()), possible_atom.literal)
    return literals


_NO = frozenset({NO})
