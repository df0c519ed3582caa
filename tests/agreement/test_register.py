"""The register of clauses: ill-formed comments of units are defects of the package, told with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.package import load
from obligor.core.errors import ModelError
from tests.bicycle import VOCABULARY

UNIT = "%*: 1.1[a] definition lender\nen: who lends\nzh: 谁出借\n*%\n"


def registered(folder: Path, comment: str):
    (folder / "ch01.lp").write_text(comment, "utf-8")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    return load(str(folder)).units


def test_a_unit_has_its_modality_bearers_glosses_and_readings(tmp_path):
    more = "note: one word\n  more\nreading wide: every lender | 全体\nreading narrow preferred: the owner | 车主\n"
    more += "reading odd strained: the borrower | 借者\n"
    unit = registered(tmp_path, UNIT.replace("lender\n", "lender, owner\n").replace("*%", more + "*%"))["1.1[a]"]
    assert (unit.modality, unit.bearers, unit.clause) == ("definition", ("lender", "owner"), "1.1")
    assert (unit.gloss("en"), unit.gloss("zh"), unit.note) == ("who lends", "谁出借", "one word more")
    assert [(one.name, one.preferred, one.strained, one.gloss("zh")) for one in unit.readings] == [
        ("narrow", True, False, "车主"),
        ("wide", False, False, "全体"),
        ("odd", False, True, "借者"),
    ]
    assert unit.contested
    assert str(unit.place) == "ch01.lp:1"


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("%*: 1.1[a]\nen: x\nzh: x\n*%", "begins with its id and its modality"),
        (UNIT.replace("1.1[a]", "one"), "begins with its id and its modality"),
        (UNIT.replace("definition", "definiton"), "no modality 'definiton'; did you mean 'definition'?"),
        (UNIT.replace("zh: 谁出借\n", ""), "1.1[a] lacks zh"),
        (UNIT.replace("definition", "none"), "1.1[a] lacks why"),
        (UNIT.replace("*%", "stray words\n*%"), "not a field of a unit's comment: 'stray words'"),
        (UNIT.replace("*%", "reading a: x | y\nreading b: x | y\n*%"), "exactly one reading of 1.1[a] is preferred"),
        (UNIT.replace("*%", "reading a preferred: x\n*%"), "write 'reading NAME [preferred|strained]: en | zh'"),
        (UNIT + UNIT, "1.1[a] is registered twice"),
    ],
)
def test_an_ill_formed_unit_is_told_with_its_place(tmp_path, comment, told):
    with pytest.raises(ModelError) as refused:
        registered(tmp_path, comment)
    assert told in str(refused.value)
    assert str(refused.value).startswith("ch01.lp:")
