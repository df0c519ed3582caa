"""Write down what the commands print, so that two states of the code can be compared byte for byte.

    python tests/tools/record_outputs.py FACTS OUT [--every N]

runs every command over the scenario files below FACTS, in this process, and writes what each prints to a file of its
own below OUT; `diff -r` of two such folders shows every answer that differs. Fingerprints of rules, and the version,
which change with any file, are left out. `--every N` asks for reasons of each Nth expectation (default 8).
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from generated import cases  # type: ignore[import-not-found]

from obligor.cli.main import main

FORMATS = (
    ("json", "--format", "json", "--all"), ("json.zh", "--format", "json", "--lang", "zh"),
    ("text", "--all"), ("text.zh", "--lang", "zh"),
)  # fmt: skip
GRAPHS = ("longest_chain", "unsanctioned", "untriggered", "cycles", "central", "balance", "sets_off(8.2.1.2)",
          "dominators(8.5.3)", "needed(12.3(D))", "carries(8.5.3)")  # fmt: skip
_DIGEST = re.compile(r'"[0-9a-f]{16}"')
_VERSION = re.compile(r'("(?:obligor|version)": )"[^"]*"')


class Recorder:
    """Runs commands and files what they print."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0

    def __call__(self, name: str, *command: str) -> None:
        """Run a command; what it prints, and its exit status, go to the file `name`."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                status: object = main(command)
            except SystemExit as end:
                status = end.code
        text = _VERSION.sub(r'\1"…"', _DIGEST.sub('"…"', out.getvalue()))
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}---\n{err.getvalue()}---\n{status}\n", "utf-8")
        self.count += 1


def documents(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The scenarios of a file as they are written, with their addresses."""
    for number, document in enumerate(yaml.load_all(file.read_text("utf-8"), Loader=yaml.BaseLoader), 1):
        yield document.get("id", str(number)), document


def record_model(run: Recorder) -> None:
    """What the agreement says of itself."""
    for lang in ("en", "zh"):
        for name in ("json", "text"):
            run(f"clauses.{lang}.{name}", "clauses", "--lang", lang, "--format", name)
            run(f"vocabulary.{lang}.{name}", "vocabulary", "--lang", lang, "--format", name)
        run(f"readings.{lang}.text", "clauses", "--readings", "--lang", lang)
        for name in ("text", "json", "dot", "mermaid", "graphml", "html"):
            run(f"graph.{lang}.{name}", "graph", "--lang", lang, "--format", name)
        asked = [word for question in GRAPHS for word in ("--ask", question)]
        for name in ("json", "text"):
            run(f"graph.{lang}.asked.{name}", "graph", *asked, "--lang", lang, "--format", name)
    for what in ("scenario", "answer"):
        run(f"schema.{what}", "schema", what)


def record_cases(run: Recorder, facts: Path, every: int) -> None:
    """Whole pictures of every scenario and variant, and reasons of a share of what is expected."""
    asked = 0
    for file in sorted(facts.rglob("*.yaml")):
        name = "/".join(file.relative_to(facts).parts)
        for suffix, *options in FORMATS:
            run(f"ask/{name}.{suffix}", "ask", str(file), *options)
        run(f"check/{name}", "check", str(file), "--format", "json")
        run(f"test/{name}", "test", str(file), "--format", "json")
        run(f"coverage/{name}", "coverage", str(file), "--format", "json")
        for ident, document in documents(file):
            for place, entry in enumerate(document.get("expect", ())):
                if "refused" in entry or (asked := asked + 1) % every:
                    continue
                record_reasons(run, f"{file}#{ident}", f"{name}#{ident}.{place}".replace("/", "_"), entry["ask"], asked)


def record_reasons(run: Recorder, address: str, name: str, question: str, number: int) -> None:
    """Reasons, in turn in each language and format, and for some what would change them."""
    lang = ("en", "zh")[number // 2 % 2]
    run(f"one/{name}", "ask", address, question, "--lang", lang)
    run(f"one/{name}.json", "ask", address, question, "--format", "json")
    run(f"why/{name}.json", "why", address, question, "--format", "json")
    run(f"why/{name}", "why", address, question, "--lang", lang)
    run(f"whynot/{name}.json", "whynot", address, question, "--format", "json", "--lang", lang)
    if number % 5 == 0:
        run(f"page/{name}.html", "ask", address, "--format", "html", "--lang", lang)
        run(f"why/{name}.md", "why", address, question, "--format", "md", "--lang", lang)
        run(f"exposure/{name}", "exposure", address, "tencent", "--lang", lang)
        run(f"graph/{name}", "graph", address, question, "--format", "json")
    if number % 10 == 0:
        for command in ("how", "avoid"):
            run(f"{command}/{name}", command, address, question, "--lang", lang)
            run(f"{command}/{name}.json", command, address, question, "--format", "json")


def record_batches(run: Recorder, facts: Path, folder: Path) -> None:
    """Tables of all scenarios and of generated ones, by each engine and under both kinds of reading."""
    rows = [
        {key: value for key, value in {**document, "id": f"{file.stem}-{ident}"}.items() if key != "expect"}
        for file in sorted(facts.rglob("*.yaml"))
        for ident, document in documents(file)
    ]
    for name, some in (("facts", rows), ("generated", list(cases(3_000, open_share=0.1)))):
        source = folder / f"{name}.jsonl"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), "utf-8")
        for engine, reading, suffix in (("sql", "preferred", "jsonl"), ("clingo", "preferred", "csv"),
                                        ("clingo", "all", "jsonl")):  # fmt: skip
            table = folder / f"{name}.{engine}.{reading}.{suffix}"
            run(f"batch/{table.name}.txt", "batch", str(source), str(table), "--engine", engine, "--reading", reading)
        table = folder / f"{name}.asked.jsonl"
        run(f"batch/{table.name}.txt", "batch", str(source), str(table), "--ask", "breach(acme, _)", "--ask",
            "liable(_, zhao, _)")  # fmt: skip


def record(facts: Path, out: Path, every: int) -> int:
    """Write everything down; returns how many outputs there are."""
    out.mkdir(parents=True)
    run = Recorder(out)
    record_model(run)
    record_cases(run, facts, every)
    tables = out / "tables"
    tables.mkdir()
    record_batches(run, facts, tables)
    return run.count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("facts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--every", type=int, default=8)
    given = parser.parse_args()
    print(record(given.facts, given.out, given.every), "outputs")
