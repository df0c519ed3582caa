"""The six verdicts.

`yes`, `may`, `gap` and `no` are the values of a question once everything open is settled; it `depends` where they vary
with facts, and is `open` where they vary with how the text is read.
"""

from __future__ import annotations

YES, MAY, GAP, NO = "yes", "may", "gap", "no"
DEPENDS, OPEN = "depends", "open"
VERDICTS = (YES, MAY, DEPENDS, OPEN, GAP, NO)
