"""Arguments: each command takes what its table says, and --help loads nothing that answers."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from obligor.cli.arguments import common
from obligor.cli.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_it_takes(name):
    parser = argparse.ArgumentParser(prog=name)
    COMMANDS[name].arguments(parser)
    common(parser, COMMANDS[name].formats)
    told = parser.format_help()
    assert "--agreement" in told
    assert all(format_ in told for format_ in COMMANDS[name].formats)


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["ask", "case.yaml", "--time-limit", "0"], "seconds above 0"),
        (["ask", "case.yaml", "--memory-limit", "-1"], "megabytes above 0"),
        (["ask", "case.yaml", "--lang", "xx"], "invalid choice"),
        (["why", "case.yaml"], "a question is needed"),
        (["lint", "a", "b"], "unrecognized arguments"),
    ],
)
def test_wrong_usage_is_told(obligor, argv, told):
    run = obligor(*argv)
    assert run.status == 2
    assert told in run.err


def test_help_loads_no_solver():
    code = (
        "import sys\nfrom obligor.cli.main import main\n"
        "for argv in (['--help'], ['ask', '--help']):\n"
        "    try: main(argv)\n"
        "    except SystemExit: pass\n"
        "print([m for m in ('clingo', 'networkx', 'yaml', 'jinja2') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
