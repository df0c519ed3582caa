"""Records: an answer that was filed is given again, or what differs is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from obligor.agreement.installed import find
from obligor.agreement.package import load
from obligor.cli.main import main
from obligor.core.errors import InputError
from obligor.reports.answers_json import LISTS, case_object
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from obligor.solving.provenance import record, recorded_scenario, replay
from tests.support import FACTS, LEAK, SAID


@pytest.fixture
def filed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def make(*questions: str, file: str = LEAK, change: dict[str, Any] | None = None) -> Path:
        assert main(["ask", file, *questions, "--format", "json"]) == 0
        document = {**json.loads(capsys.readouterr().out), **(change or {})}
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        return path

    return make


@pytest.mark.parametrize("questions", [(), ("breach(acme, look)", "liable(acme, _, leak)", "bears(_, deal)")])
def test_the_same_again(filed: Any, capsys: pytest.CaptureFixture[str], questions: tuple[str, ...]) -> None:
    assert main(["replay", str(filed(*questions))]) == 0
    out = capsys.readouterr().out
    assert "as recorded" in out
    assert "changed since" not in out


@pytest.mark.long
def test_every_scenario_survives_its_record() -> None:
    """What a record holds makes the same scenario, and the same answers."""
    agreement = load("wecom")
    engine = Engine(agreement)
    scenarios = [s for path in find_files([str(FACTS)]) for s in read_scenarios(path, agreement)]
    whole = [one for scenario in scenarios for one in (scenario, *scenario.variants)]
    for scenario in whole[::7]:
        told = json.loads(json.dumps(record(agreement, scenario)))
        again = recorded_scenario(told, agreement, "record")
        assert set(again.facts) == set(scenario.facts)
        assert set(again.unknown) == set(scenario.unknown)
        assert record(agreement, again)["facts"] == told["facts"]
    for scenario in whole[::25]:
        objects = []
        for one in (scenario, recorded_scenario(record(agreement, scenario), agreement, "record")):
            case = engine.case(one)
            objects.append(case_object(case, case.picture(summary=False), [], "en"))
        assert replay(objects[0], objects[1], LISTS, agreement).differences == ()
        assert objects[0] == objects[1]


def test_an_answer_that_was_altered_is_told(filed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = filed("breach(acme, look)")
    path.write_text(path.read_text("utf-8").replace('"depends"', '"yes"', 1), "utf-8")
    assert main(["replay", str(path)]) == 1
    assert "breach(acme, look): verdict: recorded yes, now depends" in capsys.readouterr().out


def test_rules_that_changed_are_named(filed: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same record under an agreement in which a clause was taken out."""
    path = filed("breach(acme, look)", "liable(acme, zhao, leak)")
    folder = tmp_path / "wecom"
    shutil.copytree(find("wecom"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    chapter = folder / "ch08_2_software.lp"
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace('prohibition(P, reverse_engineer, "8.2.1.2[a]") :- user(P).', ""), "utf-8")
    assert main(["replay", str(path), "--agreement", str(folder), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["changed"] == ["rules of ch08_2_software.lp"]
    told = {one["what"]: (one["recorded"], one["now"]) for one in found["differences"]}
    assert told["breach(acme, look): verdict"] == ("depends", "no")
    assert not found["same"]


def test_an_entry_that_is_gone_is_told(filed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = filed()
    document = json.loads(path.read_text("utf-8"))
    gone = document["breaches"].pop()
    document["gaps"].append({**document["gaps"][0], "loss": "another"})
    path.write_text(json.dumps(document), "utf-8")
    assert main(["replay", str(path)]) == 1
    out = capsys.readouterr().out
    assert f"breaches: {gone['unit']}, {gone['bearer']}, {gone['event']}: recorded not there, now depends" in out
    assert "another: recorded gap, now not there" in out


def test_order_of_facts_makes_no_other_record(tmp_path: Path) -> None:
    agreement = load("wecom")
    texts = [
        "scenario: x\nas_of: 2026-03-20\nparties: {acme: enterprise, zhao: outsider}\nstates: [develops(acme)]\n",
        "scenario: y\nas_of: 2026-03-20\nstates: [develops(acme)]\nparties: {zhao: outsider, acme: enterprise}\n",
    ]
    made = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, "utf-8")
        made.append(record(agreement, read_scenarios(path, agreement)[0])["facts"])
    assert made[0] == made[1]


def test_names_that_older_versions_gave_are_read(filed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`immune` was what is called `no_duty` now: as a question, and in the atoms of an answer that was filed."""
    path = filed("immune(tencent, warrant(security))")
    text = path.read_text("utf-8")
    assert '"no_duty(tencent, warrant(security), 12.1[b])"' in text
    path.write_text(text.replace('"no_duty(', '"immune('), "utf-8")
    assert main(["replay", str(path)]) == 0
    assert "as recorded" in capsys.readouterr().out
    path.write_text(text.replace('"no_duty(', '"obliged('), "utf-8")
    assert main(["replay", str(path)]) == 1


def test_standings_are_recorded_and_matter_to_the_record(filed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = filed("breach(acme, look)", file=SAID)
    document = json.loads(path.read_text("utf-8"))
    told = document["record"]["scenario"]["standings"]
    assert told["look"] == {"standing": "alleged", "said_by": "zhao", "source": "letter of 3 March"}
    assert main(["replay", str(path)]) == 0
    assert "changed since" not in capsys.readouterr().out
    told["look"]["standing"] = "admitted"
    path.write_text(json.dumps(document), "utf-8")
    assert main(["replay", str(path)]) == 0  # no answer is another by it
    assert "changed since: facts" in capsys.readouterr().out


@pytest.mark.parametrize("slip", [[], {"look": "alleged"}, {"look": {"standing": 1}}, {"look": {"standing": "x"}}])
def test_a_record_of_no_standings_is_refused(slip: Any) -> None:
    agreement = load("wecom")
    (scenario, *_) = read_scenarios(Path(LEAK), agreement)
    told = record(agreement, scenario)
    told["scenario"]["standings"] = slip
    with pytest.raises(InputError, match="standing"):
        recorded_scenario(told, agreement, "record")
