"""Rule files as data: statements with their parts, documented predicates, and the literate comments of clauses.

Reading is clingo's own (`clingo.ast`), so nothing here tokenises rules; a rule is kept as the printed text of its
head and body literals, which is what every rewriting works on, and becomes terms only where a proof needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from clingo import ast

from ..core.errors import ModelError, Place, Problem
from ..core.terms import AtomReader, BadTerm, Fn, Term, Var, parse_atom
from .languages import DEFAULT_LANGUAGES, Phrases

_NAME = re.compile(r"[a-z_][A-Za-z0-9_]*")
_NOT_CODE = re.compile(r'"(?:[^"\\\n]|\\.)*"|%\*.*?\*%|%[^\n]*', re.DOTALL)
_COMPARISON = re.compile(r"([\w']+|\"[^\"]*\")\s*(!=|<=|>=|<|>|=)\s*([\w']+|\"[^\"]*\")")


_atom = lru_cache(maxsize=1 << 13)(parse_atom)
"""The same conditions stand in many rules."""


class Literal(NamedTuple):
    """One condition of a rule: `text` without its `not`; `name` is empty for a comparison."""

    name: str
    text: str
    positive: bool = True

    def __str__(self) -> str:
        return self.text if self.positive else f"not {self.text}"

    @property
    def atom(self) -> Fn:
        """The atom as a term.

        Raises:
            BadTerm: for a comparison.
        """
        return _atom(self.text)

    @property
    def arity(self) -> int:
        """Number of arguments, of an atom."""
        return len(self.atom.args)


class Parsed(NamedTuple):
    """A rule as terms: its head, the atoms it asks for, those it asks to be absent, and its comparisons."""

    head: Fn
    positive: tuple[Fn, ...]
    negative: tuple[Fn, ...]
    tests: tuple[tuple[Term, str, Term], ...]


class Rule:
    """A rule with one atom as its head; `place` is where it stands, `unit` what its head cites ("" if nothing)."""

    __slots__ = ("__dict__", "body", "head", "where")

    def __init__(self, head: Literal, body: tuple[Literal, ...], where: Callable[[], Place]) -> None:
        self.head, self.body, self.where = head, body, where

    @property
    def place(self) -> Place:
        """Where the rule stands; looked up when asked for, which is seldom."""
        return self.where()

    def __str__(self) -> str:
        return f"{self.head} :- {', '.join(map(str, self.body))}." if self.body else f"{self.head}."

    @cached_property
    def unit(self) -> str:
        """The unit cited as the head's last argument."""
        last = self.head.text.rpartition(",")[2].rstrip(")").strip()
        return last[1:-1] if last.startswith('"') and last.endswith('"') else ""

    @cached_property
    def parsed(self) -> Parsed:
        """The rule as terms; made when first asked for, since few rules are ever looked into."""
        tests = []
        for lit in self.body:
            if not lit.name:
                left, sign, right = relation(lit)
                tests.append((AtomReader(left).term(), sign, AtomReader(right).term()))
        return Parsed(
            self.head.atom,
            tuple(lit.atom for lit in self.body if lit.name and lit.positive),
            tuple(lit.atom for lit in self.body if lit.name and not lit.positive),
            tuple(tests),
        )


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


@lru_cache(maxsize=1 << 13)
def _literal(text: str) -> Literal | None:
    """The condition that a text is; None if it is none that rules here may have."""
    positive = not text.startswith("not ")
    atom = text if positive else text[4:]
    name = _NAME.match(atom)
    if name and (len(atom) == name.end() or (atom[name.end()] == "(" and atom[-1] == ")")):
        return Literal(name[0], atom, positive)
    return Literal("", text) if positive and _COMPARISON.fullmatch(text) else None


def _rule(node: ast.AST, where: Callable[[], Place]) -> Rule:
    literals = []
    for part in _parts(node):
        literal = _literal(part)
        if literal is None:
            raise ModelError(f"{where()}: only atoms, their negation and comparisons are used in rules, not '{part}'")
        literals.append(literal)
    head = literals[0]
    if not head.name or not head.positive:
        raise ModelError(f"{where()}: a rule's head is one atom, not '{head}'")
    return Rule(head, tuple(literals[1:]), where)


def _parts(node: ast.AST) -> list[str]:
    """Head and body literals of a rule as clingo prints them; printing the rule once is what keeps reading fast."""
    head, _, body = str(node)[:-1].partition(" :- ")
    parts = [head, *body.split("; ")] if body else [head]
    if any(part.count('"') % 2 for part in parts):  # a text that holds a separator
        return [str(node.head), *map(str, node.body)]
    return parts


def relation(literal: Literal) -> tuple[str, str, str]:
    """Split a comparison's text into left side, operator and right side.

    >>> relation(Literal("", "D < D'"))
    ('D', '<', "D'")
    """
    match = _COMPARISON.fullmatch(literal.text)
    assert match, literal.text
    return match[1], match[2], match[3]


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


_DOC_KEYS = frozenset(
    {
        "input",
        "engine",
        "judgement",
        "types",
        "when",
        "excludes",
        "ask",
        "also",
        "may",
        "gap",
        "list",
        "only",
    }
)
_CODES = frozenset(map("".join, product(ascii_lowercase, repeat=2)))
"""Two small letters are a language's code: how an atom is said in it."""


class Predicate(NamedTuple):
    """A documented predicate: its arguments by role, what it means, how it is asked, and how it is said by language."""

    name: str
    roles: tuple[str, ...]
    doc: str
    fields: dict[str, str]
    phrases: Phrases
    where: Callable[[], Place]

    @property
    def place(self) -> Place:
        """Where its documentation stands."""
        return self.where()

    @property
    def cites_unit(self) -> bool:
        """Whether its last argument is the unit that an atom of it rests on."""
        return self.roles[-1:] == ("U",)

    @property
    def signature(self) -> str:
        """`name(Role, …)`."""
        return f"{self.name}({', '.join(self.roles)})" if self.roles else self.name


def predicates(source: Source, languages: Sequence[str] = DEFAULT_LANGUAGES) -> Iterator[Predicate]:
    """Yield the predicates documented in a file.

    Args:
        source: the file.
        languages: the agreement's; the first of them that a predicate is said in stands in for all that it is not.

    Raises:
        ModelError: if a block's first line is no atom over variables.
    """
    spoken = _CODES.union(languages)
    keys = _DOC_KEYS | spoken
    for comment in source.comments:
        if comment.mark != "!":
            continue
        try:
            atom = parse_atom(comment.lines[0])
        except BadTerm as error:
            raise ModelError(str(Problem(comment.place, f"no predicate signature: {error}"))) from None
        roles = tuple(arg.name for arg in atom.args if isinstance(arg, Var))
        free, found = comment.fields(keys)
        phrases = Phrases.ordered({key: text for key, text in found.items() if key in spoken}, languages)
        fields = {key: text for key, text in found.items() if key not in phrases}
        yield Predicate(atom.name, roles, " ".join(free), fields, phrases, comment.where)
