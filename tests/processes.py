"""The processes of this machine, as tests and scripts look at them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from obligor.core.stopping import SIGNALS


def hear_signals() -> None:
    """Have this process, and those it starts, hear what ends processes, also where a shell started it deaf (`… &`)."""
    for number in SIGNALS:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def processes() -> Iterator[tuple[int, list[str]]]:
    """All processes, each with what follows its name in its `stat`: state, parent, group, session and so on."""
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            try:
                yield int(path.name), (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue


def session(leader: int) -> list[int]:
    """The processes of a session that have not ended."""
    return [number for number, fields in processes() if int(fields[3]) == leader and fields[0] != "Z"]


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    return [number for number, fields in processes() if int(fields[1]) == parent]


def alive(process: int) -> bool:
    """Whether a process has not ended."""
    return any(number == process and fields[0] != "Z" for number, fields in processes())


def busy(leader: int) -> float:
    """Seconds of the processor that a session has had."""
    ticks = sum(int(fields[11]) + int(fields[12]) for _, fields in processes() if int(fields[3]) == leader)
    return ticks / os.sysconf("SC_CLK_TCK")
