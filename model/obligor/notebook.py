"""In Jupyter: `%load_ext obligor`, then a cell that begins with `%%obligor` is a scenario and becomes a case."""

from __future__ import annotations

import argparse
import shlex
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from .agreement.installed import DEFAULT_AGREEMENT
from .api.case import OpenCase
from .api.model import Model, load
from .core.errors import ObligorError
from .core.plain_text import shown_lines, visible
from .wording.words import languages

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_models: dict[str, Model] = {}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}\n{self.format_usage().strip()}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="%%obligor", add_help=False)
    parser.add_argument("name", nargs="?", help="a variable that the case is put into")
    parser.add_argument("--ask", action="append", default=[], help="a question to answer instead of the whole picture")
    parser.add_argument("--agreement", default=DEFAULT_AGREEMENT)
    parser.add_argument("--lang", choices=languages(), default="en")
    return parser


def scenario_cell(shell: InteractiveShell, line: str, cell: str) -> Any:
    """Read a cell's YAML as a scenario; return its case, or the answers to what `--ask` asks.

    `%%obligor NAME [--ask QUESTION] [--agreement NAME|PATH] [--lang LANG]`. What is wrong with a scenario is printed
    to stderr, without a traceback.
    """
    try:
        args = _parser().parse_args(shlex.split(line))
        if args.agreement not in _models:
            _models[args.agreement] = load(args.agreement)
            if origin := _models[args.agreement].agreement.rules_from:
                print(visible(f"rules from {origin}"), file=sys.stderr)
        case: OpenCase = _models[args.agreement].parse(cell, "cell")
        found = [case.ask(question) for question in args.ask]
    except (ObligorError, ValueError) as error:
        print(shown_lines(str(error).split("\n")), file=sys.stderr)
        return None
    if args.name:
        shell.user_ns[args.name] = case
    for one in (case, *found):
        one.lang = args.lang
    if len(found) > 1:
        from IPython.display import display

        for answer in found[:-1]:
            display(answer)  # type: ignore[no-untyped-call]
    return found[-1] if found else case


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register the cell magic."""
    register: Any = shell.register_magic_function  # whose stub takes it for a decorator
    register(lambda line, cell: scenario_cell(shell, line, cell), magic_kind="cell", magic_name="obligor")
