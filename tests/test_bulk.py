"""Bulk runs: the same answers as one by one, no row lost or doubled; a run that is killed ends with the same bytes.

`OBLIGOR_LONG=1` kills two hundred times instead of ten.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest
import yaml
from numpy import array

from obligor import InputError
from obligor import load as load_model
from obligor.agreement.package import load
from obligor.bulk import pool as bulk_pool
from obligor.bulk import run as bulk
from obligor.bulk.columns import COLUMNS
from obligor.bulk.entries import answer_entry
from obligor.bulk.judge import Judge
from obligor.bulk.judged import JudgedRows
from obligor.bulk.parts import Settings, Workforce, ended_after, work
from obligor.bulk.picture_lists import UNTOLD_LISTS
from obligor.bulk.rows import read_rows
from obligor.bulk.run import rejected_path, run
from obligor.bulk.source import RunPart, as_line, parts
from obligor.bulk.table import read_table
from obligor.cli.main import main
from obligor.core.terms import Fn
from obligor.reports.answers_json import LISTS
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine

ROOT = Path(__file__).parents[1]
AGREEMENT = load("wecom")
KILLS = 200 if os.environ.get("OBLIGOR_LONG") else 10
ACTS = ("decompile", "reverse_engineer", "interfere", "deceive", "promote", "impersonate")


def made(count: int, seed: int = 5) -> list[dict[str, Any]]:
    """Scenarios of some thirty facts, now and then with something that is not known."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        events: dict[str, Any] = {
            f"e{k}": {"on": f"2026-03-{chance.randint(1, 28):02d}", "by": chance.choice(["acme", "li", "zhao"]),
                      "act": chance.choice(ACTS)}
            for k in range(4)
        }  # fmt: skip
        events["suit"] = {"on": "2026-04-02", "by": "zhao", "to": "tencent", "act": "claim(l0)"}
        row: dict[str, Any] = {
            "scenario": f"Case {number}", "id": f"case-{number}", "as_of": "2026-05-01",
            "parties": {"acme": "enterprise", "li": {"role": "end_user", "of": "acme"}, "zhao": "outsider"},
            "events": events,
            "losses": {"l0": {"suffered_by": "zhao", "kind": "privacy", "amount": chance.randint(1, 9999),
                              "caused_by": [f"e{chance.randint(0, 3)}"]}},
        }  # fmt: skip
        if chance.random() < 0.2:
            row["unknown"] = [f"permitted_by_law(acme, {events['e0']['act']})"]
        found.append(row)
    return found


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


# -- the same answers -----------------------------------------------------------------------------------------------

FOLDERS = sorted(path for path in (ROOT / "facts").iterdir() if path.is_dir())


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


def test_tables_in_python() -> None:
    model = load_model("wecom")
    rows = made(12)
    from_mappings = model.batch(rows)
    from_frame = model.batch(pandas.DataFrame(rows))
    assert from_mappings.verdicts.equals(from_frame.verdicts)
    assert len(from_mappings.rejected) == 0
    asked = model.batch([*rows, {"scenario": "x"}], "bears(_, l0)", reading="all")
    assert list(asked.verdicts["id"]) == [row["id"] for row in rows]
    assert asked.rejected["reason"].tolist() == ["row:13: no day of judgement; add `as_of: YYYY-MM-DD`"]


# -- rows that are none ---------------------------------------------------------------------------------------------


