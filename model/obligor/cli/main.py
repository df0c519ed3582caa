"""The command line: `obligor COMMAND`, with the commands of `COMMANDS`.

Results go to stdout, diagnostics to stderr. Exit status: 0 answered, 1 a check or expectation failed or a text
differs, 2 wrong usage or bad input, or what cannot be read or written, 3 a limit of time or memory was hit, 4 a defect
of ours, 128 and more a signal. Nothing that answers is imported before the arguments are understood, so `--help` loads
no solver.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from ..core.errors import ObligorError
from ..core.plain_text import visible
from ..core.version import __version__
from .arguments import common
from .commands import COMMANDS

_NEED_A_QUESTION = ("why", "whynot", "how", "avoid")


class _Parser(argparse.ArgumentParser):
    """Refuses arguments without doing to the terminal what stands in them."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def _parse(argv: list[str]) -> argparse.Namespace:
    """Understand the arguments; only the command given is set up, since a command's set-up costs as much as asking."""
    name = argv[0] if argv else ""
    if command := COMMANDS.get(name):
        parser = _Parser(prog=f"obligor {name}", description=command.help)
        command.arguments(parser)
        common(parser, command.formats)
        # argparse would take `-#1`, a scenario on stdin, for an option
        given = ["./" + arg if arg.startswith("-#") else arg for arg in argv[1:]]
        args, rest = parser.parse_known_args(given)
        args.command = name
        if command.asks and not any(text.startswith("-") for text in rest):
            args.questions += rest  # questions may also follow an option, which argparse cannot see by itself
        elif rest:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        if name in _NEED_A_QUESTION and not args.questions and not (name == "avoid" and args.party):
            parser.error("a question is needed, e.g. 'liable(acme, _, leak)'")
        return args
    parser = _Parser(prog="obligor", description="Ask an agreement questions.")
    parser.add_argument("--version", action="version", version=f"obligor {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        subparsers.add_parser(name, help=command.help, description=command.help)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None, within_limits: bool = False) -> int:
    """Run the command line and return its exit status.

    Args:
        argv: the arguments; this process's own if None.
        within_limits: whether this is the child that keeps the limits that they name.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    args = _parse(given)
    command = COMMANDS[args.command]
    if command.once:
        gc.disable()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if (args.time_limit or args.memory_limit) and not within_limits:
            return _limited(given, args)
        module, _, function = command.function.partition(".")
        return int(getattr(import_module(f"obligor.cli.{module}"), function)(args))
    except ObligorError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except MemoryError:
        print("out of memory; nothing was answered", file=sys.stderr)
        return 3


def _limited(given: list[str], args: argparse.Namespace) -> int:
    """Do the same in a child, whose output is passed on once it is done."""
    from ..core.child_limits import run as run_child

    resumes = getattr(args, "resume", None) is not None
    left = "the parts that were judged are kept: go on with --resume" if resumes else "nothing was answered"
    done = run_child("obligor.cli.child", given, args.time_limit, args.memory_limit, left=left)
    for stream, data in ((sys.stdout, done.out), (sys.stderr, done.err)):
        stream.write(data.decode("utf-8", "backslashreplace"))
    return done.status
