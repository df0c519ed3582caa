"""What the commands have in common: readings and clauses chosen by option, files by name."""

from __future__ import annotations

import pytest

from tests.support import BREACH, DEED, LIABLE, SAID, leak


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        (["--reading", "all"], "open"),
        (["--reading", "preferred"], "no"),
        (["--reading", "8.2.1.8[a]=literal"], "yes"),
        (["--reading", "8.2.1.8[a]=alike"], "no"),
        (["--reading", "8.2.1.8[a]=all"], "open"),
        (["--reading", "preferred", "--reading", "8.2.1.8[a]=literal"], "yes"),
        (["--reading", "8.2.1.8[a]=literal", "--without", "8.2.1.8"], "no"),
    ],
)
@pytest.mark.parametrize("question_first", [True, False])
def test_readings_may_be_chosen(obligor, case, options, verdict, question_first):
    question = ["breach(acme, harvest, 8.2.1.8)"]
    rest = [*question, *options] if question_first else [*options, *question]
    document = obligor("ask", case(**DEED), "--format", "json", *rest).json
    assert document["answers"][0]["verdict"] == verdict


def test_an_option_outranks_the_file(obligor, write):
    file = write(leak(**DEED) + 'readings: {"8.2.1.8[a]": literal}\n')
    asked = [file, "breach(acme, harvest, 8.2.1.8)", "--format", "json"]
    assert obligor("ask", *asked).json["answers"][0]["verdict"] == "yes"
    assert obligor("ask", *asked, "--reading", "8.2.1.8[a]=alike").json["answers"][0]["verdict"] == "no"


@pytest.mark.parametrize(
    ("clause", "verdict"),
    [("8", "no"), ("8.2", "no"), ("8.2.1.2", "no"), ("8.2.1.2[a]", "no"), ("8.2.1.1", "yes"), ("8.5", "yes")],
)
def test_a_clause_may_be_left_out_of_account(obligor, case, clause, verdict):
    file = case()
    document = obligor("ask", file, BREACH, "--without", clause, "--format", "json").json
    assert document["answers"][0]["verdict"] == verdict
    assert document["without"] == [clause]
    assert clause in obligor("ask", file, "--without", clause).out


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--without", "8.2.1.22"], "8.2.1.2"),
        (["--reading", "sometimes"], "preferred"),
        (["--reading", "8.2.1.8[a]=litteral"], "literal"),
        (["--reading", "8.2.1.8[b]=literal"], "8.2.1.8[a]"),
        (["--reading", "8.2.1.8[a]="], "literal"),
        (["--lang", "fr"], "'zh'"),
        (["--format", "xml"], "json"),
        (["--bogus"], "--bogus"),
        (["--agreement", "wecon"], "wecon"),
        (["--standing", "proved"], "'proven'"),
    ],
)
def test_a_bad_option_is_refused(obligor, case, options, what):
    run = obligor("ask", case(), BREACH, *options)
    assert (run.status, run.out) == (2, "")
    assert what in run.err


def test_a_file_whose_name_holds_a_number_sign_is_a_file(obligor, write):
    assert obligor("ask", write(leak(), "case#1.yaml"), BREACH).status == 0


@pytest.mark.parametrize(
    ("standing", "hinges"), [("alleged", []), ("admitted", ["event(look)"]), ("proven", ["event(look)", "loss(leak)"])]
)
def test_what_counts_may_be_chosen_by_its_standing(obligor, standing, hinges):
    (answer,) = obligor("ask", SAID, LIABLE, "--standing", standing, "--format", "json").json["answers"]
    assert answer["hinges_on"] == hinges
    assert [one["known"] for one in answer["standings"]] == [not hinges, len(hinges) < 2]


@pytest.mark.parametrize(
    "command",
    [
        ["why", SAID, LIABLE], ["whynot", SAID, LIABLE], ["whatif", SAID, LIABLE, "--without", "13.1"],
        ["how", SAID, LIABLE], ["avoid", SAID, LIABLE], ["exposure", SAID, "acme"], ["graph", SAID],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_command_that_judges_judges_by_a_standing(obligor, command):
    told = {level: obligor(*command, "--standing", level) for level in ("alleged", "proven")}
    assert [run.status for run in told.values()] == [0, 0]
    assert told["alleged"].out == obligor(*command).out != told["proven"].out
