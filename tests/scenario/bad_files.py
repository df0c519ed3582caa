"""Scenario files that are to be refused: the small scenario with slips, each line that is to be told of marked."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.support import scenario_text

HERE = "#!"
"""Marks a line that is to be reported; in `.lp` files `%!` does."""
HEAD = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"
LP = 'as_of("2026-03-20"). party(acme). enterprise(acme). event(look). on(look,"2026-03-01"). by(look,acme).\n'
"""Facts to which lines of an `.lp` file are added."""

Refused = Callable[..., dict[int, str]]


def marked(text: str) -> set[int]:
    """The numbers of the marked lines."""
    return {number for number, line in enumerate(text.splitlines(), 1) if line.rstrip().endswith((HERE, "%!"))}


def event(rest: str, id_: str = "late") -> str:
    """A marked line of an event."""
    return f"{id_}: {{on: 2026-03-02, by: acme, {rest}}} {HERE}"


def loss(rest: str) -> str:
    """A marked line of a loss."""
    return f"l2: {{suffered_by: li, {rest}}} {HERE}"


def bad_text(sections: dict[str, str]) -> str:
    """A bad file; a mark on a line of its own moves up to the line of the section's key."""
    text = scenario_text(**sections)
    return re.sub(r"(?m)^(\w+:)\n  (.*)\n  #!$", rf"\1 {HERE}\n  \2", text)


def check_told(refused: Refused, sections: dict[str, str], what: str, hint: str) -> None:
    """Fail unless a bad file is refused for its one marked line alone, with reason and hint."""
    text = bad_text(sections)
    said = refused(text)
    assert set(said) == marked(text)
    assert len(said) == 1
    (message,) = said.values()
    assert what in message
    assert hint in message
