"""Scenarios as JSON: what the same in YAML says, and what is none is told."""

from __future__ import annotations

import json

import pytest

from obligor.core.errors import InputError, Place
from obligor.scenario.json_format import read_json
from obligor.scenario.yaml_format import read_yaml

PLACE = Place("in.jsonl", 3)
ROW = {
    "scenario": "x", "id": "a", "as_of": "2026-03-20", "parties": {"acme": "enterprise"},
    "events": {"look": {"on": "2026-03-01", "by": "acme", "act": "decompile"}},
    "losses": {"l": {"suffered_by": "acme", "amount": 50, "kind": None}}, "judgements": {"hazardous(look)": False},
}  # fmt: skip
YAML = """
scenario: x
id: a
as_of: 2026-03-20
parties: {acme: enterprise}
events: {look: {on: 2026-03-01, by: acme, act: decompile}}
losses: {l: {suffered_by: acme, amount: 50}}
judgements: {hazardous(look): false}
"""


def test_it_is_the_scenario_that_a_file_would_be(wecom):
    row = {**ROW, "losses": {"l": {"suffered_by": "acme", "amount": 50}}}
    found, (filed,) = read_json(json.dumps(row), PLACE, wecom), read_yaml(YAML, "case.yaml", wecom)
    assert (found.id, found.sentence) == (filed.id, filed.sentence)
    assert found.facts.keys() == filed.facts.keys()
    assert set(found.facts.values()) == {PLACE}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes"),
        ("[]", "a scenario has to be an object"),
        ('"x"', "a scenario has to be an object"),
        ('{"a": ' * 5_000, "not JSON: nested too deeply"),
        (json.dumps({**ROW, "tags": [[[[[[[[[[[[[["x"]]]]]]]]]]]]]]}), "nested deeper than 12 levels"),
        (json.dumps(ROW).replace('"id"', '"scenario"'), "duplicate key 'scenario'"),
        (json.dumps({**ROW, "as_of": "2026-02-30"}), "no such day"),
    ],
    ids=["cut off", "a list", "a text", "bomb", "deep", "twice", "no day"],
)
def test_what_is_none_is_told_with_its_place(wecom, text, told):
    with pytest.raises(InputError) as refused:
        read_json(text, PLACE, wecom)
    assert told in str(refused.value)
    assert all(problem.place == PLACE for problem in refused.value.problems)


def test_what_is_null_is_not_said(wecom):
    losses = {"l": {"suffered_by": "acme", "amount": None, "kind": None}, "none": None}
    found = read_json(json.dumps({**ROW, "losses": losses, "unknown": None, "readings": None}), PLACE, wecom)
    assert "amount" not in {fact.atom.name for fact in found.facts}
    assert found.ids("loss") == ["l"]
