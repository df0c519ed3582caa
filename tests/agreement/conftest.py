"""Fixtures of official texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.fingerprints import Fingerprints, load_fingerprints
from obligor.agreement.installed import find
from tests.bicycle import Differ, differences


@pytest.fixture(scope="session")
def committed() -> Fingerprints:
    return load_fingerprints(find("wecom"))


@pytest.fixture
def differ(tmp_path: Path, known: Fingerprints) -> Differ:
    return lambda text: differences(text, known, tmp_path)