def test_bad_rows_are_told_and_the_others_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = [json.dumps(row).encode() for row in made(3)]
    bad = {
        2: (b"{", "not JSON"),
        3: (b"\xff\xfe{}", "not UTF-8"),
        5: (b"[]", "a scenario has to be an object"),
        6: (json.dumps({**made(1)[0], "parties": {"acme": "enterprize"}}).encode(), "did you mean 'enterprise'?"),
        7: (good[0].replace(b'"scenario"', b'"scenario": "x", "scenario"', 1), "duplicate key 'scenario'"),
        8: (b'{"a": ' * 5_000, "nested too deeply"),
        9: (json.dumps({**made(1)[0], "as_of": "2026-02-30"}).encode(), "no such day"),
    }
    lines = {1: good[0], 4: b"", 10: good[1], 11: good[2], **{number: line for number, (line, _) in bad.items()}}
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"\n".join(lines[number] for number in sorted(lines)))
    output = tmp_path / "out.csv"
    assert main(["batch", str(source), str(output), "--workers", "1", "--rows", "4"]) == 0
    assert "10 rows: 3 answered, 7 rejected" in capsys.readouterr().out
    assert {row["row"] for row in read_table(output)} == {1, 10, 11}
    rejected = {row["row"]: row["reason"] for row in read_table(rejected_path(output))}
    assert set(rejected) == set(bad)
    for number, (_, reason) in bad.items():
        assert reason in rejected[number]
        assert f":{number}" in rejected[number]


def test_a_question_that_does_not_fit_a_row_rejects_the_row(tmp_path: Path) -> None:
    rows = made(2)
    rows[1]["losses"] = {"other": {**rows[1]["losses"]["l0"]}}
    rows[1]["events"].pop("suit")
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(written(tmp_path / "in.jsonl", rows)), "wecom", ("bears(_, l0)",)), output, Workforce(1))
    assert (found.answered, found.rejected) == (1, 1)
    assert "'l0' is no loss here" in next(read_table(rejected_path(output)))["reason"]


def deadly(settings: Settings, part: RunPart, folder: str, limit: float) -> None:
    """A worker that is ended by one row, as by a defect of the solver."""
    if any(row.scenario and row.scenario.id == "case-5" for row in read_rows(Path(settings.source), part, AGREEMENT)):
        os._exit(9)
    work(settings, part, folder, limit)


def test_a_row_that_ends_its_process_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(24))
    monkeypatch.setattr(bulk_pool, "work", deadly)
    apart, looked_at = bulk_pool._apart, []

    def noted(settings: Settings, part: RunPart, folder: Path, limit: float) -> JudgedRows:
        looked_at.append(part)
        return apart(settings, part, folder, limit)

    monkeypatch.setattr(bulk_pool, "_apart", noted)
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(source), "wecom", size=2), output, Workforce(2))
    assert (found.rows, found.answered, found.rejected) == (24, 23, 1)
    assert len(looked_at) <= 4 + 2  # those under way when the process ended, and the halves of one
    (row,) = read_table(rejected_path(output))
    assert (row["row"], row["reason"]) == (6, "the process that judged it ended")


def slow(settings: Settings, part: RunPart, folder: str, limit: float) -> None:
    """A worker that one row keeps busy for hours."""
    if any(row.scenario and row.scenario.id == "case-2" for row in read_rows(Path(settings.source), part, AGREEMENT)):
        with ended_after(limit):
            time.sleep(10_000)
    work(settings, part, folder, limit)


def test_a_row_that_runs_out_of_time_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(6))
    monkeypatch.setattr(bulk_pool, "work", slow)
    output = tmp_path / "out.jsonl"
    found = run(Settings(str(source), "wecom", size=2), output, Workforce(2, row_limit=6))
    assert (found.rows, found.answered, found.rejected) == (6, 5, 1)
    (row,) = read_table(rejected_path(output))
    assert (row["row"], row["reason"]) == (3, "took longer than 6 s")


# -- Parquet --------------------------------------------------------------------------------------------------------


def as_parquet(path: Path, rows: list[dict[str, Any]], nested: bool) -> Path:
    """Rows as a Parquet file, what is nested as such or as texts of JSON."""

    def column(key: str) -> str:
        kind = "VARCHAR" if key in ("scenario", "id", "as_of") else "VARCHAR" if not nested else ""
        return f"'{key}': '{kind}'"

    lines = written(path.with_suffix(".lines"), rows)
    keys = dict.fromkeys(key for row in rows for key in row)
    columns = "" if nested else f", columns = {{{', '.join(map(column, keys))}}}"
    with duckdb.connect() as database:
        source = f"read_json('{lines}', format = 'newline_delimited'{columns})"
        database.execute(f"COPY (SELECT * FROM {source}) TO '{path}' (FORMAT parquet)")
    lines.unlink()
    return path


