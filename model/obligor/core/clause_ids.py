"""Ids of clauses and units: how they are written, and which stands in which.

An id is a path: `.`, `(` and `[` begin a part of what stands before them, and a unit's letter in `[]` is the last.
Which ids an agreement has is for its package to say (`clauses:` in its settings, a regular expression for ids of
clauses); what it declares has to be readable here.
"""

from __future__ import annotations

import re
from functools import cache

DOTTED = r"(?:[PX]|\d+)(?:\.\d+)+(?:p\d+)?(?:\([A-Z0-9]+\))?"
"""Dotted numerals, the default: `21.5.3`, `21.1.2(7)`, `21.3(A)`, a second paragraph `21.2p2`; `P` and `X` stand for
what comes before and after the numbered clauses."""
UNIT = r"(?:\[[a-z]+\])"
"""A unit's letter within its clause."""
READABLE = (
    r"(?:[A-Z][A-Za-z]*(?:\.\d+[A-Za-z]?)+|\d+(?:[A-Za-z](?!\w)|(?=[.(\[]))(?:\.\d+[A-Za-z]?)*)"
    rf"(?:p\d+)?(?:\([A-Za-z0-9]+\))*{UNIT}?"
)
"""Ids that need no quotes where a person writes them: `21.5.3[b]`, `4.1(a)[a]`, `1A`, `1[a]`, `Annex.1[a]`."""
_LAST = re.compile(r"(?:\[[^\[\]]*\]|\([^()]*\)|\.[^.()\[\]]+)$")


def covers(pattern: str, unit: str) -> bool:
    """Say whether a clause id covers a unit: itself, its units, its items and theirs.

    >>> covers("21.1", "21.1.2(7)[a]"), covers("21.1", "21.11[a]"), covers("21.2", "21.2p2[a]")
    (True, False, False)
    """
    return unit == pattern or (unit.startswith(pattern) and unit[len(pattern)] in ".([" and pattern[-1] != "]")


@cache
def parts_of(unit: str) -> tuple[str, ...]:
    """A unit and everything it stands in, innermost first.

    >>> parts_of("21.1.2(7)[a]")
    ('21.1.2(7)[a]', '21.1.2(7)', '21.1.2', '21.1', '21')
    """
    chain = [unit]
    while match := _LAST.search(chain[-1]):
        chain.append(chain[-1][: match.start()])
    return tuple(chain)
