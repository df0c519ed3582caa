"""What came of rows: their lines of the table, the rejected ones, and how many there are of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .columns import NOTHING, lines, middle
from .rows import Row


class RowCounts(NamedTuple):
    """How many rows there were, and how they went out: by SQL, by common grounding, by solving, or rejected.

    `notes` tell of big rows in how many parts they were derived, or why they stayed whole.
    """

    rows: int = 0
    derived: int = 0
    grounded: int = 0
    solved: int = 0
    rejected: int = 0
    entries: int = 0
    notes: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """Rows that were answered."""
        return self.derived + self.grounded + self.solved

    def plus(self, other: RowCounts) -> RowCounts:
        """The counts of two runs together."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in self._fields}
        return RowCounts(**sums)

    @classmethod
    def filed(cls, fields: Mapping[str, Any]) -> RowCounts:
        """Counts that were filed as JSON, by their fields."""
        return cls(**{**fields, "notes": tuple(fields["notes"])})


class JudgedRows(NamedTuple):
    """What came of some rows: for each answered its lines of the verdict table, rejections, how many of each."""

    verdicts: list[str]
    rejected: list[dict[str, Any]]
    counts: RowCounts


def row_lines(row: Row, middles: str, file: str) -> str:
    """A row's lines of the table, at least one."""
    assert row.scenario is not None
    source = {"row": row.number, "id": row.scenario.id, "input": file, "offset": row.offset, "digest": row.digest}
    return lines(source, middles or middle(NOTHING))


def rejection(row: Row, reason: str, file: str) -> dict[str, Any]:
    """A row as an entry of the table of rejected rows."""
    id_ = row.scenario.id if row.scenario else None
    return {
        "row": row.number, "id": id_, "reason": reason, "input": file, "offset": row.offset, "digest": row.digest,
    }  # fmt: skip
