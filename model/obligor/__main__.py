"""`python -m obligor`."""

from .cli.process import run

run()
