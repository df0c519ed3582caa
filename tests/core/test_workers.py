"""Workers: each task once, what ended its process told with how; none stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from obligor import InputError
from obligor.core.errors import Place, Problem
from obligor.core.workers import Crew, WorkerEnded
from tests.processes import alive
from tests.support import ROOT, until


def halved(number: int) -> tuple[int, int]:
    """Half of an even number, and who found it; an odd one is refused, some end the process."""
    if number == 100:
        os._exit(7)
    if number == 200:
        os.kill(os.getpid(), signal.SIGKILL)
    if number % 2:
        raise InputError([Problem(Place("number"), "odd", "write an even one")])
    return number // 2, os.getpid()


def test_every_task_is_done_once_by_as_many_as_there_are() -> None:
    with Crew(halved, 2) as crew:
        finished = list(crew.spread(range(0, 40, 2)))
        assert sorted((task, done[0]) for task, done, _ in finished if done) == [(n, n // 2) for n in range(0, 40, 2)]
        assert {exit_code for *_, exit_code in finished} == {None}
        assert [half for _, (half, _) in crew.in_order([8, 2, 6, 4])] == [4, 1, 3, 2]
        assert [task for task, _ in crew.in_order([6, 2, 6, 6])] == [6, 2, 6, 6]  # the same task more than once
        workers = {done[1] for _, done, _ in finished if done}
        assert 1 <= len(workers) <= 2
        assert os.getpid() not in workers
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_what_ended_a_process_is_told_and_nothing_else_suffers() -> None:
    with Crew(halved, 2) as crew:
        ended = {task: exit_code for task, _, exit_code in crew.spread([2, 100, 4, 200, 6, 8]) if exit_code is not None}
        assert ended == {100: 7, 200: -signal.SIGKILL}
        with pytest.raises(WorkerEnded, match="a worker process ended by itself, with 7"):
            list(crew.in_order([2, 100]))


def test_an_error_comes_out_as_what_it_is() -> None:
    with Crew(halved, 1) as crew, pytest.raises(InputError, match="number: odd; write an even one") as told:
        list(crew.spread([3]))
    assert "in halved" in "".join(told.value.__notes__)


def test_what_nobody_waits_for_is_no_answer_to_later_tasks() -> None:
    with Crew(halved, 2) as crew:
        next(crew.spread([2, 4, 6, 8]))
        with pytest.raises(InputError):
            list(crew.spread([3, 10, 12]))
        assert sorted(task for task, *_ in crew.spread([20, 22])) == [20, 22]


def test_a_worker_is_renewed() -> None:
    with Crew(halved, 1, renewed_after=2) as crew:
        workers = [done[1] for _, done, _ in crew.spread([0, 2, 4, 6, 8]) if done]
    assert len(dict.fromkeys(workers)) == 3
    assert workers[0] == workers[1] != workers[2]


def test_no_worker_hears_what_is_meant_for_its_parent() -> None:
    """Ctrl-C goes to all processes of a terminal; the one that gave the work ends it."""
    with Crew(lingering, 1) as crew:
        (worker,) = (done for _, done, _ in crew.spread([0.0]) if done)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(worker, number)
        assert [done for _, done, _ in crew.spread([0.0])] == [worker]


def lingering(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


PARENT = """
import sys, time
from obligor.core.workers import Crew
from tests.core.test_workers import named
with Crew(named, 2) as crew:
    for _ in crew.spread(sys.argv[1:]):
        pass
"""


def named(path: str) -> None:
    """Write who does this into a file, and never be done."""
    Path(path).write_text(str(os.getpid()), "utf-8")
    time.sleep(10_000)


def test_a_worker_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    paths = [tmp_path / "one", tmp_path / "two"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "model")])}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, *map(str, paths)], env=env)
    until(lambda: all(path.exists() and path.read_text("utf-8") for path in paths))
    parent.kill()
    parent.wait()
    until(lambda: not any(alive(int(path.read_text("utf-8"))) for path in paths))
