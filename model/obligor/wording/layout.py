"""How texts are set in lines: their width, their indents, and characters that take two columns.

What is set is one paragraph; a line break within it is seen as an escape (`core.plain_text`).
"""

from __future__ import annotations

import re
import textwrap

from ..core.plain_text import visible

WIDTH = 110
"""Columns of a line."""
_HANGING = re.compile(r"\n([，。；：、！？）》”]+)")
"""A mark that ends a phrase at the start of a line, where it must not stand."""


def columns(text: str) -> int:
    """How many columns a text takes; a Chinese character takes two.

    >>> columns("8.5.3 违约")
    10
    """
    return sum(1 + _is_wide(character) for character in text)


def _is_wide(character: str) -> bool:
    return ord(character) > 0x2E7F


def padded(text: str, width: int) -> str:
    """A text on the left of a cell."""
    return text + " " * (width - columns(text))


def right(text: str, width: int) -> str:
    """A text on the right of a cell."""
    return " " * (width - columns(text)) + text


def wrapped(text: str, width: int, *, wide: bool | None = None, at_hyphens: bool = False) -> list[str]:
    """Break a text into lines of a width in columns, none of which begins with a mark that ends a phrase.

    Args:
        text: what to set.
        width: of a line, in columns.
        wide: whether its characters take two columns; if more than a third do, by default.
        at_hyphens: whether a line may end with a hyphen in a word.
    """
    text = visible(text)
    if wide is None:
        wide = sum(map(_is_wide, text)) > len(text) / 3
    lines = textwrap.wrap(text, width // 2 if wide else width, break_long_words=wide, break_on_hyphens=at_hyphens)
    return _HANGING.sub(r"\1\n", "\n".join(lines)).rstrip().split("\n")


def indented(
    text: str, first: int = 0, others: int | None = None, *, width: int = WIDTH, whole_words: bool = False
) -> list[str]:
    """Break a text into indented lines.

    Args:
        text: what to set.
        first: the indent of the first line.
        others: that of the others; the same by default.
        width: of a line with its indent, in characters.
        whole_words: whether a word may never be broken, at a hyphen or because it is longer than a line.
    """
    return textwrap.wrap(
        visible(text),
        width,
        initial_indent=" " * first,
        subsequent_indent=" " * (first if others is None else others),
        break_long_words=not whole_words,
        break_on_hyphens=not whole_words,
    )
