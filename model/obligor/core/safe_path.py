"""Child processes that run no code of the folder in which they are started.

A child that is started by `-c` or `-m`, as those of pools are, looks for modules in its working folder first: a file
`yaml.py` that lies there would be run. The whole of a pool's life counts, since it starts processes when it needs them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

FLAG = "-P"
"""The interpreter's own option for it."""
_VARIABLE = "PYTHONSAFEPATH"


@contextmanager
def safe_children() -> Iterator[None]:
    """Have every process that is started meanwhile leave its working folder out of where it looks for modules."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_VARIABLE, None)
        else:
            os.environ[_VARIABLE] = before
