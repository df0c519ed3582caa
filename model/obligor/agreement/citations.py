"""Which rules and units hang on the words of a clause.

A rule depends on a clause if it names the clause or a unit in it. A predicate of a chapter that such a rule derives
carries the dependence on, to the rules that use it for that unit; those of the theory, which hold of every unit alike
(a breach of anything), do not.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from ..core.clause_ids import READABLE
from ..core.terms import Fn, Term, Var
from .package import Agreement
from .predicates import predicates
from .rules import Rule

_NAMED = re.compile(rf'"({READABLE})"')
Pattern = tuple[str, tuple[str | None, ...]]
"""A predicate with the texts among its arguments; None stands for any other argument."""


class Dependents(NamedTuple):
    """What depends on an id: the units in it, the rules that state or name these, the other units of such rules."""

    units: list[str]
    rules: list[str]
    cited_by: list[str]


class Citations:
    """Which rules of an agreement's chapters name which clauses, and for the sake of which units.

    Args:
        agreement: whose chapters.
    """

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.rules = [rule for source in agreement.chapters for rule in source.rules]
        self.helpers = {p.name for source in agreement.chapters for p in predicates(source)}

    @cached_property
    def _users(self) -> dict[str, list[Rule]]:
        """Rules by the chapters' own predicates that they use."""
        users: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in {part.name for part in rule.literals} & self.helpers:
                users.setdefault(name, []).append(rule)
        return users

    def dependents(self, id_: str) -> Dependents:
        """What depends on the words of an id, everything in the order of the chapters."""
        units = [unit.unit for unit in self.agreement.units.values() if unit.clause == id_]
        naming = [rule for rule in self.rules if _names(str(rule), id_)]
        citing = {unit for rule in naming for unit in self._citing(rule, id_)}
        stating = [
            rule for rule in self.rules if rule not in naming and self._units_of(_pattern(rule), rule) & {*units}
        ]
        rules = sorted((rule.place for rule in (*naming, *stating)), key=lambda place: (place.file, place.line))
        cited_by = [unit for unit in self.agreement.units if unit in citing and unit not in units]
        return Dependents(units, list(dict.fromkeys(map(str, rules))), cited_by)

    def _citing(self, rule: Rule, id_: str) -> set[str]:
        """Units for whose sake a rule names an id."""
        if rule.name in self.helpers:
            return self._carried(_pattern(rule))
        return self._units_of(_pattern(rule), rule) if any(_names(str(part), id_) for part in rule.body) else set()

    def _carried(self, start: Pattern) -> set[str]:
        """Units of the rules that use what matches a pattern, directly or through further chapter predicates."""
        found: set[str] = set()
        seen, waiting = {start}, [start]
        while waiting:
            pattern = waiting.pop()
            for rule in self._users.get(pattern[0], ()):
                for atom in (*rule.positive, *rule.negative):
                    bound = _bound(atom, pattern)
                    if bound is None:
                        continue
                    head = _pattern(rule, bound)
                    if head[0] not in self.helpers:
                        found |= self._units_of(head, rule)
                    elif head not in seen:
                        seen.add(head)
                        waiting.append(head)
        return found

    def _units_of(self, head: Pattern, rule: Rule) -> set[str]:
        """The units that a norm's rule is for: the one in its head, or those that facts of a chapter put there."""
        last = rule.head.atom.args[-1] if rule.head.atom.args else None
        if head[0] in self.helpers or last is None:
            return set()
        if head[1][-1] is not None:
            return {head[1][-1]}
        return {
            text
            for atom in rule.positive
            for at, arg in enumerate(atom.args)
            if arg == last and isinstance(last, Var)
            for text in self._stated.get((atom.name, at), ())
        }

    @cached_property
    def _stated(self) -> dict[tuple[str, int], set[str]]:
        """Texts that heads of the chapters' own predicates have at each place."""
        stated: dict[tuple[str, int], set[str]] = {}
        for rule in self.rules:
            if rule.name in self.helpers and '"' in str(rule.head):
                for at, arg in enumerate(rule.head.atom.args):
                    if isinstance(arg, str):
                        stated.setdefault((rule.name, at), set()).add(arg)
        return stated


def _names(text: str, id_: str) -> bool:
    return any(named.split("[")[0] == id_ for named in _NAMED.findall(text))


def _pattern(rule: Rule, bound: dict[Term, str] | None = None) -> Pattern:
    head = rule.head.atom
    return head.name, tuple(arg if isinstance(arg, str) else (bound or {}).get(arg) for arg in head.args)


def _bound(atom: Fn, pattern: Pattern) -> dict[Term, str] | None:
    """The variables of a condition that a pattern fixes; None if the two do not match."""
    name, texts = pattern
    if atom.name != name or len(atom.args) != len(texts):
        return None
    bound: dict[Term, str] = {}
    for arg, text in zip(atom.args, texts, strict=True):
        if text is None:
            continue
        if isinstance(arg, str) and arg != text:
            return None
        if isinstance(arg, Var):
            bound[arg] = text
    return bound
