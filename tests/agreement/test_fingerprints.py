"""Fingerprints: hashes of the words alone, one for each clause in which units stand."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from obligor.agreement.fingerprints import Fingerprints, fingerprint, load_fingerprints
from obligor.agreement.package import Agreement
from obligor.core.errors import ModelError


def test_a_fingerprint_is_the_hash_of_the_words_alone(known: Fingerprints) -> None:
    plain = hashlib.sha256("与别处说法的关系别处另有说法的，以本约定为准。".encode()).hexdigest()
    assert known.known["1.2"] == plain
    assert fingerprint("e\u0301\u3000x\r\n") == fingerprint("\u00e9x")


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "Expecting"), ("[]", "not of the form"), ('{"fingerprints": {}}', "layout"), ('{"layout": {}}', "finger")],
)
def test_ill_formed_fingerprints_are_a_defect_of_the_package(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "fingerprints.json").write_text(content)
    with pytest.raises(ModelError, match=rf"fingerprints\.json: .*{told}"):
        load_fingerprints(tmp_path)


def test_the_committed_fingerprints_are_digests_of_distinct_ids_with_a_layout(committed: Fingerprints) -> None:
    assert len(committed.known) == 171
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in committed.known.values())
    outside = {*committed.layout.front, *committed.layout.back}
    assert {i for i in committed.known if i.startswith(("P", "X"))} == {i for i in outside if i in committed.known}


def test_every_unit_stands_in_a_clause_that_has_a_fingerprint(committed: Fingerprints, wecom: Agreement) -> None:
    assert {unit.clause for unit in wecom.units.values()} <= set(committed.known)
