"""Input that means harm: each file of `hostile/` is refused or answered, with the status and the words that it should.

`hostile/expected.json` says for each file the exit status, what is said, and its line. All of them go through one child
process of bounded memory, whose files, network and clock are watched. A file of `packages/` takes its place in a copy
of `packages/base`, whose rules and words then judge its story; one of `tables/` is asked for a row, as `row` says.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from obligor.core.plain_text import visible
from tests.support import ROOT

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


@pytest.fixture(scope="module")
def found(built: Path) -> dict[str, Any]:
    names = ["shapes/a_list.yaml", "records/no_day.json", "texts/empty.txt", "tables/good.jsonl", "tables/good.parquet"]
    run = subprocess.run(
        [sys.executable, "-c", DRIVER, str(MEGABYTES), *names],
        cwd=FOLDER,
        input=json.dumps({name: commands(name, built) for name in EXPECTED}),
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


@pytest.mark.parametrize("name", EXPECTED)
def test_refused_or_answered(found: dict[str, Any], built: Path, name: str) -> None:
    status, out, err, seconds, opened = found[name]
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
    assert [line for line in (out + err).split("\n") if visible(line) != line] == []
    assert seconds < SECONDS
    # only the file itself is read, and what Python and the package have of their own
    own = (name, str(ROOT / "model"), sys.prefix, sys.base_prefix)
    if package:
        own = (*own, package, str(BASE))
    if name.startswith("tables/"):
        own = (*own, TABLES, *INPUTS.get(name, ()))
    assert [one for one in opened if one[1] not in ("r", "rb", "") or not one[0].startswith(own)] == []


def test_a_large_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from obligor.cli.main import main

    large = tmp_path / "large.yaml"
    large.write_text("scenario: x\nas_of: 2026-03-20\n" + "# padding\n" * 450_000, "utf-8")
    assert main(["ask", str(large)]) == 2
    assert "larger than 4,000,000 bytes; split the file" in capsys.readouterr().err
    many = tmp_path / "many.lp"
    many.write_text("as_of(2026-03-20).\n" + "".join(f"party(p{i}). outsider(p{i}).\n" for i in range(30_000)), "utf-8")
    assert main(["ask", str(many)]) == 2
    assert "more than 50,000 facts; use `obligor batch`" in capsys.readouterr().err


@pytest.mark.parametrize("special", ["/dev/null", "/proc/self/mem", "."])
def test_what_is_no_file_of_text_is_refused(special: str, capsys: pytest.CaptureFixture[str]) -> None:
    from obligor.cli.main import main

    if special == ".":
        assert main(["check", str(FOLDER / "records")]) == 2
    else:
        assert main(["ask", special]) == 2
    assert "Traceback" not in capsys.readouterr().err
