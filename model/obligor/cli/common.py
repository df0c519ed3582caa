"""What the commands have in common."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..agreement.installed import DEFAULT_AGREEMENT
from ..core.errors import InputError, Place, Problem
from ..core.plain_text import visible, visible_json

if TYPE_CHECKING:
    from ..agreement.package import Agreement
    from ..scenario.scenario import Scenario
    from ..solving.case import Case


def split(address: str) -> tuple[str, str]:
    """Split `FILE#ID` into file and scenario; a file of that very name goes first."""
    file, mark, rest = address.rpartition("#")
    return (file, rest) if mark and not os.path.exists(address) else (address, "")


def agreement_for(args: argparse.Namespace, *paths: str) -> Agreement:
    """Load the agreement that is asked for: by option, by the one file's own `agreement:`, or the default.

    Raises:
        InputError: if there is none.
    """
    if args.agreement is None and len(paths) == 1:
        from ..scenario.files import named_agreement

        name, line = named_agreement(paths[0])
        if name:
            try:
                return loaded(name, args)
            except InputError as error:
                raise InputError([p._replace(place=Place(paths[0], line)) for p in error.problems]) from None
    return loaded(args.agreement or DEFAULT_AGREEMENT, args)


def loaded(name_or_path: str, args: argparse.Namespace) -> Agreement:
    """Load an agreement; where its rules come from a folder, say so on stderr, but for programs (JSON says it itself).

    Raises:
        InputError: if there is none.
    """
    from ..agreement.package import load

    agreement = load(name_or_path)
    if agreement.rules_from and args.format != "json":
        print(visible(f"rules from {agreement.rules_from}"), file=sys.stderr)
    return agreement


def print_json(value: object) -> None:
    """Print a value as JSON."""
    import json

    print(visible_json(json.dumps(value, ensure_ascii=False, indent=2)))


def cases(args: argparse.Namespace) -> list[Case]:
    """The cases that `FILE[#ID]` names, with `--standing`, `--reading` and `--without` applied."""
    from ..scenario.files import read_scenarios, select
    from ..solving.engine import engine_of

    file, address = split(args.file)
    agreement = agreement_for(args, file)
    if getattr(args, "row", None):
        engine = engine_of(agreement)
        return [engine.case(_overridden(_row(Path(file), args.row, agreement), args, agreement))]
    scenarios = read_scenarios(Path(file), agreement)
    chosen = select(scenarios, address, file) if address else scenarios
    engine = engine_of(agreement)
    return [engine.case(_overridden(scenario, args, agreement)) for scenario in chosen]


def _row(table: Path, wanted: str, agreement: Agreement) -> Scenario:
    """The scenario of a row of a verdict table.

    Raises:
        InputError: if there is no such row, several are meant, or its line has changed since.
    """
    from ..bulk.rows import read_row
    from ..bulk.table import find_row

    at = find_row(table, wanted)
    row = read_row(Path(at.input), at.row, at.offset, at.digest, agreement)
    if row.scenario is None:
        raise InputError([Problem(Place(str(table)), reason) for reason in row.reason.split("\n")])
    return row.scenario


def _overridden(scenario: Scenario, args: argparse.Namespace, agreement: Agreement) -> Scenario:
    """A scenario with `--standing`, `--reading` and `--without` applied."""
    from ..scenario.well_formed import check

    scenario = scenario.judged_by(args.standing)
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
