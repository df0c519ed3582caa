"""Verdicts against their definition, by enumerating the answer sets of the whole program: a second, slower way."""

from __future__ import annotations

from collections.abc import Mapping

import clingo
import pytest

from obligor.agreement.package import load
from obligor.core.errors import ModelError
from obligor.core.terms import Fn
from obligor.core.unification import fits
from obligor.scenario.files import find_files, read_scenarios
from obligor.scenario.questions import Question
from obligor.scenario.scenario import Scenario
from obligor.solving import verdicts
from obligor.solving.answers import Answer
from obligor.solving.case import Case
from obligor.solving.engine import Engine
from obligor.solving.grounding import Ground, Query, to_term
from obligor.solving.program import READING
from obligor.solving.solver import Solver
from obligor.solving.verdicts import VerdictTable, hinges
from tests.support import FACTS

ENGINE = Engine(load("wecom"))
FILES = [
    "start/leak.yaml", "ch00_preamble/acceptance.yaml", "ch01_scope/documents.yaml", "ch07_1_accounts/capacity.yaml",
    "ch07_1_accounts/holding.yaml", "ch07_1_accounts/registering.yaml", "ch08_5_breach/breach.yaml",
    "ch08_2_software/service_choice.yaml",
]  # fmt: skip
CASES = [
    one
    for path in find_files([str(FACTS / name) for name in FILES])
    for scenario in read_scenarios(path, ENGINE.agreement)
    for one in (scenario, *scenario.variants)
]

Completion = tuple[frozenset[str], frozenset[str]]
"""The open facts and the readings that hold in an answer set."""


def answer_sets(case: Case, questions: list[Question]) -> dict[Completion, list[Fn]]:
    """Every answer set, as the open atoms that hold in it and the atoms that the questions speak of."""
    names = {pattern.name for question in questions for pattern in question.patterns}
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], ENGINE.text(timing=True))
    control.add("base", [], "\n".join(map(str, case.statements())))
    control.ground([("base", [])])
    open_ = {str(term) for term in case.ground.choices.values()}
    names |= {term.name for term in case.ground.choices.values()} | {READING}
    found = {}
    with control.solve(yield_=True) as handle:
        for model in handle:
            spoken = (symbol for symbol in model.symbols(atoms=True) if symbol.name in names)
            atoms = [term for term in map(to_term, spoken) if isinstance(term, Fn)]
            facts = frozenset(str(a) for a in atoms if a.name != READING and str(a) in open_)
            readings = frozenset(str(a) for a in atoms if a.name == READING)
            found[facts, readings] = atoms
    return found


def value(question: Question, atoms: list[Fn]) -> str:
    for verdict, pattern in (
        ("yes", question.pattern), ("may", question.related("may")), ("gap", question.related("gap")),
    ):  # fmt: skip
        if pattern is not None and any(fits(pattern, atom, {}) for atom in atoms):
            return verdict
    return "no"


def defined(values: dict[Completion, str], readings: Mapping[str, str]) -> str:
    """Open where one unit, read otherwise than preferred, makes another verdict; else as with preferred readings.

    What a unit that does not come into play is read as makes no difference.
    """
    preferred = {
        f'reading("{unit.unit}",{readings.get(unit.unit, unit.readings[0].name)})'
        for unit in ENGINE.agreement.units.values()
        if unit.readings
    }
    standard = {facts: value for (facts, read), value in values.items() if read <= preferred}
    verdicts: dict[frozenset[str], dict[frozenset[str], str]] = {}
    for (facts, read), value in values.items():
        if len(read - preferred) == 1:
            verdicts.setdefault(read - preferred, dict(standard))[facts] = value
    found = {verdict(list(one.values())) for one in verdicts.values()}
    return "open" if found - {verdict(list(standard.values()))} else verdict(list(standard.values()))


def verdict(values: list[str]) -> str:
    return values[0] if len(set(values)) == 1 else "depends"


@pytest.mark.long
@pytest.mark.parametrize("scenario", CASES, ids=[f"{s.place.file.rpartition('/')[2]}-{s.id}" for s in CASES])
def test_verdicts_are_what_the_definition_says(scenario: Scenario) -> None:
    case = ENGINE.case(scenario)
    answers: list[Answer] = case.ask(*(e.ask for e in scenario.expect))
    if len(case.ground.choices) > 10:
        pytest.skip("too many completions to enumerate")
    sets = answer_sets(case, [case.question(answer.question) for answer in answers])
    for answer in answers:
        question = case.question(answer.question)
        values = {completion: value(question, atoms) for completion, atoms in sets.items()}
        assert answer.verdict == defined(values, scenario.readings), answer.question
        named = {str(atom) for atom in answer.hinges_on}
        assert named == (set() if answer.together else flips(values)), answer.question


