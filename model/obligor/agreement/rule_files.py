"""Rule files as data: rules, documented predicates, and the literate comments of clauses.

Reading is clingo's own (`clingo.ast`). Before it reads a file, what rules here have no use for is refused: clingo would
open whatever file an `#include` names, and end the whole process over a long chain of operators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from clingo import ast

from ..core.errors import ModelError, Place, shortened
from ..core.terms import MAX_DEPTH, MAX_NUMBER
from .package_files import read_part
from .rules import CONDITION, HEAD, RULE, PrintedRule

_NOT_CODE = re.compile(r'"(?:[^"\\\n]|\\[^\n])*+"?|%\*.*?(?:\*%|\Z)|%[^\n]*', re.DOTALL)
_NOWHERE = (
    (re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"), "a control character"),
    (re.compile(r"#\s*include"), "not a rule: nothing is included, also not in a comment"),
)
"""What may stand nowhere in a file, and why: clingo ends reading at some of the first, opens files for the second."""
_ODD = re.compile(r"[#+*/\\?&^|~@]|\.\.|(?<!:)-|\d{10}|0[xob]")
"""Where there is none of this in the code of a file, there is nothing of what follows."""
_NOT_IN_CODE = (
    (re.compile(r"#(?!(?:count|sum|min|max|true|false|inf|sup)\b)"), "not a rule"),
    (re.compile(r"\.\."), "ranges are not used in rules, write out each case"),
    (
        re.compile(r"[+*/\\?&^|~@]|(?<![:(,])(?<![(,] )-|-\s*-"),
        "only atoms, their negation and comparisons are used in rules",
    ),
)
"""What may not stand in code, and why; words of clingo's that may stand in a rule are refused with the rule."""
_NUMBER = re.compile(r"0[xob][0-9a-fA-F]+|\d{10,}")
_WHERE = re.compile(r"<string>:(\d+):\d+(?:-[\d:]+)?: (?:error: )?")
_INNERMOST = re.compile(r"\([^()]*\)")


class Comment(NamedTuple):
    """A block comment with a mark behind its opening: `!` documents a predicate, `:` registers a unit."""

    mark: str
    lines: tuple[str, ...]
    where: Callable[[], Place]

    @property
    def place(self) -> Place:
        """Where the comment stands."""
        return self.where()

    def as_data(self) -> list[Any]:
        """A JSON value that `of_data` makes a comment of again."""
        return [self.mark, self.lines, self.place.line]

    @classmethod
    def of_data(cls, file: str, data: Sequence[Any]) -> Comment:
        """The comment of a file, from `as_data`."""
        mark, lines, line = data
        return cls(mark, tuple(lines), partial(Place, file, line))

    def fields(self, keys: frozenset[str]) -> tuple[list[str], dict[str, str]]:
        """Split the lines below the first into free text and `key: value` fields with the given keys.

        A line that starts with white space continues the one above it.
        """
        free: list[str] = []
        found: dict[str, list[str]] = {}
        last = ""
        for line in self.lines[1:]:
            key, colon, value = line.partition(":")
            word = key.split(" ")[0]
            if colon and word in keys and not line[0].isspace():
                last = key.strip()
                found[last] = [value.strip()]
            elif last and line[:1].isspace():
                found[last].append(line.strip())
            else:
                free.append(line.strip())
        return free, {key: " ".join(lines) for key, lines in found.items()}


class Source(NamedTuple):
    """The content of one rule file."""

    path: Path
    rules: tuple[PrintedRule, ...]
    comments: tuple[Comment, ...]

    def as_data(self) -> dict[str, Any]:
        """A JSON value that `of_data` makes the same of again, without reading the file."""
        rules = [(rule.text, rule.place.line) for rule in self.rules]
        return {"rules": rules, "comments": [comment.as_data() for comment in self.comments]}

    @classmethod
    def of_data(cls, path: Path, data: Mapping[str, Any]) -> Source:
        """The content of a file, from `as_data`."""
        rules = (PrintedRule(text, partial(Place, path.name, line)) for text, line in data["rules"])
        return cls(path, tuple(rules), tuple(Comment.of_data(path.name, one) for one in data["comments"]))


