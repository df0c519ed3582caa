"""A bounded run of the fuzzer on every target, sixty seconds in all; `tests/fuzz/run.py` fuzzes one for longer.

Guided by coverage where atheris is installed; else inputs are changed at random, from a fixed seed.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support import ROOT

FUZZ = ROOT / "tests/fuzz"
TARGETS = ("yaml", "lp", "question", "fact", "copy", "replay", "commands", "part", "manifest", "table", "package")
SECONDS = 60 // len(TARGETS)
GUIDED = find_spec("atheris") is not None


@pytest.mark.long
@pytest.mark.skipif(not GUIDED, reason="needs atheris")
@pytest.mark.parametrize("target", TARGETS)
def test_guided_by_coverage(target: str, tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ / "run.py"), target, str(SECONDS), str(tmp_path / target)]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=600, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    assert not list((tmp_path / target).glob("crash-*"))
    tried = re.search(r"number_of_executed_units:\s*(\d+)", run.stderr)
    assert tried is not None
    assert int(tried[1]) > 0


@pytest.mark.parametrize("target", TARGETS)
def test_changed_at_random(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes and words put in, taken out, doubled: the same inputs each time, for as long as there is no better."""
    monkeypatch.syspath_prepend(str(FUZZ))
    import targets

    chance = random.Random(target)
    seeds, words = targets.seeds(target), [word.encode() for word in targets.dictionary()]
    until, tried = time.monotonic() + (1.0 if GUIDED else SECONDS), 0
    while time.monotonic() < until:
        data = bytearray(chance.choice(seeds)[:4_000])
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[at:at] = chance.choice(words)
            elif kind == 1:
                del data[at : at + chance.randint(1, 12)]
            elif kind == 2:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 3)))
            else:
                data[at:at] = data[at : at + 40]
        targets.TARGETS[target](bytes(data))
        tried += 1
    assert tried
