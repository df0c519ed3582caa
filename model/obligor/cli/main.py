"""The command line: `obligor COMMAND`, with the commands of `HELP`.

Results go to stdout, diagnostics to stderr. Exit status: 0 answered, 1 a check or expectation failed or a text
differs, 2 wrong usage or bad input, 3 a limit of time or memory was hit. Nothing that answers is imported before the
arguments are understood, so `--help` loads no solver.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from ..agreement.installed import DEFAULT_AGREEMENT
from ..core.errors import ObligorError
from ..core.version import __version__
from ..wording.words import languages

CHILD = "OBLIGOR_CHILD"
"""As in `limits`, which is loaded only where it is needed."""
HELP = {
    "check": "Are these scenario files well formed?",
    "ask": "Answer questions about a scenario; without a question, give the whole picture.",
    "why": "Prove an answer, step by step.",
    "whynot": "Tell what comes nearest to a yes, and what it lacks.",
    "whatif": "Tell the difference that changed facts, or a clause struck out, make.",
    "how": "Find the smallest changes of facts that make it so.",
    "avoid": "Find the smallest changes of facts that stop it; with --party alone, all that clears a party.",
    "exposure": "Tell what may come upon a party, at best and at worst.",
    "graph": "Draw and question the graph of norms, or the graph of a case's proofs.",
    "test": "Check every `expect:` of these scenario files.",
    "coverage": "Tell which units scenarios test, and whether they notice when a rule is changed.",
    "clauses": "List the units of the agreement, or compare a copy of its official text with it.",
    "vocabulary": "List the words of scenarios and questions.",
    "batch": "Judge many scenarios, a row each, into a verdict table.",
    "replay": "Tell whether today's model still gives recorded answers, and what differs.",
    "schema": "Print the JSON Schema of scenario files, for editors, or of answers.",
    "new": "Write a scenario to start from.",
}


_OF_CASES = ("ask", "why", "whynot", "whatif", "how", "avoid")
"""Commands that take a file and questions."""
_REASONED = ("why", "whynot", "how", "avoid")
"""Those of them that need a question."""


_FORMATS = {
    "ask": ("text", "json", "html"),
    "why": ("text", "json", "md", "html"),
    "whynot": ("text", "json", "md", "html"),
    "graph": ("text", "json", "dot", "mermaid", "graphml", "svg", "html"),
}
"""Formats of commands that know more than text and JSON."""


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e7:
        raise argparse.ArgumentTypeError("write a number of seconds above 0")
    return value


def _megabytes(text: str) -> int:
    value = int(text)
    if not 0 < value < 1 << 30:
        raise argparse.ArgumentTypeError("write a number of megabytes above 0")
    return value


def _readings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reading", action="append", default=[], metavar="UNIT=NAME|preferred|all")
    parser.add_argument("--without", action="append", default=[], metavar="UNIT", help="leave a clause out of account")


def _graph_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE[#ID]", help="a scenario: its proofs; none: the norms of the agreement")
    add("questions", nargs="*", metavar="QUESTION", help="what to prove (default: the whole picture)")
    add("--ask", action="append", default=[], metavar="QUESTION", help="e.g. 'sets_off(8.2.1.2)', balance")
    add("--around", action="append", default=[], metavar="CLAUSE", help="only what hangs together with a clause")
    add("--edges", action="append", default=[], metavar="KIND", help="kinds of edges to draw, e.g. 'breach opens'")
    add("--all", action="store_true", help="every step of a case's proofs, absences included")
    _readings(parser)


def _arguments(parser: argparse.ArgumentParser, command: str) -> None:
    add = parser.add_argument
    if command in ("check", "test", "coverage", "replay"):
        add("paths", nargs="+", metavar="PATH")
        if command == "coverage":
            add(
                "--mutate",
                action="append",
                default=[],
                metavar="FILE|all",
                help="try mutants of a chapter or of all rules",
            )
            add(
                "--at-least", type=float, default=0.0, metavar="PERCENT", help="exit with 1 if fewer mutants are killed"
            )
            add("--every", type=int, default=1, metavar="N", help="try each Nth mutant only, for an estimate")
            add("--jobs", type=int, default=2, help="worker processes for mutants (default: 2)")
    elif command in (*_OF_CASES, "exposure"):
        add("file", metavar="FILE[#ID]", help="a scenario file; - is stdin")
        if command == "exposure":
            add("party", metavar="PARTY")
        else:
            add("questions", nargs="*", metavar="QUESTION", help="e.g. 'liable(acme, _, leak)'")
        _readings(parser)
        add("--row", metavar="ID", help="FILE is a verdict table: the scenario of this row, if it has not changed")
        if command == "whatif":
            add("--add", action="append", default=[], metavar="FACT")
            add("--drop", action="append", default=[], metavar="FACT|EVENT")
        if command in ("how", "avoid"):
            add("--party", metavar="PARTY", help="whose acts may be changed (default: everybody's)")
            add("--any", action="store_true", help="also change what lies in nobody's hands: law, causes")
            add("--save", metavar="FOLDER", help="write each result as a scenario file into a new folder")
        if command == "ask":
            add("--all", action="store_true", help="also list standing duties and powers open at any time")
    elif command == "graph":
        _graph_arguments(parser)
    elif command == "clauses":
        add("ids", nargs="*", metavar="ID")
        add("--readings", action="store_true", help="only units that can be read in several ways")
        add(
            "--text",
            metavar="FILE",
            help="a copy of the official text: what differs; with ID, the words of its clauses",
        )
    elif command == "batch":
        add("source", metavar="IN", help="scenarios: JSON, one a line (.jsonl), or a table (.parquet)")
        add("output", metavar="OUT", help="the verdict table: .jsonl, .csv or .parquet")
        add("--ask", action="append", default=[], metavar="QUESTION", help="instead of the whole picture")
        add("--reading", choices=("preferred", "all"), default="preferred")
        add("--workers", type=int, default=2, metavar="N", help="processes (default: 2)")
        add(
            "--rows",
            type=int,
            default=0,
            metavar="N",
            help="rows of a part (default: a quarter of them, at most 20,000)",
        )
        add(
            "--engine",
            choices=("auto", "clingo", "sql"),
            default="auto",
            help="what derives determinate rows (default: SQL, where a part has 1,000 of them)",
        )
        add("--cluster", default="", metavar="ADDRESS", help="let the workers of a Dask cluster judge instead")
        add("--resume", action="store_true", help="go on with a run that was killed")
        late = "reject a row that takes longer (default: 60; needs two processes)"
        add("--row-limit", type=_positive, default=60.0, metavar="SECONDS", help=late)
    elif command == "schema":
        add("what", choices=("scenario", "answer"))
    elif command == "vocabulary":
        add("words", nargs="*", metavar="WORD")
    else:
        add("file", metavar="FILE")
    add("--agreement", default=None, metavar="NAME|PATH", help=f"default: {DEFAULT_AGREEMENT}")
    add("--format", choices=_FORMATS.get(command, ("text", "json")), default="text")
    add("--lang", choices=languages(), default="en")
    add("--time-limit", type=_positive, metavar="SECONDS", help="stop, with exit status 3, when it takes longer")
    add("--memory-limit", type=_megabytes, metavar="MB", help="stop, with exit status 3, when it takes more memory")


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
        if name in (*_OF_CASES, "graph") and not any(text.startswith("-") for text in rest):
            args.questions += rest  # questions may also follow an option, which argparse cannot see by itself
        elif rest:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        if name in _REASONED and not args.questions and not (name == "avoid" and args.party):
            parser.error("a question is needed, e.g. 'liable(acme, _, leak)'")
        return args
    parser = argparse.ArgumentParser(prog="obligor", description="Ask an agreement questions.")
    parser.add_argument("--version", action="version", version=f"obligor {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command, text in HELP.items():
        commands.add_parser(command, help=text, description=text)
    return parser.parse_args(argv)


_COMMANDS = {
    "ask": "cases.ask",
    "why": "cases.reasons",
    "whynot": "cases.reasons",
    "whatif": "cases.whatif",
    "how": "cases.remedies",
    "avoid": "cases.remedies",
    "exposure": "cases.exposure",
    "graph": "graph.graph",
    "check": "suites.check",
    "test": "suites.test",
    "coverage": "suites.coverage",
    "clauses": "model.clauses",
    "vocabulary": "model.vocabulary",
    "batch": "bulk.batch",
    "replay": "suites.replay",
    "schema": "model.schema",
    "new": "model.new",
}
"""What carries a command out, loaded when it is asked for."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    args = _parse(given)
    if args.command in ("ask", "why", "whynot", "whatif"):
        gc.disable()  # a process that answers once and ends has no use for looking for garbage
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if (args.time_limit or args.memory_limit) and CHILD not in os.environ:
            return _limited(given, args)
        if CHILD in os.environ:
            import_module("obligor.core.child_limits").keep_within()
        module, _, function = _COMMANDS[args.command].partition(".")
        return int(getattr(import_module(f"obligor.cli.{module}"), function)(args))
    except ObligorError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except MemoryError:
        print("out of memory; nothing was answered", file=sys.stderr)
        return 3
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _limited(given: list[str], args: argparse.Namespace) -> int:
    """Do the same in a child, whose output is passed on once it is done."""
    from ..core.child_limits import run as run_child

    done = run_child(["obligor", *given], args.time_limit, args.memory_limit)
    for stream, data in ((sys.stdout, done.out), (sys.stderr, done.err)):
        stream.write(data.decode("utf-8", "backslashreplace"))
    return done.status


def run() -> NoReturn:
    """Run the command line as a process of its own, which ends as soon as everything is written.

    Taking the solver's objects apart one by one, as the interpreter would, lasts a twentieth of an answer.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):  # nobody reads any more, or it is closed
            continue
    os._exit(status)


if __name__ == "__main__":
    run()
