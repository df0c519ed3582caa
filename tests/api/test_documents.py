"""What the API tells, as a document; and whether expectations hold."""

from __future__ import annotations

from tests.suites.twin import TWIN


def test_something_told_is_text_html_and_json(decompiled):
    found = decompiled.why("breach(acme, look)")
    assert "8.2.1.2[a]" in found.text()
    assert "<details" in found.html()  # a proof has steps to unfold
    assert "<details" not in decompiled.exposure("acme").html()
    assert found.to_dict()["question"] == "breach(acme, look)"


def test_what_does_not_hold_is_told(model, write):
    held = model.test(write(TWIN))
    assert (len(held.outcomes), held.failed) == (2, [])
    broken = model.test(write(TWIN.replace("verdict: no", "verdict: yes")))
    (failed,) = broken.failed
    assert failed.failures == ("expected yes, found no",)
    assert "1 of 2 expectations hold" in broken.text()
