"""Commands about the agreement: its clauses, its words, a scenario to start from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..agreement.installed import DEFAULT_AGREEMENT
from ..core.atomic_files import write_new
from ..core.errors import InputError, Place, Problem, suggest
from ..core.plain_text import shown_lines, visible
from .common import agreement_for, print_json

Listed = dict[str, Any]
"""A vocabulary-object."""

if TYPE_CHECKING:
    from ..agreement.official_text import Copy
    from ..agreement.package import Agreement
    from ..agreement.register import Unit


def clauses(args: argparse.Namespace) -> int:
    """`obligor clauses`: the units of the agreement, or what differs in a copy of its text."""
    from ..reports.clause_listing import clause_lines, clauses_object

    agreement = agreement_for(args)
    if args.topics:
        return _topics(agreement, args)
    copy = _copy(agreement, args.text) if args.text else None
    if copy and not args.ids and not args.readings:
        return _compare(copy, agreement, args)
    units = list(agreement.units.values())
    if args.search:
        units = _units_found(agreement, args.ids)
    elif args.ids:
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
        print_json(clauses_object(units, copy))
    else:
        print(shown_lines(clause_lines(units, args.lang, args.readings, copy)))
    return 0


def _topics(agreement: Agreement, args: argparse.Namespace) -> int:
    from ..reports.topic_listing import topic_lines, topics_object

    if args.ids or args.readings or args.text:
        raise InputError([Problem(Place("--topics"), "lists topics, not clauses", "leave out the rest")])
    if args.format == "json":
        print_json(topics_object(agreement))
    else:
        print(shown_lines(topic_lines(topics_object(agreement)["topics"], agreement, args.lang)))
    return 0


def _copy(agreement: Agreement, path: str) -> Copy:
    from ..agreement.fingerprints import load_fingerprints
    from ..agreement.official_text import read_copy

    return read_copy(path, load_fingerprints(agreement.folder))


def _compare(copy: Copy, agreement: Agreement, args: argparse.Namespace) -> int:
    from ..reports.text_comparison import comparison_lines, comparison_object

    comparison = comparison_object(copy, agreement)
    if args.format == "json":
        print_json(comparison)
    else:
        print(shown_lines(comparison_lines(copy, comparison, args.lang)))
    return 1 if copy.differs else 0


def vocabulary(args: argparse.Namespace) -> int:
    """`obligor vocabulary`: the words of scenarios and questions."""
    from ..reports.vocabulary_listing import contents_lines, vocabulary_object, word_lines

    agreement = agreement_for(args)
    words = vocabulary_object(agreement)
    if args.words:
        words = _looked_up(agreement, args.words, words)
    if args.format == "json":
        print_json(words)
    elif args.words or args.all:
        print(shown_lines(word_lines(agreement, words, args.lang)))
    else:
        print(shown_lines(contents_lines(agreement, words, args.lang)))
    return 0


def _looked_up(agreement: Agreement, asked: list[str], listed: Listed) -> Listed:
    """The words that are named, or, where one is no word, what is found by them, the best first."""
    from ..reports.vocabulary_listing import vocabulary_object
    from ..reports.word_search import search

    known = {entry["word"] for entry in listed["words"]} | {entry["question"] for entry in listed["questions"]}
    if known.issuperset(asked):
        return vocabulary_object(agreement, set(asked))
    found = search(agreement, asked, listed)
    if not found:
        hint = suggest(" ".join(asked), known) or "other words for it; `obligor vocabulary` lists what there is"
        raise InputError([Problem(Place("vocabulary"), f"nothing found for: {' '.join(asked)}", hint)])
    return vocabulary_object(agreement, found=found)


def _units_found(agreement: Agreement, asked: list[str]) -> list[Unit]:
    """The units that some words lead to, the best first."""
    from ..reports.word_search import search

    found = [name for section, name in search(agreement, asked, {"words": [], "questions": []}) if section == "units"]
    if not found:
        raise InputError([Problem(Place("clauses"), f"nothing found for: {' '.join(asked)}", "other words for it")])
    return [agreement.units[unit] for unit in found]


def lint(args: argparse.Namespace) -> int:
    """`obligor lint`: the gates over a package's rules; 1 if one of them finds something."""
    from ..suites.lint.gates import lint as find

    args.agreement = args.package or args.agreement
    agreement = agreement_for(args)
    problems = find(agreement)
    if args.format == "json":
        findings = [
            {"file": p.place.file, "line": p.place.line, "message": p.message, "hint": p.hint} for p in problems
        ]
        print_json({"schema": 1, "findings": findings})
    elif problems:
        print("\n".join(map(str, problems)))
    else:
        rules = sum(len(source.rules) for source in agreement.chapters)
        print(f"{visible(agreement.name)}: {len(agreement.units)} units, {rules} rules: nothing found")
    return 1 if problems else 0


def new(args: argparse.Namespace) -> int:
    """`obligor new`: write a scenario to start from."""
    from ..agreement.installed import find
    from ..agreement.package_files import read_part

    if not args.file.endswith((".yaml", ".yml")):
        raise InputError([Problem(Place(args.file), "a scenario to start from is YAML", "name it ….yaml")])
    template = read_part(find(args.agreement or DEFAULT_AGREEMENT) / "template.yaml")
    write_new(Path(args.file), template)
    print(visible(f"{args.file}: written; now try `obligor ask {args.file}`"), file=sys.stderr)
    return 0


def schema(args: argparse.Namespace) -> int:
    """`obligor schema`: the JSON Schema of scenario files or of answers."""
    from ..reports.schemas import answer_schema, scenario_schema

    agreement = agreement_for(args)
    print_json(scenario_schema(agreement) if args.what == "scenario" else answer_schema(agreement.languages))
    return 0
