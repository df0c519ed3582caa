"""Each clause has been read through the lenses, and what was decided is what its units say."""

from __future__ import annotations

import sys

import pytest

from obligor.agreement.package import Agreement
from tests.support import ROOT

sys.path.insert(0, str(ROOT / "tests" / "tools"))

from make_readings import FILE, LENSES, decisions, page  # type: ignore[import-not-found]

DECISIONS = decisions()


def test_the_page_is_up_to_date(wecom: Agreement) -> None:
    assert page(wecom) == FILE.read_text("utf-8"), "run tests/tools/make_readings.py"


@pytest.mark.parametrize("entry", DECISIONS, ids=[f"{entry['id']} {entry['lens']}" for entry in DECISIONS])
def test_a_decision_is_what_its_units_say(wecom: Agreement, entry: dict) -> None:
    assert entry["lens"] in LENSES
    assert entry["id"] in {unit.clause for unit in wecom.units.values()}
    assert entry["question"].endswith("?")
    assert entry["decided"]
    names = entry.get("readings") or []
    assert len(names) != 1
    for unit in entry.get("units") or ():
        registered = [reading.name for reading in wecom.units[unit].readings]
        assert set(names) <= set(registered)
        assert not names or names[0] == registered[0] or set(names) < set(registered), "the preferred one comes first"


def test_every_unit_of_several_readings_is_decided_and_every_norm_was_looked_at(wecom: Agreement) -> None:
    decided = {
        (unit, name) for entry in DECISIONS for unit in entry.get("units") or () for name in entry.get("readings") or ()
    }
    assert {(unit.unit, r.name) for unit in wecom.units.values() for r in unit.readings} <= decided
    looked_at = {entry["id"] for entry in DECISIONS}
    assert {unit.clause for unit in wecom.units.values() if unit.creates_norm} <= looked_at
