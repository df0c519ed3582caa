"""Which readings count: what a scenario may ask for, and what is refused."""

from __future__ import annotations

import pytest

from obligor.scenario.readings import ALL, COUNTING, EARNEST, PREFERRED
from tests.support import leak


def test_the_words_are_those_that_scenarios_may_write(read) -> None:
    assert COUNTING == (PREFERRED, EARNEST, ALL)
    for word in COUNTING:
        (scenario, *_) = read(leak(readings=f'"*": {word}'))
        assert scenario.readings == {"*": word}


@pytest.mark.parametrize("word", ["any", "strained", "none"])
def test_another_word_is_refused(refused, word: str) -> None:
    (said,) = refused(leak(readings=f'"*": {word}')).values()
    assert "write preferred, earnest, all or UNIT=NAME" in said
