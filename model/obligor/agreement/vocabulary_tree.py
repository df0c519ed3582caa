"""A `vocabulary.yaml` as plain values, once everything in it has the form that its readers count on.

What it says becomes names in programs, patterns and phrases to fill in, so each is what it may be and nothing more: a
name is a name, a phrase has places for arguments that are there, and a pattern of ids is one that no id takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..core.amounts import CODE
from ..core.errors import InputError, ModelError, Place, Problem, shortened
from ..core.terms import NAME, BadTerm, Fn, Var, parse_atom
from ..core.yaml_tree import Mapping, Node, Sequence, Text, read_documents

WORDS = ("roles", "relations", "kinds", "states", "judgements", "acts", "statuses")
"""Sections of words that have arguments and phrases."""
_LANGUAGE = re.compile(r"[a-z]{2,8}", re.ASCII)
_NO_LANGUAGES = frozenset({"is", "doc", "called", "timed", "assume", "given", "default"})
"""Keys of a word that look like a language and are none."""
_TYPES = re.compile(rf"{NAME.pattern}(?:\|{NAME.pattern})*", re.ASCII)
_PLACE = re.compile(r"\{(\d{1,2})\}")
_ONE_ARGUMENT = ("roles", "kinds")
_PATTERN = re.compile(
    r"""(?:\\[.()\[\]d-]|\[[A-Za-z0-9-]+\]|[A-Za-z0-9 ]|\(\?:|\(|\)|\||[?*+]|\{\d{1,2}(?:,\d{1,2})?\})*""", re.ASCII
)
"""What a pattern of ids is made of: no look around, no reference back, no wildcard."""
_REPEATED = re.compile(r"(?<!\\)\((?:\?:)?(?P<inner>(?:\\.|\[[^\]]*\]|[^()\\])*)\)(?P<many>[*+{])?")
_MARKED = re.compile(r"(?P<mark>\\[.()\[\]-])(?:(?!(?P=mark))(?:\\.|\[[^\]]*\]|[^|\\]))*")
_MANY = re.compile(r"(?<!\\)[*+{]")
MOST_REPEATS = 5
"""Parts of a pattern of ids that may repeat; each makes trying an id take as many times longer as the id is long."""


def vocabulary_tree(text: str, file: str) -> dict[str, Any]:
    """Read a vocabulary: its sections, of mappings, lists and texts.

    Raises:
        ModelError: if it is no YAML or not of this form; the message names file and line.
    """
    problems: list[Problem] = []
    try:
        documents = read_documents(text, file, problems)
    except InputError as error:
        raise ModelError(str(error)) from None
    if not documents:
        problems.append(Problem(Place(file), "no vocabulary in it", "begin with `agreement:`"))
    elif isinstance(documents[0], Mapping):
        _Form(problems).whole(documents[0])
    else:
        problems.append(Problem(documents[0].place, "a vocabulary has to be a mapping of sections"))
    if problems:
        raise ModelError(str(InputError(problems)))
    tree: dict[str, Any] = _plain(documents[0])
    return tree


class _Form:
    """Looks a vocabulary over; what is wrong is added to `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def whole(self, tree: Mapping) -> None:
        sections = tree.items
        self._agreement(sections.get("agreement"), tree.place)
        for section in ("standing", "chapters"):
            for name, entry in self._mapping(sections.get(section), f"`{section}`").items():
                self._entry(name, entry, named=section != "chapters")
        for group, entries in self._mapping(sections.get("names"), "`names`").items():
            for name, entry in self._mapping(entries, group).items():
                self._entry(name, entry)
        for section in WORDS:
            for name, entry in self._mapping(sections.get(section), f"`{section}`").items():
                self._word(section, name, entry)
        for section in ("excludes", "implies"):
            for pair in self._list(sections.get(section), f"`{section}`"):
                atoms = self._list(pair, f"each of `{section}`")
                if len(atoms) != 2:
                    self._told(pair, f"each of `{section}` is two atoms", "write [a(P), b(P)]")
                self._atoms(atoms, flat=True)
        self._atoms(self._list(sections.get("bearers"), "`bearers`"))
        for entry in self._list(sections.get("counts_as"), "`counts_as`"):
            self._counts_as(entry)
        self._acyclic(sections.get("kinds"))

    def _told(self, node: Node, what: str, hint: str = "") -> None:
        self.problems.append(Problem(node.place, what, hint))

    def _mapping(self, node: Node | None, what: str) -> dict[str, Node]:
        if isinstance(node, Mapping):
            return node.items
        if node is not None and not (isinstance(node, Text) and not node.value):
            self._told(node, f"{what} has to be a mapping")
        elif node is not None:
            self._told(node, f"{what} is empty", "leave it out, or write {}")
        return {}

    def _list(self, node: Node | None, what: str) -> tuple[Node, ...]:
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self._told(node, f"{what} has to be a list")
        return ()

    def _text(self, node: Node, what: str) -> str:
        if isinstance(node, Text):
            return node.value
        self._told(node, f"{what} has to be a text")
        return ""

    def _name(self, name: str, node: Node) -> None:
        if not NAME.fullmatch(name):
            self._told(node, f"no name: '{shortened(name)}'", "names are small letters, digits and _")

    def _agreement(self, node: Node | None, place: Place) -> None:
        if node is None:
            self.problems.append(Problem(place, "no `agreement:` in it", "say its id and what it is called"))
            return
        entry = self._mapping(node, "`agreement`")
        self._name(self._text(entry.get("id", Text("", node.place)), "`id`"), node)
        for key, value in entry.items():
            if key == "languages":
                declared = [self._text(one, "a language") for one in self._list(value, "`languages` of an agreement")]
                if not declared or not all(map(_LANGUAGE.fullmatch, declared)):
                    self._told(value, "`languages` of an agreement is a list such as [en, zh]")
            elif key == "money":
                self._money(value)
            elif self._text(value, f"`{key}`") and key == "clauses":
                self._pattern(value)

    def _money(self, node: Node) -> None:
        """See that a currency is one, that it can be said, and that what multiplies a number is a number."""
        entry = self._mapping(node, "`money`")
        if not CODE.fullmatch(self._text(entry.get("currency", Text("", node.place)), "`currency`")):
            self._told(node, "`money` has no `currency`", "write its code of three capitals, such as EUR")
        for key, value in entry.items():
            if key == "written":
                for sign in self._list(value, "`written`"):
                    self._text(sign, "a sign of a currency")
            elif key == "multiples":
                for word, times in self._mapping(value, "`multiples`").items():
                    if not re.fullmatch(r"1\d{0,12}", self._text(times, f"`{word}`"), re.ASCII):
                        self._told(times, f"`multiples`: {word} is no number to multiply by", "write 1000 and the like")
            elif key != "currency":
                self._phrase("money", self._text(value, f"`{key}`"), 1, value)

    def _pattern(self, node: Node) -> None:
        """See that a pattern of ids is one, and that no id takes long to compare with it."""
        text = self._text(node, "`clauses`")
        try:
            re.compile(text, re.ASCII)
        except (re.error, RecursionError, OverflowError) as error:
            return self._told(node, f"`clauses` is no pattern: {error}")
        if not _PATTERN.fullmatch(text) or len(_MANY.findall(text)) > MOST_REPEATS:
            hint = f"letters, digits, classes, groups, and at most {MOST_REPEATS} that repeat"
            return self._told(node, "`clauses` has what patterns of ids have no use for", hint)
        rest = text
        while group := _REPEATED.search(rest):
            inner = group["inner"]
            if group["many"] and re.search(r"(?<!\\)[|?*+{]", inner) and not _MARKED.fullmatch(inner):
                hint = r"begin it with a mark that is not in it again: (?:\.\d+)*"
                return self._told(node, "`clauses` repeats what can be divided in many ways", hint)
            # what stands for the group has in it what the group has, so that the group around it is judged as well
            rest = f"{rest[: group.start()]}{inner.replace('|', '?')}{rest[group.end('inner') + 1 :]}"
        return None

    def _entry(self, name: str, node: Node, named: bool = True) -> None:
        if named:
            self._name(name, node)
        for key, value in self._mapping(node, name).items():
            self._text(value, f"`{key}` of {name}")

    def _word(self, section: str, name: str, node: Node) -> None:
        self._name(name, node)
        entry = self._mapping(node, name)
        args = entry.get("args")
        types = [self._text(one, f"a type of {name}") for one in self._list(args, f"`args` of {name}")]
        for wrong in (one for one in types if not _TYPES.fullmatch(one)):
            self._told(node, f"no type: '{shortened(wrong)}'", "write a type, or several joined by |")
        arity = len(types) or (1 if section in _ONE_ARGUMENT else 0)
        for key, value in entry.items():
            if key != "args":
                text = self._text(value, f"`{key}` of {name}")
                if _LANGUAGE.fullmatch(key) and key not in _NO_LANGUAGES:
                    self._phrase(name, text, arity, value)

    def _phrase(self, name: str, text: str, arity: int, node: Node) -> None:
        """See that the places of a phrase are those of arguments."""
        if wrong := ill_placed(text, arity):
            self._told(node, f"{name}: no place for an argument: '{shortened(wrong, 20)}'", "write {0}, {1} …")

    def _atoms(self, nodes: Iterable[Node], flat: bool = False) -> None:
        for node in nodes:
            try:
                atom = parse_atom(self._text(node, "an atom"))
                if flat and any(isinstance(arg, Fn) and arg.args for arg in atom.args):
                    self._told(node, f"an argument in an argument: '{shortened(str(atom))}'", "write e.g. a(P, b)")
            except BadTerm as error:
                self._told(node, f"no atom: {error}")

    def _counts_as(self, node: Node) -> None:
        """See that an entry says which act counts as which, and asks for nothing that the act does not name."""
        entry = self._mapping(node, "each of `counts_as`")
        if not {"act", "as", "why"} <= set(entry) <= {"act", "as", "where", "why"}:
            self._told(node, "each of `counts_as` says `act`, `as`, `why`, and may say `where`")
            return
        self._text(entry["why"], "`why`")
        acts = [entry["act"]] if isinstance(entry["act"], Text) else self._list(entry["act"], "`act`")
        rest = [entry["as"], *self._list(entry.get("where"), "`where`")]
        told = len(self.problems)
        self._atoms([*acts, *rest], flat=True)
        if len(self.problems) == told:
            free = set[str]().union(*map(self._variables, rest))
            for act in acts:
                if loose := sorted(free - self._variables(act)):
                    self._told(act, f"{loose[0]} is no argument of the act", "let the act name all that it is about")

    def _variables(self, node: Node) -> set[str]:
        args = parse_atom(self._text(node, "an atom")).args
        return {arg.name for arg in args if isinstance(arg, Var)} - {"_"}

    def _acyclic(self, node: Node | None) -> None:
        """See that every kind that another one is, is there, and that none is itself by way of others."""
        kinds = node.items if isinstance(node, Mapping) else {}
        above = {name: entry.items.get("is") for name, entry in kinds.items() if isinstance(entry, Mapping)}
        for name in above:
            seen = {name}
            at: Node | None = above[name]
            while isinstance(at, Text):
                if at.value not in above:
                    self._told(at, f"no such kind: '{shortened(at.value)}'")
                    break
                if at.value in seen:
                    self._told(at, f"'{name}' is said to be itself, by way of `is`")
                    break
                seen.add(at.value)
                at = above[at.value]


def ill_placed(phrase: str, arity: int) -> str:
    """What of a phrase's braces is no place of one of so many arguments; "" if nothing.

    >>> ill_placed("{0} owes {1}", 2), ill_placed("{0.__class__}", 1), ill_placed("{1}", 1)
    ('', '{0.__class__}', '{1}')
    """
    for place in _PLACE.finditer(phrase):
        if int(place[1]) >= arity:
            return place[0]
    rest = _PLACE.sub("", phrase)
    brace = re.search(r"[{}]", rest)
    return rest[brace.start() :].split("}")[0] + "}" if brace else ""


def _plain(node: Node) -> Any:
    """A node as a dict, a list or a text."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items.items()}
    return [_plain(item) for item in node.items]
