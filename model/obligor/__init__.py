"""Obligor: ask an agreement questions.

`load` and the names in `__all__` are the API; they are imported when first used, so that the command line's `--help`
loads no solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.version import __version__

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from .api.answer import AskedAnswer
    from .api.case import OpenCase
    from .api.model import Model, load
    from .core.child_limits import LimitError
    from .core.errors import InputError, ModelError, ObligorError

__all__ = [
    "AskedAnswer",
    "InputError",
    "LimitError",
    "Model",
    "ModelError",
    "ObligorError",
    "OpenCase",
    "__version__",
    "load",
]


def __getattr__(name: str) -> object:
    """Import an API name when it is first used (PEP 562)."""
    if name in __all__:
        from .api import model as api
        from .core import child_limits as limits
        from .core import errors

        return getattr(limits if name == "LimitError" else errors if name.endswith("Error") else api, name)
    raise AttributeError(f"module 'obligor' has no attribute '{name}'")


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Bring `%%obligor` into a notebook; `%load_ext obligor` calls this."""
    from .notebook import load_ipython_extension as load

    load(shell)
