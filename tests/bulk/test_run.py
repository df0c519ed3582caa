"""Runs: no row lost or doubled; one that is killed ends with the same bytes.

`OBLIGOR_LONG=1` kills two hundred times instead of ten.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from obligor import InputError
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import rejected_path, run
from tests.bulk.made_rows import made, written

KILLS = 200 if os.environ.get("OBLIGOR_LONG") else 10


def left_unfinished(settings: Settings, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the disk is full when the parts are put together."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("obligor.bulk.table.copyfileobj", full)
        with pytest.raises(InputError, match="cannot be written: No space left on device"):
            run(settings, output, Workforce(1))


def test_a_full_disk_leaves_what_was_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(6))
    output, settings = tmp_path / "out.jsonl", Settings(str(source), "wecom", size=3)
    left_unfinished(settings, output, monkeypatch)
    assert not output.exists()
    assert run(settings, output, Workforce(1), resume=True).answered == 6


def test_only_the_same_run_is_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(4))
    output = tmp_path / "out.jsonl"
    left_unfinished(Settings(str(source), "wecom"), output, monkeypatch)
    with pytest.raises(InputError, match="a run was begun here; --resume it"):
        run(Settings(str(source), "wecom"), output)
    with pytest.raises(InputError, match="another run was begun here: questions differ"):
        run(Settings(str(source), "wecom", ("breach(acme, _)",)), output, resume=True)
    written(source, made(5))
    with pytest.raises(InputError, match="another run was begun here: input differ"):
        run(Settings(str(source), "wecom"), output, resume=True)


@pytest.mark.long
@pytest.mark.parametrize(("engine", "rows", "wanted_kills"), [("clingo", "8", KILLS), ("sql", "30", KILLS // 5)])
def test_killed_at_any_moment_it_ends_with_the_same_bytes(
    tmp_path: Path, engine: str, rows: str, wanted_kills: int
) -> None:
    """SIGKILL at random moments, workers with it; then resumed until it is done."""
    source = written(tmp_path / "in.jsonl", made(120))
    undisturbed = tmp_path / "undisturbed.jsonl"
    started = time.monotonic()
    command = [sys.executable, "-m", "obligor", "batch", str(source), "--rows", rows, "--engine", engine]
    subprocess.run([*command, str(undisturbed)], check=True, capture_output=True)
    lasting = time.monotonic() - started
    wanted = undisturbed.read_bytes()
    chance, kills, number = random.Random(11), 0, 0
    while kills < wanted_kills:
        number += 1
        output = tmp_path / f"killed-{number}.jsonl"
        for _ in range(20):
            process = subprocess.Popen(
                [*command, str(output), "--resume"], start_new_session=True, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                process.wait(timeout=chance.uniform(0.1, lasting) if kills < wanted_kills else None)
                break
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
        else:
            subprocess.run([*command, str(output), "--resume"], check=True, capture_output=True)
        assert output.read_bytes() == wanted
        assert rejected_path(output).read_bytes() == b""
        assert not output.with_name(f".{output.name}.parts").exists()
