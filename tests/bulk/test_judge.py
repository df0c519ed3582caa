"""Many scenarios judged at once: the same answers as one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from obligor.agreement.package import load
from obligor.bulk.columns import COLUMNS
from obligor.bulk.entries import answer_entry
from obligor.bulk.judge import Judge
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.picture_lists import UNTOLD_LISTS
from obligor.bulk.rows import read_rows
from obligor.bulk.run import run
from obligor.bulk.source import parts
from obligor.bulk.table import read_table
from obligor.core.terms import Fn
from obligor.reports.answers_json import LISTS
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine
from tests.bulk.made_rows import made, written
from tests.support import FACTS

AGREEMENT = load("wecom")

FOLDERS = sorted(path for path in FACTS.iterdir() if path.is_dir())


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_in_bulk_as_one_by_one(folder: Path, tmp_path: Path) -> None:
    """Every scenario of `facts/`, under preferred readings and under all."""
    rows, alone = [], []
    for path in sorted(folder.glob("*.yaml")):
        for document in yaml.load_all(path.read_text("utf-8"), yaml.BaseLoader):
            rows.append({key: value for key, value in document.items() if key not in ("variants", "expect")})
        alone += read_scenarios(path, AGREEMENT)
    for number, row in enumerate(rows):
        row["id"] = f"row-{number}"
    source = written(tmp_path / "in.jsonl", rows)
    (whole,) = parts(source, 1_000)
    engine = Engine(AGREEMENT)
    for reading in ("preferred", "all"):
        found = Judge(AGREEMENT, reading=reading).judge(read_rows(source, whole, AGREEMENT), str(source))
        assert found.rejected == []
        judged: dict[str, set[tuple[Any, ...]]] = {f"row-{number}": set() for number in range(len(rows))}
        for entry in map(json.loads, "\n".join(found.verdicts).split("\n")):
            if entry["list"] != "nothing":
                judged[entry["id"]].add((entry["list"], entry["unit"], entry["bearer"], entry["loss"], entry["act"],
                                         entry["verdict"]))  # fmt: skip
        for number, scenario in enumerate(alone):
            assert judged[f"row-{number}"] == expected(engine, scenario, reading), (reading, scenario.place)


def expected(engine: Engine, scenario: Any, reading: str) -> set[tuple[Any, ...]]:
    """What `ask` says, as entries of a table."""
    readings = {"*": reading, **scenario.readings}
    case = engine.case(scenario._replace(readings=readings))
    picture = case.picture(summary=False, proofs=False)
    always = {Fn("available", atom.term.args) for atom in case.ground.atoms("general_power", 4)}
    found = set()
    for name in LISTS:
        for answer in () if name in UNTOLD_LISTS else picture.lists.get(name, ()):
            if answer.atoms[0] not in always:
                entry = dict.fromkeys(COLUMNS) | answer_entry(AGREEMENT, name, "", answer, {})
                found.add((name, entry["unit"], entry["bearer"], entry["loss"], entry["act"], entry["verdict"]))
    return found


@pytest.mark.long
def test_questions_of_every_row(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", made(40))
    questions = ("breach(acme, _)", "liable(_, zhao, l0)", "bears(_, l0)")
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(source), "wecom", questions, size=16), output, Workforce(1))
    assert (found.rows, found.answered, found.rejected, found.entries) == (40, 40, 0, 120)
    engine = Engine(AGREEMENT)
    (whole,) = parts(source, 100)
    scenarios = {row.scenario.id: row.scenario for row in read_rows(source, whole, AGREEMENT) if row.scenario}
    for entry in read_table(output):
        case = engine.case(scenarios[entry["id"]]._replace(readings={"*": "preferred"}))
        (answer,) = case.ask(entry["question"], proofs=False)
        assert (entry["verdict"], entry["unit"] or "") == (answer.verdict, ", ".join(answer.units))


def test_rows_are_judged_by_what_has_a_standing(tmp_path: Path) -> None:
    rows = made(4)
    for row in rows[:2]:
        for event in row["events"].values():
            event |= {"standing": "alleged", "source": "letter"}
    source, output = written(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"
    found: dict[str, dict[str, set[str]]] = {}
    for standing in ("alleged", "proven"):
        settings = Settings(str(source), "wecom", ("breach(acme, _)", "breach(_, _)"), standing=standing)
        assert run(settings, output, Workforce(1), force=True).answered == len(rows)
        found[standing] = {}
        for entry in read_table(output):
            found[standing].setdefault(entry["id"], set()).update((entry["hinges_on"] or "").split("; "))
    told = {row["id"]: {f"event({name})" for name in row["events"]} for row in rows}
    for number, row in enumerate(rows):
        turning = {standing: told[row["id"]] & of[row["id"]] for standing, of in found.items()}
        assert not turning["alleged"]
        assert bool(turning["proven"]) == (number < 2)
