"""Checking what scenarios expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .agreement import Agreement
from .answers import Answer
from .batch import ground_together
from .case import Case, Engine
from .errors import InputError, Problem
from .language import parse_question
from .scenario import Expectation, Scenario
from .terms import BadTerm, covers, parse_fact, show


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
        for one in (scenario, *scenario.variants):
            if one.expect:
                case = engine.case(one)
                refused[len(asked)] = list(_refused(case))
                ill = {outcome.expectation for outcome in refused[len(asked)]}
                asked.append((case, [e for e in one.expect if e not in ill]))
    for case, expectations in asked:
        for expectation in expectations:
            case.mention(case.question(expectation.ask))
    if together:
        ground_together(engine, [case for case, _ in asked])
    for number, (case, expectations) in enumerate(asked):
        yield from refused[number]
        answers = case.ask(*(e.ask for e in expectations), proofs=False) if expectations else []
        for expectation, answer in zip(expectations, answers, strict=True):
            yield Outcome(case.scenario, expectation, answer, tuple(differences(expectation, answer)))


def _refused(case: Case) -> Iterator[Outcome]:
    for expectation in case.scenario.expect:
        try:
            case.question(expectation.ask)
        except InputError as error:
            yield Outcome(case.scenario, expectation, None, tuple(p.message for p in error.problems))


def ill_asked(scenario: Scenario, agreement: Agreement) -> Iterator[Problem]:
    """Yield what is wrong with the questions that a scenario and its variants expect answers to."""
    for one in (scenario, *scenario.variants):
        for expectation in one.expect:
            try:
                parse_question(expectation.ask, agreement, one, expectation.place)
            except InputError as error:
                yield from error.problems


def differences(expected: Expectation, found: Answer) -> Iterator[str]:
    """Yield how an answer differs from what is expected, in words."""
    if expected.verdict != found.verdict:
        yield f"expected {expected.verdict}, found {found.verdict}"
    if expected.preferred is not None and expected.preferred != found.preferred:
        yield f"expected {expected.preferred} as preferred, found {found.preferred}"
    cited = ", ".join(found.units) or "none"
    for unit in expected.units:
        if not any(covers(unit, one) for one in found.units):
            yield f"expected unit {unit}, cited: {cited}"
    for unit in expected.not_units:
        if any(covers(unit, one) for one in found.units):
            yield f"did not expect unit {unit}, cited: {cited}"
    if expected.hinges_on is not None:
        wanted = {_normal(text) for text in expected.hinges_on}
        hinges = {show(atom) for atom in found.hinges_on}
        if wanted != hinges:
            yield f"expected to hinge on {_listed(wanted)}, hinges on {_listed(hinges)}"
    if expected.readings is not None:
        units = {reading.unit for reading in found.readings}
        if set(expected.readings) != units:
            yield f"expected to turn on readings of {_listed(set(expected.readings))}, turns on {_listed(units)}"


def _normal(text: str) -> str:
    try:
        return parse_fact(text).show()
    except BadTerm:
        return text


def _listed(items: set[str]) -> str:
    return ", ".join(sorted(items)) or "nothing"
