"""The languages that an agreement's own words are in, and what stands in where one is not among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..core.errors import ModelError

DEFAULT_LANGUAGES = ("en", "zh")
"""Those of an agreement that declares none."""


class Phrases(dict[str, str]):
    """A text by language; the first one stands in for any language that is not there.

    >>> Phrases(en="duty", zh="义务")["fr"]
    'duty'
    """

    @classmethod
    def ordered(cls, texts: Mapping[str, str], languages: Iterable[str]) -> Phrases:
        """Texts by language, those in an agreement's languages first, so that its first language stands in."""
        known = [lang for lang in languages if lang in texts]
        return cls((lang, texts[lang]) for lang in dict.fromkeys((*known, *texts)))

    def __missing__(self, lang: str) -> str:
        return next(iter(self.values()))

    def only(self, languages: Iterable[str]) -> dict[str, str]:
        """The text in each of some languages."""
        return {lang: self[lang] for lang in languages}


def phrases_of(entry: Mapping[str, object], languages: Sequence[str], what: str) -> Phrases:
    """What an entry says in each of an agreement's languages.

    Raises:
        ModelError: if it lacks one; `what` says whose entry it is.
    """
    lacking = [lang for lang in languages if not entry.get(lang)]
    if lacking:
        raise ModelError(f"{what} lacks {' and '.join(lacking)}")
    return Phrases((lang, str(entry[lang])) for lang in languages)


def in_order(text: str, languages: Sequence[str]) -> Phrases | None:
    """Texts that stand side by side, in the order of an agreement's languages; None if they are not as many.

    >>> in_order("end user | 最终用户", ("en", "zh"))
    {'en': 'end user', 'zh': '最终用户'}
    """
    parts = [part.strip() for part in text.split(" | ")]
    return Phrases(zip(languages, parts, strict=True)) if len(parts) == len(languages) else None
