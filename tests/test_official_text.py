"""The reader of an official text: every id and its own words, what a copy changes, and what depends on it.

Most of it is tested with an invented agreement; the tests of the real text need a copy, which is no part of Obligor.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from obligor.agreement.citations import Citations
from obligor.agreement.fingerprints import Fingerprints, Layout, fingerprint, load_fingerprints
from obligor.agreement.installed import find
from obligor.agreement.official_text import parse, read_copy
from obligor.agreement.package import Agreement, load
from obligor.core.errors import InputError, ModelError
from tools.make_fingerprints import as_json, fresh

IDS = [
    *("P.1", "P.2", "1.1", "1.2", "1.2p2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2(1)", "2.2(2)", "2.2(3)"),
    *("2.3", "2.3(A)", "2.3(B)", "2.3(C)", "2.10", "11.1", "11.1p2", "X.1", "X.2", "X.3"),
]
TEXT = """\
自行车借用约定

写在前面

车是用来骑的。
tbd
借车人先读此约定，再骑车。

一、约定的范围
1.1 本约定适用于车主（以下简称“甲”）与借车人（以下简称“乙”）。

1.2 与别处说法的关系

别处另有说法的，以本约定为准。

甲贴在车棚里的告示也算数；见1.1。

二、骑车

2.1 借与还

2.1.1借车前，乙应告知甲。
2.1.2 10日内，乙应还车（雨天除外）。

2.2 乙不得做下列事：

（1）带人；

（2）逆行；

（3）把车转借他人。

2.3 甲不承担下列损失：（A）误工损失; （B）衣物损失;或（C）心情不佳。

2.10 更多说法，请看《车棚告示》

十一、其他

11.1 约定有疑问的，先商量。（正文完）

商量不成的，抛硬币。

\u0020

甲
"""
LAYOUT = Layout(("X.1", "heading", "P.1", "X.2", "P.2"), "P", ("X.3",), "X")
RULES = """\
%*: 1.1[a] definition lender
en: who lends
zh: 谁出借
*%
definition(lends(P), "1.1[a]") :- lender(P).

%*: 2.1.2[a] obligation borrower
en: bring it back
zh: 归还
*%
obligation(P, owner, bring_back, standing, "2.1.2[a]") :- borrower(P), defined(lends(_), "1.1[a]").

%*: 2.2[a] condition owner
en: what the items have in common
zh: 各项通则
*%
prohibition(P, A, U) :- borrower(P), banned(A, U), not void("2.2[a]").

%*! banned(A, U)
U bans A.
en: {U} bans {A}
zh: {U}禁止{A}
*%

%*: 2.2(1)[a] prohibition borrower
en: no passengers
zh: 不带人
*%
banned(carry, "2.2(1)[a]").

%*: 2.2(2)[a] prohibition borrower
en: no wrong way
zh: 不逆行
*%
banned(go_wrong, "2.2(2)[a]").

%*: 11.1[a] power owner
en: ask back
zh: 索回
*%
power(owner, P, ask_back, E, "11.1[a]") :- breach(P, E, U), grave(U).

%*! grave(U)
U is a weighty promise.
en: {U} is weighty
zh: {U}重要
*%
grave("2.2(2)[a]").
"""
VOCABULARY = """\
agreement: {id: bike, document: bike_loan, en: bicycle loan, zh: 自行车借用约定}
standing:
  owner: {en: the owner, zh: 车主}
roles:
  lender: {en: "{0} lends", zh: "{0}出借"}
  borrower: {en: "{0} borrows", zh: "{0}借用"}
