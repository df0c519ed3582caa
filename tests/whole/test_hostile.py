"""Input that means harm: each file of `hostile/` is refused or answered, with the status and the words that it should.

`hostile/expected.json` says for each file the exit status, what is said, and its line. The files of a folder go through
one child process of bounded memory, whose files, network and clock are watched. A file of `packages/` takes its place
in a copy of `packages/base`, whose rules and words then judge its story; one of `tables/` is asked for a row, as `row`
says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from obligor.agreement.rule_files import read_rules
from obligor.cli.main import main
from obligor.core import kept
from obligor.core.plain_text import visible
from tests.support import ROOT, long_but

FOLDER = ROOT / "tests/hostile"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
MEGABYTES = 1_000
SECONDS = 20.0
"""Of the processor, on a slow machine; what explodes takes more."""

DRIVER = """
import contextlib, io, json, os, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20,) * 2)
opened = []
harmful = {"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
def watch(event, args):
    if event == "open" and isinstance(args[0], str):
        opened.append((args[0], args[1] or ""))
    elif event in harmful:
        opened.append((event, "!"))
from obligor.cli.main import main
main(["ask", sys.argv[2]])  # whatever is loaded when needed is loaded now
main(["replay", sys.argv[3]])
main(["clauses", "--text", sys.argv[4]])
for table in sys.argv[5:]:
    main(["ask", table, "--row", "1"])
sys.addaudithook(watch)
found = {}
for name, commands in json.load(sys.stdin).items():
    out, err = io.StringIO(), io.StringIO()
    opened.clear()
    start = time.process_time()
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            for command in commands:
                status = status or main(command)
        except BaseException as error:
            status = repr(error)
    found[name] = [status, out.getvalue(), err.getvalue(), time.process_time() - start, list(opened)]
print()
print(json.dumps(found))
"""


BASE = FOLDER / "packages/base"
TABLES = "tables/input"
"""What rows of tables stand in."""
INPUTS = {
    "tables/input_passwd.jsonl": ("/etc/passwd",),
    "tables/input_by_parents.jsonl": ("../../../../../../../../etc/hostname",),
    "tables/input_no_parquet.jsonl": ("tables/not.parquet",),
}
"""What a row names may be opened if it is a plain file, and is told nothing of, since its digest is another one."""


def commands(name: str, built: Path) -> list[list[str]]:
    """What is done with a file; a package is built first."""
    kind = name.split("/")[0]
    if kind == "packages":
        package = built / name.split("/")[1]
        if not package.exists():
            shutil.copytree(BASE, package)
        shutil.copyfile(FOLDER / name, package / Path(name).name)
        return [[*asked, "--agreement", str(package)] for asked in (["clauses"], ["ask", str(BASE / "story.yaml")])]
    if kind == "tables":
        return [["ask", name, "--row", EXPECTED[name].get("row", "1")]]
    return [{"records": ["replay", name], "texts": ["clauses", "--text", name]}.get(kind, ["ask", name])]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


def _left_to_the_long_tests() -> Iterator[str]:
    """Of folders with many files, much like one another, some are tried in every run, all in the long one."""
    for _, files in groupby(EXPECTED, key=lambda name: name.split("/")[0]):
        many = list(files)
        tried = {"packages": 4}.get(many[0].split("/")[0], 2 if len(many) > 30 else 1)
        yield from set(many) - set(many[::tried])


LONG = frozenset(_left_to_the_long_tests())


@cache
def found(built: Path, folder: str, long: bool) -> dict[str, Any]:
    """What came of the files of a folder, of those that every run tries or of the others."""
    tried = [name for name in EXPECTED if name.startswith(f"{folder}/") and (name in LONG) == long]
    names = ["shapes/a_list.yaml", "records/no_day.json", "texts/empty.txt", "tables/good.jsonl", "tables/good.parquet"]
    run = subprocess.run(
        [sys.executable, "-c", DRIVER, str(MEGABYTES), *names],
        cwd=FOLDER,
        input=json.dumps({name: commands(name, built) for name in tried}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=1200,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answered: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answered


def test_the_corpus_is_whole() -> None:
    files = {str(path.relative_to(FOLDER).as_posix()) for path in FOLDER.rglob("*.*") if path.name != "expected.json"}
    assert files == set(EXPECTED)
    assert len(files) >= 450
    assert {name.split("/")[0] for name in files} == {
        "bombs", "contradictions", "dates", "encodings", "injection", "nesting", "numbers", "packages", "paths",
        "records", "shapes", "tables", "terminal", "texts",
    }  # fmt: skip


@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.long] * (n in LONG)) for n in EXPECTED])
def test_refused_or_answered(built: Path, name: str) -> None:
    status, out, err, seconds, opened = found(built, name.split("/")[0], name in LONG)[name]
    expected = EXPECTED[name]
    assert status == expected["status"]
    assert "Traceback" not in err
    package = str(built / name.split("/")[1]) if name.startswith("packages/") else ""
    said = "".join(line for line in err.splitlines(True) if line != f"rules from {package}\n")
    if status == 2:
        file = Path(name).name if package else name
        place = f"{file}:{expected['line']}: " if "line" in expected else ""
        assert said.startswith(place)
        assert expected["says"] in said
        assert package or out == ""
        assert max(map(len, said.splitlines())) < 1000
    else:
        assert said == ""
        assert expected["says"] in out
    seen(out + err)
    assert seconds < SECONDS
    # only the file itself is read, and what Python and the package have of their own; what is kept is kept at its place
    opened = [one for one in opened if not one[0].startswith(str(kept.folder()))]
    own = (name, str(ROOT / "model"), sys.prefix, sys.base_prefix)
    if package:
        own = (*own, package, str(BASE))
    if name.startswith("tables/"):
        own = (*own, TABLES, *INPUTS.get(name, ()))
    assert [one for one in opened if one[1] not in ("r", "rb", "") or not one[0].startswith(own)] == []


def test_a_large_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = tmp_path / "large.yaml"
    large.write_text("scenario: x\nas_of: 2026-03-20\n" + "# padding\n" * 450_000, "utf-8")
    assert main(["ask", str(large)]) == 2
    assert "larger than 4,000,000 bytes; split the file" in capsys.readouterr().err
    many = tmp_path / "many.lp"
    many.write_text("as_of(2026-03-20).\n" + "".join(f"party(p{i}). outsider(p{i}).\n" for i in range(30_000)), "utf-8")
    assert main(["ask", str(many)]) == 2
    assert "more than 50,000 facts; use `obligor batch`" in capsys.readouterr().err


def spoiled(folder: Path, make: Callable[[Path], object], name: str = "ch02.lp") -> Path:
    """A copy of the small package with something in it that is no file of its own."""
    package = Path(shutil.copytree(BASE, folder / "package"))
    (package / name).unlink(missing_ok=True)
    make(package / name)
    return package


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (os.mkfifo, "a pipe, not a file"),
    "a folder": (Path.mkdir, "a folder, not a file"),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), "leads out of"),
    "a link out of the package": (lambda path: path.symlink_to(FOLDER / "numbers"), "leads out of"),
    "a link by parents": (lambda path: path.symlink_to("../outside"), "leads out of"),
    "a link to nothing": (lambda path: path.symlink_to("nothing"), "cannot be read: No such file"),
    "a link to itself": (lambda path: path.symlink_to(path), "cannot be read: Too many levels of symbolic links"),
    "an unreadable file": (lambda path: path.touch(0), ""),
}


@pytest.mark.parametrize("name", ["ch02.lp", "vocabulary.yaml", "fingerprints.json"])
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_of_its_own_in_a_package_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    make, told = NO_FILES[kind]
    if kind == "an unreadable file" and os.geteuid() == 0:
        pytest.skip("root reads everything")
    (tmp_path / "outside").write_text("grave.\n", "utf-8")
    package = spoiled(tmp_path, make, name)
    command = ["clauses", "--agreement", str(package)]
    if name == "fingerprints.json":
        (tmp_path / "copy.txt").write_text("x", "utf-8")
        command += ["--text", str(tmp_path / "copy.txt")]
        told = "no fingerprints.json in it" if kind in ("a link to nothing", "a link to itself") else told
    assert main(command) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_link_within_a_package_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = spoiled(tmp_path, lambda path: path.symlink_to("ch01.lp"), "ch00.lp")
    assert main(["clauses", "--agreement", str(package)]) == 2
    assert "1.1[a] is registered twice" in capsys.readouterr().err


def test_a_package_larger_than_any_is_refused_before_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = spoiled(tmp_path, lambda path: path.write_text("% padding\n" * 200_001, "utf-8"))
    assert main(["clauses", "--agreement", str(package)]) == 2
    assert "its chapters are larger than 2,000,000 bytes" in capsys.readouterr().err


PIPES = {
    "a scenario": ["ask", "PIPE"],
    "facts": ["ask", "FACTS"],
    "a suite": ["test", "PIPE"],
    "a checked file": ["check", "PIPE"],
    "a record": ["replay", "PIPE"],
    "a text": ["clauses", "--text", "PIPE"],
    "a table": ["ask", "TABLE", "--row", "1"],
    "a row's input": ["ask", "NAMING", "--row", "1"],
    "a row's Parquet": ["ask", "NAMING_PARQUET", "--row", "1"],
}


@pytest.mark.parametrize("what", PIPES)
def test_nothing_waits_for_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """Nobody writes into it: whoever opened it as a file would wait for ever."""
    files = {"PIPE": "pipe.yaml", "FACTS": "pipe.lp", "TABLE": "pipe.jsonl", "PARQUET": "pipe.parquet"}
    for file in files.values():
        os.mkfifo(tmp_path / file)
    for name, file in (("NAMING", "pipe.jsonl"), ("NAMING_PARQUET", "pipe.parquet")):
        entry = {"row": 1, "input": str(tmp_path / file), "offset": 0, "digest": "0"}
        files[name] = f"{name}.jsonl"
        (tmp_path / files[name]).write_text(json.dumps(entry) + "\n", "utf-8")
    assert main([str(tmp_path / files[arg]) if arg in files else arg for arg in PIPES[what]]) == 2
    assert "a pipe, not a file" in capsys.readouterr().err


@pytest.mark.parametrize("way", ["-", "/dev/stdin", "/dev/fd/0"])
def test_what_the_shell_has_opened_is_read(way: str) -> None:
    """`obligor ask <(…)` and `… | obligor ask -` are ordinary."""
    story = (FOLDER / "terminal/ordinary.yaml").read_bytes()
    run = subprocess.run(
        [sys.executable, "-m", "obligor", "ask", way], input=story, capture_output=True, check=False, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert "李记".encode() in run.stdout


def test_where_rules_come_from_a_folder_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    story, base = str(BASE / "story.yaml"), str(BASE)
    assert main(["ask", story, "--agreement", base]) == 0
    assert capsys.readouterr().err == f"rules from {base}\n"
    assert main(["ask", story, "--agreement", base, "--format", "json"]) == 0
    said = capsys.readouterr()
    assert (json.loads(said.out)["rules_from"], said.err) == (base, "")
    assert main(["ask", str(FOLDER / "terminal/ordinary.yaml"), "--agreement", "wecom", "--format", "json"]) == 0
    assert "rules_from" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("path", ["packages/base", "./packages/base", "../hostile/packages/base", str(BASE), "."])
@pytest.mark.parametrize("form", ["scenario", "record", "row"])
def test_data_never_choose_rules_by_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str, path: str
) -> None:
    monkeypatch.chdir(FOLDER)
    case = {"scenario": "x", "agreement": path, "as_of": "2026-03-20", "parties": {"bo": "borrower"}}
    opened: list[str] = []
    monkeypatch.setattr("obligor.agreement.package.read_rules", lambda at: opened.append(str(at)) or read_rules(at))
    if form == "row":
        (tmp_path / "in.jsonl").write_text(json.dumps(case) + "\n", "utf-8")
        assert main(["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--workers", "1"]) == 0
        assert "1 rejected" in capsys.readouterr().out
    else:
        record = {"agreement": path, "record": {"scenario": {}}}
        file = tmp_path / {"scenario": "case.yaml", "record": "case.json"}[form]
        file.write_text(json.dumps(case if form == "scenario" else record), "utf-8")
        assert main(["ask" if form == "scenario" else "replay", str(file)]) == 2
        assert path in capsys.readouterr().err
    assert [one for one in opened if "packages" in one] == []


def seen(text: str) -> str:
    """A text that does nothing in a terminal but be there."""
    assert [line for line in text.replace("\t", " ").split("\n") if visible(line) != line] == []
    return text


TERMINAL = [name for name in EXPECTED if name.startswith("terminal/") and EXPECTED[name]["status"] == 0]
MARKUP = re.compile(r"(?<!\\)<[a-zA-Z!/]|(?<!\\)!\[|(?<!\\)\]\(|https?://|(?<!\\)\|", re.IGNORECASE)


@pytest.mark.parametrize(
    "name",  # ten commands each: some in every run, all in the long one
    long_but(TERMINAL, TERMINAL[::12]),
)
def test_names_stay_names_in_every_format(capsys: pytest.CaptureFixture[str], name: str) -> None:
    def told(command: str, *more: str) -> str:
        assert main([command, str(FOLDER / name), *more]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    question = "breach(acme, look, 8.2.1.2)"
    whole = json.loads(seen(told("ask", "--format", "json")))
    if name.endswith(".lp"):
        assert whole["scenario"] == "\x1b[2J\u202eTwo on a bicycle"
        return
    written = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    assert whole["scenario"] == written["scenario"]
    assert whole["record"]["scenario"]["names"]["acme"] == written["parties"]["acme"]["name"]
    why = told("why", question, "--format", "md")
    assert MARKUP.search(why) is None
    assert why.count("```") == 0
    for command, form in (("ask", "html"), ("why", "html"), ("why", "json")):
        seen(told(command, *([question] if command == "why" else []), "--format", form))
    for form in ("text", "dot", "mermaid", "graphml", "json", "svg"):
        picture = seen(told("graph", question, "--format", form))
        if form == "graphml":
            ElementTree.fromstring(picture)
        if form == "mermaid":
            assert "%%" not in picture
            assert all(part in ("<br>", "") for part in re.findall(r"<[^>]*>", picture))


@pytest.mark.parametrize("special", ["/dev/null", "/proc/self/mem", "."])
def test_what_is_no_file_of_text_is_refused(special: str, capsys: pytest.CaptureFixture[str]) -> None:
    if special == ".":
        assert main(["check", str(FOLDER / "records")]) == 2
    else:
        assert main(["ask", special]) == 2
    assert "Traceback" not in capsys.readouterr().err
