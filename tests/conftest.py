"""What the tests share: the agreement, a small scenario to vary, and the command line run in process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from obligor.agreement.package import Agreement, load
from obligor.cli.main import main
from obligor.scenario.files import read_scenarios
from obligor.scenario.scenario import Scenario

SECTIONS = {
    "parties": ("acme: enterprise", "li: {role: end_user, of: acme, name: 李}"),
    "things": ("post: content",),
    "events": ("look: {on: 2026-03-01, by: acme, act: reverse_engineer}",),
    "losses": ("leak: {suffered_by: li}",),
}


def scenario_text(head: str = "scenario: Acme takes the software apart\nas_of: 2026-03-20\n", **more: str) -> str:
    """A small scenario; `more` adds lines to its sections, or sections to it.

    A section that starts with a line break, or is one value, is written as it stands.
    """
    text = head
    for name in dict.fromkeys([*SECTIONS, *more]):
        lines = [*SECTIONS.get(name, ()), *more.get(name, "").splitlines()]
        text += f"{name}:\n" + "".join(f"  {line}\n" for line in lines)
    return text


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
