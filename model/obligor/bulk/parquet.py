"""Parquet files by DuckDB: a file is named and read as it is, whatever its name or its folder's looks like."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..core.optional import extra


def database() -> Any:
    """The library.

    Raises:
        InputError: if it is not installed.
    """
    return extra("duckdb", "bulk", "Parquet files")


def literal_path(path: Path) -> str:
    """A path as DuckDB takes it for this one file: not for a pattern, nor for something in a home or on a network.

    >>> literal_path(Path("/data/a[1]*.parquet"))
    '/data/a[[]1][*].parquet'
    """
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in os.path.abspath(path))
