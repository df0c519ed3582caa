"""An answer as a script or notebook gets it: its verdict, what it rests on, in words, as HTML, as JSON."""

from __future__ import annotations

from typing import Any

from ..core.plain_text import shown_lines
from ..reports.answers_json import answer_object
from ..reports.answers_text import TextReport
from ..reports.display import Document
from ..reports.html_pages import fragment
from ..solving.answers import Answer
from ..solving.case import Case


class AskedAnswer(Document):
    """One answer: its verdict and everything that it rests on (see `answers.Answer`), readable in a notebook.

    Attributes:
        verdict: yes, may, depends, open, gap or no.
        preferred: the verdict when every ambiguous unit is read as preferred.
        units: the units that carry it, such as `8.5.3[a]`.
        hinges_on: unknown facts and judgements whose flip alone changes the verdict, as texts.
    """

    def __init__(self, case: Case, answer: Answer) -> None:
        self._case, self._answer = case, answer
        self.question, self.verdict, self.preferred = answer.question, answer.verdict, answer.preferred
        self.units = answer.units
        self.hinges_on = tuple(self.to_dict()["hinges_on"])

    def __repr__(self) -> str:
        units = f" [{', '.join(self.units)}]" if self.units else ""
        return f"{self.question}: {self.verdict}{units}"

    def text(self, lang: str = "en") -> str:
        """The answer in words; `lang` is a language of reports, such as "zh"."""
        return shown_lines(TextReport(self._case, lang).answer(self._answer))

    def html(self, lang: str = "en") -> str:
        """The answer as a piece of HTML."""
        report = TextReport(self._case, lang)
        lines = [line.strip() for line in self.text(lang).split("\n")[2:]]
        return fragment("answer", {**self.to_dict(lang), "said": report.verdict(self.verdict), "lines": lines})

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The answer as `obligor ask --format json` gives it."""
        return answer_object(self._answer, TextReport(self._case, lang).speaker)