def _rule(node: ast.AST, where: Callable[[], Place]) -> PrintedRule:
    text = str(node)
    if not RULE.fullmatch(text):
        raise _ill_formed(node, where())
    return PrintedRule(text, where)


def _ill_formed(node: ast.AST, place: Place) -> ModelError:
    """What of a rule is none that rules here may have."""
    head = str(node.head)
    if not HEAD.fullmatch(head):
        return ModelError(f"{place}: a rule's head is one atom, not '{head}'")
    part = next((text for text in map(str, node.body) if not CONDITION.fullmatch(text)), str(node))
    return ModelError(f"{place}: only atoms, their negation and comparisons are used in rules, not '{part}'")


def read_rules(path: Path, text: str | None = None) -> Source:
    """Read a rule file of a package (never a user's file: those hold facts and are read by `scenario`).

    Raises:
        ModelError: if it cannot be read (see `read_part`), clingo cannot parse it, a character outside ASCII stands
            outside comments, or a statement is no rule with one atom as its head.
    """
    text = read_part(path) if text is None else text
    _see_that_it_is_plain(path.name, text)
    messages: list[str] = []
    nodes: list[ast.AST] = []
    try:
        ast.parse_string(text, nodes.append, logger=lambda _, message: messages.append(message))
    except RuntimeError as error:
        told = _WHERE.sub(rf"{path.name}:\1: ", "".join(messages).strip()) or f"{path.name}: {error}"
        raise ModelError(told) from None
    rules: list[PrintedRule] = []
    comments: list[Comment] = []
    for node in nodes:
        kind = node.ast_type
        where = partial(_place, path.name, node)
        if kind == ast.ASTType.Comment:
            value = node.value
            if value.startswith(("%*!", "%*:")):
                comments.append(Comment(value[2], tuple(value[3:-2].strip().split("\n")), where))
        elif kind == ast.ASTType.Rule:
            rules.append(_rule(node, where))
        elif kind != ast.ASTType.Program:  # which every file begins with
            raise ModelError(f"{where()}: not a rule: '{str(node)[:60]}'")
    return Source(path, tuple(rules), tuple(comments))


def _place(file: str, node: ast.AST) -> Place:
    return Place(file, node.location.begin.line)


def _see_that_it_is_plain(file: str, text: str) -> None:
    """Refuse what would make clingo open files, skip text, wrap a number or end the whole process.

    It does the last over deep nesting, and over a character outside ASCII, about which its logger cannot pass on a
    message.
    """
    for pattern, why in _NOWHERE:
        if found := pattern.search(text):
            raise _refused(file, text, text, found.start(), why)
    code = _NOT_CODE.sub(lambda match: "\n" * match[0].count("\n"), text)
    if not code.isascii():
        odd = next(at for at, character in enumerate(code) if not character.isascii())
        raise _refused(file, text, code, odd, "only ASCII outside comments and texts")
    if _ODD.search(code):
        for pattern, why in _NOT_IN_CODE:
            if found := pattern.search(code):
                raise _refused(file, text, code, found.start(), why)
        for number in _NUMBER.finditer(code):
            digits = number[0]
            if len(digits) > 12 or int(digits, 10 if digits.isdigit() else 0) > MAX_NUMBER:
                raise _refused(file, text, code, number.start(), "number out of range")
    _see_that_it_is_shallow(file, text, code)


def _see_that_it_is_shallow(file: str, text: str, code: str) -> None:
    """Refuse terms that nest deeper than terms may."""
    rest = code
    for _ in range(MAX_DEPTH):
        rest = _INNERMOST.sub("", rest)
        if "(" not in rest:
            return
    depth = 0
    for mark in re.finditer(r"[()]", code):
        depth = depth + 1 if mark[0] == "(" else max(depth - 1, 0)
        if depth > MAX_DEPTH:
            raise _refused(file, text, code, mark.start(), f"nested deeper than {MAX_DEPTH} levels")


def _refused(file: str, text: str, code: str, at: int, why: str) -> ModelError:
    """What is wrong at a place of a file's code, with its line."""
    number = code.count("\n", 0, at)
    return ModelError(f"{Place(file, number + 1)}: {why}: '{shortened(text.split(chr(10))[number].strip(), 60)}'")
