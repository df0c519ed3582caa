"""`python -m obligor`."""

from .cli.main import run

run()
