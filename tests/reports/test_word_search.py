"""Finding words by what people say, in both languages."""

from __future__ import annotations

import pytest

from obligor.agreement.package import load
from obligor.reports.vocabulary_listing import vocabulary_object
from obligor.reports.word_search import MOST, search

WECOM = load("wecom")
LISTED = vocabulary_object(WECOM)


def found(*asked):
    return [name for _, name in search(WECOM, asked, LISTED)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("chat bot", "use_tool"),
        ("get my money back", "refund"),
        ("told a coworker my password", "disclose_password"),
        ("selling my account", "sell"),
        ("which court", "sue_at"),
        ("the service was down", "interrupt_service"),
        ("群控", "use_tool"),
        ("员工离职账号", "hand_over_account"),
        ("数据丢失", "lose_stored_data"),
        ("很久不登录会收回吗", "reclaim"),
        ("谁赔", "bears"),
        ("最多赔多少", "cap"),
        ("reverse engineering", "reverse_engineer"),
        ("中英文版本", "14.7[a]"),
    ],
)
def test_what_people_say_leads_to_the_word_among_the_first(said, wanted):
    assert wanted in found(*said.split())[:5]


def test_words_that_say_nothing_find_nothing_and_no_more_is_told_than_the_bound():
    assert found("the", "of") != found("")
    assert found("") == []
    assert len(found("user account data")) == MOST


def test_whoever_says_more_of_it_comes_first():
    assert found("delete", "all", "data")[0] == "delete_all_data"


def test_syntax_of_the_index_is_no_syntax_of_ours():
    assert found('"data" OR NEAR(x', "*") == found("data near x")
