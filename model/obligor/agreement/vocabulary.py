"""The words of an agreement and of the theory: their types, their phrases in both languages, and what they exclude."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ..core.errors import InputError, ModelError, Problem
from ..core.terms import Fn, Var, parse_atom
from ..core.yaml_tree import Mapping, Node, Text, read_documents
from .rule_files import Predicate

SECTIONS = ("roles", "relations", "kinds", "states", "judgements", "acts", "statuses")
LANGUAGES = ("en", "zh")
TIMES = {
    "standing": ("all along", "持续"),
    "always": ("from the start", "自始"),
    "before": ("before {0}", "在{0}之前"),
    "along": ("by the day of {0}", "不迟于{0}当日"),
    "immediately": ("at once after {0}", "{0}后立即"),
    "promptly": ("promptly after {0}", "{0}后及时"),
    "by_day": ("after {0}, by {1}", "{0}之后，{1}之前"),
    "undated": ("after {0}, no day named", "{0}之后，未定日期"),
}
"""How the theory's time terms are said; the second argument of `by_day` is a day."""


class Word(NamedTuple):
    """One word: `args` holds the admissible types of each argument."""

    name: str
    section: str
    args: tuple[tuple[str, ...], ...]
    phrases: dict[str, str]
    doc: str
    more: dict[str, str]

    @property
    def signature(self) -> str:
        """`name(type, …)`."""
        inner = ", ".join("|".join(types) for types in self.args)
        return f"{self.name}({inner})" if inner else self.name


class Vocabulary:
    """Every word that a scenario, a question or an answer may use.

    Attributes:
        facts: words of predicates that a scenario may state or leave unknown, by name.
        acts: words of acts, by name.
        names: constants by type, each with its phrases.
        chapters: what each chapter is about, by the id that its units begin with; may be empty.
        kinds: kinds of things, each with the kinds that it is also.
        standing: parties that every scenario has.
        excludes, implies: pairs of atoms over variables.
        bearers: literals that say which kind of bearer a norm has.
    """

    def __init__(self, path: Path, theory: list[Predicate]) -> None:
        problems: list[Problem] = []
        try:
            documents = read_documents(path.read_text("utf-8"), path.name, problems)
        except InputError as error:
            raise ModelError(str(error)) from None
        if problems:
            raise ModelError("\n".join(map(str, problems)))
        tree = _plain(documents[0])
        self.agreement: dict[str, str] = tree["agreement"]
        self.standing: dict[str, dict[str, str]] = tree.get("standing", {})
        self.chapters: dict[str, dict[str, str]] = tree.get("chapters", {})
        self.names: dict[str, dict[str, dict[str, str]]] = tree.get("names", {})
        self.words: dict[str, dict[str, Word]] = {
            section: {name: _word(name, section, entry) for name, entry in tree.get(section, {}).items()}
            for section in SECTIONS
        }
        self.roles, self.acts, self.kinds = self.words["roles"], self.words["acts"], self.words["kinds"]
        self.judgements = dict(self.words["judgements"])
        self.facts: dict[str, Word] = {}
        self.when: dict[str, Fn] = {}
        self.excludes = [(parse_atom(a), parse_atom(b)) for a, b in tree.get("excludes", [])]
        self.bearers: list[str] = tree.get("bearers", [])
        self.implies = [(parse_atom(a), parse_atom(b)) for a, b in tree.get("implies", [])]
        for predicate in theory:
            self._admit(predicate)
        for section in ("roles", "relations", "kinds", "states", "judgements"):
            self.facts.update(self.words[section])

    def _admit(self, predicate: Predicate) -> None:
        fields = predicate.fields
        types = fields.get("input") or fields.get("types")
        if not types:
            return
        args = tuple(tuple(t.strip().split("|")) for t in types.split(","))
        phrases = {lang: _positional(fields[lang], predicate.roles) for lang in LANGUAGES}
        section = "judgements" if "judgement" in fields else "facts"
        more = {"default": fields["judgement"]} if "judgement" in fields else {}
        word = Word(predicate.name, section, args, phrases, predicate.doc, more)
        self.facts[predicate.name] = word
        if "judgement" in fields:
            self.judgements[predicate.name] = word
        if "when" in fields:
            self.when[predicate.name] = parse_atom(fields["when"])
        if "excludes" in fields:
            head = Fn(predicate.name, tuple(Var(role) for role in predicate.roles))
            self.excludes.append((head, parse_atom(fields["excludes"])))

    def inputs(self) -> Iterator[tuple[str, int]]:
        """Yield name and arity of every predicate that comes from scenarios."""
        for word in self.facts.values():
            yield word.name, len(word.args)

    @cached_property
    def acts_in(self) -> dict[str, list[int]]:
        """Places of acts in predicates that speak of one without saying that somebody did it or left it undone."""
        done = ("act", "omits", "object")
        found = {
            name: [at for at, types in enumerate(word.args) if "act" in types] for name, word in self.facts.items()
        }
        return {name: places for name, places in found.items() if places and name not in done}

    def type_of(self, name: str) -> set[str]:
        """Types of a constant that needs no declaration."""
        found = {kind for kind, members in self.names.items() if name in members}
        return found | ({"party"} if name in self.standing else set())

    def kinds_of(self, kind: str) -> list[str]:
        """A kind of thing and every kind that it is also."""
        chain = [kind]
        while above := self.kinds[chain[-1]].more.get("is"):
            chain.append(above)
        return chain

    def assumed(self) -> frozenset[str]:
        """Facts whose absence is an assumption worth telling."""
        return frozenset(w.name for w in self.words["states"].values() if w.more.get("assume") == "true")

    def timed(self) -> list[Word]:
        """States that may hold for a time only."""
        return [w for w in self.words["states"].values() if w.more.get("timed") == "true"]


def _word(name: str, section: str, entry: dict[str, str | list[str]]) -> Word:
    args = entry.get("args") or {"roles": ["party"], "kinds": ["thing"]}.get(section, [])
    phrases = {lang: str(entry[lang]) for lang in LANGUAGES}
    more = {k: str(v) for k, v in entry.items() if k not in ("args", "doc", *LANGUAGES)}
    return Word(name, section, tuple(tuple(a.split("|")) for a in args), phrases, str(entry.get("doc", "")), more)


def _positional(phrase: str, roles: tuple[str, ...]) -> str:
    for at, role in enumerate(roles):
        phrase = phrase.replace("{" + role + "}", "{" + str(at) + "}")
    return phrase


def _plain(node: Node) -> dict:  # type: ignore[type-arg]  # a tree of dicts, lists and texts
    if isinstance(node, Text):
        return node.value  # type: ignore[return-value]
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items.items()}
    return [_plain(item) for item in node.items]  # type: ignore[return-value]
