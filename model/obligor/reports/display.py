"""Objects that show themselves: as text, and where a notebook asks as Markdown and HTML, without script or network."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from ..core.errors import InputError
from ..core.plain_text import markdown_block, visible_json


class Shown(ABC):
    """Something with a text in every language of reports, which shows itself richly in Jupyter."""

    lang = "en"
    """The language in which it shows itself."""

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    @abstractmethod
    def text(self, lang: str = "en") -> str:
        """It in words; `lang` is a language of reports, such as "zh"."""

    def markdown(self, lang: str = "en") -> str:
        """It as Markdown."""
        return markdown_block(self.text(lang))

    def html(self, lang: str = "en") -> str:
        """It as a piece of HTML.

        Raises:
            InputError: if the extra that this needs is not installed.
        """
        from .html_pages import fragment

        return fragment("lines", self.text(lang))

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What Jupyter shows: text and Markdown, and HTML where the extra for it is installed."""
        bundle = {"text/plain": self.text(self.lang), "text/markdown": self.markdown(self.lang)}
        with suppress(InputError):  # where the extra is missing, Markdown will do
            bundle["text/html"] = self.html(self.lang)
        return {
            kind: text
            for kind, text in bundle.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }


class Document(Shown):
    """What can also be had as data, in the documented form (`obligor schema answer`)."""

    @abstractmethod
    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """It as plain values; `lang` is the language of the texts in it."""

    def to_json(self, lang: str = "en") -> str:
        """It as JSON, as the command line prints it."""
        return visible_json(json.dumps(self.to_dict(lang), ensure_ascii=False, indent=2))
