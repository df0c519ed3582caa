"""What is fuzzed: each target takes bytes, and may refuse them in words (`ObligorError`); anything else is a finding.

A target that accepts its input checks what has to hold of what it accepted, so that a wrong answer is found as well.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from obligor.agreement.fingerprints import load_fingerprints
from obligor.agreement.official_text import read_copy
from obligor.agreement.package import load
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


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": yaml, "lp": lp, "question": question, "fact": fact, "copy": copy, "replay": replay, "commands": commands,
}  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """Inputs to begin with."""
    if name == "yaml":
        files = sorted((ROOT / "facts").rglob("*.yaml"))[::3]
        texts = [text for path in files for text in path.read_bytes().split(b"\n---\n")[:2]]
        return [*(text for text in texts if len(text) < 4_000), *_small("*.yaml")]
    if name == "lp":
        made = [write_lp(_base).encode(), *(write_lp(one).encode() for one in _base.variants)]
        return [*made, *_small("*.lp")]
    if name == "replay":
        case = ENGINE.case(_base)
        whole = case_object(case, None, case.ask("breach(acme, look)"), "en")
        return [
            json.dumps(whole).encode(),
            *_small("*.json"),
        ]
    if name == "copy":
        return _small("*.txt")
    if name == "commands":
        return [line.replace(" | ", "\n").encode() for line in COMMANDS]
    return [text.encode() for text in (*QUESTIONS, *FACTS)]


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
