"""The programs: no predicate rests on its own absence, and clingo has nothing to say about any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...agreement.package import Agreement
from ...agreement.rules import Rule, Statement
from ...core.errors import ModelError, Place, Problem
from ...solving import program
from ...solving.grounding import Ground

_LINE = re.compile(r"<block>:(\d+)")


def knots(agreement: Agreement) -> Iterator[Problem]:
    """Yield rules by which a predicate comes to rest on its own absence, over any number of rules.

    Such a program has no answer set or several (Apt, Blair and Walker 1988): nothing it says would be certain. Where
    the absence is asked for by the theory, the chapters' rules that close the circle are named.
    """
    rules = program.rules(agreement)
    own = {id(rule) for source in agreement.chapters for rule in source.rules}
    concluding: dict[str, list[Rule]] = {}
    for rule in rules:
        for part in rule.literals:
            concluding.setdefault(part.name, []).append(rule)
    for rule in rules:
        for absent in dict.fromkeys(part.name for part in rule.literals if not part.positive):
            way = _way(concluding, rule.name, absent)
            if way is not None:
                message = f"{rule.name} rests on the absence of {absent}, which rests on {rule.name}"
                for closing in [one for one in (rule, *way) if id(one) in own] or [rule]:
                    yield Problem(closing.place, message, "let one of the two rest on facts and judgements alone")


def _way(concluding: dict[str, list[Rule]], start: str, end: str) -> list[Rule] | None:
    """The shortest way by which one predicate leads to another, as the rules that it takes; None if there is none."""
    ways: dict[str, list[Rule]] = {start: []}
    todo = [start]
    for name in todo:
        if name == end:
            return ways[name]
        for rule in concluding.get(name, ()):
            if rule.name not in ways:
                ways[rule.name] = [*ways[name], rule]
                todo.append(rule.name)
    return None


def messages(agreement: Agreement) -> Iterator[Problem]:
    """Yield what clingo says when the programs are grounded: each file alone with the vocabulary, then all together."""
    words = list(program.register(agreement))
    for source in (*agreement.theory, *agreement.chapters):
        yield from _grounded(agreement, [*words, *source.rules])
    yield from _grounded(agreement, program.plain(agreement))
    yield from _grounded(agreement, program.opened(agreement, timing=True))


def _grounded(agreement: Agreement, statements: Sequence[Statement]) -> Iterator[Problem]:
    text = program.text(agreement, statements)
    try:
        Ground([text])
    except ModelError as error:
        line = _LINE.search(str(error))
        at = int(line[1]) - 1 - (text.count("\n") + 1 - len(statements)) if line else -1  # declarations come first
        place = statements[at].place if 0 <= at < len(statements) else Place(agreement.name)
        yield Problem(place, f"clingo says: {' '.join(str(error).split())}")
