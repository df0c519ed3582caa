"""Libraries that only an extra brings."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import InputError, Place, Problem


def extra(module: str, name: str, what: str) -> Any:
    """Import a library.

    Args:
        module: the library's module.
        name: the extra of this package that brings it.
        what: what needs it, as the subject of a sentence.

    Raises:
        InputError: if it is not installed; the message names the extra.
    """
    try:
        return import_module(module)
    except ImportError:
        problem = Problem(Place(what), f"{what} need the extra `{name}`", f"pip install 'obligor[{name}]'")
        raise InputError([problem]) from None
