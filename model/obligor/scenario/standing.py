"""The standing of events and losses: alleged, admitted or proven, by whom it is said and in which source.

It changes no rule and by itself no verdict. What has none is agreed, and counts whatever is asked to be proven.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LEVELS = ("alleged", "admitted", "proven")
"""Standings, each more than the one before."""
ONE_OF = f"one of {', '.join(LEVELS)}"
STANDING_KEYS = ("standing", "said_by", "source")
"""Keys of an event or a loss that tell its standing; and the fields of a `Standing`, in order."""


class Standing(NamedTuple):
    """The standing of an event or a loss.

    Attributes:
        level: one of `LEVELS`.
        said_by: the party that says so, or that admits it; empty where that is not told.
        source: where it is said or shown, in any words; may be empty.
    """

    level: str
    said_by: str = ""
    source: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Standing:
        """The standing that some `STANDING_KEYS` tell; what makes it one is checked with the scenario."""
        return cls(*(told.get(key, "") for key in STANDING_KEYS))

    def told(self) -> dict[str, str]:
        """The same as `STANDING_KEYS`, without what is empty.

        >>> Standing("alleged", source="letter").told()
        {'standing': 'alleged', 'source': 'letter'}
        """
        return {key: value for key, value in zip(STANDING_KEYS, self, strict=True) if value}

    def reaches(self, level: str) -> bool:
        """Whether it is no less than another.

        >>> [Standing("admitted").reaches(level) for level in LEVELS]
        [True, True, False]
        """
        return self.level in LEVELS[LEVELS.index(level) :]
