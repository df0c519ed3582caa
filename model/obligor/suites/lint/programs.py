"""The programs: no predicate rests on its own absence, and clingo has nothing to say about any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...agreement.package import Agreement
from ...agreement.rules import Rule
from ...core.errors import ModelError, Place, Problem
from ...solving import program
from ...solving.grounding import Ground


def knots(agreement: Agreement) -> Iterator[Problem]:
    """Yield rules in which a predicate rests on its own absence, by way of others or at once.

    Such a program has no answer set or several (Apt, Blair and Walker 1988): nothing it says would be certain.
    """
    rules = program.rules(agreement)
    uses: dict[str, set[str]] = {}
    for rule in rules:
        uses.setdefault(rule.name, set()).update(part.name for part in rule.literals)
    reach = _reach(uses)
    for rule in rules:
        for part in rule.literals:
            if not part.positive and rule.name in reach.get(part.name, {part.name}) | {part.name}:
                message = f"{rule.name} rests on the absence of {part.name}, which rests on {rule.name}"
                yield Problem(rule.place, message, "let one of the two rest on facts and judgements alone")


def _reach(uses: dict[str, set[str]]) -> dict[str, set[str]]:
    """What each predicate rests on, over any number of rules."""
    reach: dict[str, set[str]] = {}
    for start in uses:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for below in uses.get(todo.pop(), set()) - seen:
                seen.add(below)
                todo.append(below)
        reach[start] = seen
    return reach


def messages(agreement: Agreement) -> Iterator[Problem]:
    """Yield what clingo says when the programs are grounded: each file alone with the vocabulary, then all together."""
    words = program.text(agreement, list(program.register(agreement)))
    for source in (*agreement.theory, *agreement.chapters):
        yield from _grounded([words, "\n".join(map(str, source.rules))], source.path.name, source.rules)
    rules = program.rules(agreement)
    for name, statements in (
        ("the plain program", program.plain(agreement)),
        ("the opened program", program.opened(agreement, timing=True)),
    ):
        yield from _grounded([program.text(agreement, statements)], name, rules)


def _grounded(texts: list[str], name: str, rules: Sequence[Rule]) -> Iterator[Problem]:
    try:
        Ground(texts)
    except ModelError as error:
        message = str(error)
        rule = next((rule for rule in rules if str(rule) in message), None)
        place = rule.place if rule else Place(name)
        yield Problem(place, f"clingo says: {' '.join(message.split())}", "a variable may be unsafe, a word undeclared")
