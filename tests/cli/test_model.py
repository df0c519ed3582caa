"""Commands about the agreement: what is not there is refused, and `new` never overwrites."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("argv", "what", "hint"),
    [
        (["clauses", "8.2.1.22"], "8.2.1.22", "8.2.1.2"),
        (["clauses", "8.2.1.2", "99"], "99", ""),
        (["vocabulary", "enterprize"], "enterprize", "'enterprise'"),
    ],
)
def test_what_is_not_there_is_refused(obligor, argv, what, hint):
    run = obligor(*argv)
    assert (run.status, run.out) == (2, "")
    assert what in run.err
    assert hint in run.err


@pytest.mark.parametrize("name", ["case.yaml", "case.yml", "案.yaml"])
def test_new_writes_a_scenario_that_can_be_checked_asked_and_tested(obligor, tmp_path, name):
    file = str(tmp_path / name)
    run = obligor("new", file)
    assert (run.status, run.out) == (0, "")
    assert file in run.err
    assert [obligor(command, file).status for command in ("check", "ask", "test")] == [0, 0, 0]


def test_new_never_overwrites(obligor, write, tmp_path):
    file = write("mine\n")
    run = obligor("new", file)
    assert (run.status, run.out) == (2, "")
    assert file in run.err
    assert (tmp_path / "case.yaml").read_text() == "mine\n"


@pytest.mark.parametrize("name", ["missing/case.yaml", "case.lp"])
def test_new_refuses_what_it_cannot_write(obligor, tmp_path, name):
    """A folder that is not there; a suffix under which the scenario could not be read again."""
    run = obligor("new", str(tmp_path / name))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path / name) in run.err
    assert not (tmp_path / name).exists()


def test_words_are_found_by_what_people_say(obligor):
    run = obligor("vocabulary", "get", "my", "money", "back")
    assert run.status == 0
    assert run.out.splitlines()[:2] == ["acts", "  refund"]
    found = obligor("vocabulary", "money", "back", "--format", "json").json
    assert found["words"][0]["word"] == "refund"


def test_clauses_are_found_by_what_people_say(obligor):
    run = obligor("clauses", "--search", "lost", "profit")
    assert run.out.startswith("12.3(D)[a]")
    assert obligor("clauses", "--search", "zzzz").status == 2


def test_without_words_there_is_a_table_of_contents_and_all_on_request(obligor):
    contents, whole = obligor("vocabulary").out, obligor("vocabulary", "--all").out
    assert "decompile" in contents
    assert "8 Conduct and breach" in contents
    assert len(contents.splitlines()) * 10 < len(whole.splitlines())