def flips(values: dict[Completion, str]) -> set[str]:
    """Open facts whose flip alone, or with what they exclude, changes the value."""
    found = set()
    for (facts, readings), here in values.items():
        for (others, same), there in values.items():
            moved = facts ^ others
            if readings == same and here != there and (len(moved) == 1 or (moved and tied(moved))):
                found |= moved
    return found


def tied(moved: frozenset[str]) -> bool:
    """Whether facts move together because exactly one holds: days of one event, orders of one pair."""
    names = {m.split("(")[0] for m in moved}
    return len(moved) == 2 and names in ({"on"}, {"earlier"})


def test_a_case_whose_unknown_facts_exclude_each_other_is_an_error_not_an_answer() -> None:
    ground = Ground(["{p}. {q}. r :- p. :- p. :- not p.", "s."])
    (atom,) = ground.atoms("r", 0)
    with pytest.raises(ModelError, match="no completion"):
        VerdictTable(ground, [Query((atom.literal,))]).values()


def independent(parts: int) -> tuple[Ground, list[Query]]:
    """A program in as many parts, each with two open atoms of its own and one that all share; queries on each."""
    ground = Ground(
        [f"part(1..{parts}). {{p(X)}} :- part(X). {{q(X)}} :- part(X). {{shared}}. :- p(X), q(X)."
         "yes(X) :- p(X), shared. may(X) :- q(X). never(X) :- p(X), q(X)."]
    )  # fmt: skip
    numbers = {str(a.term): a.literal for name in ("yes", "may") for a in ground.atoms(name, 1)}
    single = [Query((numbers[f"yes({n})"],), (numbers[f"may({n})"],)) for n in range(1, parts + 1)]
    return ground, [*single, Query(tuple(query.yes[0] for query in single))]


def test_queries_in_groups_take_the_values_that_they_take_together(monkeypatch: pytest.MonkeyPatch) -> None:
    ground, queries = independent(9)
    numbers = {str(term): number for number, term in ground.choices.items()}
    settled: list[list[tuple[int, bool]]] = [
        [], [(numbers["shared"], False)], [(numbers["p(3)"], True), (numbers["q(4)"], True)],
    ]  # fmt: skip

    def found() -> list[object]:
        table = VerdictTable(ground, queries)
        singly = [[table.value(at, fixed) for at in range(len(queries))] for fixed in settled]
        assert singly == [table.values(fixed) for fixed in settled]
        return [singly, hinges(ground, queries)]

    together = found()
    monkeypatch.setattr(verdicts, "TOGETHER", 0)
    assert len(verdicts.apart(ground, queries)) == 10
    assert found() == together


def test_what_a_constraint_ties_by_more_than_open_atoms_stays_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query must not be asked without what forbids some of its completions."""
    ground = Ground(["{a}. {b}. {c}. x :- a, c. y :- b. both :- a, b. :- both, not c. z :- both."])
    queries = [Query((ground.atoms(name, 0)[0].literal,)) for name in "xyz"]
    monkeypatch.setattr(verdicts, "TOGETHER", 0)
    assert verdicts.apart(ground, queries) == [[0, 1, 2]]


def test_independent_parts_cost_what_one_costs_times_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted as pairs of a query and an open atom whose flip is looked at: they grew with the square."""
    shown: list[int] = []
    plain = Solver.shown
    monkeypatch.setattr(Solver, "shown", lambda self, symbols: (shown.append(len(symbols)), plain(self, symbols))[1])

    def work(parts: int) -> int:
        ground, queries = independent(parts)
        shown.clear()
        hinges(ground, queries[:-1])
        return sum(shown)

    assert 4 * work(100) == work(400)
    assert len(shown) == 400


@pytest.mark.long
@pytest.mark.parametrize("scenario", CASES, ids=[f"{s.place.file.rpartition('/')[2]}-{s.id}" for s in CASES])
def test_a_case_says_the_same_in_groups(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but which of several proofs is told of what holds in more than one way."""

    def said() -> list[Answer]:
        case = ENGINE.case(scenario)
        picture = case.picture()
        lists = [answer for some in (picture.lists, picture.summary) for answers in some.values() for answer in answers]
        return [one._replace(facts=(), presumed=()) for one in (*lists, *case.ask(*(e.ask for e in scenario.expect)))]

    together = said()
    monkeypatch.setattr(verdicts, "TOGETHER", 0)
    assert said() == together
