"""An agreement package: its chapters, the register of clauses that their comments are, and its vocabulary.

A package is a folder of `chNN_*.lp` chapters with a `vocabulary.yaml`; it is found by name (an installed package
`obligor_NAME`, or the entry-point group `obligor.agreements`) or by path.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from ..core.clause_ids import DOTTED, parts_of
from ..core.kept import MOST, keep, recall
from ..core.terms import Day, Fn
from .aliases import read_aliases
from .bounds import see_that_grounding_ends
from .installed import find, is_installed
from .languages import Phrases
from .package_files import THEORY_FOLDER, VOCABULARY, chapter_files, fingerprint
from .predicates import Predicate, predicates
from .register import Unit, read_register
from .rule_files import Source, read_rules
from .rules import Rule
from .topics import Topic, read_topics
from .vocabulary import Vocabulary, VocabularyFile

THEORY = ("facts", "acts", "time", "binding", "norms", "duties", "powers", "losses", "topics")


class Agreement:
    """An agreement and the theory it is read with.

    Attributes:
        rules_from: the folder that its rules come from, as it was given; "" where they are an installed agreement's.
        fingerprint: of all that decides what it says, the engine included; "" where that cannot be told.
        languages: those that its own words are in; the first stands in for any other (see `languages`).

    Raises:
        ModelError: if a file of either is ill-formed; the message names file and line.
    """

    def __init__(self, folder: Path, rules_from: str = "", made_of: str = "") -> None:
        self.folder, self.rules_from, self.fingerprint = folder, rules_from, made_of
        self.theory, self.chapters = _sources(folder, made_of)
        self.predicates: dict[str, list[Predicate]] = {}
        words = VocabularyFile(folder / VOCABULARY)
        self.languages = words.languages
        documented = [p for source in self.theory for p in predicates(source, self.languages)]
        for predicate in documented + [p for source in self.chapters for p in predicates(source, self.languages)]:
            self.predicates.setdefault(predicate.name, []).append(predicate)
        self.vocabulary = Vocabulary(words, documented)
        if rules_from:  # what is installed is trusted, as its code is
            see_that_grounding_ends(
                *([rule for one in of for rule in one.rules] for of in (self.chapters, self.theory))
            )

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """What reviewers look for, by word; read when it is first asked for.

        Raises:
            ModelError: if its file is ill-formed.
        """
        return read_topics(self.folder, self.languages)

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """What people say for its words, questions, topics and units, and for the theory's questions.

        They are read when they are first asked for; what the package says of an expression comes first.

        Raises:
            ModelError: if a file is ill-formed.
        """
        vocabulary = self.vocabulary
        known = {word for section in vocabulary.words.values() for word in section}
        known |= {*vocabulary.facts, *(name for group in vocabulary.names.values() for name in group)}
        own = read_aliases(self.folder, known | self.asked().keys() | self.topics.keys() | self.units.keys())
        theory = read_aliases(THEORY_FOLDER, self.asked().keys())
        return own | {said: tuple(dict.fromkeys((*own.get(said, ()), *meant))) for said, meant in theory.items()}

    @property
    def name(self) -> str:
        """The agreement's short name, as scenarios give it."""
        return self.vocabulary.agreement["id"]

    def own_language(self, lang: str) -> str:
        """The language that its own words are in where a report is in `lang`."""
        return Phrases((code, code) for code in self.languages)[lang]

    def documents_in(self, lang: str) -> bool:
        """Whether a report in `lang` shows notes and documentation, which are in the agreement's first language."""
        return self.own_language(lang) == self.languages[0]

    @cached_property
    def rules(self) -> list[Rule]:
        """Every rule of theory and chapters, in the manifest's order."""
        return [rule for source in (*self.theory, *self.chapters) for rule in source.rules]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The register: every unit by its id, in the order of the text."""
        comments = (comment for source in self.chapters for comment in source.comments)
        return read_register(comments, self.vocabulary.agreement.get("clauses", DOTTED), self.languages)

    @cached_property
    def clauses(self) -> frozenset[str]:
        """Every id that names a unit or something in which units stand."""
        named = {id_ for unit in self.units.values() for id_ in (unit.unit, unit.clause)}
        above = {part for unit in self.units.values() if unit.creates_norm for part in parts_of(unit.unit)}
        return frozenset(named | above)

    def asked(self) -> dict[str, Predicate]:
        """Predicates that a question may use, by the names under which they are asked."""
        return self._by_name("ask", "also")

    def asked_formerly(self) -> dict[str, Predicate]:
        """The same by names that older versions gave them, so that what was filed can be asked again."""
        return self._by_name("formerly")

    def _by_name(self, *fields: str) -> dict[str, Predicate]:
        """Predicates that may be asked, by the names that some fields of their documentation list."""
        asked = [p for group in self.predicates.values() for p in group if "ask" in p.fields]
        named = ((p, name.strip()) for p in asked for field in fields for name in p.fields.get(field, "").split(","))
        return {name: predicate for predicate, name in named if name}

    def typed(self, atom: Fn) -> Fn:
        """An atom as clingo returned it, with its days as days."""
        word = self.vocabulary.facts.get(atom.name)
        if word is not None and len(word.args) == len(atom.args):
            days = ["day" in types for types in word.args]
        else:
            group = [p for p in self.predicates.get(atom.name, ()) if p.arity == len(atom.args)]
            days = ["day" in types for types in group[0].types] if group else []
        if not any(days):
            return atom
        pairs = zip(atom.args, days, strict=True)
        return Fn(atom.name, tuple(Day(arg) if day and isinstance(arg, int) else arg for arg, day in pairs))

    def covered(self, clause: str) -> list[Unit]:
        """Units that a clause id covers: itself, its units, its items and theirs."""
        return [unit for unit in self.units.values() if clause in parts_of(unit.unit)]


_loaded: dict[tuple[Path, str, str], Agreement] = {}
"""What this process has loaded, the latest `MOST`, by folder, by how its rules were named, and by fingerprint."""


def load(name_or_path: str | Path) -> Agreement:
    """Load an agreement by name or path (see `installed.find`); once a process, as long as no file of it changes.

    Raises:
        InputError: if there is none; ModelError: if it is ill-formed.
    """
    folder = find(name_or_path)
    rules_from = "" if is_installed(folder, name_or_path) else str(name_or_path)
    made_of = fingerprint(folder)
    key = folder.absolute(), rules_from, made_of
    if key in _loaded:
        return _loaded[key]
    agreement = Agreement(folder, rules_from, made_of)
    before = list(_loaded)  # threads may load at once
    for old in (*(one for one in before if one[:2] == key[:2]), *before[: 1 - MOST]):
        _loaded.pop(old, None)
    if made_of:
        _loaded[key] = agreement
    return agreement


def _sources(folder: Path, made_of: str) -> tuple[list[Source], list[Source]]:
    """The rule files of theory and chapters: as they were kept under a fingerprint, if they were."""
    paths = [*(THEORY_FOLDER / f"{name}.lp" for name in THEORY), *chapter_files(folder)]
    kept = recall("rules", made_of)
    if kept is not None:
        sources = [Source.of_data(path, data) for path, data in zip(paths, kept, strict=True)]
    else:
        sources = [read_rules(path) for path in paths]
        if made_of == fingerprint(folder):  # nothing changed while they were read
            keep("rules", made_of, [source.as_data() for source in sources])
    return sources[: len(THEORY)], sources[len(THEORY) :]