@pytest.mark.parametrize("nested", [False, True])
def test_a_parquet_input_gives_what_its_lines_give(tmp_path: Path, nested: bool) -> None:
    rows = made(11)
    run(Settings(str(written(tmp_path / "in.jsonl", rows)), "wecom"), tmp_path / "a.jsonl", Workforce(1))
    source = as_parquet(tmp_path / "in.parquet", rows, nested)
    found = run(Settings(str(source), "wecom", size=4), tmp_path / "b.jsonl", Workforce(1))
    assert (found.rows, found.rejected) == (11, 0)
    place = ("input", "offset", "digest")
    one, two = (
        [{key: value for key, value in row.items() if key not in place} for row in read_table(tmp_path / name)]
        for name in ("a.jsonl", "b.jsonl")
    )
    assert one == two


def test_a_row_of_parquet_gives_its_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = as_parquet(tmp_path / "in.parquet", made(5), True)
    output = tmp_path / "out.parquet"
    assert main(["batch", str(source), str(output), "--workers", "1"]) == 0
    entry = next(row for row in read_table(output) if row["list"] == "breaches" and row["row"] > 1)
    question = f"breach({entry['bearer']}, {entry['event']}, {entry['unit']})"
    assert main(["why", str(output), question, "--row", entry["id"]]) == 0
    assert f"[{entry['unit']}]" in capsys.readouterr().out
    source.unlink()
    as_parquet(source, made(3), True)
    assert main(["why", str(output), question, "--row", made(5)[4]["id"]]) == 2
    assert "the row has changed since it was judged" in capsys.readouterr().err
    source.write_bytes(b"PAR1 no more")
    assert main(["batch", str(source), str(tmp_path / "other.csv")]) == 2
    assert "cannot be read as Parquet" in capsys.readouterr().err


def test_values_of_tables_are_plain_values_of_json() -> None:
    row = {
        "as_of": datetime(2026, 5, 1), "losses": {"l": {"amount": 5.0, "kind": None, "caused_by": array(["a"])}},
        "unknown": float("nan"), "tags": '["x"]', "scenario": "[sic]", "events": "[no json",
    }  # fmt: skip
    assert json.loads(as_line(row)) == {
        "as_of": "2026-05-01", "losses": {"l": {"amount": 5, "caused_by": ["a"]}},
        "tags": ["x"], "scenario": "[sic]", "events": "[no json",
    }  # fmt: skip


# -- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_every_format_has_the_same_entries(tmp_path: Path, ending: str) -> None:
    source = written(tmp_path / "in.jsonl", made(20))
    run(Settings(str(source), "wecom"), tmp_path / "plain.jsonl", Workforce(1))
    run(Settings(str(source), "wecom", size=7), tmp_path / f"out{ending}", Workforce(1))
    wanted = list(read_table(tmp_path / "plain.jsonl"))
    assert list(read_table(tmp_path / f"out{ending}")) == wanted
    assert list(wanted[0]) == list(COLUMNS)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_row_gives_its_proof_and_a_changed_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "in.jsonl", made(5))
    output = tmp_path / "out.jsonl"
    run(Settings(str(source), "wecom"), output, Workforce(1))
    entry = next(row for row in read_table(output) if row["list"] == "breaches" and row["row"] > 1)
    question = f"breach({entry['bearer']}, {entry['event']}, {entry['unit']})"
    assert main(["why", str(output), question, "--row", entry["id"]]) == 0
    assert f"[{entry['unit']}]" in capsys.readouterr().out
    assert main(["ask", str(output), question, "--row", str(entry["row"])]) == 0
    assert "yes" in capsys.readouterr().out
    assert main(["why", str(output), question, "--row", "case-99"]) == 2
    assert "no row 'case-99' in it" in capsys.readouterr().err
    lines = source.read_text("utf-8").splitlines()
    lines[entry["row"] - 1] = lines[entry["row"] - 1].replace("2026-05-01", "2026-05-02")
    source.write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["why", str(output), question, "--row", entry["id"]]) == 2
    assert "the row has changed since it was judged; judge the file anew" in capsys.readouterr().err


