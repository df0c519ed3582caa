"""The reader of an official text: every id and its own words, and what a copy changes.

Most of it is tested with an invented agreement; the tests of the real text need a copy, which is no part of Obligor.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from obligor.agreement.fingerprints import Fingerprints, fingerprint
from obligor.agreement.official_text import parse
from obligor.core.errors import InputError
from tests.bicycle import IDS, TEXT, Differ, differences, replaced
from tests.support import ROOT, grows_in_proportion
from tests.tools.make_fingerprints import fresh


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
    assert differ(replaced(old, new)) == ([changed] if changed else [], [], [])


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
    assert differ(replaced(deleted, "")) == ([], missing, [])


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
    words = list(parse(replaced("2.2 乙", "2.1.3 车铃要响。\n2.1.4 车灯要亮。\n2.2 乙"), known))
    at = words.index("2.1.2")
    assert words[at : at + 4] == ["2.1.2", "2.1.3", "2.1.4", "2.2"]


def test_a_number_inside_the_text_is_no_clause(differ: Differ) -> None:
    text = replaced("2.1 借与还\n", "2.1 借与还\n\n1.1条所称的车，押金为\n3.5元，费率\n2.5%，见（1）、（3）。\n")
    assert differ(text) == (["2.1"], [], [])


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
        differ(replaced("\n\n1.2 与", "\n\n1.1 又一条。\n1.2 与"))
    assert len(refused.value.problems) == 1


HOSTILE = {
    "long number": lambda n: "1." + "1." * (9 * n) + "1 x",
    "long digits": lambda n: "1.1" + "0" * (19 * n),
    "brackets": lambda n: "（" * (6 * n) + "x",
    "closed brackets": lambda n: "2.3 x" + "；（）" * (2 * n) + "y",
    "spaces": lambda n: "2.3 x；" + " " * (19 * n) + "y",
    "paragraphs": lambda n: "2.10 x。\n" + "甲。\n" * n,
    "front": lambda n: "甲\n" * (3 * n),
    "items": lambda n: "2.10 x。\n" + "（1）\n" * (2 * n),
    "heads": lambda n: "2.3 x：" + "（A）；" * (2 * n),
    "numerals": lambda n: "十" * (6 * n),
}  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("around", [True, False], ids=["in the text", "alone"])
def test_a_hostile_text_takes_time_in_proportion_to_its_length(make, around: bool, known: Fingerprints) -> None:
    def work(size: int) -> None:
        with contextlib.suppress(InputError):
            parse(TEXT + make(size) + "\n" if around else make(size), known)

    assert grows_in_proportion(work, 10_000, 40_000)


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
    assert differences(alter(official), committed, tmp_path) == ([], [], [])


def test_each_id_of_the_text_changed_alone_or_deleted_alone_is_named_alone(
    official: str, committed: Fingerprints, tmp_path: Path
) -> None:
    """Words are changed at their beginning; deleting takes the number with the words."""
    words = parse(official, committed)
    at = {id_: _start(official, own) for id_, own in words.items()}
    for id_, own in words.items():
        start = at[id_]
        assert differences(official[:start] + "又" + official[start:], committed, tmp_path) == ([id_], [], []), id_
        head = re.search(r"(?:[0-9]+(?:\.[0-9]+)+|（[0-9A-G]+）)[ ]*$", official[:start])
        begin = head.start() if head and official[: head.start()][-1:] in ("\n", "：", ";", "或", " ") else start
        end = start + len(_spaced(own).match(official[start:])[0])  # type: ignore[index]
        gone = differences(official[:begin] + official[end:], committed, tmp_path)
        assert gone == ([], [id_], []), id_


def _spaced(own: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, own.split())))


def _start(text: str, own: str) -> int:
    """Where an id's words stand as a whole: behind a line break, a number, or the head of an item."""
    starts = [m.start() for m in _spaced(own).finditer(text)]
    whole = [s for s in starts if re.search(r"(?:\n|^|\n[0-9]+(?:\.[0-9]+)+ ?|（[0-9A-G]+）)$", text[:s])]
    assert whole
    return whole[-1]


def test_no_sentence_of_the_text_stands_in_the_package(official: str, committed: Fingerprints) -> None:
    """Runs of 40 characters, so that terms, titles of laws and lists of names do not count."""
    run = 40
    packed = ["".join(own.split()) for own in parse(official, committed).values()]
    shingles = {own[n : n + run] for own in packed for n in range(len(own) - run + 1)}
    for path in [*ROOT.glob("model/**/*"), *ROOT.glob("tests/**/*.py")]:
        if path.suffix in (".py", ".lp", ".yaml", ".json"):
            content = "".join(path.read_text("utf-8").split())
            assert not shingles & {content[n : n + run] for n in range(len(content) - run + 1)}, path
