"""The six verdicts.

`yes`, `may`, `gap` and `no` are the values of a question once everything open is settled; it `depends` where they vary
with facts, and is `open` where they vary with how the text is read.
"""

from __future__ import annotations

YES, MAY, GAP, NO = "yes", "may", "gap", "no"
DEPENDS, OPEN = "depends", "open"
_SILENCES = ("gaps", "undivided")
"""Lists of what the text leaves unsaid."""
VERDICTS = (YES, MAY, DEPENDS, OPEN, GAP, NO)


def as_listed(name: str, verdict: str) -> str:
    """A verdict as a list of the whole picture tells it: that no unit names anybody is itself the finding, a gap.

    >>> as_listed("gaps", "yes"), as_listed("breaches", "yes"), as_listed("gaps", "open")
    ('gap', 'yes', 'open')
    """
    return GAP if name in _SILENCES and verdict == YES else verdict
