"""The commands: what each says of itself, carries it out and takes. Nothing that answers is imported here."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import NamedTuple

from . import arguments as takes

PLAIN = ("text", "json")
REASONED = (*PLAIN, "md", "html")


class Command(NamedTuple):
    """A command of the command line.

    Attributes:
        help: what it does, in a sentence.
        function: what carries it out, as `module.function` of this room; loaded when it is asked for.
        arguments: sets up the arguments that it takes beside those of every command.
        formats: in which it answers.
        asks: whether it takes questions, which may also follow an option.
        once: whether it answers once and ends, so that it has no use for looking for garbage.
    """

    help: str
    function: str
    arguments: Callable[[ArgumentParser], None]
    formats: tuple[str, ...] = PLAIN
    asks: bool = False
    once: bool = False


COMMANDS = {
    "check": Command("Are these scenario files well formed?", "suites.check", takes.paths),
    "ask": Command(
        "Answer questions about a scenario; without a question, give the whole picture.",
        "cases.ask", takes.ask, (*PLAIN, "html"), asks=True, once=True,
    ),
    "why": Command(
        "Prove an answer: its story, or every step.",
        "cases.reasons", takes.proof, REASONED, asks=True, once=True,
    ),
    "whynot": Command(
        "Tell what comes nearest to a yes, and what it lacks.",
        "cases.reasons", takes.reasons, REASONED, asks=True, once=True,
    ),
    "whatif": Command(
        "Tell the difference that changed facts, or a clause struck out, make.",
        "cases.whatif", takes.whatif, asks=True, once=True,
    ),
    "how": Command(
        "Find the smallest changes of facts that make it so.",
        "cases.remedies", takes.remedies, asks=True,
    ),
    "avoid": Command(
        "Find the smallest changes of facts that stop it; with --party alone, all that clears a party.",
        "cases.remedies", takes.remedies, asks=True,
    ),
    "exposure": Command("Tell what may come upon a party, at best and at worst.", "cases.exposure", takes.exposure),
    "graph": Command(
        "Draw and question the graph of norms, or the graph of a case's proofs.",
        "graph.graph", takes.graph, (*PLAIN, "dot", "mermaid", "graphml", "svg", "html"), asks=True,
    ),
    "test": Command("Check every `expect:` of these scenario files.", "suites.test", takes.paths),
    "coverage": Command(
        "Tell which units scenarios test, and whether they notice when a rule is changed.",
        "suites.coverage", takes.coverage,
    ),
    "clauses": Command(
        "List the units of the agreement, or compare a copy of its official text with it.",
        "model.clauses", takes.clauses,
    ),
    "vocabulary": Command("List the words of scenarios and questions.", "model.vocabulary", takes.vocabulary),
    "batch": Command("Judge many scenarios, a row each, into a verdict table.", "bulk.batch", takes.batch),
    "replay": Command(
        "Tell whether today's model still gives recorded answers, and what differs.", "suites.replay", takes.paths
    ),
    "schema": Command(
        "Print the JSON Schema of scenario files, for editors, or of answers.", "model.schema", takes.schema
    ),
    "lint": Command(
        "Tell what is wrong with an agreement's rules, where, and what to write instead.", "model.lint", takes.lint
    ),
    "new": Command("Write a scenario to start from.", "model.new", takes.new),
}  # fmt: skip
