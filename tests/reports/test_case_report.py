"""The report on a case as a page."""

from __future__ import annotations

from obligor.api.model import Model


def test_names_are_text_and_never_markup(model: Model) -> None:
    case = model.parse(
        "scenario: <script>alert(1)</script>\nas_of: 2026-03-20\n"
        "parties:\n  acme: {role: enterprise, name: '</script><b>x</b>'}\n"
        "events:\n  look: {on: 2026-03-01, by: acme, act: decompile}\n"
    )
    for text in (case.report(), case.html(), case.graph().html(), case.why("breach(acme, look)").html()):
        assert "<script>alert" not in text
        assert "<b>x</b>" not in text
