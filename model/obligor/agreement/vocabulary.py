"""The words of an agreement and of the theory: their types, their phrases by language, and what they exclude."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ..core.amounts import Money
from ..core.errors import ModelError, suggest
from ..core.terms import BadTerm, Fn, Var, parse_atom
from .counts_as import CountsAs, closed
from .languages import DEFAULT_LANGUAGES, Phrases, in_order, phrases_of
from .name_tables import read_name_tables
from .package_files import read_part
from .predicates import Predicate
from .vocabulary_tree import WORDS, ill_placed, vocabulary_tree

UNTIMED = ("standing", "always")
"""The theory's time terms that count from nothing."""
TIMES = (*UNTIMED, "before", "along", "immediately", "promptly", "by_day", "undated")
"""The theory's time terms; most have an event from which they count, `by_day` a day as well."""

FILE_WORDS = frozenset(
    {"scenario", "id", "agreement", "tag", "name", "unknown", "one_of", "reading", "struck", "standing_of", "said_by",
     "source_of"},
)  # fmt: skip
"""Words that scenario files in `.lp` have for what YAML has keys for; an agreement has to choose others."""


class Word(NamedTuple):
    """One word: `args` holds the admissible types of each argument."""

    name: str
    section: str
    args: tuple[tuple[str, ...], ...]
    phrases: Phrases
    doc: str
    more: dict[str, str]

    @property
    def expecting(self) -> tuple[str, ...]:
        """Of whom people expect an act: standing parties, roles and bearers."""
        return tuple(self.more["expected_of"].split("|")) if "expected_of" in self.more else ()

    @property
    def at_once(self) -> int | None:
        """After how many days at most an act can still be called done at once; None where nobody asks."""
        return int(self.more["at_once"]) if "at_once" in self.more else None

    @property
    def signature(self) -> str:
        """`name(type, …)`."""
        inner = ", ".join("|".join(types) for types in self.args)
        return f"{self.name}({inner})" if inner else self.name


class VocabularyFile:
    """A `vocabulary.yaml` as it is written.

    Attributes:
        tree: its sections, of mappings, lists and texts.
        tables: constants that stand in files beside it.
        languages: those that its entries are in: what `agreement:` declares as `languages:`, or else the default.

    Raises:
        ModelError: if it cannot be read, or is not of the form that is wanted (see `vocabulary_tree`).
    """

    def __init__(self, path: Path) -> None:
        self.tree = vocabulary_tree(read_part(path), path.name)
        self.languages: tuple[str, ...] = tuple(self.tree["agreement"].pop("languages", DEFAULT_LANGUAGES))
        self.tables = list(read_name_tables(path.parent, self.languages))

    def texts(self, section: str) -> dict[str, Phrases]:
        """The entries of a section that only say how something is called.

        Raises:
            ModelError: if one lacks a language.
        """
        return self._texts(section, self.tree.get(section, {}))

    def groups(self, section: str) -> dict[str, dict[str, Phrases]]:
        """The same of a section with such entries by group."""
        return {name: self._texts(name, entries) for name, entries in self.tree.get(section, {}).items()}

    def _texts(self, section: str, entries: dict[str, dict[str, object]]) -> dict[str, Phrases]:
        return {name: phrases_of(entry, self.languages, f"{section}: {name}") for name, entry in entries.items()}


