"""Fingerprints of files tell what they hold, and what they are called."""

from __future__ import annotations

import hashlib
from pathlib import Path

from obligor.core.digests import digest_of, digest_of_all


def test_a_file_has_the_fingerprint_that_others_give_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest_of(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


def test_content_name_and_order_count(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "below/two"
    two.parent.mkdir()
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    first = digest_of_all([one, two])
    assert first == digest_of_all([one, two])
    assert len({first, digest_of_all([two, one]), digest_of_all([one]), digest_of_all([one, two], tmp_path)}) == 4
    two.write_bytes(b"3")
    assert digest_of_all([one, two]) != first
