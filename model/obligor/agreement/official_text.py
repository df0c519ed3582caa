"""An official text that the user supplies, read into the words of each id and compared with the known fingerprints.

Which ids there are is the package's to say (`fingerprints.json`), and so is what stands above the first clause and
below the last one (its `layout`). All else is how numbered agreements are set out: chapters headed by Chinese
numerals, clauses by dotted numbers, items by a bracketed number or capital letter, at the start of a line or inside a
sentence. The text itself is no part of Obligor: of it, only hashes are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ..core.errors import InputError, Place, Problem
from ..core.text_files import read_text
from .fingerprints import Fingerprints, fingerprint

MIN_SHARE = 0.1
"""The least share of ids that must read as known; a later version keeps more, another agreement next to nothing."""
MAX_SHOWN = 20
"""The most numbers standing twice that a message lists; a table of contents repeats them all."""

_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: " ", ord("｡"): "。", ord("､"): "、"}
"""Full-width forms to half-width ones, character by character, so that offsets stay what they are."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_REFERENCE = re.compile(r"条(?!款)|款(?!项)|项(?!目)|[%‰]")
_AFTER_NUMBER = re.compile(r"\.?[、:]?\s*")
_ITEM = re.compile(r"\(\s*([0-9]{1,2}|[A-Z])\s*\)\s*")
_INNER_ITEM = re.compile(rf"(?:^|(?<=[;:,。]))\s*+(?:以及|或者|[或和及])?\s*+(?P<head>{_ITEM.pattern})")
_NUMERALS = "一二三四五六七八九"
_CHAPTER = re.compile(rf"(?=[第十{_NUMERALS}])(第)?([{_NUMERALS}]?)(十?)([{_NUMERALS}]?)(?(1)[章条]|[、,.])")
_REMARK = re.compile(r"\([^()]*\)$")
_CLOSING = ("。", ";", ":", "!", "?", ".", "…")
_QUOTES = "”’」』\"' "


class TextLine(NamedTuple):
    """A line with words on it: its number in the file, and its words without white space around them."""

    number: int
    words: str

    @property
    def folded(self) -> str:
        """The words with full-width forms made half-width; as long as the words."""
        return self.words.translate(_WIDTH)


class Parts(NamedTuple):
    """The lines of a text: above the first clause, the clauses, below the last one."""

    front: list[TextLine]
    body: list[TextLine]
    back: list[TextLine]


class Copy(NamedTuple):
    """A user's copy: `words` maps each id found to its own text, paragraphs parted by a line break.

    Ids stand in the order in which the package lists them, new ones behind what precedes them in the copy.
    """

    words: dict[str, str]
    known: dict[str, str]

    @property
    def changed(self) -> list[str]:
        """Ids whose words differ from the known ones."""
        return [id_ for id_ in self.words if id_ in self.known and not self.unchanged(id_)]

    @property
    def missing(self) -> list[str]:
        """Known ids that the copy lacks."""
        return [id_ for id_ in self.known if id_ not in self.words]

    @property
    def added(self) -> list[str]:
        """Ids of the copy that are not known."""
        return [id_ for id_ in self.words if id_ not in self.known]

    @property
    def differs(self) -> bool:
        """Whether any id is changed, missing or new."""
        return bool(self.changed or self.missing or self.added)

    def unchanged(self, id_: str) -> bool:
        """Whether the copy has this id with the known words."""
        return id_ in self.words and fingerprint(self.words[id_]) == self.known.get(id_)


def read_copy(path: str, fingerprints: Fingerprints) -> Copy:
    """Read a user's copy of the text; `-` is stdin.

    Raises:
        InputError: if the file cannot be read, is not UTF-8, is another text, or numbers a clause twice.
    """
    words, twice = _parsed(read_text(Path(path)), fingerprints, path)
    copy = Copy(words, fingerprints.known)
    same = sum(map(copy.unchanged, copy.known))
    if same < max(1, MIN_SHARE * len(copy.known)):
        what = f"not recognisable as this text: {same} of {len(copy.known)} ids have the words that are known"
        raise InputError([Problem(Place(path), what, "give a copy of the agreement's official text")])
    if twice:
        raise InputError(twice)
    return copy


def parse(text: str, fingerprints: Fingerprints, file: str = "text") -> dict[str, str]:
    """Find the own words of every id in a text, as `Copy.words` has them; `file` is how messages name it.

    Raises:
        InputError: if a number stands twice.
    """
    words, twice = _parsed(text, fingerprints, file)
    if twice:
        raise InputError(twice)
    return words


def _parsed(text: str, fingerprints: Fingerprints, file: str) -> tuple[dict[str, str], list[Problem]]:
    """The words of every id, and what is numbered twice."""
    known, layout = fingerprints
    parts = divide(text, fingerprints)
    front = dict(_aligned(parts.front, layout.front, layout.front_stem, known))
    back = dict(_aligned(parts.back, layout.back, layout.back_stem, known, front))
    body = _Body(known, {_number(line.folded, 0, known, ()) for line in parts.body})
    for line in parts.body:
        body.take(line)
    words = front | {id_: "\n".join(found).strip() for id_, found in body.words.items()} | back
    shown = body.twice[:MAX_SHOWN]
    twice = [Problem(Place(file, number), f"{id_} is numbered twice", hint) for number, id_, hint in shown]
    return {id_: words[id_] for id_ in _ordered(list(words), known)}, twice


