"""Commands about the cases of one file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .command import agreement_for, print_json, split
from .errors import Place

if TYPE_CHECKING:
    from .agreement import Agreement
    from .case import Case
    from .scenario import Scenario


def _cases(args: argparse.Namespace) -> list[Case]:
    """The cases that `FILE[#ID]` names, with `--reading` and `--without` applied."""
    from .case import Engine
    from .files import read_scenarios, select

    file, address = split(args.file)
    agreement = agreement_for(args, file)
    scenarios = read_scenarios(Path(file), agreement)
    chosen = select(scenarios, address, file) if address else scenarios
    engine = Engine(agreement)
    return [engine.case(_overridden(scenario, args, agreement)) for scenario in chosen]


def ask(args: argparse.Namespace) -> int:
    """`obligor ask`: verdicts, or the whole picture."""
    cases = _cases(args)
    sums = args.format == "text"
    results = [(case, None if args.questions else case.picture(sums), case.ask(*args.questions)) for case in cases]
    if args.format == "json":
        from .report_json import SCHEMA, case_object

        objects = [case_object(case, picture, answers, args.lang) for case, picture, answers in results]
        print_json(objects[0] if len(objects) == 1 else {"schema": SCHEMA, "cases": objects})
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


def reasons(args: argparse.Namespace) -> int:
    """`obligor why` and `obligor whynot`: proofs, and what is missing from the nearest ones."""
    from .reasons import why, whynot
    from .report_json import SCHEMA
    from .report_reasons import ReasonReport

    found = []
    for case in _cases(args):
        report = ReasonReport(case, args.lang)
        for question in args.questions:
            if args.command == "why":
                found.append((report, report.why_object(why(case, question))))
            else:
                found.append((report, report.whynot_object(whynot(case, question))))
    if args.format == "json":
        objects = [one for _, one in found]
        print_json(objects[0] if len(objects) == 1 else {"schema": SCHEMA, "answers": objects})
        return 0
    for number, (report, one) in enumerate(found):
        if number:
            print()
        if args.format == "md":
            print("\n".join(report.markdown(one)))
        else:
            print("\n".join(report.why_lines(one) if args.command == "why" else report.whynot_lines(one)))
    return 0