def test_what_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "in.jsonl", made(2))
    output = tmp_path / "out.jsonl"
    output.write_text("mine", "utf-8")
    assert main(["batch", str(source), str(output)]) == 2
    assert "there already" in capsys.readouterr().err
    assert output.read_text("utf-8") == "mine"
    assert main(["batch", str(source), str(tmp_path / "out.xlsx")]) == 2
    assert "no format of a table; end the name in .jsonl, .csv, .parquet" in capsys.readouterr().err
    assert main(["batch", str(tmp_path / "none.jsonl"), str(tmp_path / "x.csv")]) == 2
    assert "cannot be read: No such file or directory" in capsys.readouterr().err


def test_a_full_disk_leaves_what_was_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path / "in.jsonl", made(6))
    output, settings = tmp_path / "out.jsonl", Settings(str(source), "wecom", size=3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("obligor.bulk.table.copyfileobj", full)
        with pytest.raises(InputError, match="cannot be written: No space left on device"):
            run(settings, output, Workforce(1))
    assert not output.exists()
    assert run(settings, output, Workforce(1), resume=True).answered == 6


# -- runs that are killed -------------------------------------------------------------------------------------------


def test_only_the_same_run_is_resumed(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", made(4))
    output = tmp_path / "out.jsonl"
    bulk._begin(Settings(str(source), "wecom"), output, tmp_path / ".out.jsonl.parts", False)
    with pytest.raises(InputError, match="a run was begun here; --resume it"):
        run(Settings(str(source), "wecom"), output)
    with pytest.raises(InputError, match="another run was begun here: questions differ"):
        run(Settings(str(source), "wecom", ("breach(acme, _)",)), output, resume=True)
    written(source, made(5))
    with pytest.raises(InputError, match="another run was begun here: input differ"):
        run(Settings(str(source), "wecom"), output, resume=True)


@pytest.mark.parametrize(("engine", "rows", "wanted_kills"), [("clingo", "8", KILLS), ("sql", "30", KILLS // 5)])
def test_killed_at_any_moment_it_ends_with_the_same_bytes(
    tmp_path: Path, engine: str, rows: str, wanted_kills: int
) -> None:
    """SIGKILL at random moments, workers with it; then resumed until it is done."""
    source = written(tmp_path / "in.jsonl", made(120))
    undisturbed = tmp_path / "undisturbed.jsonl"
    started = time.monotonic()
    command = [sys.executable, "-m", "obligor", "batch", str(source), "--rows", rows, "--engine", engine]
    subprocess.run([*command, str(undisturbed)], check=True, capture_output=True)
    lasting = time.monotonic() - started
    wanted = undisturbed.read_bytes()
    chance, kills, number = random.Random(11), 0, 0
    while kills < wanted_kills:
        number += 1
        output = tmp_path / f"killed-{number}.jsonl"
        for _ in range(20):
            process = subprocess.Popen(
                [*command, str(output), "--resume"], start_new_session=True, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                process.wait(timeout=chance.uniform(0.1, lasting) if kills < wanted_kills else None)
                break
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
        else:
            subprocess.run([*command, str(output), "--resume"], check=True, capture_output=True)
        assert output.read_bytes() == wanted
        assert rejected_path(output).read_bytes() == b""
        assert not output.with_name(f".{output.name}.parts").exists()
