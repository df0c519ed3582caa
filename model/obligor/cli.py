"""The command line: `obligor check | ask | test | clauses | vocabulary | new`.

Results go to stdout, diagnostics to stderr. Exit status: 0 answered, 1 a check or expectation failed or a text
differs, 2 wrong usage or bad input. Nothing that answers is imported before the arguments are understood, so
`--help` loads no solver.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import __version__
from .errors import InputError, ObligorError, Place, Problem, suggest

if TYPE_CHECKING:
    from .agreement import Agreement
    from .official_text import Copy
    from .scenario import Scenario

DEFAULT_AGREEMENT = "wecom"
"""The agreement of scenarios that name none."""


HELP = {
    "check": "Are these scenario files well formed?",
    "ask": "Answer questions about a scenario; without a question, give the whole picture.",
    "test": "Check every `expect:` of these scenario files.",
    "coverage": "Tell which units scenarios test, and whether they notice when a rule is changed.",
    "clauses": "List the units of the agreement, or compare a copy of its official text with it.",
    "vocabulary": "List the words of scenarios and questions.",
    "new": "Write a scenario to start from.",
}


def _arguments(parser: argparse.ArgumentParser, command: str) -> None:
    add = parser.add_argument
    if command in ("check", "test", "coverage"):
        add("paths", nargs="+", metavar="PATH")
        if command == "coverage":
            add(
                "--mutate",
                action="append",
                default=[],
                metavar="FILE|all",
                help="try mutants of a chapter or of all rules",
            )
            add("--every", type=int, default=1, metavar="N", help="try each Nth mutant only, for an estimate")
            add("--jobs", type=int, default=2, help="worker processes for mutants (default: 2)")
    elif command == "ask":
        add("file", metavar="FILE[#ID]", help="a scenario file; - is stdin")
        add("questions", nargs="*", metavar="QUESTION", help="e.g. 'liable(acme, _, leak)'")
        add("--reading", action="append", default=[], metavar="UNIT=NAME|preferred|all")
        add("--without", action="append", default=[], metavar="UNIT", help="leave a clause out of account")
        add("--all", action="store_true", help="also list standing duties and powers open at any time")
    elif command == "clauses":
        add("ids", nargs="*", metavar="ID")
        add("--readings", action="store_true", help="only units that can be read in several ways")
        add(
            "--text",
            metavar="FILE",
            help="a copy of the official text: what differs; with ID, the words of its clauses",
        )
    elif command == "vocabulary":
        add("words", nargs="*", metavar="WORD")
    else:
        add("file", metavar="FILE")
    add("--agreement", default=None, metavar="NAME|PATH", help=f"default: {DEFAULT_AGREEMENT}")
    add("--format", choices=("text", "json"), default="text")
    add("--lang", choices=("en", "zh"), default="en")


def _parse(argv: list[str]) -> argparse.Namespace:
    """Understand the arguments; only the command given is set up, since a command's set-up costs as much as asking."""
    name = argv[0] if argv else ""
    if name in HELP:
        parser = argparse.ArgumentParser(prog=f"obligor {name}", description=HELP[name])
        _arguments(parser, name)
        # argparse would take `-#1`, a scenario on stdin, for an option
        given = ["./" + arg if arg.startswith("-#") else arg for arg in argv[1:]]
        args, rest = parser.parse_known_args(given)
        args.command = name
        if name == "ask" and not any(text.startswith("-") for text in rest):
            args.questions += rest  # questions may also follow an option, which argparse cannot see by itself
        elif rest:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        return args
    parser = argparse.ArgumentParser(prog="obligor", description="Ask an agreement questions.")
    parser.add_argument("--version", action="version", version=f"obligor {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command, text in HELP.items():
        commands.add_parser(command, help=text, description=text)
    return parser.parse_args(argv)


def _split(address: str) -> tuple[str, str]:
    file, mark, rest = address.rpartition("#")
    return (file, rest) if mark and not os.path.exists(address) else (address, "")


def _agreement(args: argparse.Namespace, *paths: str) -> Agreement:
    from .agreement import load

    if args.agreement is None and len(paths) == 1 and paths[0].lower().endswith((".yaml", ".yml")):
        from .files import named_agreement

        name, line = named_agreement(paths[0])
        if name:
            try:
                return load(name)
            except InputError as error:
                raise InputError([p._replace(place=Place(paths[0], line)) for p in error.problems]) from None
    return load(args.agreement or DEFAULT_AGREEMENT)


def _ask(args: argparse.Namespace) -> int:
    from pathlib import Path

    from .case import Engine
    from .files import read_scenarios, select

    file, address = _split(args.file)
    agreement = _agreement(args, file)
    scenarios = read_scenarios(Path(file), agreement)
    chosen = select(scenarios, address, file) if address else scenarios
    chosen = [_overridden(scenario, args, agreement) for scenario in chosen]
    engine = Engine(agreement)
    cases = [engine.case(scenario) for scenario in chosen]
    sums = args.format == "text"
    results = [(case, None if args.questions else case.picture(sums), case.ask(*args.questions)) for case in cases]
    if args.format == "json":
        from .report_json import SCHEMA, case_object

        objects = [case_object(case, picture, answers, args.lang) for case, picture, answers in results]
        _json(objects[0] if len(objects) == 1 else {"schema": SCHEMA, "cases": objects})
        return 0
    from .report_text import TextReport

    for number, (case, picture, answers) in enumerate(results):
        report = TextReport(case, args.lang, args.all)
        if number:
            print()
        if picture is not None:
            print("\n".join(report.picture(picture)))
            continue
        lines = list(report.heading()) if len(results) > 1 else []
        for answer in answers:
            lines += report.answer(answer)
        print("\n".join(lines))
    return 0


def _overridden(scenario: Scenario, args: argparse.Namespace, agreement: Agreement) -> Scenario:
    from .scenario import check

    if not args.reading and not args.without:
        return scenario
    readings = dict(scenario.readings)
    for choice in args.reading:
        unit, mark, name = choice.rpartition("=")
        readings[unit if mark else "*"] = name
    changed = scenario._replace(
        readings=readings, without=(*scenario.without, *args.without), place=Place("command line")
    )
    return check(changed, agreement)


def _check(args: argparse.Namespace) -> int:
    from .expectations import ill_asked
    from .files import find_files, read_scenarios

    agreement = _agreement(args, *args.paths)
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
        _json({"schema": 1, "files": report})
    else:
        total = sum(int(str(entry["scenarios"])) for entry in report)
        print(f"{len(report)} files, {total} scenarios: well formed")
    return 0


def _test(args: argparse.Namespace) -> int:
    from .case import Engine
    from .expectations import check_all
    from .files import find_files, read_scenarios

    agreement = _agreement(args, *args.paths)
    scenarios = [s for path in find_files(args.paths) for s in read_scenarios(path, agreement)]
    count = sum(1 + len(s.variants) for s in scenarios)
    found = list(check_all(Engine(agreement), scenarios))
    if not found:
        raise InputError([Problem(Place(args.paths[0]), "no scenario expects anything", "add `expect:`")])
    failed = [outcome for outcome in found if outcome.failures]
    if args.format == "json":
        _json(
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
        for outcome in failed:
            print(f"{outcome.expectation.place}: {outcome.scenario.sentence}\n    {outcome.expectation.ask}")
            print("\n".join(f"    {difference}" for difference in outcome.failures))
        print(f"{len(found) - len(failed)} of {len(found)} expectations hold, in {count} scenarios")
    return 1 if failed else 0


def _coverage(args: argparse.Namespace) -> int:
    from .case import Engine
    from .coverage import coverage, report_lines, report_object
    from .expectations import check_all
    from .files import find_files, read_scenarios

    agreement = _agreement(args)
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
        _json(document)
    else:
        print("\n".join(report_lines(document)))
    return 0


def _clauses(args: argparse.Namespace) -> int:
    from .listing import clause_lines, clauses_object

    agreement = _agreement(args)
    copy = _copy(agreement, args.text) if args.text else None
    if copy and not args.ids and not args.readings:
        return _compare(copy, agreement, args)
    units = list(agreement.units.values())
    if args.ids:
        units = []
        for id_ in args.ids:
            covered = agreement.covered(id_)
            if not covered:
                known = [u.unit for u in agreement.units.values()] + [u.clause for u in agreement.units.values()]
                raise InputError([Problem(Place("clauses"), f"no such clause: {id_}", suggest(id_, known))])
            units += covered
    if args.readings:
        units = [unit for unit in units if unit.readings]
    if args.format == "json":
        _json(clauses_object(units, copy))
    else:
        print("\n".join(clause_lines(units, args.lang, args.readings, copy)))
    return 0


def _copy(agreement: Agreement, path: str) -> Copy:
    from .fingerprints import load_fingerprints
    from .official_text import read_copy

    return read_copy(path, load_fingerprints(agreement.folder))


def _compare(copy: Copy, agreement: Agreement, args: argparse.Namespace) -> int:
    from .comparison import comparison_lines, comparison_object

    found = comparison_object(copy, agreement)
    if args.format == "json":
        _json(found)
    else:
        print("\n".join(comparison_lines(copy, found, args.lang)))
    return 1 if copy.differs else 0


def _vocabulary(args: argparse.Namespace) -> int:
    from .listing import vocabulary_object, word_lines

    agreement = _agreement(args)
    found = vocabulary_object(agreement)
    if args.words:
        known = {entry["word"] for entry in found["words"]} | {entry["question"] for entry in found["questions"]}
        missing = [word for word in args.words if word not in known]
        if missing:
            raise InputError([Problem(Place("vocabulary"), f"no such word: {w}", suggest(w, known)) for w in missing])
        found = vocabulary_object(agreement, set(args.words))
    if args.format == "json":
        _json(found)
    else:
        print("\n".join(word_lines(agreement, found, args.lang)))
    return 0


def _new(args: argparse.Namespace) -> int:
    from .agreement import find

    if not args.file.endswith((".yaml", ".yml")):
        raise InputError([Problem(Place(args.file), "a scenario to start from is YAML", "name it ….yaml")])
    template = (find(args.agreement or DEFAULT_AGREEMENT) / "template.yaml").read_text("utf-8")
    try:
        with open(args.file, "x", encoding="utf-8") as file:
            file.write(template)
    except FileExistsError:
        raise InputError([Problem(Place(args.file), "there already", "name a file that does not exist")]) from None
    except OSError as error:
        raise InputError([Problem(Place(args.file), f"cannot be written: {error.strerror}")]) from None
    print(f"{args.file}: written; now try `obligor ask {args.file}`", file=sys.stderr)
    return 0


def _json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


_COMMANDS = {
    "ask": _ask,
    "check": _check,
    "test": _test,
    "coverage": _coverage,
    "clauses": _clauses,
    "vocabulary": _vocabulary,
    "new": _new,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    args = _parse(list(sys.argv[1:] if argv is None else argv))
    if args.command == "ask":
        gc.disable()  # a process that answers once and ends has no use for looking for garbage
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _COMMANDS[args.command](args)
    except ObligorError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
