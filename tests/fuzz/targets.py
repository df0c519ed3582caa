"""What is fuzzed: each target takes bytes, and may refuse them in words (`ObligorError`); anything else is a finding.

A target that accepts its input checks what has to hold of what it accepted, so that a wrong answer is found as well.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from obligor.agreement.fingerprints import load_fingerprints
from obligor.agreement.official_text import read_copy
from obligor.agreement.package import load
from obligor.bulk.filing import REJECTIONS, SEAL, VERDICTS, PartFolder
from obligor.bulk.judged import JudgedRows, RowCounts
from obligor.bulk.rows import read_row
from obligor.bulk.run_folder import MANIFEST, begun, differing
from obligor.bulk.source import RunPart
from obligor.bulk.table import FORMATS, find_row
from obligor.cli.main import main
from obligor.core.errors import ObligorError
from obligor.core.terms import BadTerm, parse_fact, show
from obligor.reports.answers_json import case_object
from obligor.scenario.lp_format import read_lp, write_lp
from obligor.scenario.questions import parse_question
from obligor.scenario.scenario import Scenario
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.engine import Engine
from obligor.solving.provenance import record, recorded_scenario

ROOT = Path(__file__).parents[2]
AGREEMENT = load("wecom")
ENGINE = Engine(AGREEMENT)
SMALL = 60
"""Facts up to which an accepted scenario is also asked for its whole picture."""
_fingerprints = load_fingerprints(AGREEMENT.folder)
_base = read_yaml((ROOT / "facts/start/leak.yaml").read_text("utf-8"), "leak.yaml", AGREEMENT)[0]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _told(error: ObligorError) -> None:
    """A refusal says what is wrong, and can be printed anywhere."""
    assert str(error).strip()
    str(error).encode("utf-8", "backslashreplace")


def _accepted(scenario: Scenario) -> None:
    if len(scenario.facts) + len(scenario.unknown) <= SMALL and len(scenario.one_of) < 3:
        case = ENGINE.case(scenario)
        json.dumps(case_object(case, case.picture(summary=False), [], "zh"))
    told = json.loads(json.dumps(record(AGREEMENT, scenario)))
    assert set(recorded_scenario(told, AGREEMENT, "record").facts) == set(scenario.facts)


def yaml(data: bytes) -> None:
    """Scenario files in YAML."""
    try:
        found = read_yaml(_text(data), "case.yaml", AGREEMENT)
    except ObligorError as error:
        return _told(error)
    for one in found[:2]:
        _accepted(one)
    return None


def lp(data: bytes) -> None:
    """Scenario files of facts."""
    try:
        found = read_lp(_text(data), "case.lp", AGREEMENT)
    except ObligorError as error:
        return _told(error)
    for one in found[:2]:
        _accepted(one)
        (again,) = read_lp(write_lp(one), "again.lp", AGREEMENT)
        assert record(AGREEMENT, again) == record(AGREEMENT, one)
    return None


def question(data: bytes) -> None:
    """Questions."""
    text = _text(data)
    try:
        parsed = parse_question(text, AGREEMENT, _base)
    except ObligorError as error:
        return _told(error)
    ENGINE.case(_base).ask(parsed)
    return None


def fact(data: bytes) -> None:
    """Facts, as `--add` takes them."""
    try:
        found = parse_fact(_text(data))
    except BadTerm:
        return
    assert show(parse_fact(found.show()).atom) == show(found.atom)


def copy(data: bytes) -> None:
    """Copies of the official text."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(data)
        file.flush()
        try:
            read_copy(file.name, _fingerprints)
        except ObligorError as error:
            _told(error)


def replay(data: bytes) -> None:
    """Records of answers."""
    _command(["replay"], data, ".json")


def commands(data: bytes) -> None:
    """The command line: arguments, divided by line breaks, about a file that is there."""
    words = _text(data).split("\n")[:6]
    leak = str(ROOT / "facts/start/leak.yaml")
    _run([word if word != "FILE" else leak for word in words if "\0" not in word and not _writes(word)])


def _writes(word: str) -> bool:
    """Whether a word could make a command write, read what is no concern of ours, or take long on purpose."""
    return word.startswith(("--s", "--mu", "--mut", "/", "..", "~", "-", "new", "coverage")) and word not in OPTIONS


OPTIONS = (
    "--lang",
    "--format",
    "--reading",
    "--without",
    "--add",
    "--drop",
    "--ask",
    "--around",
    "--all",
    "-",
    "--party",
)


