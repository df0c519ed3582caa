"""The command line: what each command promises, on stdout alone, with its exit status."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import scenario_text
from obligor import __version__

ALLOWED = "permitted_by_law(acme, reverse_engineer)"
BREACH = "breach(acme, look, 8.2.1.2)"
LEAK = "leak: {suffered_by: li, kind: privacy, amount: 5000, caused_by: [look]}"
LISTS = {"breaches", "outstanding", "powers", "effects", "liabilities", "bearers", "exemptions", "gaps", "standing"}
TURNING = {"hinges_on", "readings"}


def leak(**more: str) -> str:
    """A small scenario with a loss of a member, caused by a forbidden act."""
    return scenario_text(**more).replace("leak: {suffered_by: li}", LEAK)


@pytest.fixture
def case(write):
    """A file that holds the scenario of a leak, changed as asked."""
    return lambda **more: write(leak(**more))


@pytest.fixture
def ask(obligor, case):
    """Ask questions about that scenario in JSON; the answers."""

    def answers(*questions, **more):
        return obligor("ask", case(**more), *questions, "--format", "json").json["answers"]

    return answers


# -- ask ------------------------------------------------------------------------------------------------------------


def test_without_a_question_the_whole_picture_is_told(obligor, case):
    run = obligor("ask", case())
    assert (run.status, run.err) == (0, "")
    for told in ("Acme takes the software apart", "2026-03-20", "[8.2.1.2[a]]", "8.5.3[b]", "李", "5,000 CNY"):
        assert told in run.out


def test_the_picture_tells_standing_duties_on_request_only(obligor, case):
    file = case()
    picture, everything = obligor("ask", file).out, obligor("ask", file, "--all").out
    assert "Standing duties" not in picture
    assert "--all" in picture
    assert "Standing duties" in everything
    assert "--all" not in everything


def test_a_picture_is_a_document_with_all_its_lists(obligor, case):
    picture = obligor("ask", case(), "--format", "json").json
    head = {"schema", "agreement", "id", "scenario", "as_of", "without", "assumptions", "record"}
    assert set(picture) == head | LISTS
    assert (picture["schema"], picture["agreement"], picture["as_of"]) == (1, "wecom", "2026-03-20")
    assert (picture["id"], picture["scenario"]) == ("1", "Acme takes the software apart")


def test_every_entry_of_a_picture_tells_what_it_rests_on(obligor, case):
    picture = obligor("ask", case(unknown=f'- "{ALLOWED}"'), "--format", "json").json
    common = {"verdict", "preferred", "unit", "text", "facts", "presumed"} | TURNING
    roles = {
        "breaches": {"bearer", "event"},
        "powers": {"bearer", "counterparty", "act", "general"},
        "liabilities": {"bearer", "counterparty", "loss", "amount"},
        "bearers": {"bearer", "loss", "amount"},
        "gaps": {"loss", "amount"},
    }
    for name, keys in roles.items():
        assert picture[name], name
        assert all(set(entry) == common | keys for entry in picture[name]), name
    (breach,) = picture["breaches"]
    assert (breach["verdict"], breach["unit"], breach["bearer"]) == ("depends", "8.2.1.2[a]", "acme")
    assert breach["hinges_on"] == [ALLOWED]
    assert {"by(look, acme)", "act(look, reverse_engineer)"} <= set(breach["facts"])
    assert {entry["verdict"] for entry in picture["gaps"]} == {"open"}
    assert {entry["amount"] for entry in picture["liabilities"]} == {5000}


def test_answers_are_a_document_in_the_order_of_the_questions(obligor, case):
    questions = [BREACH, "liable(tencent, li, leak)", "bound(acme)"]
    document = obligor("ask", case(), *questions, "--format", "json").json
    head = {"schema", "agreement", "id", "scenario", "as_of", "without", "assumptions", "record"}
    assert set(document) == head | {"answers"}
    assert [answer["question"] for answer in document["answers"]] == questions
    keys = {"question", "verdict", "preferred", "units", "atoms", "about", "text", "facts", "presumed"} | TURNING
    keys |= {"deciding", "more"}
    assert all(set(answer) == keys for answer in document["answers"])
    breach = document["answers"][0]
    assert (breach["verdict"], breach["units"]) == ("yes", ["8.2.1.2[a]"])
    assert (breach["hinges_on"], breach["readings"]) == ([], [])


@pytest.mark.parametrize(
    ("question", "verdict", "units"),
    [
        (BREACH, "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _, 8.2.1.2[a])", "yes", ["8.2.1.2[a]"]),
        ('breach(acme, _, "8.2.1.2")', "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _, 8)", "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _)", "yes", ["8.2.1.2[a]"]),
        ("breach(Who, What, Unit)", "yes", ["8.2.1.2[a]"]),
        ("breach(acme, _, 8.2.1.1)", "no", []),
        ("breach(li, _)", "no", []),
        ("prohibited(acme, reverse_engineer)", "yes", ["8.2.1.2[a]"]),
        ("prohibition(acme, reverse_engineer)", "yes", ["8.2.1.2[a]"]),
        ("prohibited(li, tamper(software, copy))", "yes", ["8.2.1.4[a]"]),
        ("liable(acme, li, leak)", "open", ["8.5.2[d]", "8.5.3[b]"]),
        ("liable(acme, li, leak, 8.5.3)", "open", ["8.5.3[b]"]),
        ("bound(acme)", "yes", []),
    ],
)
def test_a_question_has_a_verdict_and_the_units_that_carry_it(ask, question, verdict, units):
    (answer,) = ask(question)
    assert (answer["verdict"], answer["units"]) == (verdict, units)


def test_an_unknown_fact_makes_the_answer_depend_on_it(ask):
    (answer,) = ask(BREACH, unknown=f'- "{ALLOWED}"')
    assert (answer["verdict"], answer["hinges_on"]) == ("depends", [ALLOWED])


def test_an_unknown_day_is_told_as_a_day(ask):
    """What a verdict hinges on can be read, and written back into a scenario."""
    consent = (
        "leave: {on: {one_of: [2026-02-01, 2026-03-05]}, by: tencent, to: acme, act: consent, "
        "object: reverse_engineer, form: written}"
    )
    (answer,) = ask(BREACH, events=consent)
    assert answer["verdict"] == "depends"
    assert set(answer["hinges_on"]) == {"on(leave, 2026-02-01)", "on(leave, 2026-03-05)"}


DEED = {
    "things": "scrape: {is: conduct, traits: [on_software]}",
    "events": "harvest: {on: 2026-03-02, by: acme, act: deed(scrape)}",
    "judgements": "akin_to_listed(scrape): false",
}


def test_two_readings_that_differ_make_the_answer_open(ask):
    (answer,) = ask("breach(acme, harvest, 8.2.1.8)", **DEED)
    assert (answer["verdict"], answer["preferred"], answer["hinges_on"]) == ("open", "no", [])
    assert answer["readings"] == [
        {"unit": "8.2.1.8[a]", "reading": "alike", "preferred": True, "verdict": "no"},
        {"unit": "8.2.1.8[a]", "reading": "literal", "preferred": False, "verdict": "yes"},
    ]


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
    ],
)
def test_a_bad_option_is_refused(obligor, case, options, what):
    run = obligor("ask", case(), BREACH, *options)
    assert (run.status, run.out) == (2, "")
    assert what in run.err


def test_text_tells_each_verdict_and_what_it_means(obligor, case):
    file = case(**DEED, unknown=f'- "{ALLOWED}"')
    run = obligor("ask", file, BREACH, "breach(acme, harvest, 8.2.1.8)", "breach(li, _)")
    assert (run.status, run.err) == (0, "")
    for told in (BREACH, "depends", "8.2.1.2[a]", "open", "literal", "preferred", "breach(li, _)", "no"):
        assert told in run.out


def test_chinese_is_spoken_throughout(obligor, case):
    file = case(unknown=f'- "{ALLOWED}"')
    for questions in ([], [BREACH]):
        english, chinese = obligor("ask", file, *questions), obligor("ask", file, *questions, "--lang", "zh")
        assert chinese.status == 0
        assert "视事实而定" in chinese.out
        assert not any(word in chinese.out for word in ("depends", "Breaches", "turns on", "law permits"))
        assert not any(word in english.out for word in ("视事实而定", "法律允许"))


def test_the_language_changes_words_and_nothing_else(obligor, case):
    documents = [obligor("ask", case(), "--format", "json", "--lang", lang).json for lang in ("en", "zh")]
    texts = [[entry.pop("text") for name in LISTS for entry in document[name]] for document in documents]
    assert documents[0] == documents[1]
    assert all(en != zh for en, zh in zip(*texts, strict=True))


@pytest.mark.parametrize("address", ["-", "-#1", "-#leak"])
def test_a_dash_reads_stdin(obligor, address):
    text = "id: leak\n" + leak()
    document = obligor("ask", address, BREACH, "--format", "json", stdin=text).json
    assert (document["id"], document["answers"][0]["verdict"]) == ("leak", "yes")


def test_what_is_wrong_with_stdin_is_told_by_line(obligor):
    run = obligor("ask", "-", stdin="scenario: s\nas_of: 2026-02-30\n")
    assert (run.status, run.out) == (2, "")
    assert "-:2: " in run.err


def test_the_same_question_gives_the_same_bytes(obligor, case):
    file = case(**DEED, unknown=f'- "{ALLOWED}"')
    for options in ([], ["--format", "json"]):
        assert obligor("ask", file, *options).out == obligor("ask", file, *options).out


# -- check and test -------------------------------------------------------------------------------------------------


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


def expecting(*expectations: str) -> str:
    return leak(unknown=f'- "{ALLOWED}"', expect="\n".join(f"- {{{text}}}" for text in expectations))


def test_a_scenario_that_holds_passes(obligor, write):
    file = write(
        expecting(
            f'ask: "{BREACH}", verdict: depends, preferred: depends, units: [8.2.1.2, "8.2.1.2[a]"], not_units: [8.5], '
            f'hinges_on: ["{ALLOWED}"], readings: []',
            "ask: bound(acme), verdict: yes",
        )
    )
    run = obligor("test", file)
    assert (run.status, run.err) == (0, "")
    assert "2 of 2 expectations hold" in run.out
    document = obligor("test", file, "--format", "json").json
    assert document == {"schema": 1, "scenarios": 1, "expectations": 2, "failed": 0, "failures": []}


@pytest.mark.parametrize(
    ("expectation", "difference"),
    [
        ("verdict: yes", "depends"),
        ("verdict: depends, preferred: no", "preferred"),
        ("verdict: depends, units: [8.2.1.1]", "8.2.1.1"),
        ("verdict: depends, not_units: [8.2]", "8.2"),
        ("verdict: depends, hinges_on: []", "hinge"),
        ('verdict: depends, hinges_on: ["unlawful(look)"]', "unlawful(look)"),
        ("verdict: depends, hinges_on: ['" + ALLOWED + "', unlawful(look)]", "unlawful(look)"),
        ('verdict: depends, readings: ["8.2.1.8[a]"]', "8.2.1.8[a]"),
    ],
)
def test_a_scenario_that_does_not_hold_fails_and_tells_the_difference(obligor, write, expectation, difference):
    file = write(expecting("ask: bound(acme), verdict: yes", f'ask: "{BREACH}", {expectation}'))
    line = len(expecting("", "").splitlines())
    run = obligor("test", file)
    assert (run.status, run.err) == (1, "")
    assert f"{file}:{line}" in run.out
    assert BREACH in run.out
    assert difference in run.out
    assert "1 of 2 expectations hold" in run.out
    document = obligor("test", file, "--format", "json").json
    assert (document["expectations"], document["failed"]) == (2, 1)
    (failure,) = document["failures"]
    assert set(failure) == {"place", "scenario", "ask", "differences"}
    assert (failure["place"], failure["ask"]) == (f"{file}:{line}", BREACH)
    assert any(difference in told for told in failure["differences"])


def test_variants_are_tested_as_scenarios_of_their_own(obligor, write):
    variants = (
        f'- {{name: allowed, add: ["{ALLOWED}"], expect: [{{ask: "{BREACH}", verdict: no}}]}}\n'
        f'- {{name: forbidden, drop: ["{ALLOWED}"], expect: [{{ask: "{BREACH}", verdict: %s}}]}}'
    )
    for verdict, status in (("yes", 0), ("no", 1)):
        run = obligor("test", write(leak(unknown=f'- "{ALLOWED}"', variants=variants % verdict)))
        assert run.status == status, run
        assert "in 3 scenarios" in run.out


def test_a_word_outside_the_vocabulary_is_an_error_and_never_a_no(obligor, write):
    run = obligor("test", write(expecting('ask: "breach(akme, _)", verdict: no')))
    assert run.status != 0
    assert "akme" in run.out + run.err


def test_a_file_whose_name_holds_a_number_sign_is_a_file(obligor, write):
    assert obligor("ask", write(leak(), "case#1.yaml"), BREACH).status == 0


def test_a_test_that_expects_nothing_is_refused(obligor, write):
    run = obligor("test", write(leak()))
    assert (run.status, run.out) == (2, "")
    assert "expect:" in run.err


# -- clauses, vocabulary, new ---------------------------------------------------------------------------------------


def test_clauses_lists_every_unit_once_in_the_order_of_the_text(obligor, wecom):
    document = obligor("clauses", "--format", "json").json
    units = [unit["unit"] for clause in document["clauses"] for unit in clause["units"]]
    assert units == list(wecom.units)
    assert units.index("P.2[a]") < units.index("1.1[a]") < units.index("8.2.1.2[a]")
    text = obligor("clauses").out
    assert all(f"{unit}  " in text for unit in units)


def test_a_clause_shows_its_units_and_those_below(obligor):
    document = obligor("clauses", "8.2.1", "--format", "json").json
    assert document["schema"] == 1
    ids = [clause["id"] for clause in document["clauses"]]
    assert ids[0] == "8.2.1"
    assert {"8.2.1.1", "8.2.1.8"} <= set(ids)
    assert all(id_.startswith("8.2.1") for id_ in ids)
    units = [unit for clause in document["clauses"] for unit in clause["units"]]
    keys = {"unit", "modality", "bearers", "en", "zh", "creates_norm", "reason", "note", "readings", "place"}
    assert all(set(unit) == keys for unit in units)
    (open_end,) = [unit for unit in units if unit["unit"] == "8.2.1.8[a]"]
    assert (open_end["modality"], open_end["bearers"], open_end["creates_norm"]) == ("prohibition", ["user"], True)
    assert [(r["reading"], r["preferred"]) for r in open_end["readings"]] == [("alike", True), ("literal", False)]
    assert all(set(r) == {"reading", "preferred", "en", "zh"} for r in open_end["readings"])


def test_a_provision_without_a_norm_says_why(obligor):
    document = obligor("clauses", "P.1", "--format", "json").json
    (unit,) = document["clauses"][0]["units"]
    assert (unit["modality"], unit["creates_norm"]) == ("none", False)
    assert unit["reason"]
    assert unit["reason"] in obligor("clauses", "P.1").out.replace("\n    ", " ")


def test_clauses_may_be_narrowed_to_those_with_readings(obligor, wecom):
    document = obligor("clauses", "--readings", "--format", "json").json
    told = {unit["unit"]: unit["readings"] for clause in document["clauses"] for unit in clause["units"]}
    assert list(told) == [unit.unit for unit in wecom.units.values() if unit.readings]
    assert all(len(readings) > 1 for readings in told.values())
    text = obligor("clauses", "8.2.1", "--readings").out
    assert "literal" in text
    assert "8.2.1.2[a]" not in text


def test_clauses_speak_chinese(obligor, wecom):
    assert wecom.units["8.2.1.2[a]"].gloss("zh") in obligor("clauses", "8.2.1.2", "--lang", "zh").out


@pytest.mark.parametrize(
    ("argv", "what", "hint"),
    [
        (["clauses", "8.2.1.22"], "8.2.1.22", "8.2.1.2"),
        (["clauses", "8.2.1.2", "99"], "99", ""),
        (["vocabulary", "enterprize"], "enterprize", "'enterprise'"),
        (["vocabulary", "publish", "enterprize"], "enterprize", "'enterprise'"),
    ],
)
def test_what_is_not_there_is_refused(obligor, argv, what, hint):
    run = obligor(*argv)
    assert (run.status, run.out) == (2, "")
    assert what in run.err
    assert hint in run.err


def test_vocabulary_lists_every_word_and_question(obligor, wecom):
    document = obligor("vocabulary", "--format", "json").json
    assert set(document) == {"schema", "words", "questions"}
    assert document["schema"] == 1
    words = {word["word"] for word in document["words"]}
    assert words >= {*wecom.vocabulary.facts, *wecom.vocabulary.acts, "software", "tencent"}
    for word in document["words"]:
        assert set(word) - {"default"} == {"word", "section", "args", "en", "zh", "doc"}
        assert word["en"]
        assert word["zh"]
    assert [question["question"] for question in document["questions"]] == list(wecom.asked())
    keys = {"question", "args", "same_as", "en", "zh", "doc", "example"}
    assert all(set(question) == keys for question in document["questions"])
    judgements = {word["word"]: word.get("default") for word in document["words"] if word["section"] == "judgements"}
    assert judgements["akin_to_listed"] == "unknown"
    assert set(judgements.values()) == {"unknown", "true", "false"}


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("publish", "publish(content)"),
        ("enterprise", "enterprise(party)"),
        ("caused_by", "caused_by(loss, event)"),
        ("akin_to_listed", "akin_to_listed(conduct)"),
        ("liable", "liable(bearer, counterparty, loss, unit)"),
        ("rumour", "rumour"),
    ],
)
def test_vocabulary_tells_how_a_word_is_used(obligor, word, told):
    run = obligor("vocabulary", word)
    assert run.status == 0
    assert told in run.out
    assert obligor("vocabulary", word, "--lang", "zh").status == 0


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


# -- the program as a whole -----------------------------------------------------------------------------------------


def test_the_version_is_told(obligor):
    run = obligor("--version")
    assert (run.status, run.out.strip()) == (0, f"obligor {__version__}")


@pytest.mark.parametrize("argv", [[], ["aks"], ["ask"], ["check"], ["test"], ["new"], ["new", "a", "b"], ["--bogus"]])
def test_wrong_usage_is_told(obligor, argv):
    run = obligor(*argv)
    assert (run.status, run.out) == (2, "")
    assert "usage: obligor" in run.err


IMPORTED = """
import io, sys
from contextlib import redirect_stdout
from obligor.cli.main import main
argv = sys.argv[1:]
with redirect_stdout(io.StringIO()):
    try:
        status = main(argv)
    except SystemExit as end:
        status = end.code
assert not status, status
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def imported(*argv: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", IMPORTED, *argv], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["ask", "--help"], ["test", "--help"], ["new", "--help"]])
def test_help_loads_no_solver(argv):
    assert not imported(*argv) & {"clingo", "networkx", "yaml"}


@pytest.mark.parametrize("format_", ["text", "json"])
def test_an_answer_loads_the_solver_and_nothing_heavy(write, format_):
    modules = imported("ask", write(leak()), BREACH, "--format", format_)
    assert "clingo" in modules
    assert not modules & {"networkx", "jinja2", "pydantic", "jsonschema", "chinese_calendar", "duckdb"}


def test_it_runs_as_a_module_from_any_folder(write, tmp_path):
    write(leak())
    command = [sys.executable, "-m", "obligor", "ask", "case.yaml", BREACH]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert "8.2.1.2[a]" in run.stdout.decode()


def test_chinese_is_written_as_utf_8_whatever_the_locale(write):
    command = [sys.executable, "-m", "obligor", "ask", write(leak()), "--lang", "zh"]
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = subprocess.run(command, env=env, capture_output=True, check=True)
    assert "违约" in run.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_failure(write):
    command = [sys.executable, "-m", "obligor", "vocabulary"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
