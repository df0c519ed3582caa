"""The cell magic."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from obligor import load_ipython_extension
from obligor.api.case import OpenCase
from tests.support import CELL


@pytest.fixture(scope="module")
def shell() -> InteractiveShell:
    made = InteractiveShell.instance()
    load_ipython_extension(made)
    return made


def test_a_cell_becomes_a_case(shell: InteractiveShell) -> None:
    made = shell.run_cell_magic("obligor", "taken", CELL)
    assert isinstance(made, OpenCase)
    assert shell.user_ns["taken"] is made
    answer = shell.run_cell_magic("obligor", "--ask 'breach(acme, look)' --lang zh", CELL)
    assert (answer.verdict, answer.lang) == ("yes", "zh")


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        ("", CELL.replace("decompile}", "decompil}"), "cell:4: no such act: 'decompil'; did you mean 'decompile'?"),
        ("--ask 'breach(acme'", CELL, "expected"),
        ("--langu zh", CELL, "unrecognized arguments"),
        ("--agreement wecon", CELL, "no such agreement: wecon"),
    ],
)
def test_a_slip_is_said_without_a_traceback(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], line: str, cell: str, said: str
) -> None:
    assert shell.run_cell_magic("obligor", line, cell) is None
    out, err = capsys.readouterr()
    assert said in err
    assert "Traceback" not in out + err
