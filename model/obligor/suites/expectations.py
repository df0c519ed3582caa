"""Checking what scenarios expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..agreement.package import Agreement
from ..core.clause_ids import covers
from ..core.errors import InputError, Problem
from ..core.terms import BadTerm, parse_fact, show
from ..reasoning.asking import asked
from ..reasoning.remedies import remedies
from ..reasoning.why import why
from ..reasoning.why_not import whynot
from ..scenario.questions import parse_question
from ..scenario.scenario import Expectation, Scenario
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.shared_grounding import ground_together


class Outcome(NamedTuple):
    """One expectation, checked: `failures` says what differs, and is empty where nothing does."""

    scenario: Scenario
    expectation: Expectation
    answer: Answer | None
    failures: tuple[str, ...]


def check_all(engine: Engine, scenarios: Sequence[Scenario], together: bool = True) -> Iterator[Outcome]:
    """Check the expectations of scenarios and of their variants, in order.

    Args:
        engine: the agreement's programs.
        scenarios: checked scenarios.
        together: ground many in common (faster); otherwise each alone, with the same answers.
    """
    asked: list[tuple[Case, list[Expectation]]] = []
    refused: dict[int, list[Outcome]] = {}
    for scenario in scenarios:
        for variant in (scenario, *scenario.variants):
            if variant.expect:
                case = engine.case(variant)
                refused[len(asked)] = list(_refused(case))
                ill = {outcome.expectation for outcome in refused[len(asked)]}
                asked.append((case, [expectation for expectation in variant.expect if expectation not in ill]))
    for case, expectations in asked:
        for expectation in expectations:
            case.mention(case.question(expectation.ask))
    if together:
        ground_together(engine, [case for case, _ in asked])
    for number, (case, expectations) in enumerate(asked):
        yield from refused[number]
        answers = case.ask(*(expectation.ask for expectation in expectations), proofs=False) if expectations else []
        for expectation, answer in zip(expectations, answers, strict=True):
            failures = [*differences(expectation, answer)]
            if expectation.reasoned:
                failures += reasoned(engine.case(case.scenario), expectation)
            yield Outcome(case.scenario, expectation, answer, tuple(failures))


def _refused(case: Case) -> Iterator[Outcome]:
    """Expectations whose question is refused, and those that expect it to be."""
    for expectation in case.scenario.expect:
        wanted = expectation.refused
        try:
            case.question(expectation.ask)
        except InputError as error:
            met = wanted is not None and wanted in str(error)
            failures = [f"expected to be refused with '{wanted}'"] if wanted is not None and not met else []
            failures += [] if met else [problem.message for problem in error.problems]
            yield Outcome(case.scenario, expectation, None, tuple(failures))
        else:
            if wanted is not None:
                yield Outcome(
                    case.scenario, expectation, None, (f"expected to be refused with '{wanted}', is answered",)
                )


def ill_asked(scenario: Scenario, agreement: Agreement) -> Iterator[Problem]:
    """Yield what is wrong with the questions that a scenario and its variants expect answers to."""
    for variant in (scenario, *scenario.variants):
        for expectation in variant.expect:
            if expectation.refused is None:
                try:
                    parse_question(expectation.ask, agreement, variant, expectation.place)
                except InputError as error:
                    yield from error.problems


def differences(expected: Expectation, answer: Answer) -> Iterator[str]:
    """Yield how an answer differs from what is expected, in words."""
    if expected.verdict != answer.verdict:
        yield f"expected {expected.verdict}, found {answer.verdict}"
    if expected.preferred is not None and expected.preferred != answer.preferred:
        yield f"expected {expected.preferred} as preferred, found {answer.preferred}"
    cited = ", ".join(answer.units) or "none"
    for unit in expected.units:
        if not any(covers(unit, cited_unit) for cited_unit in answer.units):
            yield f"expected unit {unit}, cited: {cited}"
    for unit in expected.not_units:
        if any(covers(unit, cited_unit) for cited_unit in answer.units):
            yield f"did not expect unit {unit}, cited: {cited}"
    if expected.hinges_on is not None:
        wanted = {_normal(text) for text in expected.hinges_on}
        hinges = {show(atom) for atom in answer.hinges_on}
        if wanted != hinges:
            yield f"expected to hinge on {_listed(wanted)}, hinges on {_listed(hinges)}"
    if expected.readings is not None:
        units = {reading.unit for reading in answer.readings}
        if set(expected.readings) != units:
            yield f"expected to turn on readings of {_listed(set(expected.readings))}, turns on {_listed(units)}"


def reasoned(case: Case, expected: Expectation) -> Iterator[str]:
    """Yield how what decides an answer, its reasons and its remedies differ from what is expected, in words."""
    if expected.cause is not None:
        (answer,) = asked(case, expected.ask)
        kinds = {cause.kind for cause in answer.causes}
        if expected.cause not in kinds:
            yield f"expected the cause {expected.cause}, found {_listed(kinds)}"
    if expected.deciding is not None:
        (answer,) = case.ask(expected.ask)
        decided_by = [[fact.show() for fact in settled.facts] for settled in answer.deciding]
        yield from _sets("decided by", expected.deciding, decided_by)
    if expected.proof:
        proofs = why(case, expected.ask).proofs
        through = [node.step.rule.unit for proof in proofs for node in proof.nodes.values() if node.step.rule]
        for unit in expected.proof:
            if not any(covers(unit, passed) for passed in through if passed):
                yield f"expected a proof through {unit}, it goes through {_listed(set(filter(None, through)))}"
    if expected.lacks is not None:
        lacks = [{str(lack) for lack in way.lacks} for way in whynot(case, expected.ask).ways]
        wanted = {_normal(text) for text in expected.lacks}
        if wanted not in lacks:
            yield f"expected to lack {_listed(wanted)}, lacks {' | '.join(map(_listed, lacks)) or 'nothing'}"
    for name, sets in (("how", expected.how), ("avoid", expected.avoid)):
        if sets is not None:
            ways = remedies(case, expected.ask, name == "how").found
            yield from _sets(name, sets, [[str(change) for change in way.changes] for way in ways])


def _sets(what: str, wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> Iterator[str]:
    ours, theirs = ({frozenset(map(_normal, texts)) for texts in sets} for sets in (wanted, found))
    if ours != theirs:
        told = (" | ".join(sorted(_listed(set(texts)) for texts in sets)) or "nothing" for sets in (ours, theirs))
        yield "{}: expected {}, found {}".format(what, *told)


def _normal(text: str) -> str:
    try:
        return parse_fact(text).show()
    except BadTerm:
        return text


def _listed(items: set[str]) -> str:
    return ", ".join(sorted(items)) or "nothing"


def outcome_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What differs, expectation by expectation, and how many hold."""
    for outcome in outcomes:
        if outcome.failures:
            yield f"{outcome.expectation.place}: {outcome.scenario.sentence}"
            yield f"    {outcome.expectation.ask}"
            yield from (f"    {difference}" for difference in outcome.failures)
    yield f"{sum(not outcome.failures for outcome in outcomes)} of {len(outcomes)} expectations hold"
