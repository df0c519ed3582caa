"""The vocabulary: the words of an agreement with their arguments, types and phrases."""

from __future__ import annotations

import pytest

from obligor.agreement.package import load
from obligor.core.errors import ModelError
from tests.bicycle import RULES, VOCABULARY


def test_a_thing_of_a_kind_is_also_of_the_kinds_above(wecom):
    assert wecom.vocabulary.kinds_of("management_account") == ["management_account", "account"]
    assert wecom.vocabulary.kinds_of("account") == ["account"]


def test_a_word_has_its_signature(wecom):
    words = wecom.vocabulary
    assert words.acts["publish"].signature == "publish(content)"
    assert words.acts["decompile"].signature == "decompile"
    assert words.facts["caused_by"].signature == "caused_by(loss, event)"


def test_constants_that_need_no_declaration_have_their_types(wecom):
    assert wecom.vocabulary.type_of("tencent") == {"party"}
    assert "loss_kind" in wecom.vocabulary.type_of("privacy")
    assert wecom.vocabulary.type_of("acme") == set()


def test_what_comes_from_scenarios_is_every_stated_word_and_no_conclusion(wecom):
    inputs = dict(wecom.vocabulary.inputs())
    assert (inputs["party"], inputs["on"], inputs["permitted_by_law"]) == (1, 2, 2)
    assert not {"breach", "liable", "decompile"} & set(inputs)


def test_acts_are_found_where_facts_speak_of_them(wecom):
    assert wecom.vocabulary.acts_in["permitted_by_law"] == [1]
    assert not {"act", "omits", "object"} & set(wecom.vocabulary.acts_in)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (VOCABULARY + "roles:\n  owner: x\n", "vocabulary.yaml:7: duplicate key 'roles'"),
        (VOCABULARY + "acts: [", "vocabulary.yaml:"),
        ("roles: &a {}\n", "vocabulary.yaml:1: anchors and aliases"),
        (VOCABULARY + "counts_as:\n  - {act: rides, as: lend, why: x}\n", "counts_as: no such act: rides"),
        (
            VOCABULARY + "acts:\n  wash: {at_once: soon, en: wash, zh: 清洗}\n",
            "acts: wash: `at_once` is a number of days, not 'soon'",
        ),
        (
            VOCABULARY + "acts:\n  wash: {expected_of: lendr, en: wash, zh: 清洗}\n",
            "acts: wash: `expected_of`: nobody is called 'lendr': did you mean 'lender'?",
        ),
        (VOCABULARY + "states:\n  name: {args: [party], en: x, zh: x}\n", "use the word 'name' for something else"),
    ],
)
def test_an_ill_formed_vocabulary_is_a_defect_of_the_package(tmp_path, text, told):
    (tmp_path / "ch01.lp").write_text(RULES, "utf-8")
    (tmp_path / "vocabulary.yaml").write_text(text, "utf-8")
    with pytest.raises(ModelError) as refused:
        load(str(tmp_path))
    assert told in str(refused.value)
