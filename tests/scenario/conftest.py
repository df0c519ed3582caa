"""Fixtures of scenario files: what one states."""

from __future__ import annotations

import pytest

from tests.support import scenario_text


@pytest.fixture
def one(read):
    """Read a text that holds one scenario."""

    def read_one(text, name="case.yaml"):
        (scenario,) = read(text, name)
        return scenario

    return read_one


@pytest.fixture
def adds(one):
    """What lines added to the small scenario state beyond what it states by itself."""
    return lambda **more: set(one(scenario_text(**more)).facts) - set(one(scenario_text()).facts)


@pytest.fixture
def changes(one):
    """What a variant of the small scenario states more and less than the scenario itself."""

    def change(variant, **more):
        base = one(scenario_text(**more, variants=variant))
        (changed,) = base.variants
        return set(changed.facts) - set(base.facts), set(base.facts) - set(changed.facts)

    return change
