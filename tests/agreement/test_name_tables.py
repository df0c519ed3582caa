"""Tables of constants: read whole, refused with file and line, and whatever code a scenario uses is one constant."""

from __future__ import annotations

import pytest

from obligor.agreement.name_tables import read_name_tables
from obligor.core.errors import ModelError

HEAD = "name\talso\ten\tzh\n"


def test_a_table_has_names_and_other_ways_to_write_them(tmp_path):
    (tmp_path / "names_country.tsv").write_text(HEAD + "de\tdeu ger\tGermany\t德国\nfr\t\tFrance\t法国\n", "utf-8")
    (table,) = read_name_tables(tmp_path, ["en", "zh"])
    assert table.type == "country"
    assert table.names["de"]["zh"] == "德国"
    assert table.also == {"deu": "de", "ger": "de"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("name\ten\tzh\n", 1),
        ("name\talso\ten\n", 1),
        (HEAD + "de\tdeu\tGermany\n", 2),
        (HEAD + "de\tdeu\t\t德国\n", 2),
        (HEAD + "DE\tdeu\tGermany\t德国\n", 2),
        (HEAD + "de\tdeu\tGermany\t德国\nde\tger\tGermany\t德国\n", 3),
        (HEAD + "de\tdeu\tGermany\t德国\nfr\tdeu\tFrance\t法国\n", 3),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path, text, line):
    (tmp_path / "names_country.tsv").write_text(text, "utf-8")
    with pytest.raises(ModelError, match=f"names_country.tsv:{line}: not"):
        list(read_name_tables(tmp_path, ["en", "zh"]))


def test_a_package_may_have_none(tmp_path):
    assert list(read_name_tables(tmp_path, ["en"])) == []


def test_every_country_has_two_letters_and_three(wecom):
    also = wecom.vocabulary.also["country"]
    assert len(wecom.vocabulary.names["country"]) == 251
    assert also["deu"] == "de"
    assert also["chn"] == also["cn"] == "china"
