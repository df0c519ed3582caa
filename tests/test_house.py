"""How the house is built: every module has its tests, sizes are bounded, and no module reaches into another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import networkx
import pytest

from tests.support import ROOT

PACKAGE = ROOT / "model/obligor"
MODULES = {str(path.relative_to(PACKAGE)): path for path in sorted(PACKAGE.rglob("*.py"))}
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LINES, FUNCTION = 400, 60
"""Lines of a module and of a function, at the most."""

TESTED_ELSEWHERE = {
    "agreement/languages.py": "whole/test_languages.py: an agreement in other languages is asked there",
    "bulk/picture_lists.py": "bulk/test_derived_lines.py: the lists are told from a database and from groundings",
    "bulk/columns.py": "bulk/test_judge.py: lines woven of columns are read again there, entry by entry",
    "bulk/grounded_lines.py": "bulk/test_judge.py: compared there with the answers of cases one by one",
    "cli/child.py": "cli/test_process.py: whatever is asked within limits goes through it",
    "bulk/judged.py": "bulk/test_filing.py: what was judged is filed and read again there",
    "graphs/abstract_evaluation.py": "graphs/test_norm_graph.py: the graph is what the evaluation finds",
    "reports/graph_report.py": "cli/test_graph.py: every question is asked and answered there",
    "solving/engine.py": "solving/test_program.py: an engine holds the texts of programs",
    "solving/shared_grounding.py": "whole/test_facts.py: grounded together, every folder answers as grounded alone",
    "suites/lint/modalities.py": "suites/lint/test_gates.py: every gate has its slips there",
    "suites/lint/programs.py": "suites/lint/test_gates.py: every gate has its slips there",
    "suites/lint/register.py": "suites/lint/test_gates.py: every gate has its slips there",
    "suites/lint/types.py": "suites/lint/test_gates.py: every gate has its slips there",
    "suites/lint/words.py": "suites/lint/test_gates.py: every gate has its slips there",
    "suites/mutation_workers.py": "suites/test_mutation_run.py: mutants are tried by workers there",
    "solving/solver.py": "solving/test_completions.py: compared there with what clingo enumerates",
}  # fmt: skip
"""Modules without a test file of their name: where their tests are, and why."""

# -- not yet so; each goes when it is mended --------------------------------------------------------------------------

LONG: set[str] = set()
REACHING: set[str] = set()


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


def functions(name: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef)]


def module_of(path: Path) -> str:
    """The module that a test file is named for."""
    place = path.relative_to(ROOT / "tests")
    return str(place.with_name(place.name.removeprefix("test_")))


def test_every_module_with_code_has_its_tests() -> None:
    named = set(map(module_of, TESTS))
    for name in MODULES:
        if functions(name) and not name.endswith("__init__.py"):
            assert (name in named) != (name in TESTED_ELSEWHERE), name
    for name, why in TESTED_ELSEWHERE.items():
        assert name in MODULES, f"{name} is gone"
        assert (ROOT / "tests" / why.split(": ")[0]).exists(), why


def test_every_test_file_of_a_room_is_named_for_a_module() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    for path in TESTS:
        place = path.relative_to(ROOT / "tests")
        if place.parts[0] in rooms:
            assert module_of(path) in MODULES, place


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_functions_are_short(name: str) -> None:
    assert MODULES[name].read_text("utf-8").count("\n") <= LINES
    for one in functions(name):
        assert (one.end_lineno or 0) - one.lineno < FUNCTION or f"{name}: {one.name}" in LONG, one.name


# -- what a module keeps to itself ------------------------------------------------------------------------------------

OF_OTHERS = {"_replace", "_asdict", "_fields", "_make", "_repr_mimebundle_", "_exit"}
"""What Python itself and Jupyter name like this and mean for everybody."""


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_" and name not in OF_OTHERS


def own(name: str) -> set[str]:
    """The names that a module binds: functions, classes, variables, attributes of its objects."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return found


def reaching(name: str) -> Iterator[str]:
    """Private names that a module takes from another one, whether by import or by way of an object."""
    mine = own(name)
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if private(alias.name))
        elif isinstance(node, ast.Attribute) and private(node.attr) and node.attr not in mine:
            yield node.attr


@pytest.mark.parametrize("name", MODULES)
def test_no_module_takes_what_another_keeps_to_itself(name: str) -> None:
    assert {f"{name}: {one}" for one in reaching(name)} <= REACHING


def test_what_is_listed_as_not_yet_so_is_not_yet_so() -> None:
    """An exception that has been mended goes from the list."""
    taken = {f"{name}: {one}" for name in MODULES for one in reaching(name)}
    long = {
        f"{name}: {one.name}"
        for name in MODULES
        for one in functions(name)
        if (one.end_lineno or 0) - one.lineno >= FUNCTION
    }
    assert (REACHING - taken, LONG - long) == (set(), set())


# -- rooms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in MODULES if name.endswith("__init__.py")])
def test_each_room_says_what_it_is(name: str) -> None:
    said = ast.get_docstring(tree(name)) or ""
    assert 3 <= len(said.splitlines()) <= 6


def test_no_import_leads_back_to_where_it_came_from() -> None:
    """Imports for type checkers aside; those within functions count."""
    found = grimp.build_graph("obligor", exclude_type_checking_imports=True)
    imports = networkx.DiGraph(
        (one, other) for one in found.modules for other in found.find_modules_directly_imported_by(one)
    )
    assert [sorted(circle) for circle in networkx.strongly_connected_components(imports) if len(circle) > 1] == []
