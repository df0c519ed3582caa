"""A real Dask cluster on this machine: a scheduler and two workers, as processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import until


@contextmanager
def dask_cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers; `folder` is one that they may fill."""
    told, environment = folder / "scheduler.json", {**os.environ, "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "0"}

    def start(*command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--scheduler-file", str(told), "--no-dashboard"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=environment,
        )  # fmt: skip

    started = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        until(told.exists)
        started += [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
        yield json.loads(told.read_text("utf-8"))["address"], started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()
