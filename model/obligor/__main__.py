"""`python -m obligor`."""

from .cli import run

run()
