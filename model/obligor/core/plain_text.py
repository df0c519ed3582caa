r"""Texts that come from data, made safe for where they are shown: a terminal, Markdown.

What is shown is what was written, but for characters that would do something there instead of being seen: in a terminal
controls, escape sequences and marks that turn the direction of writing; in Markdown what is markup. JSON has escapes of
its own and stays exact; markup in HTML is escaped where it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls: line breaks, escape, bell
    "\u00ad\u200b\u2060-\u2064\ufeff"  # what takes no room, so that two names look alike
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction of writing
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff]"  # further line breaks, annotations, halves of characters
)
"""Joiners are not among them: words of some scripts, and emoji, are made with them."""
_ACTING = re.compile(rf"(?![\n\t]){_UNSEEN.pattern}")
"""The same without what sets lines in JSON and in pages; JSON has no other line break, and in pages they are blanks."""
_MARKS = re.compile(
    r"[\\`*_{}\[\]<>#|~$!&@]|(?<=[a-zA-Z]):(?=//)|(?<=\bwww)\.|^(?:[-+=]|\d+(?=[.)](?:\s|$)))", re.IGNORECASE
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", ":": "&#58;", ".": "&#46;"}
_TICKS = re.compile("`+")


def visible(text: str) -> str:
    r"""A text as one line of a terminal: what would act there stands as an escape, all else as it is.

    >>> print(visible("Acme\x1b[31m\u202e\n李 👩\u200d💻"))
    Acme\x1b[31m\u202e\n李 👩‍💻
    """
    return text if text.isprintable() else _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def visible_json(text: str) -> str:
    r"""JSON that says the same and does nothing to a terminal either: what would act there has JSON's own escape.

    >>> print(visible_json('{"name": "\u202eemcA\x9b"}'))
    {"name": "\u202eemcA\u009b"}
    """
    return text if text.isprintable() else _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def visible_markup(text: str) -> str:
    """A page, or a piece of one, in which what would turn its writing or act in a terminal stands as an escape."""
    return text if text.isprintable() else _ACTING.sub(_escape, text)


def shown_lines(lines: Iterable[str]) -> str:
    """Lines as a text for a terminal (see `visible`); each is one line there, whatever stands in it."""
    return "\n".join(map(visible, lines))


def markdown(text: str) -> str:
    r"""A text as a piece of a paragraph, a list's item or a table's cell in Markdown: no mark in it counts.

    >>> print(markdown("<b>[Acme](http://x)</b> | a_b"))
    &lt;b&gt;\[Acme\](http&#58;//x)&lt;/b&gt; \| a\_b
    """
    return _MARKS.sub(_literal, visible(text))


def _literal(match: re.Match[str]) -> str:
    mark = match[0]
    return f"{mark}\\" if mark.isdigit() else _ENTITIES.get(mark, f"\\{mark}")


def markdown_code(text: str) -> str:
    """A text as code within a line of Markdown.

    >>> markdown_code('says("`x`")')
    '`` says("`x`") ``'
    """
    fence = "`" * (1 + _longest(text))
    room = " " if len(fence) > 1 else ""
    return f"{fence}{room}{visible(text)}{room}{fence}"


def markdown_block(text: str) -> str:
    """Lines for a terminal as a block of Markdown that shows them as they are."""
    fence = "`" * max(3, 1 + _longest(text))
    return f"{fence}text\n{text}\n{fence}"


def _longest(text: str) -> int:
    """The longest row of backticks in a text."""
    return max(map(len, _TICKS.findall(text)), default=0)
