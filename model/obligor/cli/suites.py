"""Commands about files of scenarios with expectations."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError, Place, Problem, shortened
from ..core.plain_text import shown_lines
from .common import agreement_for, loaded, print_json

if TYPE_CHECKING:
    from ..agreement.package import Agreement
    from ..scenario.scenario import Scenario
    from ..solving.provenance import Replay
    from ..suites.mutation_run import MutantVerdict


def check(args: argparse.Namespace) -> int:
    """`obligor check`: whether scenario files are well formed, and which acts of theirs no unit looks at."""
    from ..scenario.files import find_files, read_scenarios
    from ..solving.engine import engine_of
    from ..suites.expectations import ill_asked

    agreement = agreement_for(args, *args.paths)
    problems: list[Problem] = []
    report = []
    read: list[Scenario] = []
    for path in find_files(args.paths):
        try:
            scenarios = read_scenarios(path, agreement)
            problems += [problem for s in scenarios for problem in ill_asked(s, agreement)]
            read += scenarios
            report.append({"file": str(path), "scenarios": sum(1 + len(s.variants) for s in scenarios)})
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    engine = engine_of(agreement)
    inert = [
        {"place": str(scenario.facts[fact]), "fact": fact.show()}
        for scenario in read
        for fact in engine.case(scenario).unregarded()
        if fact.atom.name in ("act", "omits")
    ]
    if args.format == "json":
        print_json({"schema": 1, "files": report, "unregarded": inert})
    else:
        for one in inert:
            hint = "another word, another person, or outside the agreement?"
            print(f"{one['place']}: no unit looks at {one['fact']}: {hint}")
        total = sum(int(str(entry["scenarios"])) for entry in report)
        print(f"{len(report)} files, {total} scenarios: well formed")
    return 0


def test(args: argparse.Namespace) -> int:
    """`obligor test`: whether every expectation holds."""
    from ..scenario.files import find_files, read_scenarios
    from ..solving.engine import engine_of
    from ..suites.expectations import check_all, outcome_lines

    agreement = agreement_for(args, *args.paths)
    scenarios = [s for path in find_files(args.paths) for s in read_scenarios(path, agreement)]
    count = sum(1 + len(s.variants) for s in scenarios)
    outcomes = list(check_all(engine_of(agreement), scenarios))
    if not outcomes:
        raise InputError([Problem(Place(args.paths[0]), "no scenario expects anything", "add `expect:`")])
    failed = [outcome for outcome in outcomes if outcome.failures]
    if args.format == "json":
        print_json(
            {
                "schema": 1, "scenarios": count, "expectations": len(outcomes), "failed": len(failed),
                "failures": [
                    {
                        "place": str(o.expectation.place), "scenario": o.scenario.sentence,
                        "ask": o.expectation.ask, "differences": list(o.failures),
                    }
                    for o in failed
                ],
            }
        )  # fmt: skip
    else:
        print(shown_lines(outcome_lines(outcomes)) + f", in {count} scenarios")
    return 1 if failed else 0


def replay(args: argparse.Namespace) -> int:
    """`obligor replay`: whether today's model still gives recorded answers."""
    from ..reports.answers_json import LISTS
    from ..solving.provenance import replay as compare

    same = True
    objects = []
    for path in args.paths:
        document = _recorded(path)
        for recorded in document.get("cases", [document]):
            agreement = _agreement_of(recorded, path, args)
            comparison = compare(recorded, _again(recorded, path, agreement), LISTS, agreement)
            same &= not comparison.differences
            objects.append(
                {
                    "schema": 1,
                    "same": not comparison.differences,
                    "answers": comparison.answers,
                    "changed": list(comparison.changed),
                    "differences": [{"what": w, "recorded": r, "now": n} for w, r, n in comparison.differences],
                }
            )
            if args.format == "text":
                print(shown_lines(_replay_lines(path, comparison)))
    if args.format == "json":
        print_json(objects[0] if len(objects) == 1 else objects)
    return 0 if same else 1


def _replay_lines(path: str, comparison: Replay) -> Iterator[str]:
    """What came of a replay, in words."""
    yield f"{path}: {comparison.answers} answers, {'not as' if comparison.differences else 'as'} recorded"
    if comparison.changed:
        yield f"  changed since: {', '.join(comparison.changed)}"
    for what, recorded, now in comparison.differences:
        yield f"  {what}: recorded {recorded}, now {now}"


