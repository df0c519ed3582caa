"""Whatever stands in a name or a comment stays text, from the file to the report."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.scenario.bad_files import LP
from tests.support import scenario_text

HOSTILE = ("x). evil(y", 'x"). evil("y', "#script (python)", "a :- b. % c", "{evil}", "f(x", "\\", "$(ls)", "{0} %s")


def as_yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def findings(report) -> list[object]:
    keys = ("verdict", "unit", "bearer", "event", "loss", "facts", "hinges_on", "presumed")
    lists = [report[name] for name in report if isinstance(report[name], list)]
    return [[entry.get(key) for key in keys] for entries in lists for entry in entries if isinstance(entry, dict)]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_any_field_stays_text(obligor, write, text):
    name = as_yaml(text)

    def told(name, *more):
        file = write(
            scenario_text(
                f"scenario: {name}\ntags: [{name}]\nas_of: 2026-03-20\n",
                parties=f"kai: {{role: end_user, of: acme, name: {name}}}",
                things=f"memo: {{is: content, traits: [rumour], name: {name}}}",
                events=f"say: {{on: 2026-03-02, by: kai, act: publish(memo), name: {name}}}",
                losses=f"l2: {{suffered_by: li, caused_by: [say], name: {name}}}",
                variants=f"- {{name: {name}}}",
            )
        )
        return obligor("ask", file, *more)

    hostile, plain = told(name, "--format", "json").json, told("harmless", "--format", "json").json
    assert hostile["scenario"] == text
    assert findings(hostile) == findings(plain)
    assert findings(plain)
    for lang in ("en", "zh"):
        report = told(name, "--lang", lang)
        assert report.status == 0
        assert text in report.out


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_in_an_lp_file_stays_a_comment(obligor, write, text):
    told = [
        obligor("ask", write(f"% {title}\n{LP}act(look,interfere). % {title}\n", "case.lp"), "--format", "json").json
        for title in (text, "harmless")
    ]
    assert told[0]["scenario"] == text
    assert findings(told[0]) == findings(told[1])


@pytest.mark.parametrize("text", [b"\xff", "李 公司".encode(), b"breach(\x80)"])
def test_bytes_that_are_no_text_in_a_question_are_refused(write, text):
    """Run as the shell does: what cannot be decoded must not end in a traceback."""
    command = [sys.executable, "-m", "obligor", "ask", write(scenario_text()), text]
    run = subprocess.run(command, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"Traceback" not in run.stderr
    assert b"UnicodeEncodeError" not in run.stderr
    assert run.stderr.startswith(b"question: ")
