"""Aliases: read by what people say; one that stands for nothing is refused with its line."""

from __future__ import annotations

import pytest

from obligor.agreement.aliases import read_aliases
from obligor.agreement.package import load
from obligor.core.errors import ModelError


def test_they_stand_for_words(tmp_path):
    (tmp_path / "aliases.yaml").write_text("money back: [refund]\n退款: [refund]\n", "utf-8")
    assert read_aliases(tmp_path, {"refund"}) == {"money back": ("refund",), "退款": ("refund",)}


def test_a_package_may_have_none(tmp_path):
    assert read_aliases(tmp_path, {"refund"}) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("money back: [refnd]\n", "aliases.yaml:1: 'money back': no such word: refnd; did you mean 'refund'?"),
        ("money back: []\n", "aliases.yaml:1: 'money back' stands for nothing"),
        ("money back: refund\n", "aliases.yaml:1: 'money back' stands for nothing"),
    ],
)
def test_what_stands_for_no_word_is_refused(tmp_path, text, told):
    (tmp_path / "aliases.yaml").write_text(text, "utf-8")
    with pytest.raises(ModelError) as refused:
        read_aliases(tmp_path, {"refund"})
    assert told in str(refused.value)


def test_those_of_the_agreement_stand_for_words():
    assert len(load("wecom").aliases) > 200
