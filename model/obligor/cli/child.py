"""The command line in a child that keeps limits of time and memory."""

from __future__ import annotations

import sys

from ..core.child_limits import arguments_within
from ..core.errors import ObligorError
from .main import main
from .process import run


def limited() -> int:
    """Run the command line within the limits that this process was given, and return its exit status."""
    try:
        return main(arguments_within(sys.argv[1:]), within_limits=True)
    except ObligorError as error:
        print(error, file=sys.stderr)
        return error.exit_status


if __name__ == "__main__":
    run(limited)
