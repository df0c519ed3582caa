"""What a package knows of its official text, which is not part of it: a hash for each id, and the layout."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..core.errors import InputError, ModelError, Place, Problem
from .package_files import read_part

FILE = "fingerprints.json"
_BRACKETS = str.maketrans("()[]", "（）［］")


class Layout(NamedTuple):
    """What stands outside the numbered clauses.

    `front` is a name for each line above the first clause, an id or, for a heading that bears none, its fingerprint;
    `back` likewise for the lines below the last clause. Lines beyond these are new: they are numbered on within
    `front_stem` and `back_stem`.
    """

    front: tuple[str, ...] = ()
    front_stem: str = "P"
    back: tuple[str, ...] = ()
    back_stem: str = "X"


class Fingerprints(NamedTuple):
    """What is known of a text: `known` gives each id's fingerprint, in the order in which ids are listed."""

    known: dict[str, str]
    layout: Layout


def fingerprint(words: str) -> str:
    """SHA-256, in hexadecimal, of an id's own words: NFC, all white space removed.

    A half-width bracket counts as the full-width one, since copies differ in that and nothing hangs on it; for a text
    that has none of them, as the official one, this is the plain hash.

    >>> fingerprint("甲 (乙)") == fingerprint("甲（乙）")
    True
    """
    normal = unicodedata.normalize("NFC", words).translate(_BRACKETS)
    return hashlib.sha256("".join(normal.split()).encode()).hexdigest()


def load_fingerprints(folder: Path) -> Fingerprints:
    """Read the fingerprints of an agreement package.

    Raises:
        InputError: if the package has none; ModelError: if they are ill-formed.
    """
    path = folder / FILE
    if not path.exists():
        problem = Problem(Place(str(folder)), f"no {FILE} in it", "there is nothing to compare a text with")
        raise InputError([problem])
    try:
        found = json.loads(read_part(path))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: {error}") from None
    try:
        known = {str(id_): str(digest) for id_, digest in found["fingerprints"].items()}
        return Fingerprints(known, _layout(found["layout"]))
    except (AttributeError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: not of the form {{layout, fingerprints}}: {error!r}") from None


def _layout(found: Mapping[str, Any]) -> Layout:
    front, back = ([str(one) for one in found[key]] for key in ("front", "back"))
    return Layout(tuple(front), str(found["front_stem"]), tuple(back), str(found["back_stem"]))
