"""Fixtures of every room: the agreement, a small scenario to vary, and the command line run in process."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from obligor import load as load_model
from obligor.agreement.fingerprints import Fingerprints
from obligor.agreement.package import Agreement, load
from obligor.api.case import OpenCase
from obligor.api.model import Model
from obligor.cli.main import main
from obligor.scenario.files import read_scenarios
from obligor.scenario.scenario import Scenario
from obligor.solving.engine import Engine
from tests.bicycle import IDS, LAYOUT, RULES, TEXT, VOCABULARY
from tests.processes import hear_signals
from tests.support import CELL, ROOT, leak
from tests.tools.make_fingerprints import as_json, fresh

if TYPE_CHECKING:
    from obligor.graphs.networkx_graph import Graph

# graphs of norms that are kept, are kept here: by all workers alike, and never in somebody's home
os.environ["XDG_CACHE_HOME"] = str(ROOT / ".pytest_cache" / "kept")

hear_signals()


class Run(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def wecom() -> Agreement:
    return load("wecom")


@pytest.fixture(scope="session")
def engine(wecom: Agreement) -> Engine:
    return Engine(wecom)


@pytest.fixture(scope="session")
def model() -> Model:
    """The same agreement, as Python code asks it."""
    return load_model("wecom")


@pytest.fixture(scope="session")
def graph(model: Model) -> Graph:
    """The agreement's graph of norms."""
    return model.norms.graph


@pytest.fixture(scope="session")
def official() -> str:
    """The agreement's text, which is no part of Obligor."""
    path = os.environ.get("OBLIGOR_AGREEMENT_TEXT")
    if not path:
        pytest.skip("OBLIGOR_AGREEMENT_TEXT is not set: it names a copy of the agreement's text")
    return Path(path).read_text("utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write a scenario file and name it."""

    def write_file(text: str | bytes, name: str = "case.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write_file


@pytest.fixture
def read(wecom: Agreement, write: Callable[..., str]) -> Callable[..., list[Scenario]]:
    """Read a text as the scenario file that it would be."""
    return lambda text, name="case.yaml": read_scenarios(Path(write(text, name)), wecom)


@pytest.fixture
def obligor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Run the command line in this process."""

    def run(*argv: str, stdin: str = "") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        try:
            status = main(argv)
        except SystemExit as end:
            status = int(end.code or 0)
        return Run(status, *capsys.readouterr())

    return run


@pytest.fixture
def case(write: Callable[..., str]) -> Callable[..., str]:
    """A file that holds the small scenario of a leak, changed as asked."""
    return lambda **more: write(leak(**more))


@pytest.fixture
def ask(obligor: Callable[..., Run], case: Callable[..., str]) -> Callable[..., list[dict[str, Any]]]:
    """Ask questions about that scenario in JSON; the answers."""
    return lambda *questions, **more: obligor("ask", case(**more), *questions, "--format", "json").json["answers"]


@pytest.fixture
def refused(obligor: Callable[..., Run], write: Callable[..., str]) -> Callable[..., dict[int, str]]:
    """Check a file that is to be refused; tell what was said about each line."""

    def check(text: str | bytes, name: str = "case.yaml", command: str = "check") -> dict[int, str]:
        file = write(text, name)
        run = obligor(command, file)
        assert (run.status, run.out) == (2, ""), run
        assert "Traceback" not in run.err
        said: dict[int, str] = {}
        for problem in run.err.splitlines():
            place = re.match(re.escape(file) + r"(?::(\d+))?: ", problem)
            assert place, f"no file: {problem}"
            said[int(place[1] or 0)] = said.get(int(place[1] or 0), "") + problem[place.end() :] + "\n"
        return said

    return check


@pytest.fixture(scope="session")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case that takes seconds: many parties, events of one day in no stated order."""
    path = tmp_path_factory.mktemp("heavy") / "heavy.yaml"
    parties = "".join(f"  p{i}: enterprise\n" for i in range(150))
    events = "".join(f"  e{i}: {{on: 2026-03-01, by: p{i % 150}, act: decompile}}\n" for i in range(600))
    unknown = "".join(f"  - permitted_by_law(p{i}, decompile)\n" for i in range(150))
    path.write_text(f"scenario: x\nas_of: 2026-03-20\nparties:\n{parties}events:\n{events}unknown:\n{unknown}", "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def known() -> Fingerprints:
    return fresh(TEXT, IDS, LAYOUT)


@pytest.fixture(scope="session")
def bike(tmp_path_factory: pytest.TempPathFactory, known: Fingerprints) -> Path:
    folder = tmp_path_factory.mktemp("bike")
    (folder / "ch01.lp").write_text(RULES, "utf-8")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    (folder / "fingerprints.json").write_text(as_json(known), "utf-8")
    return folder


@pytest.fixture(scope="session")
def decompiled(model: Model) -> OpenCase:
    """The case of a cell, opened."""
    return model.parse(CELL)
