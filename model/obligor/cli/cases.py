"""Commands about the cases of one file."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..core.errors import InputError, Place, Problem
from ..core.plain_text import shown_lines
from ..solving.verdict_names import GAP, MAY
from .common import cases, print_json

if TYPE_CHECKING:
    from ..reports.changes_report import ChangeReport
    from ..solving.answers import Answer, Picture
    from ..solving.case import Case

R = TypeVar("R")


class AskedCase(NamedTuple):
    """A case with its whole picture, or its answers to questions."""

    case: Case
    picture: Picture | None
    answers: list[Answer]


def ask(args: argparse.Namespace) -> int:
    """`obligor ask`: verdicts, or the whole picture."""
    if args.format == "html":
        return _page(args)
    summary = args.format == "text"
    asked_cases = [
        AskedCase(case, None if args.questions else case.picture(summary), _asked(case, args.questions))
        for case in cases(args)
    ]
    if args.format == "json":
        from ..reports.answers_json import SCHEMA

        objects = [_answers_object(asked, args.lang) for asked in asked_cases]
        print_json(objects[0] if len(objects) == 1 else {"schema": SCHEMA, "cases": objects})
        return 0
    for number, asked in enumerate(asked_cases):
        if number:
            print()
        print(shown_lines(_answer_lines(asked, args, headed=len(asked_cases) > 1)))
    return 0


def _asked(case: Case, questions: list[str]) -> list[Answer]:
    """Answers to questions, with what they are made of and the causes of a no or a gap."""
    if not questions:
        return []
    from ..reasoning.asking import asked  # a picture has no use for it

    return asked(case, *questions)


def _answers_object(asked: AskedCase, lang: str) -> dict[str, Any]:
    """A case as JSON; of a gap it tells where it was looked, of a `may` whose choice it waits for."""
    from ..reports.answers_json import case_object

    whole = case_object(asked.case, asked.picture, asked.answers, lang)
    for answer in whole.get("answers", ()):
        if answer["verdict"] == GAP:
            answer["looked_at"] = _looked_at(asked.case, answer["question"], lang)["nearest"]
        if answer["verdict"] == MAY:
            answer["choices"] = _choices(asked.case, answer["question"], lang)
    return whole


def _answer_lines(asked: AskedCase, args: argparse.Namespace, headed: bool) -> Iterator[str]:
    """The same in words."""
    from ..reports.answers_text import TextReport
    from ..wording.words import words

    case, lang = asked.case, args.lang
    report = TextReport(case, lang, args.all)
    if asked.picture is not None:
        yield from report.picture(asked.picture)
        return
    if headed:
        yield from report.heading()
    for answer in asked.answers:
        yield from report.answer(answer)
        if answer.verdict == MAY:
            chosen = words(lang).changes["chosen"]
            for choice in _choices(case, answer.question, lang):
                yield f"    {chosen.format(power=choice['text'])} [{choice['unit']}]"
        if answer.verdict == GAP and not any(report.of_topics(answer)):  # of a topic it has been said what comes near
            yield from _looked_lines(case, answer.question, lang)
    yield from report.assumed(case.assumed())


def _page(args: argparse.Namespace) -> int:
    """The report on a case as a page."""
    from ..reports.html_pages import case_page

    chosen = cases(args)
    if len(chosen) > 1:
        raise InputError([Problem(Place(args.file), "a page is about one scenario", "name it: FILE#ID")])
    if args.questions:
        raise InputError([Problem(Place("--format"), "a page reports on the whole case", "leave out the questions")])
    print(case_page(chosen[0], args.lang))
    return 0


def _looked_at(case: Case, question: str, lang: str) -> dict[str, Any]:
    """Which units come nearest to filling a gap, and why none does."""
    from ..reasoning.why_not import whynot
    from ..reports.reasons_report import ReasonReport

    return ReasonReport(case, lang).whynot_object(whynot(case, question))


def _choices(case: Case, question: str, lang: str) -> list[dict[str, Any]]:
    """The powers and rights of recourse whose exercise an answer waits for: holder, unit, in words."""
    from ..core.terms import show
    from ..reasoning.why import why
    from ..solving.whole_picture import POWER
    from ..wording.speaker import Speaker

    speaker = Speaker(case.agreement, case.scenario, lang)
    nodes = {atom: None for proof in why(case, question).proofs for atom in proof.nodes}
    held = {POWER: 0, "recourse": 1}  # whose choice it is, by place
    return [
        {
            "atom": show(atom),
            "holder": show(atom.args[held[atom.name]]),
            "unit": atom.args[-1],
            "text": speaker.atom(atom),
        }
        for atom in nodes
        if atom.name in held
    ]


def _looked_lines(case: Case, question: str, lang: str) -> list[str]:
    from ..reports.reasons_report import ReasonReport

    return [f"  {line}" for line in ReasonReport(case, lang).near_lines(_looked_at(case, question, lang))]


def reasons(args: argparse.Namespace) -> int:
    """`obligor why` and `obligor whynot`: proofs, and what is missing from the nearest ones."""
    from ..reasoning.why import why
    from ..reasoning.why_not import whynot
    from ..reports.reasons_report import ReasonReport

    objects = []
    if args.format == "html" and len(args.questions) > 1:
        raise InputError([Problem(Place("--format"), "a page explains one question", "ask them one by one")])
    for case in cases(args):
        report = ReasonReport(case, args.lang)
        for question in args.questions:
            if args.command == "why":
                objects.append((report, report.why_object(why(case, question))))
            else:
                objects.append((report, report.whynot_object(whynot(case, question))))
    if args.format == "html":
        print("\n\n".join(report.html(proof) for report, proof in objects))
        return 0
    full = args.command == "why" and args.full
    if args.format == "md":
        return _print(args, objects, partial(ReasonReport.markdown, full=full))
    if args.command == "whynot":
        return _print(args, objects, ReasonReport.whynot_lines)
    return _print(args, objects, ReasonReport.full_lines if full else ReasonReport.why_lines)


def whatif(args: argparse.Namespace) -> int:
    """`obligor whatif`: the difference that changed facts, or a clause struck out, make."""
    from ..reasoning.what_if import apply, compared, effect
    from ..reports.changes_report import ChangeReport

    given = {"add": args.add, "drop": args.drop, "without": args.without}
    if not any(given.values()):
        raise InputError([Problem(Place("command line"), "nothing is changed", "give --add, --drop or --without")])
    struck, args.without = args.without, []

    def difference(case: Case) -> tuple[ChangeReport, dict[str, Any]]:
        changed = apply(case, args.add, args.drop, struck)
        report = ChangeReport(case, args.lang)
        if args.questions:
            return report, report.whatif_object(given, (), [effect(case, changed, q) for q in args.questions])
        return report, report.whatif_object(given, compared(case.picture(False), changed.picture(False)), ())

    return _print(args, [difference(case) for case in cases(args)], ChangeReport.whatif_lines)


def remedies(args: argparse.Namespace) -> int:
    """`obligor how` and `obligor avoid`: the smallest changes that make it so, or stop it."""
    from ..reasoning.remedies import remedies as find
    from ..reports.changes_report import ChangeReport

    def ways(case: Case, question: str) -> tuple[ChangeReport, dict[str, Any]]:
        report = ChangeReport(case, args.lang)
        return report, report.remedies_object(
            question, find(case, question, args.command == "how", args.party, args.any)
        )

    if not args.questions:
        return _cleared(args)
    pairs = [(case, question) for case in cases(args) for question in args.questions]
    results = [ways(*pair) for pair in pairs]
    if args.save:
        from ..core.atomic_files import write_folder

        saved = [remedy["scenario"] for _, result in results for remedy in result["remedies"]]
        write_folder(Path(args.save), {f"{number}.lp": text for number, text in enumerate(saved, 1)})
    return _print(args, results, ChangeReport.remedies_lines)


def _cleared(args: argparse.Namespace) -> int:
    """`obligor avoid FILE --party P`: what clears a party of everything."""
    from ..reasoning.remedies import against, to_be_done
    from ..reasoning.remedies import remedies as find
    from ..reports.changes_report import ChangeReport

    def clearing(case: Case) -> tuple[ChangeReport, dict[str, Any]]:
        report = ChangeReport(case, args.lang)
        duties = to_be_done(case, args.party)
        ways = [
            report.remedies_object(q, find(case, q, False, args.party, args.any)) for q in against(case, args.party)
        ]
        return report, report.clear_object(args.party, duties, ways)

    return _print(args, [clearing(case) for case in cases(args)], ChangeReport.clear_lines)


def exposure(args: argparse.Namespace) -> int:
    """`obligor exposure`: what may come upon a party, at best and at worst."""
    from ..reasoning.exposure import exposure as work_out
    from ..reports.changes_report import ChangeReport

    def exposed(case: Case) -> tuple[ChangeReport, dict[str, Any]]:
        report = ChangeReport(case, args.lang)
        return report, report.exposure_object(work_out(case, args.party))

    return _print(args, [exposed(case) for case in cases(args)], ChangeReport.exposure_lines)


def _print(
    args: argparse.Namespace,
    objects: list[tuple[R, dict[str, Any]]],
    lines: Callable[[R, dict[str, Any]], Iterable[str]],
) -> int:
    """Print answers as JSON or in words, each with the report that says it."""
    if args.format == "json":
        answers = [answer for _, answer in objects]
        print_json(answers[0] if len(answers) == 1 else {"schema": 1, "answers": answers})
        return 0
    for number, (report, answer) in enumerate(objects):
        if number:
            print()
        print(shown_lines(lines(report, answer)))
    return 0
