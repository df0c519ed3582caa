"""What tests of several rooms share: where things stand, and a small scenario to vary."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import Any

import pytest

from obligor.core.terms import Fact, parse_fact

ROOT = Path(__file__).parents[1]
"""The repository."""
FACTS = ROOT / "facts"
LEAK = str(FACTS / "start/leak.yaml")
"""A case whose answer depends on what the law permits; its variants `leak/1` and `leak/2` say that."""
FORBIDDEN, PERMITTED = f"{LEAK}#leak/1", f"{LEAK}#leak/2"
LIABLE = "liable(acme, zhao, leak)"

SECTIONS = {
    "parties": ("acme: enterprise", "li: {role: end_user, of: acme, name: 李}"),
    "things": ("post: content",),
    "events": ("look: {on: 2026-03-01, by: acme, act: reverse_engineer}",),
    "losses": ("leak: {suffered_by: li}",),
}
ALLOWED = "permitted_by_law(acme, reverse_engineer)"
BREACH = "breach(acme, look, 8.2.1.2)"
DEED = {
    "things": "scrape: {is: conduct, traits: [on_software]}",
    "events": "harvest: {on: 2026-03-02, by: acme, act: deed(scrape)}",
    "judgements": "akin_to_listed(scrape): false",
}
"""More for the small scenario: conduct that one reading of 8.2.1.8 catches and the other does not."""


def scenario_text(head: str = "scenario: Acme takes the software apart\nas_of: 2026-03-20\n", **more: str) -> str:
    """A small scenario; `more` adds lines to its sections, or sections to it.

    A section that starts with a line break, or is one value, is written as it stands.
    """
    text = head
    for name in dict.fromkeys([*SECTIONS, *more]):
        lines = [*SECTIONS.get(name, ()), *more.get(name, "").splitlines()]
        text += f"{name}:\n" + "".join(f"  {line}\n" for line in lines)
    return text


def leak(**more: str) -> str:
    """The small scenario with a loss of a member, caused by a forbidden act."""
    caused = "leak: {suffered_by: li, kind: privacy, amount: 5000, caused_by: [look]}"
    return scenario_text(**more).replace("leak: {suffered_by: li}", caused)


def facts(text: str) -> set[Fact]:
    return {parse_fact(line) for line in text.splitlines() if line.strip()}


CELL = """scenario: A company decompiles the software
as_of: 2026-03-20
parties: {acme: {role: enterprise, name: Acme}}
events: {look: {on: 2026-03-01, by: acme, act: decompile}}
"""


def until(what: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something is so; `seconds` is only how long a machine may take that is slow and busy."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def grows_in_proportion(work: Callable[[int], object], small: int, large: int) -> bool:
    """Whether what is worked at grows about as its size does, and not with its square.

    The processor's time counts, not the time waited; a machine that is busy disturbs one attempt, or two, not five.
    """

    def spent(size: int) -> float:
        began = time.process_time()
        work(size)
        return time.process_time() - began

    times = large / small
    spent(small)
    return any(spent(large) < times**1.6 * max(spent(small), 0.02) for _ in range(5))


SAID = f"{FACTS / 'reasons/standings.yaml'}#said"
"""A case in which one thing is alleged, another admitted and a third proven."""
AGREED = SAID.replace("#said", "#agreed")
"""A case in which what is alleged keeps something from being a breach."""


def long_but(values: Iterable[Any], always: Container[Any]) -> list[Any]:
    """Parameters of a test of which some are tried in every run, and the others in the long one."""
    return [value if value in always else pytest.param(value, marks=pytest.mark.long) for value in values]
