"""Which units the scenarios test: where one fires, and where a twin comes close without it.

A unit *fires* where the answer to an expectation cites it. It has a *near miss* where, in another variant of the same
scenario, a question of the same kind is expected and the answer does not cite it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..agreement.package import Agreement
from ..solving.answers import Answer
from .expectations import Outcome
from .mutation_run import EQUIVALENT, KILLED, SURVIVED, MutantVerdict


class UnitCoverage(NamedTuple):
    """A unit, with the ids of scenarios in which it fires and in which it nearly does."""

    unit: str
    fired: tuple[str, ...]
    near_miss: tuple[str, ...]


def coverage(agreement: Agreement, outcomes: Iterable[Outcome]) -> list[UnitCoverage]:
    """Coverage of every unit that creates a norm, in the order of the text.

    Args:
        agreement: whose units.
        outcomes: checked expectations (see `expectations.check_all`), scenarios of one family in a row.
    """
    kinds = {name: predicate.name for name, predicate in agreement.asked().items()}
    fired: dict[str, dict[str, None]] = {}
    near: dict[str, dict[str, None]] = {}
    families: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        family = (outcome.scenario.place.file, outcome.scenario.id.partition("/")[0])
        families.setdefault(family, []).append(outcome)
    for (file, _), members in families.items():
        answered = [
            (member.scenario.id, kinds[member.expectation.ask.partition("(")[0].strip()], _cited(member.answer))
            for member in members
            if member.answer is not None
        ]
        fired_in: dict[tuple[str, str], set[str]] = {}
        for id_, kind, units in answered:
            for unit in units:
                fired.setdefault(unit, {})[f"{file}#{id_}"] = None
                fired_in.setdefault((unit, kind), set()).add(id_)
        for id_, kind, units in answered:
            for (unit, asked), ids in fired_in.items():
                if asked == kind and unit not in units and id_ not in ids:
                    near.setdefault(unit, {})[f"{file}#{id_}"] = None
    return [
        UnitCoverage(unit.unit, tuple(fired.get(unit.unit, ())), tuple(near.get(unit.unit, ())))
        for unit in agreement.units.values()
        if unit.creates_norm
    ]


def _cited(answer: Answer) -> tuple[str, ...]:
    return answer.units if answer.verdict != "no" else ()


def report_object(covered: Sequence[UnitCoverage], verdicts: Sequence[MutantVerdict]) -> dict[str, Any]:
    """Coverage, and what became of mutants, as a JSON object (`"schema": 1`)."""
    counts = {
        outcome: sum(verdict.outcome == outcome for verdict in verdicts) for outcome in (KILLED, EQUIVALENT, SURVIVED)
    }
    return {
        "schema": 1,
        "units": len(covered),
        "units_fired": sum(bool(unit.fired) for unit in covered),
        "units_with_near_miss": sum(bool(unit.near_miss) for unit in covered),
        "not_fired": [unit.unit for unit in covered if not unit.fired],
        "without_near_miss": [unit.unit for unit in covered if not unit.near_miss],
        "mutants": len(verdicts),
        "killed": counts[KILLED],
        "equivalent": counts[EQUIVALENT],
        "survivors": [_mutant(verdict) for verdict in verdicts if verdict.outcome == SURVIVED],
        "equivalents": [_mutant(verdict) for verdict in verdicts if verdict.outcome == EQUIVALENT],
    }


def _mutant(verdict: MutantVerdict) -> dict[str, Any]:
    return {
        "unit": verdict.unit or None,
        "place": verdict.place,
        "mutation": verdict.mutant.what,
        "case": verdict.by or None,
        "difference": verdict.difference or None,
    }


def report_lines(document: dict[str, Any]) -> Iterator[str]:
    """The same in words."""
    units = document["units"]
    yield f"{document['units_fired']} of {units} units fire, {document['units_with_near_miss']} have a near miss"
    for key, words in (("not_fired", "never fire"), ("without_near_miss", "have no near miss")):
        if document[key]:
            yield f"  {words}: {', '.join(document[key])}"
    if document["mutants"]:
        different = document["mutants"] - document["equivalent"]
        share = 100 * document["killed"] / max(different, 1)
        yield (
            f"{document['killed']} of {different} mutants killed ({share:.1f} %), "
            f"{document['equivalent']} more equivalent within the search"
        )
    for mutant in document["survivors"]:
        where = f"{mutant['place']} {mutant['unit'] or ''}"
        yield f"  {where}: {mutant['mutation']} (differs in {mutant['case']}: {mutant['difference']})"
