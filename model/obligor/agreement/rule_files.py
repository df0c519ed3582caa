"""Rule files as data: rules, documented predicates, and the literate comments of clauses.

Reading is clingo's own (`clingo.ast`), so nothing here tokenises files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from clingo import ast

from ..core.errors import ModelError, Place
from .rules import CONDITION, HEAD, RULE, PrintedRule, Rule

_NOT_CODE = re.compile(r'"(?:[^"\\\n]|\\.)*"|%\*.*?\*%|%[^\n]*', re.DOTALL)


class Comment(NamedTuple):
    """A block comment with a mark behind its opening: `!` documents a predicate, `:` registers a unit."""

    mark: str
    lines: tuple[str, ...]
    where: Callable[[], Place]

    @property
    def place(self) -> Place:
        """Where the comment stands."""
        return self.where()

    def fields(self, keys: frozenset[str]) -> tuple[list[str], dict[str, str]]:
        """Split the lines below the first into free text and `key: value` fields with the given keys.

        A line that starts with white space continues the one above it.
        """
        free: list[str] = []
        found: dict[str, str] = {}
        last = ""
        for line in self.lines[1:]:
            key, colon, value = line.partition(":")
            word = key.split(" ")[0]
            if colon and word in keys and not line[0].isspace():
                last = key.strip()
                found[last] = value.strip()
            elif last and line[:1].isspace():
                found[last] += " " + line.strip()
            else:
                free.append(line.strip())
        return free, found


class Source(NamedTuple):
    """The content of one rule file."""

    path: Path
    rules: tuple[Rule, ...]
    comments: tuple[Comment, ...]


def _rule(node: ast.AST, where: Callable[[], Place]) -> Rule:
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
        ModelError: if clingo cannot parse it, a character outside ASCII stands outside comments, or a statement
            is no rule with one atom as its head.
    """
    text = path.read_text("utf-8") if text is None else text
    if not text.isascii():
        _ascii_only(path, text)
    messages: list[str] = []
    nodes: list[ast.AST] = []
    try:
        ast.parse_string(text, nodes.append, logger=lambda _, message: messages.append(message))
    except RuntimeError as error:
        raise ModelError(f"{path.name}: {''.join(messages).strip() or error}") from None
    rules: list[Rule] = []
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
        elif kind != ast.ASTType.Program:
            raise ModelError(f"{where()}: not a rule: '{str(node)[:60]}'")
    return Source(path, tuple(rules), tuple(comments))


def _place(file: str, node: ast.AST) -> Place:
    return Place(file, node.location.begin.line)


def _ascii_only(path: Path, text: str) -> None:
    """Refuse what would end the whole process: clingo's logger cannot pass on a message about such a character."""
    code = _NOT_CODE.sub(lambda match: "\n" * match[0].count("\n"), text)
    for number, line in enumerate(code.split("\n"), 1):
        if not line.isascii():
            raise ModelError(f"{path.name}:{number}: only ASCII outside comments and texts: '{line.strip()[:60]}'")