class Vocabulary:
    """Every word that a scenario, a question or an answer may use.

    Attributes:
        agreement: the agreement's `id`, and the `document` that it is.
        money: how it writes amounts.
        sums: how an amount in its currency is said, by language; a plain number where it has no currency.
        title: what the agreement is called.
        facts: words of predicates that a scenario may state or leave unknown, by name.
        acts: words of acts, by name.
        names: constants by type, each with its phrases.
        also: other ways to write a constant, by type.
        chapters: what each chapter is about, by the id that its units begin with; may be empty.
        kinds: kinds of things, each with the kinds that it is also.
        standing: parties that every scenario has.
        excludes, implies: pairs of atoms over variables.
        steps: which acts count as which, as the vocabulary says it.
        counts_as: the same over any number of steps.
        bearers: conditions that say which kind of bearer a norm has.
    """

    def __init__(self, file: VocabularyFile, theory: list[Predicate]) -> None:
        tree, self.languages = file.tree, file.languages
        self.agreement: dict[str, str] = tree["agreement"]
        self.money, self.sums = _money(tree["agreement"].pop("money", {}), self.languages)
        self.title = phrases_of(self.agreement, self.languages, "agreement")
        self.standing, self.chapters, self.names = file.texts("standing"), file.texts("chapters"), file.groups("names")
        self.also = {table.type: table.also for table in file.tables}
        for table in file.tables:
            self.names.setdefault(table.type, {}).update(table.names)
        self.words: dict[str, dict[str, Word]] = {
            section: {name: self._word(name, section, entry) for name, entry in tree.get(section, {}).items()}
            for section in WORDS
        }
        self.roles, self.acts, self.kinds = self.words["roles"], self.words["acts"], self.words["kinds"]
        self.judgements = dict(self.words["judgements"])
        self.facts: dict[str, Word] = {}
        self.when: dict[str, Fn] = {}
        self.excludes = [(parse_atom(a), parse_atom(b)) for a, b in tree.get("excludes", [])]
        self.bearers = [parse_atom(text) for text in tree.get("bearers", [])]
        self.implies = [(parse_atom(a), parse_atom(b)) for a, b in tree.get("implies", [])]
        self.steps = [step for entry in tree.get("counts_as", []) for step in _steps(entry)]
        for act in (act for step in self.steps for act in (step.act, step.other)):
            if act.name not in self.acts or len(act.args) != len(self.acts[act.name].args):
                known = self.acts[act.name].signature if act.name in self.acts else suggest(act.name, self.acts)
                raise ModelError(f"counts_as: no such act: {act}" + (f": {known}" if known else ""))
        self.counts_as = closed(self.steps)
        persons = {*self.standing, *self.roles, *(atom.name for atom in self.bearers if len(atom.args) == 1)}
        for word in self.acts.values():
            for who in word.expecting:
                if who not in persons:
                    hint = suggest(who, persons) or "name a standing party, a role or a bearer"
                    raise ModelError(f"acts: {word.name}: `expected_of`: nobody is called '{who}': {hint}")
        for predicate in theory:
            self._admit(predicate)
        for section in ("roles", "relations", "kinds", "states", "judgements"):
            if taken := FILE_WORDS & set(self.words[section]):
                raise ModelError(f"scenario files use the word '{min(taken)}' for something else: choose another")
            self.facts.update(self.words[section])

    def _word(self, name: str, section: str, entry: dict[str, str | list[str]]) -> Word:
        args = entry.get("args") or {"roles": ["party"], "kinds": ["thing"]}.get(section, [])
        phrases = phrases_of(entry, self.languages, f"{section}: {name}")
        more = {k: str(v) for k, v in entry.items() if k not in ("args", "doc", *self.languages)}
        if "at_once" in more and not more["at_once"].isdecimal():
            raise ModelError(f"{section}: {name}: `at_once` is a number of days, not '{more['at_once']}'")
        return Word(name, section, tuple(tuple(a.split("|")) for a in args), phrases, str(entry.get("doc", "")), more)

    def _admit(self, predicate: Predicate) -> None:
        fields = predicate.fields
        if not predicate.stated:
            return
        phrases = Phrases((lang, _positional(said, predicate.variables)) for lang, said in predicate.phrases.items())
        if wrong := next(filter(None, (ill_placed(said, predicate.arity) for said in phrases.values())), ""):
            raise ModelError(f"{predicate.place}: {predicate.name}: no place for an argument: '{wrong}'")
        section = "judgements" if "judgement" in fields else "facts"
        more = {"default": fields["judgement"]} if "judgement" in fields else {}
        more |= {"why": fields["why"]} if "why" in fields else {}
        word = Word(predicate.name, section, predicate.types, phrases, predicate.doc, more)
        self.facts[predicate.name] = word
        if "judgement" in fields:
            self.judgements[predicate.name] = word
        if "when" in fields:
            self.when[predicate.name] = _documented(predicate, "when")
        if "excludes" in fields:
            head = Fn(predicate.name, tuple(map(Var, predicate.variables)))
            self.excludes.append((head, _documented(predicate, "excludes")))

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

    def called_otherwise(self, name: str, types: Collection[str]) -> str:
        """The constant of some types that a name is another way to write; the name itself if it is none."""
        return next((self.also[kind][name] for kind in types if name in self.also.get(kind, ())), name)

    def kinds_of(self, kind: str) -> list[str]:
        """A kind of thing and every kind that it is also."""
        chain = [kind]
        while above := self.kinds[chain[-1]].more.get("is"):
            chain.append(above)
        return chain

    def called(self, role: str) -> Phrases:
        """The noun by which a role goes in graphs and tables; its own name where there is none.

        Raises:
            ModelError: if it does not say the noun once in each language.
        """
        nouns = self.roles[role].more.get("called")
        if nouns is None:
            return Phrases((lang, role) for lang in self.languages)
        by_language = in_order(nouns, self.languages)
        if by_language is None:
            raise ModelError(f"roles: {role}: write `called: {' | '.join(self.languages)}`")
        return by_language

    def assumed(self) -> frozenset[str]:
        """Facts whose absence is an assumption worth telling."""
        return frozenset(w.name for w in self.words["states"].values() if w.more.get("assume") == "true")

    def timed(self) -> list[Word]:
        """States that may hold for a time only."""
        return [w for w in self.words["states"].values() if w.more.get("timed") == "true"]


def _steps(entry: dict[str, Any]) -> Iterator[CountsAs]:
    """What an entry of `counts_as` says of each act that it names."""
    where = tuple(parse_atom(text) for text in entry.get("where", []))
    for act in entry["act"] if isinstance(entry["act"], list) else [entry["act"]]:
        yield CountsAs(parse_atom(act), parse_atom(entry["as"]), where, entry["why"])


def _positional(phrase: str, roles: tuple[str, ...]) -> str:
    for at, role in enumerate(roles):
        phrase = phrase.replace("{" + role + "}", "{" + str(at) + "}")
    return phrase


def _documented(predicate: Predicate, field: str) -> Fn:
    """The atom that a field of a predicate's documentation is."""
    try:
        return parse_atom(predicate.fields[field])
    except BadTerm as error:
        raise ModelError(f"{predicate.place}: {predicate.name}: `{field}` is no atom: {error}") from None


def _money(entry: Mapping[str, Any], languages: Sequence[str]) -> tuple[Money, Phrases]:
    """How an agreement writes amounts, and how it says them."""
    if not entry:
        return Money(), Phrases.ordered(dict.fromkeys(languages, "{0}"), languages)
    multiples = {word: int(times) for word, times in entry.get("multiples", {}).items()}
    said = {lang: entry.get(lang) or f"{{0}} {entry['currency']}" for lang in languages}
    return Money(entry["currency"], tuple(entry.get("written", ())), multiples), Phrases.ordered(said, languages)
