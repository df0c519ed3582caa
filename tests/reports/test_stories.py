"""Stories as JSON and in every form."""

from __future__ import annotations

from tests.support import LEAK, LIABLE


def test_a_story_stands_beside_every_proof(obligor):
    proof = obligor("why", f"{LEAK}#leak/1", LIABLE, "--format", "json").json["cases"][0]
    goal, breach = proof["story"]["told"]
    assert (goal["units"], breach["units"]) == (["8.5.3[a]", "8.5.3[b]"], ["8.2.1.2[a]"])
    assert breach["atom"] in [one["atom"] for one in goal["because"]]
    assert [unit for absent in breach["absences"] for unit in absent["units"]][-2:] == ["8.2.1[a]", "8.2.1[b]"]
    assert proof["story"]["defining"] == ["1.1[c]", "1.1[e]", "14.1[a]"]
    assert proof["steps"], "the whole proof is there as well"


def test_pages_and_markdown_tell_it(obligor):
    page = obligor("why", f"{LEAK}#leak/1", LIABLE, "--format", "html").out
    assert "because Acme is in breach: look;" in page
    short, full = (obligor("why", f"{LEAK}#leak/1", LIABLE, "--format", "md", *more).out for more in ((), ("--full",)))
    assert "because Acme is in breach: look;" in short
    assert len(full.splitlines()) > 4 * len(short.splitlines())