def _recorded(path: str) -> dict[str, Any]:
    """A recorded answer.

    Raises:
        InputError: if the file holds none.
    """
    import json

    from ..core.text_files import read_text

    hint = "file what `obligor ask --format json` prints"
    try:
        document = json.loads(read_text(Path(path)))
    except json.JSONDecodeError as error:
        raise InputError([Problem(Place(path, error.lineno), f"not JSON: {error.msg}", hint)]) from None
    except (RecursionError, ValueError) as error:
        raise InputError([Problem(Place(path), f"not JSON that is read here: {error}", hint)]) from None
    cases = document.get("cases") if isinstance(document, dict) else None
    for case in cases if isinstance(cases, list) else [document]:
        if not (
            isinstance(case, dict) and isinstance(case.get("record"), dict) and isinstance(case.get("agreement"), str)
        ):
            raise InputError([Problem(Place(path), "no record of an answer: no `record` in it", hint)])
    return dict(document)


def _agreement_of(document: dict[str, Any], path: str, args: argparse.Namespace) -> Agreement:
    """The agreement under which a recorded answer was given, or the one that the command line gives instead."""
    # a name only: a path to rules is for the command line to give, never for a file of data
    if not args.agreement and not re.fullmatch(r"[a-z][a-z0-9_]*", document["agreement"]):
        message = f"no name of an agreement: '{shortened(document['agreement'])}'"
        raise InputError([Problem(Place(path), message, "give its folder with --agreement")])
    return loaded(args.agreement or document["agreement"], args)


def _again(document: dict[str, Any], path: str, agreement: Agreement) -> dict[str, Any]:
    """What the same command gives now."""
    from ..reports.answers_json import case_object
    from ..solving.engine import engine_of
    from ..solving.provenance import recorded_scenario

    case = engine_of(agreement).case(recorded_scenario(document["record"], agreement, path))
    if "answers" not in document:
        return case_object(case, case.picture(summary=False), [], "en")
    answers = document["answers"]
    if not isinstance(answers, list) or not all(
        isinstance(answer, dict) and "question" in answer for answer in answers
    ):
        raise InputError([Problem(Place(path), "no record of an answer: an answer without its question")])
    return case_object(case, None, case.ask(*(str(answer["question"]) for answer in answers)), "en")


def coverage(args: argparse.Namespace) -> int:
    """`obligor coverage`: which units scenarios test, and whether they notice a changed rule."""
    from ..scenario.files import find_files, read_scenarios
    from ..solving.engine import engine_of
    from ..suites.coverage import coverage, report_lines, report_object
    from ..suites.expectations import check_all

    agreement = agreement_for(args)
    scenarios = [s for path in find_files(args.paths) for s in read_scenarios(path, agreement)]
    outcomes = list(check_all(engine_of(agreement), scenarios))
    failed = [o for o in outcomes if o.failures]
    if failed:
        problems = [Problem(o.expectation.place, f"{o.expectation.ask}: {', '.join(o.failures)}") for o in failed]
        print(InputError(problems), file=sys.stderr)
        return 1
    covered = coverage(agreement, outcomes)
    document = report_object(covered, _mutated(agreement, scenarios, args) if args.mutate else [])
    if args.format == "json":
        print_json(document)
    else:
        print(shown_lines(report_lines(document)))
    different = document["mutants"] - document["equivalent"]
    return 1 if 100 * document["killed"] < args.at_least * different else 0


def _mutated(agreement: Agreement, scenarios: list[Scenario], args: argparse.Namespace) -> list[MutantVerdict]:
    """What became of the mutants that are asked for.

    Raises:
        InputError: if there are none.
    """
    from ..suites.mutation_run import MutationTrial
    from ..suites.mutation_workers import try_all

    trial = MutationTrial(agreement, scenarios)
    wanted = [
        number
        for number, mutant in enumerate(trial.mutants)
        if "all" in args.mutate or trial.rules[mutant.number].place.file.removesuffix(".lp") in args.mutate
    ]
    wanted = wanted[:: max(args.every, 1)]
    if not wanted:
        message = f"no rules in {', '.join(args.mutate)}"
        raise InputError([Problem(Place("--mutate"), message, "name a rule file without its ending, or all")])
    verdicts = []
    for verdict in try_all(trial, wanted, args.jobs):
        verdicts.append(verdict)
        if sys.stderr.isatty() or len(verdicts) % 50 == 0:
            print(f"\r{len(verdicts)} of {len(wanted)} mutants tried", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return verdicts
