"""Scripts that try very many cases, run by hand: `python -m tests.exhaustive.differential 2000`."""
