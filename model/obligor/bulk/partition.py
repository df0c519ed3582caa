"""One big case in parts: an organisation's members, judged each with what hangs on them and with what all share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..core.terms import Fact, Fn, Term
from ..graphs.networkx_graph import library
from .columns import listed, related, shown
from .derived_lines import Derived, Rules
from .sql.cross_part import Crossing
from .sql.derivation import OPEN

BIG = 2_000
"""Facts of a case that is worth cutting."""
HUB = 20
"""Parties that are related to a party which is a hub; an organisation has so many members."""
_INDIVIDUALS = ("party", "event", "loss", "thing")


class Cut(NamedTuple):
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


def cut(facts: Iterable[Fact], standing: Iterable[str]) -> Cut:
    """Cut a case at its hubs: the standing parties, and parties to whom at least `HUB` others are related.

    What a fact names together hangs together, hubs apart; what hangs together and has no party in it is shared.
    """
    stated = list(facts)
    individuals = {name: fact.atom.name for fact in stated for name in _declared(fact)}
    hubs = set(standing) | _organisations(stated, individuals)
    graph = library().Graph()
    graph.add_nodes_from(name for name in individuals if name not in hubs)
    named = [[name for name in _named(fact.atom) if name in graph] for fact in stated]
    for names in named:
        library().add_path(graph, names)
    whole = library().connected_components(graph)
    peopled = [group for group in whole if any(individuals[name] == "party" for name in group)]
    owner = {name: at for at, group in enumerate(peopled) for name in group}
    parts: dict[int, list[Fact]] = defaultdict(list)
    shared: list[Fact] = []
    for fact, names in zip(stated, named, strict=True):
        (parts[owner[names[0]]] if names and names[0] in owner else shared).append(fact)
    return Cut(shared, list(parts.values()), set(owner))


def across(rules: Rules, derived: Derived, cut: Cut) -> str:
    """Why a case cannot be cut as it was: the rule that reaches across its parts; empty if none does."""
    told = [OPEN]
    for predicate in listed(rules.agreement).values():
        names = {predicate.name, shown(predicate), related(predicate, "may")} - {""}
        told += [(name, len(predicate.roles)) for name in names]
    rule = Crossing(derived.derivation, cut.inner).rule(told)
    return f"{rule.place} joins what lies in different parts: {rule}" if rule else ""


def _declared(fact: Fact) -> Iterator[str]:
    (*_, arg) = fact.atom.args or (None,)
    if fact.holds and fact.atom.name in _INDIVIDUALS and isinstance(arg, Fn):
        yield arg.name


def _organisations(facts: Iterable[Fact], individuals: dict[str, str]) -> set[str]:
    """Parties to whom many others are related."""
    related_to: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        names = [arg.name for arg in fact.atom.args if isinstance(arg, Fn) and individuals.get(arg.name) == "party"]
        if len(names) == len(fact.atom.args) == 2:
            related_to[names[1]].add(names[0])
    return {name for name, others in related_to.items() if len(others) >= HUB}


def _named(term: Term) -> Iterator[str]:
    """Yield the names in a term."""
    if isinstance(term, Fn):
        for arg in term.args:
            if isinstance(arg, Fn) and not arg.args:
                yield arg.name
            else:
                yield from _named(arg)
