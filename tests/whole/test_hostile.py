"""Input that means harm: each file of `hostile/` is refused or answered, with the status and the words that it should.

`hostile/expected.json` says for each file the exit status, the beginning of the first message, and its line. All of
them go through one child process of bounded memory, whose files, network and clock are watched.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
sys.addaudithook(watch)
found = {}
for name in json.load(sys.stdin):
    command = {"records": ["replay", name], "texts": ["clauses", "--text", name]}.get(name.split("/")[0], ["ask", name])
    out, err = io.StringIO(), io.StringIO()
    opened.clear()
    start = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(command)
        except BaseException as error:
            status = repr(error)
    found[name] = [status, out.getvalue(), err.getvalue(), time.process_time() - start, list(opened)]
print()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    names = ["shapes/a_list.yaml", "records/no_day.json", "texts/empty.txt"]
    run = subprocess.run(
        [sys.executable, "-c", DRIVER, str(MEGABYTES), *names],
        cwd=FOLDER,
        input=json.dumps(list(EXPECTED)),
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
    assert len(files) >= 150
    assert {name.split("/")[0] for name in files} == {
        "bombs", "contradictions", "dates", "encodings", "injection", "nesting", "numbers", "paths", "records",
        "shapes", "texts",
    }  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_refused_or_answered(found: dict[str, Any], name: str) -> None:
    status, out, err, seconds, opened = found[name]
    expected = EXPECTED[name]
    assert status == expected["status"]
    assert "Traceback" not in err
    if status == 2:
        place = f"{name}:{expected['line']}: " if "line" in expected else ""
        assert err.startswith(place)
        assert expected["says"] in err
        assert out == ""
        assert max(map(len, err.splitlines())) < 1000
    else:
        assert err == ""
        assert expected["says"] in out
    assert seconds < SECONDS
    # only the file itself is read, and what Python and the package have of their own
    own = (name, str(ROOT / "model"), sys.prefix, sys.base_prefix)
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
