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

STATUS = 3
"""Exit status where a limit was hit."""
CHILD = "OBLIGOR_CHILD"
"""Set in the environment of a child, which keeps no limits of its own."""


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


def run(arguments: Sequence[str], seconds: float | None, megabytes: int | None, given: bytes | None = None) -> Done:
    """Run a module of this package in a child.

    Args:
        arguments: module and arguments, as for `python -m`.
        seconds: how long it may take; no limit if None.
        megabytes: how much address space it may take; no limit if None.
        given: its standard input; that of this process if None.

    Raises:
        LimitError: if it takes more.
    """
    child = subprocess.Popen(
        [sys.executable, FLAG, "-X", "utf8", "-m", *arguments],
        stdin=None if given is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, CHILD: str(megabytes or 0)},
    )
    try:
        out, err = child.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise LimitError(f"stopped after {seconds:g} s, the time that was allowed; nothing was answered") from None
    except BaseException:  # whoever waits no longer wants it
        child.kill()
        child.communicate()
        raise
    starved = megabytes and any(sign in err for sign in _STARVED)
    if child.returncode < 0 or child.returncode == STATUS or starved:
        allowed = f"the {megabytes:,} MB of memory that were allowed did not do" if megabytes else err.decode().strip()
        raise LimitError(f"stopped: {allowed or 'the process was ended'}; nothing was answered")
    return Done(child.returncode, out, err)


def keep_within() -> None:
    """In a child: take no more memory than its parent allows."""
    megabytes = int(os.environ.get(CHILD, "0"))
    if megabytes:
        try:
            import resource
        except ImportError:  # not on this system
            problem = Problem(Place("--memory-limit"), "memory cannot be limited on this system", "leave it out")
            raise InputError([problem]) from None
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


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
    done = run(["obligor.api.child"], seconds, megabytes, asked.encode())
    found: dict[str, Any] = json.loads(done.out)
    if "problems" in found:
        raise InputError([Problem(Place(file, line), message, hint) for file, line, message, hint in found["problems"]])
    return found
