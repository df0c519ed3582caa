"""Worker processes: each does one task at a time, and tells how it ended; none outlives whoever started it.

The pools of the standard library do not say which task ended a process, and their workers answer Ctrl-C each by
itself and outlive a parent that was killed.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from traceback import format_exception
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar, cast

from .errors import ObligorError
from .safe_path import safe_children
from .stopping import unheard

T = TypeVar("T")
R = TypeVar("R")


class WorkerEnded(ObligorError):
    """A worker process ended in the middle of a task, as by a defect of the solver or for want of memory."""


class Finished(NamedTuple, Generic[T, R]):
    """What came of a task.

    Attributes:
        task: which.
        value: what the function returned.
        exit_code: where its process ended instead, how: below 0 by which signal; else None.
    """

    task: T
    value: R | None
    exit_code: int | None = None


class Crew(Generic[T, R]):
    """Processes that call a function, a task each at a time; a context, whose end ends them.

    Args:
        function: what to call with a task; it is sent to each process once, and may keep there what it needs again.
        processes: how many.
        renewed_after: tasks after which a process is replaced by a new one; 0 for never.
    """

    def __init__(self, function: Callable[[T], R], processes: int, renewed_after: int = 0) -> None:
        self._function, self._processes, self._renewed_after = function, max(1, processes), renewed_after
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, tuple[int, T]] = {}

    def __enter__(self) -> Crew[T, R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in [*self._idle, *self._busy]:
            worker.end()
        self._idle, self._busy = [], {}

    def spread(self, tasks: Iterable[T]) -> Iterator[Finished[T, R]]:
        """Do tasks, yielding each as it is done; what is under way when nobody asks for more is ended.

        Raises:
            Exception: what the function raises.
        """
        return (finished for _, finished in self._numbered(tasks))

    def in_order(self, tasks: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Do tasks, yielding each with what the function returned, in their order.

        Raises:
            WorkerEnded: if a process ended.
            Exception: what the function raises.
        """
        early: dict[int, tuple[T, R]] = {}
        at = 0
        for number, (task, value, exit_code) in self._numbered(tasks):
            if exit_code is not None:
                raise WorkerEnded(f"a worker process ended by itself, with {exit_code}")
            early[number] = task, cast("R", value)
            while at in early:
                yield early.pop(at)
                at += 1

    def _numbered(self, tasks: Iterable[T]) -> Iterator[tuple[int, Finished[T, R]]]:
        """Do tasks, yielding each as it is done, with its number."""
        waiting = enumerate(tasks)
        more = True
        try:
            while more or self._busy:
                while more and len(self._busy) < self._processes:
                    more = self._given_out(waiting)
                if self._busy:
                    yield from self._returned()
        finally:  # an answer to these would be taken for one to later tasks
            for worker in self._busy:
                worker.end()
            self._busy.clear()

    def _given_out(self, waiting: Iterator[tuple[int, T]]) -> bool:
        """Give the next task to a process; False if there is none."""
        for number, task in waiting:
            worker = self._idle.pop() if self._idle else _Worker(self._function)
            self._busy[worker] = number, task
            worker.give(task)
            return True
        return False

    def _returned(self) -> Iterator[tuple[int, Finished[T, R]]]:
        """Wait until something is done, and yield it."""
        ready = set(wait([worker.connection for worker in self._busy]))
        for worker in [worker for worker in self._busy if worker.connection in ready]:
            answer = worker.answer()
            number, task = self._busy.pop(worker)
            if answer is None:
                yield number, Finished(task, None, worker.end())
                continue
            if self._renewed_after and worker.given >= self._renewed_after:
                worker.end()
            else:
                self._idle.append(worker)
            value, error = answer
            if error is not None:
                raise error
            yield number, Finished(task, value)


class _Worker:
    """A process, and the line to it."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.given = 0
        context = get_context("spawn")  # nothing of a solver's may be shared
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(function, theirs), daemon=True)
        with safe_children():
            _start_tracker()
            with unheard():
                self._process.start()
        theirs.close()

    def give(self, task: Any) -> None:
        self.given += 1
        try:
            self.connection.send(task)
        except OSError:  # it has ended: its line is read as such
            return

    def answer(self) -> tuple[Any, Exception | None] | None:
        """What it says of its task; None if it has ended."""
        try:
            return self.connection.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            return None

    def end(self) -> int | None:
        """End it, and tell how it ended."""
        self.connection.close()
        self._process.kill()  # which changes nothing where it has ended by itself
        self._process.join()
        return self._process.exitcode


def _start_tracker() -> None:
    """Start what the first worker would start along with it, which has this thread hear signals again meanwhile."""
    if os.name == "posix":
        from multiprocessing.resource_tracker import ensure_running

        ensure_running()


def _serve(function: Callable[[Any], Any], connection: Connection) -> None:
    """Do tasks, in a process of its own."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):  # whoever gave tasks has ended
            os._exit(0)
        answer: tuple[Any, Exception | None]
        try:
            answer = function(task), None
        except Exception as error:  # whatever it is, it belongs to whoever gave the task
            error.add_note("".join(format_exception(error)))
            answer = None, error
        try:
            connection.send(answer)
        except OSError:  # nobody waits for it any more
            os._exit(1)


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, whatever is under way."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
