"""Many at once, and whatever the order, the language or the clock of the machine: the same answers, byte for byte.

`OBLIGOR_LONG=1` asks ten thousand times instead of five hundred.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import yaml

from obligor import load
from obligor.api.model import Model
from tests.support import LEAK, ROOT, long_but

CALLS = 10_000 if os.environ.get("OBLIGOR_LONG") else 500
THREADS, PROCESSES = 8, 2
QUESTIONS = [
    (file, address, question)
    for file, address, names in (
        ("facts/start/leak.yaml", "leak", ("acme", "zhao", "leak", "look")),
        ("facts/start/leak.yaml", "leak/1", ("acme", "zhao", "leak", "look")),
        ("facts/ch08_5_breach/breach.yaml", "indemnity", ("acme", "li", "upset", "lie")),
    )
    for question in (
        "breach({0}, {3})", "liable({0}, {1}, {2})", "bears(_, {2})", "effect({0}, _, 8.5)", "exempt(tencent, _, _)",
    )
    for question in (question.format(*names),)
]  # fmt: skip
_model: Model | None = None


def ask(number: int) -> str:
    """One call: a new case or its whole picture, as text that can be compared."""
    global _model
    if _model is None:
        _model = load("wecom")
    file, address, question = QUESTIONS[number % len(QUESTIONS)]
    case = _model.open(ROOT / file, address)
    answer = case.ask(question).to_dict("zh" if number % 2 else "en")
    return json.dumps(answer, ensure_ascii=False)


def ask_in_threads(numbers: list[int]) -> list[str]:
    """A part of the calls, in threads of one process."""
    with ThreadPoolExecutor(THREADS // PROCESSES) as pool:
        return list(pool.map(ask, numbers))


@pytest.fixture(scope="module")
def serial() -> list[str]:
    return [ask(number) for number in range(2 * len(QUESTIONS))]


def expected(serial: list[str], number: int) -> str:
    return serial[number % len(serial)]


@pytest.mark.long
def test_threads_of_one_process(serial: list[str]) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(ask, range(CALLS // 2)))
    assert all(text == expected(serial, number) for number, text in enumerate(found))


@pytest.mark.long
def test_threads_of_two_processes(serial: list[str]) -> None:
    parts = [list(range(start, CALLS, PROCESSES)) for start in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for numbers, found in zip(parts, pool.map(ask_in_threads, parts), strict=True):
            assert all(text == expected(serial, number) for number, text in zip(numbers, found, strict=True))


def test_one_case_shared_by_threads() -> None:
    """The same object, asked the same from eight threads at once; what each asks first differs."""
    model = load("wecom")
    questions = [q for file, address, q in QUESTIONS if address == "leak"]
    wanted = [str(model.open(LEAK).ask(question).to_dict()) for question in questions]
    for _ in range(4):
        case = model.open(LEAK)

        def turn(start: int, case=case) -> list[str]:  # type: ignore[no-untyped-def]
            order = [*range(start, len(questions)), *range(start)]
            return [str(case.ask(questions[at]).to_dict()) for at in sorted(order, key=lambda at: (at - start) % 5)]

        with ThreadPoolExecutor(THREADS) as pool:
            for start, found in enumerate(pool.map(turn, [n % len(questions) for n in range(THREADS)])):
                first = start % len(questions)
                order = sorted(range(len(questions)), key=lambda at: (at - first) % 5)
                assert found == [wanted[at] for at in order]


ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "America/Anchorage", "LANG": "de_DE.UTF-8", "PYTHONIOENCODING": "latin-1"},
]
COMMANDS = [
    ("ask", LEAK),
    ("ask", LEAK, "--format", "json", "--lang", "zh"),
    ("ask", LEAK, "--format", "html"),
    ("why", LEAK, "liable(acme, zhao, leak)", "--format", "json"),
    ("whynot", LEAK, "permitted(acme, reverse_engineer)"),
    ("avoid", f"{LEAK}#leak/1", "liable(acme, zhao, leak)"),
    ("exposure", LEAK, "acme"),
    ("graph", "--format", "json"),
    ("graph", "--format", "html"),
    ("graph", "--ask", "central", "--ask", "balance"),
    ("graph", LEAK, "--format", "dot"),
    ("schema", "scenario"),
    ("vocabulary",),
]


@pytest.mark.parametrize(
    "command", long_but(COMMANDS, COMMANDS[::4]), ids=lambda command: " ".join(Path(part).name for part in command)
)
def test_the_machine_makes_no_difference(command: tuple[str, ...]) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "obligor", *command], env={**os.environ, **more}, capture_output=True, check=True
        ).stdout
        for more in ENVIRONMENTS
    }
    assert len(outputs) == 1


def test_the_order_of_keys_makes_no_difference(tmp_path: Path) -> None:
    """Sections and keys of a file in another order; lists keep theirs."""
    text = Path(LEAK).read_text("utf-8").split("\n---", 1)[0]
    tree = yaml.load(text, yaml.BaseLoader)

    def turned(node: object) -> object:
        if isinstance(node, dict):
            return {key: turned(value) for key, value in reversed(node.items())}
        return [turned(one) for one in node] if isinstance(node, list) else node

    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path, one in zip(paths, (tree, turned(tree)), strict=True):
        path.write_text(yaml.safe_dump(one, sort_keys=False, allow_unicode=True), "utf-8")
    model = load("wecom")
    first, second = (model.open(path) for path in paths)
    for question in ("breach(acme, look)", "liable(acme, _, leak)", "bears(_, deal)"):
        told = [case.ask(question).to_dict() for case in (first, second)]
        assert told[0] == told[1]
