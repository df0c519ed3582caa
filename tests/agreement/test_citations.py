"""What depends on a clause: units, rules, and the units whose rules cite it."""

from __future__ import annotations

from pathlib import Path

from obligor.agreement.citations import Citations
from obligor.agreement.package import load
from tests.bicycle import RULES


def test_dependents_are_units_rules_and_the_units_whose_rules_cite_them(bike: Path) -> None:
    citations = Citations(load(str(bike)))
    lines = RULES.split("\n")

    def place(start: str) -> str:
        return f"ch01.lp:{next(n for n, line in enumerate(lines, 1) if line.startswith(start))}"

    cited = citations.dependents("1.1")
    assert cited.units == ["1.1[a]"]
    assert cited.rules == [place("definition"), place("obligation")]
    assert cited.cited_by == ["2.1.2[a]"]
    common = citations.dependents("2.2")
    assert (common.units, common.rules) == (["2.2[a]"], [place("prohibition")])
    assert common.cited_by == ["2.2(1)[a]", "2.2(2)[a]"]  # the rule's unit is a variable, bound by facts
    item = citations.dependents("2.2(1)")
    assert item.rules == [place("prohibition"), place("banned(carry")]
    assert item.cited_by == []
    grave = citations.dependents("2.2(2)")
    assert place('grave("2.2(2)') in grave.rules
    assert grave.cited_by == ["11.1[a]"]  # through a predicate of the chapter
    assert citations.dependents("9.9") == ([], [], [])
