"""Limits of time and memory, kept by doing the work in a child process.

Grounding cannot be interrupted within a process; a child can be ended. What it says counts only once it is done, so
that no part of an answer is ever taken for the whole.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .errors import InputError, ObligorError, Place, Problem
from .safe_path import FLAG
from .stopping import end_with, unheard

STATUS = 3
"""Exit status where a limit was hit."""

_STARVED = (
    b"MemoryError", b"bad_alloc", b"failed to map segment", b"annot allocate memory",
    b"without exception set", b"without setting an exception",
)  # fmt: skip
"""What a process says that gets no memory, wherever that happens to it; the last two are Python's own SystemError."""


class LimitError(ObligorError):
    """Work was stopped because it took more time or memory than allowed; nothing was answered."""

    exit_status = STATUS


class Done(NamedTuple):
    """What a child said: exit status, and all of its output."""

    status: int
    out: bytes
    err: bytes


def run(
    module: str,
    arguments: Sequence[str],
    seconds: float | None,
    megabytes: int | None,
    given: bytes | None = None,
    left: str = "nothing was answered",
) -> Done:
    """Run a module of this package in a child.

    Args:
        module: its name; it begins with `arguments_within`.
        arguments: what it is to do.
        seconds: how long it may take; no limit if None.
        megabytes: how much address space it may take; no limit if None.
        given: its standard input; that of this process if None.
        left: what an error says of what was done until then.

    Raises:
        LimitError: if it takes more.
    """
    with unheard():
        child = subprocess.Popen(
            [sys.executable, FLAG, "-X", "utf8", "-m", module, str(os.getpid()), str(megabytes or 0), *arguments],
            stdin=None if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    try:
        out, err = child.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise LimitError(f"stopped after {seconds:g} s, the time that was allowed; {left}") from None
    finally:
        if child.poll() is None:  # whoever waited no longer wants it
            child.kill()
            child.communicate()
    starved = megabytes and any(sign in err for sign in _STARVED)
    if child.returncode < 0 or child.returncode == STATUS or starved:
        allowed = f"the {megabytes:,} MB of memory that were allowed did not do" if megabytes else err.decode().strip()
        raise LimitError(f"stopped: {allowed or 'the process was ended'}; {left}")
    return Done(child.returncode, out, err)


def arguments_within(given: Sequence[str]) -> list[str]:
    """In a child that `run` has started: keep within its limits, end with its parent, and tell what it is to do.

    Args:
        given: what follows the module on its command line.

    Raises:
        InputError: if memory cannot be limited here.
    """
    parent, megabytes, *arguments = given
    end_with(int(parent))
    if int(megabytes):
        try:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20, int(megabytes) << 20))
        except (ImportError, ValueError, OSError):  # Windows has no such limits, macOS not this one
            problem = Problem(Place("--memory-limit"), "memory cannot be limited on this system", "leave it out")
            raise InputError([problem]) from None
    return arguments


def ask_within(
    record: Mapping[str, Any], agreement: str, questions: Sequence[str], seconds: float | None, megabytes: int | None
) -> dict[str, Any]:
    """Answer questions about a recorded scenario in a child; none: the whole picture.

    Args:
        record: a scenario's record (see `solving.provenance`).
        agreement: name or folder of the agreement.
        questions: what to ask.
        seconds: how long it may take.
        megabytes: how much memory it may take.

    Returns:
        What `obligor ask --format json` prints.

    Raises:
        LimitError: if it takes more; InputError: if a question is ill-formed.
    """
    asked = json.dumps({"record": record, "agreement": agreement, "questions": list(questions)})
    done = run("obligor.api.child", [], seconds, megabytes, asked.encode())
    found: dict[str, Any] = json.loads(done.out)
    if "problems" in found:
        raise InputError([Problem(Place(file, line), message, hint) for file, line, message, hint in found["problems"]])
    return found
