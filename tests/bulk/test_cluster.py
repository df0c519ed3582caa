"""A bulk run on a real Dask cluster: a scheduler and workers as processes of their own, one of them killed midway."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from obligor import InputError
from obligor.bulk.judged import RowCounts
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import rejected_path, run
from obligor.cli.main import main
from tests.bulk.dask_cluster import dask_cluster
from tests.bulk.made_rows import made, written
from tests.support import until

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    with dask_cluster(tmp_path) as started:
        yield started


@pytest.mark.long
def test_a_killed_worker_loses_no_row_and_doubles_none(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    source = written(tmp_path / "in.jsonl", [*made(240), {"scenario": "none"}])
    settings = Settings(str(source), "wecom", size=12)
    here = run(settings, tmp_path / "here.jsonl", Workforce(1))
    found: list[RowCounts] = []
    output = tmp_path / "there.jsonl"
    there = Thread(target=lambda: found.append(run(settings, output, Workforce(cluster=address))))
    there.start()
    seals = ".there.jsonl.*.parts/part-*.seal"
    until(lambda: len(list(tmp_path.glob(seals))) >= 3 or not there.is_alive())
    left = 21 - len(list(tmp_path.glob(seals)))
    workers[0].send_signal(signal.SIGKILL)
    there.join(120)
    assert left > 4  # it was killed in the middle
    assert found == [here]
    assert output.read_bytes() == (tmp_path / "here.jsonl").read_bytes()
    assert rejected_path(output).read_bytes() == rejected_path(tmp_path / "here.jsonl").read_bytes()


def test_where_no_cluster_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("obligor.bulk.cluster.WAIT", 1)
    source = written(tmp_path / "in.jsonl", made(2))
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9: no cluster answers"):
        run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(cluster="tcp://127.0.0.1:9"))
    assert main(["batch", str(source), str(tmp_path / "new.jsonl"), "--cluster", "127.0.0.1:9"]) == 2