"""

Differ = Callable[[str], tuple[list[str], list[str], list[str]]]


@pytest.fixture(scope="session")
def known() -> Fingerprints:
    return fresh(TEXT, IDS, LAYOUT)


@pytest.fixture(scope="session")
def bike(tmp_path_factory: pytest.TempPathFactory, known: Fingerprints) -> Path:
    folder = tmp_path_factory.mktemp("bike")
    (folder / "ch01.lp").write_text(RULES, "utf-8")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    (folder / "fingerprints.json").write_text(as_json(known), "utf-8")
    return folder


@pytest.fixture
def differ(tmp_path: Path, known: Fingerprints) -> Differ:
    return lambda text: _differences(text, known, tmp_path)


def _differences(text: str, known: Fingerprints, folder: Path) -> tuple[list[str], list[str], list[str]]:
    path = folder / "copy.txt"
    path.write_text(text, "utf-8", newline="")
    copy = read_copy(str(path), known)
    assert copy.differs == any((copy.changed, copy.missing, copy.added))
    return copy.changed, copy.missing, copy.added


def _replaced(old: str, new: str, text: str = TEXT) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


# -- reading -----------------------------------------------------------------------------------------------------------


def test_every_id_is_found_in_order_with_its_own_words(known: Fingerprints) -> None:
    words = parse(TEXT, known)
    assert list(words) == IDS
    assert words["X.1"] == "自行车借用约定"
    assert words["X.2"] == "tbd"
    assert words["X.3"] == "甲"
    assert words["P.2"] == "借车人先读此约定，再骑车。"
    assert words["1.2"] == "与别处说法的关系\n别处另有说法的，以本约定为准。"
    assert words["1.2p2"] == "甲贴在车棚里的告示也算数；见1.1。"
    assert words["2.1"] == "借与还"
    assert words["2.1.1"] == "借车前，乙应告知甲。"
    assert words["2.2"] == "乙不得做下列事："
    assert words["2.2(3)"] == "把车转借他人。"
    assert words["2.3"] == "甲不承担下列损失："
    assert words["2.3(B)"] == "衣物损失;或"
    assert words["11.1"] == "约定有疑问的，先商量。（正文完）"
    assert words["11.1p2"] == "商量不成的，抛硬币。"


def test_a_fingerprint_is_the_hash_of_the_words_alone(known: Fingerprints) -> None:
    plain = hashlib.sha256("与别处说法的关系别处另有说法的，以本约定为准。".encode()).hexdigest()
    assert known.known["1.2"] == plain
    assert fingerprint("e\u0301\u3000x\r\n") == fingerprint("\u00e9x")


SAME = {
    "CRLF": TEXT.replace("\n", "\r\n"),
    "CR": TEXT.replace("\n", "\r"),
    "BOM": "\ufeff" + TEXT,
    "BOM and CRLF": "\ufeff" + TEXT.replace("\n", "\r\n"),
    "half-width brackets": TEXT.translate(str.maketrans("（）", "()")),
    "full-width digits and dots": re.sub(
        r"(?m)^[0-9.]+", lambda m: "".join(chr(ord(c) + 0xFEE0) for c in m[0]), TEXT.replace("2.1.2 10", "2.1.2  10")
    ),
    "full-width letters and numbers of items": TEXT.replace("（A）", "（Ａ）").replace("（1）", "（１）"),
    "headings with another mark": TEXT.replace("一、约", "一，约").replace("二、骑", "第二章 骑"),
    "no space after a number": re.sub(r"(?m)^([0-9.]+) ", r"\1", TEXT),
    "a dot and spaces after a number": re.sub(r"(?m)^([0-9]+(?:\.[0-9]+)+) ", "\u3000\\1.  ", TEXT),
    "no empty lines": re.sub(r"\n\s*\n", "\n", TEXT),
    "zero-width characters": TEXT.replace("，", "\u200b，\ufeff"),
    "white space everywhere": TEXT.replace("，", " ， ").replace("\n", "  \n\n\t"),
    "items inside the sentence": re.sub(r"\n\n(?=（)", "", TEXT),
    "heads on lines of their own": TEXT.replace("（B）", "\n（B）"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_copy_set_otherwise_is_the_same_text(text: str, differ: Differ) -> None:
    assert differ(text) == ([], [], [])


def test_punctuation_of_another_width_is_the_same_ids_with_other_words(differ: Differ) -> None:
    half = TEXT.translate(str.maketrans("（）；：，！", "();:,!"))
    changed, missing, added = differ(half)
    assert (missing, added) == ([], [])
    assert "2.2" in changed
    assert "2.2(3)" not in changed


# -- what differs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("逆行", "倒着骑", "2.2(2)"),
        ("衣物损失", "鞋帽损失", "2.3(B)"),
        ("以本约定为准", "以别处为准", "1.2"),
        ("以本约定为准。", "以本约定为准", "1.2"),
        ("与别处说法的关系", "关系", "1.2"),
        ("告示也算数", "告示不算数", "1.2p2"),
        ("写在前面", "写在前面", ""),
        ("自行车借用约定", "汽车借用约定", "X.1"),
        ("tbd", "tba", "X.2"),
        ("\n甲\n", "\n乙\n", "X.3"),
        ("先读此约定", "不必读此约定", "P.2"),
        ("10日", "15日", "2.1.2"),
        ("2.2 乙", "2.2 项目中，乙", "2.2"),
        ("2.1.1借", "2.1.1条款从宽。借", "2.1.1"),
        ("抛硬币", "猜拳", "11.1p2"),
        ("借车前，", "一、借车前，", "2.1.1"),
        ("车是用来骑的。", "车是用来看的", "P.1"),
    ],
)
def test_a_changed_sentence_is_named(old: str, new: str, changed: str, differ: Differ) -> None:
    assert differ(_replaced(old, new)) == ([changed] if changed else [], [], [])


@pytest.mark.parametrize(
    ("deleted", "missing"),
    [
        ("1.1 本约定适用于车主（以下简称“甲”）与借车人（以下简称“乙”）。\n", ["1.1"]),
        ("甲贴在车棚里的告示也算数；见1.1。\n", ["1.2p2"]),
        ("1.2 与别处说法的关系\n\n别处另有说法的，以本约定为准。\n", ["1.2"]),
        ("（2）逆行；\n", ["2.2(2)"]),
        ("（B）衣物损失;或", ["2.3(B)"]),
        ("2.10 更多说法，请看《车棚告示》\n", ["2.10"]),
        ("自行车借用约定\n", ["X.1"]),
        ("tbd\n", ["X.2"]),
        ("\n甲\n", ["X.3"]),
        ("车是用来骑的。\n", ["P.1"]),
        ("借车人先读此约定，再骑车。\n", ["P.2"]),
        ("11.1 约定有疑问的，先商量。（正文完）\n", ["11.1"]),
        ("2.3 甲不承担下列损失：", ["2.3"]),
        ("2.2 乙不得做下列事：\n", ["2.2"]),
        ("二、骑车\n", []),
    ],
)
def test_a_deleted_clause_is_named(deleted: str, missing: list[str], differ: Differ) -> None:
    assert differ(_replaced(deleted, "")) == ([], missing, [])


@pytest.mark.parametrize(
    ("before", "new", "added"),
    [
        ("2.2 ", "2.1.3 车铃要响。\n", ["2.1.3"]),
        ("2.2 ", "2.1.3车铃要响。\n", ["2.1.3"]),
        ("2.3 ", "（4）酒后骑车。\n", ["2.2(4)"]),
        ("\n2.2 ", "（1）车铃要响。\n", ["2.1.2(1)"]),
        ("2.3 ", "2.2.1 本款另有一项。\n", ["2.2.1"]),
        ("\n2.10", "（D）其他。\n", ["2.3(D)"]),
        ("2.2 ", "车铃要响。\n", ["2.1.2p2"]),
        ("车是用来骑的。", "车是红色的。\n", ["P.3"]),
        ("\n甲\n", "十二、附则\n12.1 车锁另借。\n", ["12.1"]),
        ("甲\n", "2026年春\n", ["X.4"]),
        ("1.1 本", "本章先说范围。\n", ["1"]),
    ],
)
def test_an_added_clause_is_named(before: str, new: str, added: list[str], differ: Differ) -> None:
    at = TEXT.rindex(before)
    assert differ(TEXT[:at] + new + TEXT[at:]) == ([], [], added)


def test_new_ids_stand_behind_what_precedes_them(known: Fingerprints) -> None:
    words = list(parse(_replaced("2.2 乙", "2.1.3 车铃要响。\n2.1.4 车灯要亮。\n2.2 乙"), known))
    at = words.index("2.1.2")
    assert words[at : at + 4] == ["2.1.2", "2.1.3", "2.1.4", "2.2"]


def test_a_number_inside_the_text_is_no_clause(differ: Differ) -> None:
    text = _replaced("2.1 借与还\n", "2.1 借与还\n\n1.1条所称的车，押金为\n3.5元，费率\n2.5%，见（1）、（3）。\n")
    assert differ(text) == (["2.1"], [], [])


# -- what is refused ---------------------------------------------------------------------------------------------------

FOREIGN = {
    "empty": "",
    "another agreement": "租房约定\n一、房\n1.1 房租每月一付。\n1.2 不得转租。\n二、杂\n2.1 水电。\n2.2 钥匙两把。\n",
    "another one with a number twice": "1.1 房租每月一付。\n1.1 房屋不得转租。\n",
    "prose": "从前有座山。\n" * 100,
    "numbers": "1.1\n1.2\n2.1\n2.2\n11.1\n",
    "NUL": "\0" * 1000,
    "a page of JSON": json.dumps({"1.1": "x"}),
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_text_is_refused(text: str, differ: Differ) -> None:
    with pytest.raises(InputError, match=r"copy\.txt: not recognisable as this text: \d of 22 ids"):
        differ(text)


def test_a_number_that_stands_twice_is_refused_with_both_lines(differ: Differ) -> None:
    with pytest.raises(InputError, match=r"copy\.txt:12: 1\.1 is numbered twice; also in line 10") as refused:
        differ(_replaced("\n\n1.2 与", "\n\n1.1 又一条。\n1.2 与"))
    assert len(refused.value.problems) == 1


HOSTILE = {
    "long number": "1." + "1." * 900_000 + "1 x",
    "long digits": "1.1" + "0" * 1_900_000,
    "brackets": "（" * 600_000 + "x",
    "closed brackets": "2.3 x" + "；（）" * 200_000 + "y",
    "spaces": "2.3 x；" + " " * 1_900_000 + "y",
    "paragraphs": "2.10 x。\n" + "甲。\n" * 150_000,
    "front": "甲\n" * 300_000,
    "items": "2.10 x。\n" + "（1）\n" * 200_000,
    "heads": "2.3 x：" + "（A）；" * 200_000,
    "numerals": "十" * 600_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("around", [True, False], ids=["in the text", "alone"])
def test_a_hostile_text_is_read_or_refused_in_reasonable_time(text: str, around: bool, known: Fingerprints) -> None:
    began = time.perf_counter()
    with contextlib.suppress(InputError):
        parse(TEXT + text + "\n" if around else text, known)
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "Expecting"), ("[]", "not of the form"), ('{"fingerprints": {}}', "layout"), ('{"layout": {}}', "finger")],
)
def test_ill_formed_fingerprints_are_a_defect_of_the_package(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "fingerprints.json").write_text(content)
    with pytest.raises(ModelError, match=rf"fingerprints\.json: .*{told}"):
        load_fingerprints(tmp_path)


# -- what depends on it ------------------------------------------------------------------------------------------------


def test_dependents_are_units_rules_and_the_units_whose_rules_cite_them(bike: Path) -> None:
    citations = Citations(load(str(bike)))
    lines = RULES.split("\n")

    def place(start: str) -> str:
        return f"ch01.lp:{next(n for n, line in enumerate(lines, 1) if line.startswith(start))}"

    cited = citations.dependents("1.1")
    assert cited.units == ["1.1[a]"]
    assert cited.rules == [place("definition"), place("obligation")]
    assert cited.cited_by == ["2.1.2[a]"]
    common = citations.dependents("2.2")
    assert (common.units, common.rules) == (["2.2[a]"], [place("prohibition")])
    assert common.cited_by == ["2.2(1)[a]", "2.2(2)[a]"]  # the rule's unit is a variable, bound by facts
    item = citations.dependents("2.2(1)")
    assert item.rules == [place("prohibition"), place("banned(carry")]
    assert item.cited_by == []
    grave = citations.dependents("2.2(2)")
    assert place('grave("2.2(2)') in grave.rules
    assert grave.cited_by == ["11.1[a]"]  # through a predicate of the chapter
    assert citations.dependents("9.9") == ([], [], [])


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_command_says_that_nothing_differs(obligor, write, bike: Path) -> None:
    file = write(TEXT, "copy.txt")
    run = obligor("clauses", "--agreement", str(bike), "--text", file)
    assert run == (0, "nothing differs: all 22 ids have the words that the rules were written for\n", "")
    assert "无差异" in obligor("clauses", "--agreement", str(bike), "--text", file, "--lang", "zh").out
    run = obligor("clauses", "--agreement", str(bike), "--text", "-", "--format", "json", stdin=TEXT)
    assert (run.status, run.json) == (0, {"schema": 1, "changed": [], "missing": [], "added": []})


def test_the_command_names_what_differs_and_quotes_nothing(obligor, write, bike: Path) -> None:
    file = write(
        _replaced("车主（", "车库（").replace("（2）逆行；\n", "").replace("2.3 ", "2.2.1 车铃。\n2.3 "), "copy.txt"
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
    file = write(_replaced("雨天", "雪天").replace("（2）逆行；\n", ""), "copy.txt")
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


# -- the real text -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def committed() -> Fingerprints:
    return load_fingerprints(find("wecom"))


@pytest.fixture(scope="session")
def official() -> str:
    path = os.environ.get("OBLIGOR_AGREEMENT_TEXT")
    if not path:
        pytest.skip("OBLIGOR_AGREEMENT_TEXT is not set: it names a copy of the agreement's text")
    return Path(path).read_text("utf-8")


def test_the_committed_fingerprints_are_digests_of_distinct_ids_with_a_layout(committed: Fingerprints) -> None:
    assert len(committed.known) == 171
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in committed.known.values())
    outside = {*committed.layout.front, *committed.layout.back}
    assert {i for i in committed.known if i.startswith(("P", "X"))} == {i for i in outside if i in committed.known}


def test_every_unit_stands_in_a_clause_that_has_a_fingerprint(committed: Fingerprints, wecom: Agreement) -> None:
    assert {unit.clause for unit in wecom.units.values()} <= set(committed.known)


def test_the_text_has_every_id_in_order_and_the_committed_fingerprints(official: str, committed: Fingerprints) -> None:
    words = parse(official, committed)
    assert list(words) == list(committed.known)
    assert {id_: fingerprint(own) for id_, own in words.items()} == committed.known
    assert fresh(official, list(committed.known), committed.layout) == committed
    assert all(words.values())


def test_every_character_of_the_text_is_some_ids_own_or_a_number_or_a_heading(
    official: str, committed: Fingerprints
) -> None:
    rest = "".join(official.split())
    for own in parse(official, committed).values():
        for paragraph in own.split("\n"):
            piece = "".join(paragraph.split())
            assert piece in rest
            rest = rest.replace(piece, "|", 1)
    numerals = "一二三四五六七八九十"
    left = [piece for piece in re.split(r"\|+", re.sub(r"（(?:\d+|[A-G])）|[0-9]+(?:\.[0-9]+)+", "|", rest)) if piece]
    assert all(piece[0] in numerals for piece in left[1:]), "more than chapter headings is left"
    assert len(left) == 15  # the heading of the preamble and fourteen chapters


@pytest.mark.parametrize(
    "alter",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.translate(str.maketrans("（）［］", "()[]")),
        lambda text: re.sub(r"(?m)^([0-9.]+) ", r"\1", text),
        lambda text: re.sub(r"\n\s*\n", "\n", text),
    ],
    ids=["CRLF", "BOM", "half-width brackets", "no space after a number", "no empty lines"],
)
def test_a_copy_of_the_text_set_otherwise_has_the_same_ids_and_words(
    alter: Callable[[str], str], official: str, committed: Fingerprints, tmp_path: Path
) -> None:
    assert _differences(alter(official), committed, tmp_path) == ([], [], [])


def test_each_id_of_the_text_changed_alone_or_deleted_alone_is_named_alone(
    official: str, committed: Fingerprints, tmp_path: Path
) -> None:
    """Words are changed at their beginning; deleting takes the number with the words."""
    words = parse(official, committed)
    at = {id_: _start(official, own) for id_, own in words.items()}
    for id_, own in words.items():
        start = at[id_]
        assert _differences(official[:start] + "又" + official[start:], committed, tmp_path) == ([id_], [], []), id_
        head = re.search(r"(?:[0-9]+(?:\.[0-9]+)+|（[0-9A-G]+）)[ ]*$", official[:start])
        begin = head.start() if head and official[: head.start()][-1:] in ("\n", "：", ";", "或", " ") else start
        end = start + len(_spaced(own).match(official[start:])[0])  # type: ignore[index]
        gone = _differences(official[:begin] + official[end:], committed, tmp_path)
        assert gone == ([], [id_], []), id_


def _spaced(own: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, own.split())))


def _start(text: str, own: str) -> int:
    """Where an id's words stand as a whole: behind a line break, a number, or the head of an item."""
    starts = [m.start() for m in _spaced(own).finditer(text)]
    whole = [s for s in starts if re.search(r"(?:\n|^|\n[0-9]+(?:\.[0-9]+)+ ?|（[0-9A-G]+）)$", text[:s])]
    assert whole
    return whole[-1]


def test_the_command_on_the_text(obligor, official: str, write) -> None:
    run = obligor("clauses", "--text", write(official, "copy.txt"))
    assert (run.status, run.out) == (0, "nothing differs: all 171 ids have the words that the rules were written for\n")


def test_no_sentence_of_the_text_stands_in_the_package(official: str, committed: Fingerprints) -> None:
    """Runs of 40 characters, so that terms, titles of laws and lists of names do not count."""
    run = 40
    packed = ["".join(own.split()) for own in parse(official, committed).values()]
    shingles = {own[n : n + run] for own in packed for n in range(len(own) - run + 1)}
    for path in [*Path(__file__).parents[1].glob("model/**/*"), Path(__file__)]:
        if path.suffix in (".py", ".lp", ".yaml", ".json"):
            content = "".join(path.read_text("utf-8").split())
            assert not shingles & {content[n : n + run] for n in range(len(content) - run + 1)}, path
