"""Questions asked within limits, in a child."""

from __future__ import annotations

import pytest

from obligor import InputError, LimitError, load
from tests.support import LEAK


def test_in_python(heavy: str) -> None:
    wecom = load("wecom")
    case = wecom.open(LEAK)
    found = case.ask_within("breach(acme, look)", seconds=60, megabytes=4000)
    assert found["answers"][0]["verdict"] == "depends"
    assert case.ask_within(seconds=60)["breaches"][0]["unit"] == "8.2.1.2[a]"
    with pytest.raises(InputError, match="did you mean 'look'"):
        case.ask_within("breach(acme, lok)", seconds=60)
    with pytest.raises(LimitError, match=r"stopped after 0\.05 s"):
        case.ask_within(seconds=0.05)
    assert LimitError.exit_status == 3
