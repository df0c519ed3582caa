"""The command line as a process: its signals, its streams, its end.

Nothing else is imported before signals are heeded, so that Ctrl-C ends in words from the beginning.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from ..core.stopping import Stopped, heed_signals

UNUSABLE = 2
"""Exit status where something cannot be read or written, stdout among it."""
DEFECT = 4
"""Exit status of a defect of ours, told apart from an expectation that failed."""


def run(work: Callable[[], int] | None = None) -> NoReturn:
    """Run the command line as a process of its own, which ends as soon as everything is written.

    Taking the solver's objects apart one by one, as the interpreter would, lasts a twentieth of an answer.

    Args:
        work: what gives the exit status; the command line if None.
    """
    if sys.stderr is None:  # closed by whoever started us; `print` would turn to stdout instead
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        heed_signals()
        status = _unusable("stdout is closed: send it to a file") if sys.stdout is None else _done(work)
    except Stopped as stopped:
        _say(str(stopped))
        status = stopped.exit_status
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


def _done(work: Callable[[], int] | None) -> int:
    """Do it, write everything, and tell how it ended."""
    try:
        status = _status(work or _command_line)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads any more
        return 0
    except OSError as error:
        return _unusable(f"{error.filename or 'stdout'}: cannot be read or written: {error.strerror}")
    except Exception:
        sys.excepthook(*sys.exc_info())
        _say("this is a defect of Obligor, not of your input")
        return DEFECT
    return status


def _command_line() -> int:
    from .main import main

    return main()


def _status(work: Callable[[], int]) -> int:
    try:
        return work()
    except SystemExit as ended:  # as the parser of arguments ends
        return ended.code if isinstance(ended.code, int) else 0


def _unusable(message: str) -> int:
    _say(message)
    return UNUSABLE


def _say(message: str) -> None:
    with suppress(OSError):  # there may be nowhere left to say it
        print(message, file=sys.stderr)
