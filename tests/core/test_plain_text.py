"""Texts made safe for where they are shown: what would act there is seen instead, and nothing else changes."""

from __future__ import annotations

import json

import pytest

from obligor.core.plain_text import (
    markdown,
    markdown_block,
    markdown_code,
    shown_lines,
    visible,
    visible_json,
    visible_markup,
)

UNSEEN = {
    "\x1b[2J": r"\x1b[2J",
    "\x07": r"\x07",
    "\x9b31m": r"\x9b31m",
    "a\rb\nc\td": r"a\rb\nc\td",
    "\x00\x7f": r"\x00\x7f",
    "a\u2028b\u2029": r"a\u2028b\u2029",
    "\u202eevil\u202c": r"\u202eevil\u202c",
    "\u2066\u2069\u200e\u200f\u061c": r"\u2066\u2069\u200e\u200f\u061c",
    "Ac\u200bme\ufeff\u2060\u00ad": r"Ac\u200bme\ufeff\u2060\xad",
    "\ud800": r"\ud800",
}


@pytest.mark.parametrize("text", UNSEEN)
def test_what_would_act_in_a_terminal_is_seen(text):
    assert visible(text) == UNSEEN[text]
    assert shown_lines(["x", text]) == f"x\n{UNSEEN[text]}"


@pytest.mark.parametrize(
    "text",
    ["李记有限公司", "全角\u3000空格", "👩\u200d💻 🏴\U000e0067\U000e007f", "می\u200cخواهم", "é e\u0301", "\\x1b"],
)
def test_all_else_stays(text):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>", "&lt;script&gt;"),
        ("![x](y)", r"\!\[x\](y)"),
        ("a | b", r"a \| b"),
        ("https://x.org", "https&#58;//x.org"),
        ("WWW.x.org", "WWW&#46;x.org"),
        ("a@b.org", "a&#64;b.org"),
        ("# head", r"\# head"),
        ("1. item", r"1\. item"),
        ("- item", r"\- item"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("`x` *y* __z__ ~~w~~ $v$", r"\`x\` \*y\* \_\_z\_\_ \~\~w\~\~ \$v\$"),
        ("a\n\n# b", r"a\\n\\n\# b"),
        ("李 at 10.30, 5,000 CNY: yes", "李 at 10.30, 5,000 CNY: yes"),
    ],
)
def test_no_mark_of_markdown_counts(text, shown):
    assert markdown(text) == shown


def test_code_is_fenced_by_more_ticks_than_it_holds():
    assert markdown_code("a(b)") == "`a(b)`"
    assert markdown_code("``a") == "``` ``a ```"
    assert markdown_block("a\n````\nb").split("\n") == ["`````text", "a", "````", "b", "`````"]
    assert markdown_block("a") == "```text\na\n```"


@pytest.mark.parametrize("text", UNSEEN)
def test_json_says_the_same_and_does_nothing_to_a_terminal(text):
    value = {"name": text, "list": [1, "李"]}
    told = visible_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(told) == value
    assert all(visible(line) == line for line in told.split("\n"))


def test_a_page_keeps_its_lines_and_nothing_else_that_is_not_seen():
    assert visible_markup("<p>\n\ta\x1b[2J\u202e\r</p>\n") == "<p>\n\ta\\x1b[2J\\u202e\\r</p>\n"
