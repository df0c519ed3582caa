"""What SQL has derived, as terms."""

from __future__ import annotations

from typing import Any

from obligor.bulk.sql.derivation import Derivation
from obligor.bulk.sql.select import columns, table


def tables(derivation: Derivation) -> dict[Any, list[tuple[Any, ...]]]:
    """Every table, with terms for their numbers; the case stays a number."""
    found = {}
    for name in derivation.program.signatures:
        cased = derivation.program.cased(name)
        rows = derivation.rows(f"SELECT {', '.join(columns(name[1], cased))} FROM {table(name)}")
        term = derivation.codes.term
        found[name] = [(*row[:cased], *map(term, row[cased : cased + name[1]])) for row in rows]
    return found
