"""One big case in parts: an organisation's members, judged each with what hangs on them and with what all share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..core.terms import Fact, Fn, Term
from ..graphs.networkx_graph import library
from .derived_lines import DerivedCases, SqlEngine
from .picture_lists import picture_lists
from .sql.cross_part import CrossPartSearch
from .sql.derivation import OPEN

BIG = 2_000
"""Facts of a case that is worth cutting."""
HUB = 20
"""Parties that are related to a party which is a hub; an organisation has so many members."""
_INDIVIDUALS = ("party", "event", "loss", "thing")


class CaseInParts(NamedTuple):
    """A case in parts.

    Attributes:
        shared: facts about hubs alone, which go into each part.
        parts: facts that hang together, of each part.
        inner: names of the individuals that lie in parts.
    """

    shared: list[Fact]
    parts: list[list[Fact]]
    inner: set[str]

    def stated(self) -> Iterator[list[Fact]]:
        """Yield all facts of each part."""
        return ([*self.shared, *part] for part in self.parts)


def cut(facts: Iterable[Fact], standing: Iterable[str]) -> CaseInParts:
    """Cut a case at its hubs: the standing parties, and parties to whom at least `HUB` others are related.

    What a fact names together hangs together, hubs apart; what hangs together and has no party in it is shared.
    """
    stated = list(facts)
    sorts = {name: fact.atom.name for fact in stated for name in _declared(fact)}
    hubs = set(standing) | _organisations(stated, sorts)
    graph = library().Graph()
    graph.add_nodes_from(name for name in sorts if name not in hubs)
    named = [[name for name in _named(fact.atom) if name in graph] for fact in stated]
    for names in named:
        library().add_path(graph, names)
    groups = library().connected_components(graph)
    peopled = [group for group in groups if any(sorts[name] == "party" for name in group)]
    part_of = {name: number for number, group in enumerate(peopled) for name in group}
    parts: dict[int, list[Fact]] = defaultdict(list)
    shared: list[Fact] = []
    for fact, names in zip(stated, named, strict=True):
        (parts[part_of[names[0]]] if names and names[0] in part_of else shared).append(fact)
    return CaseInParts(shared, list(parts.values()), set(part_of))


def across(engine: SqlEngine, derived: DerivedCases, parts: CaseInParts) -> str:
    """Why a case cannot be cut as it was: the rule that reaches across its parts; empty if none does."""
    shown = {OPEN}
    for listed in picture_lists(engine.agreement):
        shown |= {*listed.predicates, listed.certain}
    rule = CrossPartSearch(derived.derivation, parts.inner).crossing_rule(shown)
    return f"{rule.place} joins what lies in different parts: {rule}" if rule else ""


def _declared(fact: Fact) -> Iterator[str]:
    """Yield the individual that a fact declares, if it does."""
    (*_, arg) = fact.atom.args or (None,)
    if fact.holds and fact.atom.name in _INDIVIDUALS and isinstance(arg, Fn):
        yield arg.name


def _organisations(facts: Iterable[Fact], sorts: dict[str, str]) -> set[str]:
    """Parties to whom many others are related; `sorts` tells what each individual is."""
    related_to: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        names = [arg.name for arg in fact.atom.args if isinstance(arg, Fn) and sorts.get(arg.name) == "party"]
        if len(names) == len(fact.atom.args) == 2:
            related_to[names[1]].add(names[0])
    return {name for name, related in related_to.items() if len(related) >= HUB}


def _named(term: Term) -> Iterator[str]:
    """Yield the names in a term."""
    if isinstance(term, Fn):
        for arg in term.args:
            if isinstance(arg, Fn) and not arg.args:
                yield arg.name
            else:
                yield from _named(arg)
