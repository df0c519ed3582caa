"""Proofs as documents, pages and Markdown."""

from __future__ import annotations

import re

from tests.support import FORBIDDEN, LIABLE, PERMITTED


def test_a_proof_has_each_step_once_with_its_unit_gloss_and_place(obligor):
    found = obligor("why", FORBIDDEN, LIABLE, "--format", "json").json
    (case,) = found["cases"]
    steps = {step["id"]: step for step in case["steps"]}
    assert len(steps) == len(case["steps"]) == len({step["atom"] for step in case["steps"]})
    assert all(premise in steps for step in case["steps"] for premise in step["premises"])
    cited = [step for step in case["steps"] if step["unit"] == "8.2.1.2[a]"]
    assert all(step["gloss"] for step in cited)
    assert "ch08_2_software.lp" in {step["rule"].partition(":")[0] for step in cited}
    assert {"stated", "rule"} <= {step["kind"] for step in case["steps"]}


def test_pages_and_markdown_say_the_same(obligor):
    page = obligor("why", FORBIDDEN, LIABLE, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert "8.5.3[a]" in page
    assert not re.search(r"https?://", page)
    assert "**yes**" in obligor("why", FORBIDDEN, LIABLE, "--format", "md").out
    assert "8.2.1.2[a]" in obligor("whynot", PERMITTED, LIABLE, "--format", "html").out
