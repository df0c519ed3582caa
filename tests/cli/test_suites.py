"""`check` and `test`: what is counted, what is refused, and the exit status."""

from __future__ import annotations

import pytest

from tests.scenario.bad_files import bad_text, event, marked
from tests.support import ALLOWED, BREACH, leak, scenario_text


@pytest.mark.parametrize("command", ["ask", "test"])
def test_what_check_refuses_nothing_else_accepts(refused, command):
    text = bad_text({"events": event("act: revers_engineer")})
    assert set(refused(text, command=command)) == marked(text)


def test_check_counts_files_and_scenarios(obligor, write, tmp_path):
    write(scenario_text(variants="- {name: x}") + "---\n" + scenario_text(), "a.yaml")
    (tmp_path / "below").mkdir()
    write(scenario_text(), "below/b.yml")
    write("as_of(2026-03-20).\n", "below/c.lp")
    write("no scenario", "notes.txt")
    run = obligor("check", str(tmp_path))
    assert (run.status, run.err) == (0, "")
    assert "3 files, 5 scenarios" in run.out
    document = obligor("check", str(tmp_path), "--format", "json").json
    assert document["schema"] == 1
    assert [(entry["file"], entry["scenarios"]) for entry in document["files"]] == [
        (str(tmp_path / "a.yaml"), 3),
        (str(tmp_path / "below" / "b.yml"), 1),
        (str(tmp_path / "below" / "c.lp"), 1),
    ]


def test_check_warns_of_acts_at_which_no_unit_looks(obligor, write):
    path = write(
        "scenario: who develops nothing hands data on\nas_of: 2026-03-20\nparties:\n  acme: enterprise\n"
        "  zhao: outsider\nevents:\n  hand: {on: 2026-03-01, by: acme, act: give_data_to(zhao)}\n"
    )
    run = obligor("check", path)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(f"{path}:7: no unit looks at act(hand, give_data_to(zhao)): ")
    (told,) = obligor("check", path, "--format", "json").json["unregarded"]
    assert told == {"place": f"{path}:7", "fact": "act(hand, give_data_to(zhao))"}


def test_variants_are_tested_as_scenarios_of_their_own(obligor, write):
    variants = (
        f'- {{name: allowed, add: ["{ALLOWED}"], expect: [{{ask: "{BREACH}", verdict: no}}]}}\n'
        f'- {{name: forbidden, drop: ["{ALLOWED}"], expect: [{{ask: "{BREACH}", verdict: %s}}]}}'
    )
    for verdict, status in (("yes", 0), ("no", 1)):
        run = obligor("test", write(leak(unknown=f'- "{ALLOWED}"', variants=variants % verdict)))
        assert run.status == status, run
        assert "in 3 scenarios" in run.out


def test_a_test_that_expects_nothing_is_refused(obligor, write):
    run = obligor("test", write(leak()))
    assert (run.status, run.out) == (2, "")
    assert "expect:" in run.err
