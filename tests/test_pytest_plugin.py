"""Scenario files as tests of pytest, seen from a repository that is not ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SNAPSHOT = Path(__file__).parent / "snapshots" / "foreign.txt"
SUITE = {
    "suite/software.yaml": """\
scenario: A company takes the software apart
id: apart
tags: [software, quick]
as_of: 2026-03-20
parties: {acme: {role: enterprise, name: Acme}, zhao: {role: outsider, name: Zhao}}
events: {look: {on: 2026-03-01, by: acme, act: decompile}}
losses: {leak: {suffered_by: zhao, kind: privacy, caused_by: [look]}}
unknown: ["permitted_by_law(acme, decompile)"]
expect:
  - {ask: "breach(acme, look)", verdict: depends, hinges_on: ["permitted_by_law(acme, decompile)"]}
  - {ask: "breach(acme, look)", verdict: yes}
  - {ask: "breach(acme, look)", verdict: depends, units: ["8.5.3[a]"], not_units: ["8.2.1"]}
  - {ask: "breach(acmee, look)", refused: "no party here"}
  - {ask: "effect(acme, ban(acme))", verdict: depends}
variants:
  - name: law permits it
    add: ["permitted_by_law(acme, decompile)"]
    expect:
      - {ask: "permitted(acme, decompile)", verdict: no}
""",
    "suite/accounts.yaml": """\
scenario: A member tells a friend its password
tags: [accounts]
as_of: 2026-03-20
parties: {acme: enterprise, li: {role: end_user, of: acme, name: 李}, zhao: outsider}
things: {desk: {is: member_account, of: li}}
events: {tell: {on: 2026-03-01, by: li, to: zhao, act: disclose_password(desk)}}
expect: [{ask: "breach(li, tell)", verdict: yes, units: ["7.1.4[c]"]}]
""",
    "suite/silent.yaml": "scenario: Nothing is expected\nas_of: 2026-03-20\nparties: {acme: enterprise}\n",
    "suite/compose.yaml": "services: {web: {image: none}}\n",
}


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    for name, text in SUITE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *args]
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}  # those are for us
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def settled(text: str, folder: Path) -> str:
    """A report without what differs from run to run: times, versions, folders, widths of rulers."""
    text = text.replace(f"{folder}/", "").replace(str(folder), ".")
    text = re.sub(r"^(platform|rootdir|plugins|cachedir|configfile).*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r" in \d+\.\d+s", "", text)
    return re.sub(r"([=_!-]){3,}", r"\1\1\1", text)


def test_the_report_reads_as_described(foreign: Path) -> None:
    """Three expectations fail; whoever changes the report looks at the change and files it anew."""
    report = settled(run(foreign, "suite", "-rs").stdout, foreign)
    if not SNAPSHOT.exists():  # pragma: no cover
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(report, "utf-8")
    assert report == SNAPSHOT.read_text("utf-8")
    assert "3 failed, 4 passed, 1 skipped" in report


def test_names_places_and_markers(foreign: Path) -> None:
    listed = run(foreign, "suite", "--collect-only", "-q").stdout
    assert "suite/software.yaml::A company takes the software apart: breach(acme, look)\n" in listed
    assert "suite/software.yaml::A company takes the software apart: breach(acme, look) (2)\n" in listed
    assert "apart: law permits it: permitted(acme, decompile)" in listed
    assert "compose" not in listed
    assert "1 passed, 7 deselected" in run(foreign, "suite", "-m", "accounts", "--strict-markers").stdout
    assert "1 failed, 7 deselected" in run(foreign, "suite", "-k", "permits", "--strict-markers").stdout
    failed = run(foreign, "suite/software.yaml", "-q", "--tb=line")
    assert "suite/software.yaml:11: A company takes the software apart" in failed.stdout


@pytest.mark.long
def test_distributed_and_last_failed(foreign: Path) -> None:
    spread = run(foreign, "suite", "-n", "2", "--obligor-coverage")
    assert "3 failed, 4 passed, 1 skipped" in spread.stdout
    alone = run(foreign, "suite", "--obligor-coverage")
    fired = re.search(r"(\d+) of (\d+) units fired", alone.stdout)
    assert fired is not None
    assert fired[0] in spread.stdout
    assert "  8.3.3[a]  " in alone.stdout  # one that nothing here is about
    assert "  7.1.4[c]  " not in alone.stdout
    command = [sys.executable, "-m", "pytest", "suite"]
    subprocess.run(command, cwd=foreign, capture_output=True, check=False)
    again = subprocess.run([*command, "--lf"], cwd=foreign, capture_output=True, text=True, check=False)
    assert "3 failed" in again.stdout
    assert "passed" not in again.stdout


def test_a_file_that_is_ill_formed_is_told_whole(foreign: Path) -> None:
    (foreign / "suite/slips.yaml").write_text(
        "scenario: Slips\nas_of: 2026-03-32\nparties: {acme: enterprize}\n", "utf-8"
    )
    found = run(foreign, "suite/slips.yaml")
    assert found.returncode == 2
    assert "slips.yaml:2: no such day: '2026-03-32'; write YYYY-MM-DD" in found.stdout
    assert "slips.yaml:3: no such role: 'enterprize'; did you mean 'enterprise'?" in found.stdout
    assert "Traceback" not in found.stdout


def test_in_chinese(foreign: Path) -> None:
    assert "反向编译" in run(foreign, "suite", "--obligor-lang", "zh").stdout


def test_other_names_of_files(foreign: Path) -> None:
    (foreign / "suite/case.obligor").write_text(SUITE["suite/accounts.yaml"], "utf-8")
    (foreign / "pytest.ini").write_text("[pytest]\nobligor_files = *.obligor\n", "utf-8")
    assert "1 passed" in run(foreign, "suite").stdout


def test_names_do_nothing_to_the_terminal_and_a_folder_of_rules_is_told(tmp_path: Path) -> None:
    base = Path(__file__).parent / "hostile/packages/base"
    story = (base / "story.yaml").read_text("utf-8").replace("Two on a bicycle", '"Two \\e[2J\\u202eon"')
    expected = 'expect: [{ask: "breach(bo, ride)", verdict: gap}]\n'
    (tmp_path / "story.yaml").write_text(story + expected, "utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")
    told = run(tmp_path, "-v", f"--obligor-agreement={base}")
    assert f"obligor: rules from {base}" in told.stdout
    assert r"Two \x1b[2J\u202eon: breach(bo, ride)" in told.stdout
    assert not {"\x1b", "\u202e"} & set(told.stdout + told.stderr)
