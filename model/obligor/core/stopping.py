"""Being stopped from outside, by Ctrl-C or the system: what was asked ends in words, and nothing goes on by itself.

Python heeds a signal between two of its own steps, and grounding is a single one. So besides the exception that ends
what is under way there is a second way: a thread that hears of every signal at once and, where the exception does not
get through, ends the process.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

GRACE = 1.0
"""Seconds that whatever is under way has for putting its things in order."""
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What asks a process to end; not every system has all of them."""
SENTENCE = "stopped; nothing was answered"


class Stopped(KeyboardInterrupt):
    """What is under way is to end, since somebody asked for it.

    Args:
        number: of the signal that asked; or what is raised anew, as the solver does with what is raised within it.
        sentence: what to say of it.

    Attributes:
        number: of the signal that asked.
    """

    def __init__(self, number: int | Stopped = signal.SIGINT, sentence: str = SENTENCE) -> None:
        if isinstance(number, Stopped):
            sentence = str(number)
        self.number: int = number.number if isinstance(number, Stopped) else number
        super().__init__(sentence)

    @property
    def exit_status(self) -> int:
        """The process's exit status, as shells tell of a signal."""
        return 128 + self.number


def heed_signals() -> None:
    """From now on, have a signal that asks this process to end raise `Stopped`, and end it where that does not help.

    A signal that is ignored already, as in a process that outlives its terminal, stays so.
    """
    heeded = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    heard, told = os.pipe()
    if hasattr(os, "set_blocking"):
        os.set_blocking(told, False)
    for number in heeded:
        signal.signal(number, _stop)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    threading.Thread(target=_end_after_grace, args=(heard, frozenset(heeded)), daemon=True).start()


def _stop(number: int, _: FrameType | None) -> None:
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)  # things are put in order once
    raise Stopped(number)


def _end_after_grace(heard: int, heeded: frozenset[int]) -> None:
    """End the process some time after a signal has come, if it has not ended by itself."""
    while (number := os.read(heard, 1)[0]) not in heeded:
        continue
    time.sleep(GRACE)
    if sys.stderr is not None:
        os.write(sys.stderr.fileno(), f"{SENTENCE}\n".encode())
    os._exit(128 + number)


@contextmanager
def unheard() -> Iterator[None]:
    """Have processes that are started meanwhile hear of none of these signals: whoever started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # not on this system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with(parent: int, every: float = 0.2) -> None:
    """End this process soon after the one that started it has ended, however that came.

    Args:
        parent: its id.
        every: seconds between two looks.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
