"""What places of predicates and words admit, looked up by type."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ...agreement.package import Agreement
from ...agreement.vocabulary import TIMES, UNTIMED
from ...core.terms import Fn
from ...solving import program

Signature = tuple[tuple[str, ...], ...]
"""For each argument the types that it admits."""
_FROM_EVENT: Signature = (("event",),)
_BY_DAY: Signature = (("event",), ("day",))
"""What a time word counts from, and by which day."""
_ANYTHING = frozenset({"name", "text"})
"""Types whose names are not declared: of readings, for one."""


class TypeTable:
    """Signatures of predicates and words, and which types are kinds of which.

    Args:
        agreement: whose words; rules of the theory may use those of any.
    """

    def __init__(self, agreement: Agreement) -> None:
        self.vocabulary = agreement.vocabulary
        self._predicates: dict[str, dict[int, Signature]] = {}
        self._outside = {"within", program.READING}
        for group in agreement.predicates.values():
            for predicate in group:
                self._predicates.setdefault(predicate.name, {})[predicate.arity] = predicate.types
                if predicate.stated or predicate.hook or "engine" in predicate.fields:
                    self._outside.add(predicate.name)
        self._documented = set(self._predicates)
        for word in self.vocabulary.facts.values():
            self._predicates.setdefault(word.name, {})[len(word.args)] = word.args
            self._outside.add(word.name)
        for word in self.vocabulary.timed():
            self._predicates.setdefault(f"{word.name}_at", {})[len(word.args) + 1] = (*word.args, ("event",))
        self._words: dict[str, dict[str, Signature]] = {
            "act": {word.name: word.args for word in self.vocabulary.acts.values()},
            "status": {word.name: word.args for word in self.vocabulary.words["statuses"].values()},
            "fact": {word.name: word.args for word in self.vocabulary.facts.values()},
            "state": {word.name: word.args for word in self.vocabulary.timed()},
            "judgement": {word.name: word.args for word in self.vocabulary.judgements.values()},
            "time": {name: () if name in UNTIMED else _FROM_EVENT for name in TIMES} | {"by_day": _BY_DAY},
        }
        self.below = cache(self._below)

    @property
    def known(self) -> Iterable[str]:
        """Names of predicates."""
        return self._predicates

    def documents(self, name: str) -> bool:
        """Whether a documentation block speaks of the predicate."""
        return name in self._documented

    def outside(self, name: str) -> bool:
        """Whether a predicate comes from scenarios or from the engine, not from rules."""
        return name in self._outside

    def signature(self, name: str, arity: int) -> Signature | None:
        """The types of a predicate's arguments; None if there is none of that name and arity."""
        return self._predicates.get(name, {}).get(arity)

    def arities(self, name: str) -> list[int]:
        """With how many arguments a predicate may be used; empty if there is none of that name."""
        return sorted(self._predicates.get(name, {}))

    def written(self, name: str) -> str:
        """A predicate as it is written, with types for arguments."""
        forms = (", ".join(map("|".join, signature)) for signature in self._predicates[name].values())
        return " or ".join(f"{name}({form})" for form in forms)

    def word(self, type_: str, term: Fn) -> Signature | None:
        """The types of a term's arguments, if it is a word of a type, such as an act."""
        signature = self._words.get(type_, {}).get(term.name)
        return signature if signature is not None and len(signature) == len(term.args) else None

    def takes(self, types: Iterable[str], name: str) -> Signature | None:
        """The types of the arguments that a word of some types takes; None if there is no such word."""
        return next((self._words[t][name] for t in types if name in self._words.get(t, {})), None)

    def names(self, types: Iterable[str], term: Fn) -> bool:
        """Whether a term is a name of one of some types."""
        return not term.args and (term.name in self.members(tuple(types)) or not _ANYTHING.isdisjoint(types))

    def members(self, types: tuple[str, ...]) -> set[str]:
        """Words and names of some types."""
        found = {name for type_ in self.below(types) for name in self.vocabulary.names.get(type_, ())}
        found |= {name for type_ in types for name in self._words.get(type_, ())}
        return found | (set(self.vocabulary.standing) if "party" in types else set())

    def _below(self, types: tuple[str, ...]) -> frozenset[str]:
        """Types, and the kinds of things that are of one of them."""
        kinds = self.vocabulary.kinds
        below = {kind for kind in kinds if set(types) & {"thing", *self.vocabulary.kinds_of(kind)}}
        return frozenset({*types, *below})
