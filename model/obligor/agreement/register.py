"""The register of clauses: units with modality, bearers and glosses, read off the chapters' comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..core.clause_ids import UNIT
from ..core.errors import ModelError, Place, suggest
from .languages import Phrases, in_order
from .rule_files import Comment

MODALITIES = (
    "obligation",
    "prohibition",
    "permission",
    "power",
    "privilege",
    "recommendation",
    "immunity",
    "liability",
    "assumption_of_risk",
    "condition",
    "definition",
    "priority",
)
"""Modalities of units: deontic and potestative positions (Hohfeld 1913), the others LegalRuleML's (OASIS 2021).

A privilege is a no-duty, an immunity one from liability; `liability` is to answer for a loss, not Hohfeld's subjection
to a power, which is the counterparty's place in a power. `model/README.md` tells the eight apart.
"""
_FIELDS = frozenset({"note", "why", "reading"})


class Reading(NamedTuple):
    """One interpretation of an ambiguous unit.

    Attributes:
        name: its word.
        preferred: whether it is the one to follow.
        strained: whether the words bear it only against their more natural sense: then it counts where all readings
            are asked for, and else makes nothing open.
        glosses: what it says, in our own words, by language.
    """

    name: str
    preferred: bool
    strained: bool
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

    @property
    def contested(self) -> bool:
        """Whether it can in earnest be read in two ways."""
        return any(not reading.preferred and not reading.strained for reading in self.readings)

    def gloss(self, lang: str) -> str:
        """What it says, in our own words."""
        return self.glosses[lang]


def read_register(comments: Iterable[Comment], clauses: str, languages: Sequence[str]) -> dict[str, Unit]:
    """Read the units that comments register, by id, in their order.

    Args:
        comments: the comments of the chapters; those with another mark are passed over.
        clauses: a regular expression for ids of clauses, to which units add their letter.
        languages: those in which the agreement has a gloss of every unit and of every reading.

    Raises:
        ModelError: if a comment is ill-formed, or registers what is registered already.
    """
    register: dict[str, Unit] = {}
    ids = re.compile(f"{clauses}{UNIT}?", re.ASCII)
    for comment in comments:
        if comment.mark == ":":
            unit = _unit(comment, ids, languages)
            if unit.unit in register:
                raise ModelError(f"{unit.place}: {unit.unit} is registered twice")
            register[unit.unit] = unit
    return register


def _unit(comment: Comment, ids: re.Pattern[str], languages: Sequence[str]) -> Unit:
    """The unit that a comment registers."""
    free, fields = comment.fields(_FIELDS.union(languages))
    place, head = comment.place, comment.lines[0].split(None, 2)
    if len(head) < 2 or not ids.fullmatch(head[0]):
        raise ModelError(f"{place}: a unit's comment begins with its id and its modality, not '{comment.lines[0]}'")
    if head[1] not in (*MODALITIES, "none"):
        hint = suggest(head[1], MODALITIES) or f"one of {', '.join(MODALITIES)}, none"
        raise ModelError(f"{place}: no modality '{head[1]}'; {hint}")
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
        tuple(sorted(readings, key=lambda r: (not r.preferred, r.strained))), place,
    )  # fmt: skip


def _reading(key: str, text: str, languages: Sequence[str], place: Place) -> Reading:
    words, glosses = key.split()[1:], in_order(text, languages)
    if glosses is None or not words or words[1:] not in ([], ["preferred"], ["strained"]):
        raise ModelError(f"{place}: write 'reading NAME [preferred|strained]: {' | '.join(languages)}'")
    return Reading(words[0], words[1:] == ["preferred"], words[1:] == ["strained"], glosses)
