"""Libraries that only an extra brings."""

from __future__ import annotations

import json

import pytest

from obligor.core.errors import InputError
from obligor.core.optional import extra


def test_what_is_installed_is_imported():
    assert extra("json", "graph", "graphs") is json


def test_what_is_not_installed_is_refused_with_the_extra_that_brings_it():
    with pytest.raises(InputError) as refused:
        extra("no_such_library", "graph", "graphs")
    assert str(refused.value) == "graphs: graphs need the extra `graph`; pip install 'obligor[graph]'"
