"""Tables of what there is, as pandas DataFrames where pandas is installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..core.optional import extra

if TYPE_CHECKING:
    import pandas


def frame(rows: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """Rows as a DataFrame, a column a key, in the order in which keys first occur.

    Raises:
        InputError: if pandas is not installed.
    """
    table: pandas.DataFrame = extra("pandas", "table", "tables").DataFrame([dict(row) for row in rows])
    return table


def picture_rows(picture: Mapping[str, Any], lists: Iterable[str]) -> list[dict[str, Any]]:
    """The entries of a whole picture (`answers_json.case_object`), a row each, with the list that they stand in."""
    return [{"list": name, **entry} for name in lists for entry in picture[name]]


def records(table: Any) -> Iterable[Mapping[str, Any]]:
    """The rows of a table as mappings: of pandas, Polars or Arrow, or mappings as they are."""
    for method, given in (("to_pylist", ()), ("to_dicts", ()), ("to_dict", ("records",))):
        if hasattr(table, method):
            rows: Iterable[Mapping[str, Any]] = getattr(table, method)(*given)
            return rows
    plain: Iterable[Mapping[str, Any]] = table
    return plain
