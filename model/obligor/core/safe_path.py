"""Child processes that run no code of the folder in which they are started.

A child that is started by `-c` or `-m`, as workers are, looks for modules in its working folder first: a file `yaml.py`
that lies there would be run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

FLAG = "-P"
"""The interpreter's own option for it."""
_VARIABLE = "PYTHONSAFEPATH"
_STARTING = Lock()
"""The environment belongs to all threads: one at a time changes it, and puts it back as it was."""


@contextmanager
def safe_children() -> Iterator[None]:
    """Have every process that is started meanwhile leave its working folder out of where it looks for modules.

    It is held while processes are started, not while they live.
    """
    with _STARTING:
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = "1"
        try:
            yield
        finally:
            if before is None:
                os.environ.pop(_VARIABLE, None)
            else:
                os.environ[_VARIABLE] = before