def divide(text: str, fingerprints: Fingerprints) -> Parts:
    """Part the lines of a text into front, body and back."""
    lines = list(_lines(text))
    start = next((n for n, line in enumerate(lines) if _opens(line, fingerprints.known)), len(lines))
    end = len(lines)
    if fingerprints.layout.back:  # a signature is no sentence; whatever has a closing mark belongs to a clause
        while end > start and _plain(lines[end - 1]) and not _closed(lines[end - 1].words):
            end -= 1
    return Parts(lines[:start], lines[start:end], lines[end:])


def _lines(text: str) -> Iterator[TextLine]:
    """Lines with words; control and zero-width characters, which copies pick up on their way, count as white space."""
    shown = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    for number, raw in enumerate(re.split(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]", shown), 1):
        words = raw.strip()
        if not words.isprintable():
            words = "".join(c if c.isprintable() or c.isspace() else " " for c in words).strip()
        if words:
            yield TextLine(number, words)


def _chapter(line: TextLine) -> int:
    """The number of the chapter that a line heads, 0 if it heads none; a sentence is no heading.

    >>> [_chapter(TextLine(1, text)) for text in ("二十一、其他", "一、甲方应付款。", "一切如故")]
    [21, 0, 0]
    """
    match = _CHAPTER.match(line.folded)
    if not match or _closed(line.words):
        return 0
    tens, ten, ones = match.groups()[1:]
    if not ten:
        return _numeral(ones or tens) if not (ones and tens) else 0
    return 10 * (_numeral(tens) or 1) + _numeral(ones)


def _numeral(character: str) -> int:
    return _NUMERALS.index(character) + 1 if character else 0


def _opens(line: TextLine, known: Mapping[str, str]) -> bool:
    return bool(_chapter(line) or _number(line.folded, 0, known, ()))


def _plain(line: TextLine) -> bool:
    """Whether a line bears no number of any kind."""
    return not (_NUMBER.match(line.folded) or _ITEM.match(line.folded) or _chapter(line))


def _number(folded: str, chapter: int, known: Mapping[str, str], taken: Collection[str]) -> str:
    """The clause number that a line begins with, "" if none.

    A number is a clause's if it is known, or if it is of this chapter or the first of the next; a percentage or a
    reference that a line happens to begin with is not. Digits of the text may follow the number without a space
    ("21.1" and "10 days"): then the longest known number that has not stood before is meant.

    >>> _number("21.110日内", 21, {"21.1": ""}, []), _number("21.1条所称", 21, {"21.1": ""}, [])
    ('21.1', '')
    """
    match = _NUMBER.match(folded[:40])
    if not match or _REFERENCE.match(folded, match.end()):
        return ""
    number = match[0]
    if number in known:
        return number
    if not folded[match.end() : match.end() + 1].isspace():
        for end in range(len(number) - 1, 0, -1):
            if number[:end] in known and number[:end] not in taken:
                return number[:end]
    return number if chapter and (number.split(".")[0] == str(chapter) or number == f"{chapter + 1}.1") else ""


def _closed(words: str) -> bool:
    """Whether a line ends as a sentence or a part of one does; a remark in brackets behind the mark is looked past.

    >>> _closed("甲方应付款。（完）"), _closed("付款"), _closed("他说：“付款。”")
    (True, False, True)
    """
    folded = words.translate(_WIDTH).rstrip()
    return any(end.rstrip(_QUOTES).endswith(_CLOSING) for end in (folded, _REMARK.sub("", folded)))


class _Body:
    """Takes the lines of the clauses one by one; `words` grows by id, in the order of the text.

    Unnumbered lines: what follows an unfinished line goes on with it (so a heading and the first paragraph below it
    share the id), what follows a finished one is the clause's next paragraph, `p2` and so on. What stands between a
    chapter's heading and its first clause has the chapter's number as its id.

    Args:
        known: ids with their fingerprints.
        heads: known numbers that head a line of this text.
    """

    def __init__(self, known: Mapping[str, str], heads: Collection[str]) -> None:
        self.known, self.heads = known, heads
        self.words: dict[str, list[str]] = {}
        self.twice: list[tuple[int, str, str]] = []
        self.places: dict[str, int] = {}
        self.chapter = 0
        self.clause = self.current = ""
        self.items = _items(known)
        self.clauses = [id_ for id_ in known if not re.search(r"p\d+$|\)$", id_)]
        self.paragraphs: dict[str, int] = {}
        self.by_words = {digest: id_ for id_, digest in known.items() if re.search(r"p\d+$", id_)}

    def take(self, line: TextLine) -> None:
        """Take the next line."""
        folded = line.folded
        chapter = _chapter(line)
        if chapter > self.chapter:  # headings of chapters bear no id
            self.chapter, self.clause, self.current = chapter, "", ""
            return
        number = _number(folded, self.chapter, self.known, self.words)
        item = _ITEM.match(folded)
        if number:
            self.chapter = int(number.split(".")[0])
            self.clause = number
            end = _AFTER_NUMBER.match(folded, len(number))
            assert end
            self._open(number, line, end.end())
        elif item and self.clause:
            self.clause = self._home(item[1])
            self._open(f"{self.clause}({item[1]})", line, item.end())
        else:
            self._go_on(line)

    def _home(self, label: str) -> str:
        """The clause that an item is of: the one it stands in, or the next one, if that one's words alone are gone."""
        numbers = label.isdigit()
        if self.clause not in self.clauses or self.items.get(self.clause) is numbers:
            return self.clause
        following = (*self.clauses, "")[self.clauses.index(self.clause) + 1]
        return following if following not in self.heads and self.items.get(following) is numbers else self.clause

    def _go_on(self, line: TextLine) -> None:
        """Take a line without a number."""
        known = self.by_words.get(fingerprint(line.words), "")  # the clause that it stood in may be gone
        if known and known not in self.words:
            self._open(known, line, 0)
        elif not self.clause:
            self.current = str(self.chapter)
            self.words.setdefault(self.current, []).append(line.words)
        elif self._finished():
            self._open(self._next_paragraph(), line, 0)
            self.paragraphs[self.clause] = self.paragraphs.get(self.clause, 1) + 1
        else:
            self._add(line)

    def _next_paragraph(self) -> str:
        return f"{self.clause}p{self.paragraphs.get(self.clause, 1) + 1}"

    def _finished(self) -> bool:
        """Whether the next unnumbered line begins a paragraph of its own."""
        lines = self.words[self.current]
        expected = self._next_paragraph() in self.known and len(lines) > 1  # after a heading and one paragraph
        return bool(lines) and (expected or _closed(lines[-1]))

    def _open(self, id_: str, line: TextLine, start: int) -> None:
        if id_ in self.words:
            hint = f"also in line {self.places[id_]}; each number may head one clause (leave out a table of contents)"
            self.twice.append((line.number, id_, hint))
        self.places.setdefault(id_, line.number)
        self.words.setdefault(id_, [])
        self.current = id_
        if line.words[start:]:
            self._add(line, start)

    def _add(self, line: TextLine, start: int = 0) -> None:
        """Add the words from `start` to the current id, but those behind the head of an item to that item.

        Heads inside a sentence are looked for where the clause is known to have items, and count if they ascend.
        """
        words, at = line.words[start:], 0
        for head in _INNER_ITEM.finditer(words.translate(_WIDTH)) if self.clause in self.items else ():
            if self._follows(head[2]):
                self.words[self.current].append(words[at : head.start("head")].strip())
                self.current, at = f"{self.clause}({head[2]})", head.end()
                self.places.setdefault(self.current, line.number)
                self.words.setdefault(self.current, [])
        self.words[self.current].append(words[at:].strip())

    def _follows(self, label: str) -> bool:
        last = self.current.removeprefix(self.clause).strip("()")
        return label.isdigit() is self.items[self.clause] and (not last or _rank(label) > _rank(last))


def _items(known: Mapping[str, str]) -> dict[str, bool]:
    """Clauses that have items, each with whether numbers (rather than letters) head these."""
    found = {}
    for id_ in known:
        clause, bracket, label = id_.partition("(")
        if bracket:
            found[clause] = label.rstrip(")").isdigit()
    return found


def _rank(label: str) -> int:
    return int(label) if label.isdigit() else ord(label[0])


def _aligned(
    lines: list[TextLine], slots: Sequence[str], stem: str, known: Mapping[str, str], used: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Name unnumbered lines: those with known words are fixed points, what stands between them is named in order.

    Yields an id and its words for each line but headings that bear no id; further lines get ids not `used` before.
    """
    wanted = [known.get(slot, slot) for slot in slots]
    found = [fingerprint(line.words) for line in lines]
    names: dict[int, str] = {}
    for tag, i, j, k, m in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            names.update(zip(range(k, m), slots[i:j], strict=False))
    tails = [id_.removeprefix(f"{stem}.") for id_ in (*known, *used) if id_.startswith(f"{stem}.")]
    fresh = count(max((int(tail) for tail in tails if tail.isdigit()), default=0) + 1)
    for n, line in enumerate(lines):
        name = names.get(n) or f"{stem}.{next(fresh)}"
        if name in known or n not in names:
            yield name, line.words


def _ordered(found: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Ids found in the text, in its order, as the package lists them; a new one behind its predecessor in the text."""
    behind: dict[str, list[str]] = {}
    anchor = ""
    for id_ in found:
        if id_ in known:
            anchor = id_
        else:
            behind.setdefault(anchor, []).append(id_)
    there = set(found)
    return [id_ for key in ("", *known) for id_ in ([key] if key in there else []) + behind.get(key, [])]
