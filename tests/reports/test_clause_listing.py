"""`clauses`: every unit once, with its glosses and readings."""

from __future__ import annotations


def test_clauses_lists_every_unit_once_in_the_order_of_the_text(obligor, wecom):
    document = obligor("clauses", "--format", "json").json
    units = [unit["unit"] for clause in document["clauses"] for unit in clause["units"]]
    assert units == list(wecom.units)
    assert units.index("P.2[a]") < units.index("1.1[a]") < units.index("8.2.1.2[a]")
    text = obligor("clauses").out
    assert all(f"{unit}  " in text for unit in units)


def test_a_clause_shows_its_units_and_those_below(obligor):
    document = obligor("clauses", "8.2.1", "--format", "json").json
    assert document["schema"] == 1
    ids = [clause["id"] for clause in document["clauses"]]
    assert ids[0] == "8.2.1"
    assert {"8.2.1.1", "8.2.1.8"} <= set(ids)
    assert all(id_.startswith("8.2.1") for id_ in ids)
    units = [unit for clause in document["clauses"] for unit in clause["units"]]
    keys = {"unit", "modality", "bearers", "en", "zh", "creates_norm", "reason", "note", "readings", "place"}
    assert all(set(unit) == keys for unit in units)
    (open_end,) = [unit for unit in units if unit["unit"] == "8.2.1.8[a]"]
    assert (open_end["modality"], open_end["bearers"], open_end["creates_norm"]) == ("prohibition", ["user"], True)
    assert [(r["reading"], r["preferred"]) for r in open_end["readings"]] == [("alike", True), ("literal", False)]
    assert all(set(r) == {"reading", "preferred", "strained", "en", "zh"} for r in open_end["readings"])


def test_a_provision_without_a_norm_says_why(obligor):
    document = obligor("clauses", "P.1", "--format", "json").json
    (unit,) = document["clauses"][0]["units"]
    assert (unit["modality"], unit["creates_norm"]) == ("none", False)
    assert unit["reason"]
    assert unit["reason"] in obligor("clauses", "P.1").out.replace("\n    ", " ")


def test_clauses_may_be_narrowed_to_those_with_readings(obligor, wecom):
    document = obligor("clauses", "--readings", "--format", "json").json
    told = {unit["unit"]: unit["readings"] for clause in document["clauses"] for unit in clause["units"]}
    assert list(told) == [unit.unit for unit in wecom.units.values() if unit.readings]
    assert all(len(readings) > 1 for readings in told.values())
    text = obligor("clauses", "8.2.1", "--readings").out
    assert "literal" in text
    assert "8.2.1.2[a]" not in text


def test_clauses_speak_chinese(obligor, wecom):
    assert wecom.units["8.2.1.2[a]"].gloss("zh") in obligor("clauses", "8.2.1.2", "--lang", "zh").out