def _command(command: list[str], data: bytes, ending: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        file.write(data)
        file.flush()
        _run([*command, file.name])


def _run(arguments: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    before = os.getcwd()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(arguments)
        except SystemExit as stop:  # as argparse refuses
            status = int(stop.code or 0)
    assert os.getcwd() == before
    assert status in (0, 1, 2)
    assert status != 2 or err.getvalue().strip()
    assert "Traceback" not in err.getvalue()


def part(data: bytes) -> None:
    """A part of a bulk run as it is filed: the first byte says which of its files is another one."""
    with tempfile.TemporaryDirectory() as told:
        folder, about = PartFolder(Path(told), "a-run"), RunPart(0, 1, 0, 2)
        folder.keep(JUDGED, about)
        kinds = (VERDICTS, REJECTIONS, SEAL)
        path = folder.file_of(about, kinds[data[0] % 3 if data else 0])
        before = path.read_bytes()
        path.write_bytes(data[1:])
        counts = folder.counts(about)
        assert counts in (None, JUDGED.counts)
        assert counts is None or data[1:].rstrip(b"\n") == before.rstrip(b"\n")


def manifest(data: bytes) -> None:
    """The manifest of a bulk run that was begun."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told) / ".out.jsonl.0123abcd.parts"
        folder.mkdir()
        (folder / MANIFEST).write_bytes(data)
        assert begun(Path(told) / "out.jsonl") == [folder]
        try:
            changed = differing(folder, ABOUT)
        except ObligorError as error:
            return _told(error)
        assert changed or json.loads(data) == ABOUT
    return None


def table(data: bytes) -> None:
    """Verdict tables given to `--row`: the first byte says of which format."""
    with tempfile.TemporaryDirectory() as told:
        path = Path(told) / f"table{FORMATS[data[0] % 3 if data else 0]}"
        path.write_bytes(data[1:])
        try:
            at = find_row(path, "1")
            read_row(Path(told) / Path(at.input).name, at.row, at.offset, at.digest, AGREEMENT)
        except ObligorError as error:
            _told(error)


def package(data: bytes) -> None:
    """Agreement packages: the first byte says which file of a small one is another one."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told) / "bike"
        shutil.copytree(ROOT / "tests/hostile/packages/base", folder)
        names = [path.relative_to(folder) for path in _files(folder)]
        (folder / names[data[0] % len(names) if data else 0]).write_bytes(data[1:])
        try:
            load(folder)
        except ObligorError as error:
            _told(error)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


JUDGED = JudgedRows(
    ['{"row": 1, "id": "a", "list": "nothing"}'],
    [{"row": 2, "id": None, "reason": "none", "input": "in", "offset": 9, "digest": "d"}],
    RowCounts(rows=2, grounded=1, rejected=1, entries=1),
)
ABOUT = {
    "source": "in.jsonl",
    "questions": ["breach(acme, _)"],
    "size": 0,
    "row limit": 60.0,
    "versions": {"obligor": "1"},
}
TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": yaml, "lp": lp, "question": question, "fact": fact, "copy": copy, "replay": replay, "commands": commands,
    "part": part, "manifest": manifest, "table": table, "package": package,
}  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """Inputs to begin with."""
    return SEEDS.get(name, _words)()


def _words() -> list[bytes]:
    return [text.encode() for text in (*QUESTIONS, *FACTS)]


def _yaml_seeds() -> list[bytes]:
    files = sorted((ROOT / "facts").rglob("*.yaml"))[::3]
    texts = [text for path in files for text in path.read_bytes().split(b"\n---\n")[:2]]
    return [*(text for text in texts if len(text) < 4_000), *_small("*.yaml")]


def _lp_seeds() -> list[bytes]:
    return [*(write_lp(one).encode() for one in (_base, *_base.variants)), *_small("*.lp")]


def _replay_seeds() -> list[bytes]:
    case = ENGINE.case(_base)
    return [json.dumps(case_object(case, None, case.ask("breach(acme, look)"), "en")).encode(), *_small("*.json")]


def _part_seeds() -> list[bytes]:
    with tempfile.TemporaryDirectory() as told:
        folder, about = PartFolder(Path(told), "a-run"), RunPart(0, 1, 0, 2)
        folder.keep(JUDGED, about)
        kinds = (VERDICTS, REJECTIONS, SEAL)
        return [bytes([number]) + folder.file_of(about, kind).read_bytes() for number, kind in enumerate(kinds)]


def _table_seeds() -> list[bytes]:
    found = [(number, one) for number, ending in enumerate(FORMATS) for one in _small(f"tables/*{ending}")]
    return [bytes([number]) + one for number, one in found]


def _package_seeds() -> list[bytes]:
    files = _files(ROOT / "tests/hostile/packages/base")
    return [bytes([number]) + path.read_bytes() for number, path in enumerate(files)]


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "yaml": _yaml_seeds, "lp": _lp_seeds, "replay": _replay_seeds, "copy": lambda: _small("*.txt"),
    "commands": lambda: [line.replace(" | ", "\n").encode() for line in COMMANDS],
    "part": _part_seeds, "manifest": lambda: [json.dumps(ABOUT).encode(), b"{}", b"[]", b""],
    "table": _table_seeds, "package": _package_seeds,
}  # fmt: skip


COMMANDS = (
    "ask | FILE | breach(acme, look)", "why | FILE | liable(acme, _, leak) | --lang | zh", "graph | --ask | cycles",
    "whatif | FILE | --drop | look", "clauses | 8.5", "exposure | FILE | acme", "vocabulary | ban",
    "avoid | FILE#leak/1 | --party | acme", "ask | FILE | --reading | 8.5.1[a]=report_suffices",
)  # fmt: skip
QUESTIONS = (
    "breach(acme, look)",
    "liable(acme, _, leak, 8.5.3)",
    "effect(acme, ban(acme))",
    "due(acme, _, 2026-03-01)",
)
FACTS = (
    "not develops(acme)", "-trait(post, rumour)", 'of("a", X)',
    "during(under_eighteen(li), 2026-01-01, 2026-12-31)",
)  # fmt: skip


def _small(pattern: str) -> list[bytes]:
    """Files of the hostile corpus, without the large ones."""
    files = sorted((ROOT / "tests/hostile").rglob(pattern))
    return [path.read_bytes() for path in files if path.stat().st_size < 4_000]


def dictionary() -> list[str]:
    """Words that inputs are made of."""
    vocabulary = AGREEMENT.vocabulary
    return [
        *vocabulary.facts, *vocabulary.acts, *vocabulary.roles, *AGREEMENT.asked(), *AGREEMENT.clauses,
        "scenario: ", "as_of: 2026-03-20", "parties:", "events:", "losses:", "unknown:", "variants:", "expect:",
        "one_of:", "(", ")", ", ", "_", "not ", "-", '"', "{", "}", "[", "]", "\n---\n", "&a ", "*a", "!!", ":-", "#",
        "%*", "*%",
    ]  # fmt: skip
