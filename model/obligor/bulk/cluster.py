"""Parts of a bulk run judged on a Dask cluster, by the same function as on one machine.

Input and output have to be on a disk that all workers see by the same paths. A part whose worker ends is given to
another one; it is filed whole by whoever is done with it, so none is lost or doubled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..core.errors import InputError, Place, Problem
from ..core.optional import extra
from .filing import PartFolder
from .parts import Settings, work
from .source import RunPart

WAIT = 30
"""Seconds that a cluster may take to answer."""


def judge_on_cluster(
    settings: Settings, parts: Sequence[RunPart], folder: PartFolder, address: str
) -> Iterator[tuple[RunPart, bool]]:
    """Judge parts, yielding each as it is done; with False one on which worker after worker has ended.

    Args:
        settings: of the run.
        parts: what to judge.
        folder: where to file it.
        address: of the cluster's scheduler, as `tcp://host:8786`.

    Raises:
        InputError: if no cluster answers there, or a worker does not see the input.
    """
    distributed = extra("distributed", "cluster", "clusters")
    try:
        client = distributed.Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no cluster answers: {str(error).splitlines()[0][:120]}"
        raise InputError([Problem(Place(address), message, "write the address of a Dask scheduler")]) from None
    with client:
        base, shared = str(Path.cwd()), folder._replace(path=folder.path.resolve())
        futures = {client.submit(work, settings, shared, part, 0, base, pure=False): part for part in parts}
        for future in distributed.as_completed(list(futures), loop=client.loop):
            part = futures.pop(future)  # a future that nobody holds is forgotten by the cluster
            try:
                future.result()
                yield part, True
            except distributed.KilledWorker:
                yield part, False
