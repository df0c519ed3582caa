"""The register of clauses: units with modality, bearers and glosses, read off the chapters' comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..core.errors import ModelError, Place, suggest
from ..core.terms import CLAUSE
from .languages import Phrases, in_order
from .rule_files import Comment

MODALITIES = (
    "obligation",
    "prohibition",
    "permission",
    "power",
    "immunity",
    "liability",
    "assumption_of_risk",
    "condition",
    "definition",
    "priority",
)
"""Modalities of units: Hohfeld's and LegalRuleML's terms."""
_FIELDS = frozenset({"note", "why", "reading"})
_ITEM = re.compile(r"(?:\[[a-z]+\])$|(?:\([A-Z0-9]+\))$|(?:\.\d+)$")


class Reading(NamedTuple):
    """One interpretation of an ambiguous unit."""

    name: str
    preferred: bool
    glosses: Phrases

    def gloss(self, lang: str) -> str:
        """What it says, in our own words."""
        return self.glosses[lang]


class Unit(NamedTuple):
    """One norm of the agreement, or a provision that creates none (`modality` "none", `why` says the reason).

    `bearers` are roles and standing parties whom it addresses; `glosses` are in our own words, by language.
    """

    unit: str
    modality: str
    bearers: tuple[str, ...]
    glosses: Phrases
    note: str
    why: str
    readings: tuple[Reading, ...]
    place: Place

    @property
    def creates_norm(self) -> bool:
        """Whether it is a norm."""
        return self.modality != "none"

    @property
    def clause(self) -> str:
        """The clause it stands in: `21.5[b]` stands in `21.5`."""
        return self.unit.split("[")[0]

    def gloss(self, lang: str) -> str:
        """What it says, in our own words."""
        return self.glosses[lang]


@cache
def parts_of(unit: str) -> tuple[str, ...]:
    """A unit and everything it stands in, innermost first.

    >>> parts_of("21.1.2(7)[a]")
    ('21.1.2(7)[a]', '21.1.2(7)', '21.1.2', '21.1', '21')
    """
    chain = [unit]
    while match := _ITEM.search(chain[-1]):
        chain.append(chain[-1][: match.start()])
    return tuple(chain)


def read_unit(comment: Comment, languages: Sequence[str]) -> Unit:
    """The unit that a comment registers.

    Args:
        comment: marked with `:`.
        languages: those in which the agreement has a gloss of every unit and of every reading.

    Raises:
        ModelError: if it is ill-formed.
    """
    free, fields = comment.fields(_FIELDS.union(languages))
    place, head = comment.place, comment.lines[0].split(None, 2)
    if len(head) < 2 or not re.fullmatch(CLAUSE, head[0]):
        raise ModelError(f"{place}: a unit's comment begins with its id and its modality, not '{comment.lines[0]}'")
    if head[1] not in (*MODALITIES, "none"):
        raise ModelError(f"{place}: no modality '{head[1]}'; {suggest(head[1], MODALITIES)}")
    if free:
        raise ModelError(f"{place}: not a field of a unit's comment: '{free[0]}'")
    missing = [key for key in (*languages, *(("why",) if head[1] == "none" else ())) if not fields.get(key)]
    if missing:
        raise ModelError(f"{place}: {head[0]} lacks {' and '.join(missing)}")
    bearers = tuple(b.strip() for b in head[2].split(",")) if len(head) > 2 else ()
    readings = tuple(
        _reading(key, text, languages, place) for key, text in fields.items() if key.startswith("reading ")
    )
    if readings and sum(r.preferred for r in readings) != 1:
        raise ModelError(f"{place}: exactly one reading of {head[0]} is preferred")
    return Unit(
        head[0], head[1], bearers, Phrases((lang, fields[lang]) for lang in languages),
        fields.get("note", ""), fields.get("why", ""),
        tuple(sorted(readings, key=lambda r: not r.preferred)), place,
    )  # fmt: skip


def _reading(key: str, text: str, languages: Sequence[str], place: Place) -> Reading:
    words, glosses = key.split()[1:], in_order(text, languages)
    if glosses is None or not words or (len(words) > 1 and words[1:] != ["preferred"]):
        raise ModelError(f"{place}: write 'reading NAME [preferred]: {' | '.join(languages)}'")
    return Reading(words[0], len(words) > 1, glosses)
