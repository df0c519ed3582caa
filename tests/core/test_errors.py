"""Errors: every defect with its place, in the order of the file, also across processes."""

from __future__ import annotations

import pickle

from obligor.core.errors import InputError, Place, Problem, shortened, suggest

PROBLEMS = [
    Problem(Place("b.yaml", 2), "wrong", "write right"),
    Problem(Place("a.yaml", 7), "late"),
    Problem(Place("a.yaml", 3), "early"),
]


def test_problems_stand_in_the_order_of_the_files():
    error = InputError(PROBLEMS)
    assert str(error) == "a.yaml:3: early\na.yaml:7: late\nb.yaml:2: wrong; write right"
    assert error.exit_status == 2


def test_a_refusal_reaches_another_process_whole():
    error = pickle.loads(pickle.dumps(InputError(PROBLEMS)))
    assert error.problems == InputError(PROBLEMS).problems


def test_a_file_as_a_whole_has_no_line():
    assert str(Problem(Place("a.yaml"), "gone")) == "a.yaml: gone"


def test_what_is_near_is_suggested_and_nothing_else():
    assert suggest("enterprize", ["enterprise", "end_user"]) == "did you mean 'enterprise'?"
    assert suggest("xyzzy", ["enterprise", "end_user"]) == ""


def test_a_long_text_is_quoted_by_its_beginning():
    assert shortened("a" * 80) == "a" * 80
    assert shortened("a" * 81) == "a" * 80 + "…"
