"""Layout of text: lines keep within their columns, and Chinese closing marks never begin one."""

from __future__ import annotations

from obligor.wording.layout import WIDTH, columns, indented, padded, right, wrapped

ENGLISH = "a company takes the software apart " * 20
CHINESE = "用户不得反编译软件，" * 20


def test_lines_are_no_wider_than_they_may_be():
    assert all(columns(line) <= 40 for line in wrapped(ENGLISH, 40))
    assert all(columns(line) <= 42 for line in wrapped(CHINESE, 40))  # a closing mark may stand beyond
    assert all(len(line) <= WIDTH for line in indented(ENGLISH, 4))
    assert " ".join(wrapped(ENGLISH, 40)).split() == ENGLISH.split()


def test_a_chinese_closing_mark_never_begins_a_line():
    lines = wrapped(CHINESE, 30)
    assert "".join(lines) == CHINESE
    assert len(lines) > 5
    assert not any(line[0] in "，。；：、！？）》”" for line in lines)


def test_a_chinese_character_takes_two_columns():
    assert columns("违约 a") == 6
    assert padded("违约", 6) + "|" == "违约  |"
    assert right("违约", 6) == "  违约"


def test_the_first_line_and_the_others_have_their_indents():
    first, second, *_ = indented(ENGLISH, 2, 6)
    assert first.startswith("  a")
    assert second.startswith(" " * 6)
    assert second[6] != " "
    assert indented("x-" * 80, whole_words=True) == ["x-" * 80]
    assert len(indented("x-" * 80)) == 2


def test_what_would_act_in_a_terminal_is_set_as_an_escape():
    assert indented("a\nb \x1b[2J") == [r"a\nb \x1b[2J"]
    assert wrapped("李\u202e记\n", 40) == [r"李\u202e记\n"]
