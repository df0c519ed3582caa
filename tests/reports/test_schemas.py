"""The published JSON Schemas: every scenario file and every output of the suite keeps to them, and slips do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from obligor.agreement.package import load as load_agreement
from obligor.api.model import Model
from obligor.cli.main import main
from obligor.reports.schemas import answer_schema, scenario_schema
from tests.support import AGREED, FACTS, ROOT, SAID

SCENARIO = Draft202012Validator(scenario_schema(load_agreement("wecom")))
ANSWER = answer_schema()


def answers(*names: str) -> Draft202012Validator:
    """A validator that admits some definitions alone, so that an error says what is wrong with them."""
    some = [{"$ref": f"#/$defs/{name}"} for name in names] or ANSWER["anyOf"]
    return Draft202012Validator({**ANSWER, "anyOf": some} if len(some) > 1 else {"$defs": ANSWER["$defs"], **some[0]})


def told(validator: Draft202012Validator, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def documents(path: Path) -> list[Any]:
    """What an editor sees: YAML with days as texts."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    text = path.read_text("utf-8").replace("{on:", '{"on":').replace(" on:", ' "on":')  # which YAML 1.1 takes for true
    return list(yaml.load_all(text, loader))


def test_the_schemas_are_schemas() -> None:
    schema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    assert told(schema, scenario_schema(load_agreement("wecom"))) == []
    assert told(schema, ANSWER) == []


@pytest.mark.parametrize("path", sorted(FACTS.rglob("*.yaml")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_scenario_file_fits(path: Path) -> None:
    for document in documents(path):
        assert told(SCENARIO, document) == []


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": "2026-3-1"},
        {"partys": {}},
        {"parties": {"acme": "enterprize"}},
        {"parties": {"Acme": "enterprise"}},
        {"events": {"look": {"on": "2026-03-01", "by": "acme", "act": "reverse_enginer"}}},
        {"events": {"look": {"on": "2026-03-01", "bye": "acme", "act": "decompile"}}},
        {"losses": {"l": {"suffered_by": "acme", "kind": "privat"}}},
        {"losses": {"l": {"suffered_by": "acme", "standing": "probable"}}},
        {"unknown": ["permited_by_law(acme, decompile)"]},
        {"expect": [{"ask": "breach(acme, _)", "verdict": "maybe"}]},
        {"expect": [{"ask": "breach(acme, _)", "verdict": "yes", "refused": "x"}]},
        {"scenario": None},
    ],
)
def test_slips_do_not_fit(change: dict[str, Any]) -> None:
    whole = {"scenario": "A sentence", "as_of": "2026-03-20", "parties": {"acme": "enterprise"}}
    assert told(SCENARIO, whole) == []
    assert told(SCENARIO, {**whole, **change}) != []


LEAK = "facts/start/leak.yaml"
COMMANDS = {
    "picture": ["ask", LEAK],
    "picture of many": ["ask", "facts/ch08_5_breach/breach.yaml"],
    "answers": [
        "ask",
        LEAK,
        "breach(acme, look)",
        "liable(tencent, acme, deal)",
        "effect(acme, ban(acme))",
        "bears(_, deal)",
    ],
    "why": ["why", LEAK, "breach(acme, look)"],
    "several whys": ["why", LEAK, "breach(acme, look)", "liable(acme, _, leak)"],
    "whynot": ["whynot", LEAK, "permitted(acme, reverse_engineer)"],
    "whatif": ["whatif", LEAK, "--add", "permitted_by_law(acme, reverse_engineer)"],
    "whatif asked": ["whatif", LEAK, "breach(acme, look)", "--without", "8.2.1.2"],
    "how": ["how", LEAK, "permitted(acme, reverse_engineer)"],
    "avoid": ["avoid", f"{LEAK}#leak/1", "liable(acme, zhao, leak)"],
    "clear": ["avoid", f"{LEAK}#leak/1", "--party", "acme"],
    "exposure": ["exposure", LEAK, "acme"],
    **{
        f"{command} by what is {standing}": [command, SAID, *asked, "--standing", standing]
        for standing in ("alleged", "proven")
        for command, asked in {
            "ask": [],
            "why": ["liable(acme, zhao, leak)"],
            "whynot": ["liable(tencent, zhao, leak)"],
            "whatif": ["liable(acme, zhao, leak)", "--without", "13.1"],
            "exposure": ["acme"],
        }.items()
    },
    "ask of standings": ["ask", AGREED, "breach(tencent, pass)"],
    "clauses": ["clauses", "8.5"],
    "topics": ["clauses", "--topics"],
    "vocabulary": ["vocabulary"],
    "norms": ["graph"],
    "around": ["graph", "--around", "8.5.1"],
    "graph answer": ["graph", "--ask", "sets_off(8.5)"],
    "balance": ["graph", "--ask", "balance"],
    "unsanctioned": ["graph", "--ask", "unsanctioned"],
    "carries": ["graph", "--ask", "carries(1.1)"],
    "cycles": ["graph", "--ask", "cycles"],
    "case graph": ["graph", LEAK],
    "check": ["check", "facts/start"],
    "test": ["test", "facts/start"],
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_every_output_fits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    monkeypatch.chdir(ROOT)
    assert main([*COMMANDS[name], "--format", "json", "--lang", lang]) == 0
    assert told(answers(), json.loads(capsys.readouterr().out)) == []


@pytest.mark.long
def test_pictures_of_the_suite_fit(model: Model) -> None:
    whole = answers("picture")
    for path in sorted(FACTS.rglob("*.yaml"))[::4]:
        for case in model.open_all(path):
            assert told(whole, case.to_dict()) == []


def test_what_python_gives_fits_too(model: Model) -> None:
    case = model.open(ROOT / LEAK)
    given = [
        case, case.ask("breach(acme, look)"), case.why("breach(acme, look)"), case.exposure("acme"), case.graph(),
        model.norms, model.norms.ask("cycles"),
    ]  # fmt: skip
    for one in given:
        value = json.loads(one.to_json())
        if "schema" in value:  # a single answer is a part of a document
            assert told(answers(), value) == []


def test_another_shape_does_not_fit() -> None:
    assert told(answers(), {"schema": 1, "verdict": "yes"}) != []
    assert told(answers("why"), {}) != []


@pytest.mark.parametrize("what", ["scenario", "answer"])
def test_the_command_prints_them(capsys: pytest.CaptureFixture[str], what: str) -> None:
    assert main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == (ANSWER if what == "answer" else SCENARIO.schema)
