"""One case by every way: whatever way a case is written, stored, read and judged, it is answered the same.

    python -m tests.exhaustive.differential 2000 [--seed 1] [--cluster]

prints how many cases were compared by each way and every difference, and ends with status 1 if there is one. Cases that
are answered otherwise are written into `reports/differential/`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas

from obligor.agreement.package import Agreement, load
from obligor.api.model import Model
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.run import rejected_path, run
from obligor.bulk.table import read_table
from obligor.core.child_limits import ask_within
from obligor.core.errors import ObligorError, Place
from obligor.reports.answers_json import LISTS, case_object
from obligor.scenario.json_format import read_json
from obligor.scenario.lp_format import read_lp, write_lp
from obligor.scenario.scenario import Scenario
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.case import Case
from obligor.solving.engine import Engine
from obligor.solving.provenance import record, recorded_scenario
from tests.bulk.dask_cluster import dask_cluster
from tests.bulk.made_rows import as_parquet, written
from tests.exhaustive.random_cases import trees
from tests.support import ROOT
from tests.written import as_yaml, value

READINGS = ("preferred", "all")
QUESTIONS = ("breach(_, _)", "liable(_, _, _)", "bears(_, _)", "unallocated(_)", "outstanding(_, _, _, _)")
CHILDREN = 25
"""Of so many cases one is asked in a child process with limits, which starts anew for each."""
AGAIN = 10
"""Of so many cases one is asked again in any case after it was written and read."""
Told = dict[str, Any]
"""What a case is told of, by what it is about; or why it is refused."""


class Difference(NamedTuple):
    """What is told otherwise."""

    way: str
    case: str
    what: str
    alone: object
    there: object

    def __str__(self) -> str:
        return f"{self.way}: {self.case}: {self.what}: alone {self.alone}, there {self.there}"


class Comparison:
    """Counts what was compared, and keeps what differs."""

    def __init__(self) -> None:
        self.compared: dict[str, int] = {}
        self.differences: list[Difference] = []

    def same(self, way: str, case: str, alone: Mapping[str, Any], there: Mapping[str, Any]) -> None:
        self.compared[way] = self.compared.get(way, 0) + 1
        for what in dict.fromkeys([*alone, *there]):
            one, other = alone.get(what), there.get(what)
            if one != other:
                self.differences.append(Difference(way, case, what, one, other))

    def lines(self) -> Iterator[str]:
        for way, number in self.compared.items():
            wrong = {one.case for one in self.differences if one.way == way}
            yield f"{way:45} {number:6} cases, {len(wrong)} answered otherwise"
        yield from map(str, self.differences)


# -- what is told, in one form --------------------------------------------------------------------------------------


def from_object(whole: Mapping[str, Any]) -> Told:
    """What the JSON of a whole picture tells, in the form of the verdict table."""
    found: Told = {}
    for name in LISTS:
        for entry in whole[name] if name != "standing" else ():
            if not entry.get("general"):
                about = [str(entry[key]) for key in _ABOUT if entry.get(key) is not None]
                found[f"{name}: {', '.join(about)}"] = _values(entry, entry["unit"], entry["hinges_on"])
    return found


_ABOUT = ("bearer", "counterparty", "act", "event", "loss", "unit")


def _values(entry: Mapping[str, Any], unit: str | None, hinges_on: Iterable[str]) -> dict[str, Any]:
    return {
        "verdict": entry["verdict"], "preferred": entry["preferred"], "unit": unit, "amount": entry.get("amount"),
        "hinges_on": sorted(hinges_on),
    }  # fmt: skip


def from_answers(answers: Iterable[Mapping[str, Any]]) -> Told:
    """What answers to questions tell."""
    return {
        one["question"]: (one["verdict"], one["preferred"], list(one["units"]), sorted(one["hinges_on"]))
        for one in answers
    }


def from_entries(entries: Iterable[dict[str, Any]], rejected: Iterable[dict[str, Any]]) -> dict[str, Told]:
    """What the entries of a verdict table tell, by case; of rejected rows why they are."""
    found: dict[str, Told] = {}
    for entry in entries:
        told = found.setdefault(entry["id"], {})
        hinges_on = entry["hinges_on"].split("; ") if entry["hinges_on"] else []
        if entry["question"]:
            units = entry["unit"].split(", ") if entry["unit"] else []
            told[entry["question"]] = (entry["verdict"], entry["preferred"], units, sorted(hinges_on))
        elif entry["list"] != "nothing":
            about = [str(entry[key]) for key in _ABOUT if entry.get(key) is not None]
            told[f"{entry['list']}: {', '.join(about)}"] = _values(entry, entry["unit"], hinges_on)
    for row in rejected:
        found[row["id"]] = {"refused": row["reason"]}
    return found


# -- the ways ---------------------------------------------------------------------------------------------------------


class Ways:
    """Every way to ask, under one agreement.

    Args:
        agreement: which.
        rows: cases in the shape of the scenario files.
        folder: where files may be written.
    """

    def __init__(self, agreement: Agreement, rows: list[dict[str, Any]], folder: Path) -> None:
        self.agreement, self.rows, self.folder = agreement, rows, folder
        self.engine = Engine(agreement)
        self.scenarios = {row["id"]: read_json(json.dumps(row), Place("row"), agreement) for row in rows}
        self.found = Comparison()

    def told(self, scenario: Scenario) -> dict[str, Any]:
        """The JSON of the whole picture, and of the answers to some questions."""
        try:
            return _objects(self.engine.case(scenario))
        except ObligorError as error:
            return {"refused": str(error)}

    def compare(self, cluster: str = "", readings: Sequence[str] = READINGS) -> Comparison:
        """Put every case through every way."""
        for number, row in enumerate(self.rows):
            self.written_again(row, number)
            if number % 100 == 99:
                print(f"{number + 1} of {len(self.rows)} cases asked alone", file=sys.stderr, flush=True)
        for reading in readings:
            alone = {name: self._as_table(one, reading) for name, one in self.scenarios.items()}
            for way, told in self._judged(reading, cluster):
                for name, (picture, answers) in alone.items():
                    wanted = answers if "questions" in way else picture
                    self.found.same(f"{way}, {reading}", name, wanted, told.get(name, {}))
        return self.found

    def written_again(self, row: dict[str, Any], number: int) -> None:
        """Compare a case as it is with the same written and read in every way that files have; all of its JSON.

        What is read as the very same value is not asked again, but for one case in ten: it can only say the same.
        """
        one, agreement = self.scenarios[row["id"]], self.agreement
        alone = self.told(one)
        again: dict[str, Callable[[], Scenario]] = {
            ".lp": lambda: read_lp(write_lp(one), "again.lp", agreement)[0],
            "YAML": lambda: read_yaml(as_yaml(row), "again.yaml", agreement)[0],
            "record": lambda: recorded_scenario(json.loads(json.dumps(record(agreement, one))), agreement, "again"),
        }
        for way, read in again.items():
            found = read()
            again_told = alone if number % AGAIN and value(found) == value(one) else self.told(found)
            self.found.same(way, row["id"], alone, again_told)
        if number % CHILDREN == 0 and "refused" not in alone:
            folder = str(agreement.folder.absolute())
            whole = ask_within(record(agreement, one), folder, (), 300, 4_000)
            answers = ask_within(record(agreement, one), folder, QUESTIONS, 300, 4_000)
            self.found.same("time and memory limited", row["id"], alone, {**whole, "answers": answers["answers"]})

    def _as_table(self, one: Scenario, reading: str) -> tuple[Told, Told]:
        told = self.told(one._replace(readings={"*": reading, **one.readings}))
        if "refused" in told:
            return told, told
        return from_object(told), from_answers(told["answers"])

    def _judged(self, reading: str, cluster: str) -> Iterator[tuple[str, dict[str, Told]]]:
        """Yield each way of judging all cases at once, with what it tells by case."""
        lines = written(self.folder / f"{reading}.jsonl", self.rows)
        parquet = as_parquet(self.folder / f"{reading}.parquet", self.rows, False)
        here, two = Workforce(1), Workforce(2, row_limit=300)
        ways = [
            ("JSON lines by clingo", lines, "clingo", "jsonl", (), here),
            ("JSON lines by SQL into CSV", lines, "sql", "csv", (), here),
            ("Parquet into Parquet, two processes", parquet, "auto", "parquet", (), two),
            ("questions by clingo", lines, "clingo", "jsonl", QUESTIONS, here),
            ("questions by SQL", lines, "sql", "csv", QUESTIONS, here),
        ]
        if cluster:
            ways.append(("JSON lines on a cluster", lines, "auto", "jsonl", (), Workforce(cluster=cluster)))
        for number, (way, source, engine, ending, questions, workforce) in enumerate(ways):
            output = self.folder / f"{reading}-{number}.{ending}"
            began = time.monotonic()
            run(Settings(str(source), "wecom", questions, reading, 0, engine), output, workforce)
            print(f"{way}, {reading}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            yield way, from_entries(read_table(output), read_table(rejected_path(output)))
        batch = Model(self.agreement).batch(self.rows, reading=reading)
        yield "model.batch", from_entries(*map(_entries_of, (batch.verdicts, batch.rejected)))


def _entries_of(table: pandas.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of pandas, whose missing values are none."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _objects(case: Case) -> dict[str, Any]:
    whole = case_object(case, case.picture(summary=False), [], "en")
    return {**whole, "answers": case_object(case, None, case.ask(*QUESTIONS), "en")["answers"]}


def main(argv: list[str]) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m tests.exhaustive.differential", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cluster", action="store_true")
    args = parser.parse_args(argv)
    agreement = load("wecom")
    rows = list(trees(args.count, args.seed, agreement))
    with TemporaryDirectory() as folder:
        ways = Ways(agreement, rows, Path(folder))
        if args.cluster:
            with TemporaryDirectory() as of_cluster, dask_cluster(Path(of_cluster)) as (address, _):
                found = ways.compare(address)
        else:
            found = ways.compare()
    print("\n".join(found.lines()))
    wrong = {one.case for one in found.differences}
    kept = ROOT / "reports" / "differential"
    for row in rows:
        if row["id"] in wrong:
            kept.mkdir(parents=True, exist_ok=True)
            (kept / f"{args.seed}-{row['id']}.yaml").write_text(as_yaml(row), "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main(sys.argv[1:]))
