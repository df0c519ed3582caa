"""What the Python API tells: reasons, differences and the like as documents, and whether expectations hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..core.plain_text import shown_lines
from ..reports.display import Document, Shown
from ..reports.html_pages import fragment
from ..suites.expectations import Outcome, outcome_lines
from ..wording.words import words


class Finding(Document):
    """Something that a case tells: reasons, a difference, remedies, an exposure; as text and as a JSON object.

    Args:
        make: makes the object in a language.
        lines: makes text of it in a language.
    """

    def __init__(self, make: Callable[[str], dict[str, Any]], lines: Callable[[str, dict[str, Any]], Iterable[str]]):
        self._make, self._lines = make, lines

    def html(self, lang: str = "en") -> str:
        """It as a piece of HTML; a proof has steps to unfold."""
        finding = self._make(lang)
        if "cases" not in finding:
            return super().html(lang)
        said = words(lang).verdicts[finding["verdict"]]
        return fragment("proof", {**finding, "said": said, "words": words(lang).reasons})

    def text(self, lang: str = "en") -> str:
        """It in words; `lang` is a language of reports, such as "zh"."""
        return shown_lines(self._lines(lang, self._make(lang)))

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """It as the command of the same name gives it with `--format json`."""
        return self._make(lang)


class CheckedExpectations(Shown):
    """Whether expectations hold.

    Attributes:
        outcomes: one for each, with what differs (see `expectations.Outcome`).
    """

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = outcomes

    @property
    def failed(self) -> list[Outcome]:
        """Those that do not hold."""
        return [outcome for outcome in self.outcomes if outcome.failures]

    def text(self, lang: str = "en") -> str:
        """What `obligor test` prints."""
        return shown_lines(outcome_lines(self.outcomes))
