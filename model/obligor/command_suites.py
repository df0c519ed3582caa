"""Commands about files of scenarios with expectations."""

from __future__ import annotations

import argparse
import sys

from .command import agreement_for, print_json
from .errors import InputError, Place, Problem


def check(args: argparse.Namespace) -> int:
    """`obligor check`: whether scenario files are well formed."""
    from .expectations import ill_asked
    from .files import find_files, read_scenarios

    agreement = agreement_for(args, *args.paths)
    problems: list[Problem] = []
    report = []
    for path in find_files(args.paths):
        try:
            scenarios = read_scenarios(path, agreement)
            problems += [problem for s in scenarios for problem in ill_asked(s, agreement)]
            report.append({"file": str(path), "scenarios": sum(1 + len(s.variants) for s in scenarios)})
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    if args.format == "json":
        print_json({"schema": 1, "files": report})
    else:
        total = sum(int(str(entry["scenarios"])) for entry in report)
        print(f"{len(report)} files, {total} scenarios: well formed")
    return 0


def test(args: argparse.Namespace) -> int:
    """`obligor test`: whether every expectation holds."""
    from .case import Engine
    from .expectations import check_all, outcome_lines
    from .files import find_files, read_scenarios

    agreement = agreement_for(args, *args.paths)
    scenarios = [s for path in find_files(args.paths) for s in read_scenarios(path, agreement)]
    count = sum(1 + len(s.variants) for s in scenarios)
    found = list(check_all(Engine(agreement), scenarios))
    if not found:
        raise InputError([Problem(Place(args.paths[0]), "no scenario expects anything", "add `expect:`")])
    failed = [outcome for outcome in found if outcome.failures]
    if args.format == "json":
        print_json(
            {
                "schema": 1, "scenarios": count, "expectations": len(found), "failed": len(failed),
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
        print("\n".join(outcome_lines(found)) + f", in {count} scenarios")
    return 1 if failed else 0


def coverage(args: argparse.Namespace) -> int:
    """`obligor coverage`: which units scenarios test, and whether they notice a changed rule."""
    from .case import Engine
    from .coverage import coverage, report_lines, report_object
    from .expectations import check_all
    from .files import find_files, read_scenarios

    agreement = agreement_for(args)
    scenarios = [s for path in find_files(args.paths) for s in read_scenarios(path, agreement)]
    outcomes = list(check_all(Engine(agreement), scenarios))
    failed = [o for o in outcomes if o.failures]
    if failed:
        problems = [Problem(o.expectation.place, f"{o.expectation.ask}: {', '.join(o.failures)}") for o in failed]
        print(InputError(problems), file=sys.stderr)
        return 1
    found = coverage(agreement, outcomes)
    verdicts = []
    if args.mutate:
        from .trial import Trial, try_all

        trial = Trial(agreement, scenarios)
        wanted = [
            number
            for number, mutant in enumerate(trial.mutants)
            if "all" in args.mutate or trial.rules[mutant.number].place.file.removesuffix(".lp") in args.mutate
        ]
        wanted = wanted[:: max(args.every, 1)]
        if not wanted:
            message = f"no rules in {', '.join(args.mutate)}"
            raise InputError([Problem(Place("--mutate"), message, "name a rule file without its ending, or all")])
        for verdict in try_all(trial, wanted, args.jobs):
            verdicts.append(verdict)
            if sys.stderr.isatty() or len(verdicts) % 50 == 0:
                print(f"\r{len(verdicts)} of {len(wanted)} mutants tried", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    document = report_object(found, verdicts)
    if args.format == "json":
        print_json(document)
    else:
        print("\n".join(report_lines(document)))
    different = document["mutants"] - document["equivalent"]
    return 1 if 100 * document["killed"] < args.at_least * different else 0
