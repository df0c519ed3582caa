"""`clauses --text`: what differs in a copy of the official text, and what depends on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bicycle import TEXT, replaced


def test_the_command_says_that_nothing_differs(obligor, write, bike: Path) -> None:
    file = write(TEXT, "copy.txt")
    run = obligor("clauses", "--agreement", str(bike), "--text", file)
    told = "nothing differs: all 22 ids have the words that the rules were written for\n"
    assert run == (0, told, f"rules from {bike}\n")
    assert "无差异" in obligor("clauses", "--agreement", str(bike), "--text", file, "--lang", "zh").out
    run = obligor("clauses", "--agreement", str(bike), "--text", "-", "--format", "json", stdin=TEXT)
    assert (run.status, run.json) == (0, {"schema": 1, "changed": [], "missing": [], "added": []})


def test_the_command_names_what_differs_and_quotes_nothing(obligor, write, bike: Path) -> None:
    file = write(
        replaced("车主（", "车库（").replace("（2）逆行；\n", "").replace("2.3 ", "2.2.1 车铃。\n2.3 "), "copy.txt"
    )
    run = obligor("clauses", "--agreement", str(bike), "--text", file, "--format", "json")
    assert run.status == 1
    assert list(run.json) == ["schema", "changed", "missing", "added"]
    (entry,) = run.json["changed"]
    assert list(entry) == ["id", "units", "rules", "cited_by"]
    assert (entry["id"], entry["units"], entry["cited_by"]) == ("1.1", ["1.1[a]"], ["2.1.2[a]"])
    assert [e["id"] for e in run.json["missing"]] == ["2.2(2)"]
    assert run.json["added"] == [{"id": "2.2.1", "units": [], "rules": [], "cited_by": []}]
    text = obligor("clauses", "--agreement", str(bike), "--text", file)
    assert text.status == 1
    assert text.out.isascii()
    assert text.out.split("\n")[:3] == ["Changed", "  1.1", "      units: 1.1[a]"]
    assert "1 changed, 1 missing, 1 new, 20 of 22 as they were" in text.out
    chinese = obligor("clauses", "--agreement", str(bike), "--text", file, "--lang", "zh").out
    assert "有改动" in chinese
    assert not {"车库", "车铃", "逆行"} & set(re.findall(r"\w{2}", chinese))


def test_the_command_puts_official_words_below_glosses(obligor, write, bike: Path) -> None:
    file = write(replaced("雨天", "雪天").replace("（2）逆行；\n", ""), "copy.txt")
    run = obligor("clauses", "2.1.2", "2.2", "1.1", "--agreement", str(bike), "--text", file)
    assert run.status == 0
    assert "    who lends\n    | 本约定适用于车主（以下简称“甲”）与借车人（以下简称“乙”）。\n" in run.out
    assert "    bring it back\n    (this copy's words of 2.1.2 are not those" in run.out
    assert "    | 10日内，乙应还车（雪天除外）。\n" in run.out
    assert "    no wrong way\n    (this copy has no 2.2(2))\n" in run.out
    run = obligor("clauses", "2.2", "--agreement", str(bike), "--text", file, "--format", "json")
    told = {clause["id"]: (clause["words"], clause["unchanged"]) for clause in run.json["clauses"]}
    assert told == {"2.2": ("乙不得做下列事：", True), "2.2(1)": ("带人；", True), "2.2(2)": (None, False)}
    plain = obligor("clauses", "2.2", "--agreement", str(bike), "--format", "json")
    assert "words" not in plain.json["clauses"][0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: No such file"),
        (TEXT.encode("gb18030"), "not UTF-8"),
        ("租房约定\n", "not recognisable as this text: 0 of 22"),
    ],
)
def test_the_command_refuses_bad_input(content, told: str, obligor, write, bike: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "nothing.txt") if content is None else write(content, "copy.txt")
    for ids in ([], ["1.1"]):
        run = obligor("clauses", *ids, "--agreement", str(bike), "--text", file)
        assert (run.status, run.out) == (2, "")
        assert told in run.err
        assert Path(file).name in run.err


def test_an_agreement_without_fingerprints_says_so(obligor, write, bike: Path, tmp_path: Path) -> None:
    for name in ("ch01.lp", "vocabulary.yaml"):
        (tmp_path / name).write_text((bike / name).read_text("utf-8"), "utf-8")
    run = obligor("clauses", "--agreement", str(tmp_path), "--text", write(TEXT, "copy.txt"))
    assert run.status == 2
    assert "no fingerprints.json in it; there is nothing to compare a text with" in run.err


def test_the_command_on_the_text(obligor, official: str, write) -> None:
    run = obligor("clauses", "--text", write(official, "copy.txt"))
    assert (run.status, run.out) == (0, "nothing differs: all 171 ids have the words that the rules were written for\n")
