"""The register: every unit derived, every unit that is cited registered, lettered in order, addressed to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ...agreement.package import Agreement
from ...agreement.register import Unit
from ...core.errors import Place, Problem, suggest
from ...core.terms import render
from ...solving import program
from .modalities import ids_in

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def findings(agreement: Agreement) -> Iterator[Problem]:
    """Yield what is wrong with the register of a package."""
    yield from _derived(agreement)
    yield from _lettered(agreement)
    yield from _addressed(agreement)
    yield from _readings(agreement)
    yield from _topics(agreement)


def _topics(agreement: Agreement) -> Iterator[Problem]:
    """Topics name units that are there."""
    for topic in agreement.topics.values():
        for unit in topic.units:
            if unit not in agreement.units:
                hint = suggest(unit, agreement.units) or "name a unit, with its letter"
                yield Problem(Place("topics.yaml"), f"{topic.name}: {unit} is not registered", hint)


def _derived(agreement: Agreement) -> Iterator[Problem]:
    cited: set[str] = set()
    concluded = {rule.unit for source in agreement.chapters for rule in source.rules}
    for source in agreement.chapters:
        for rule in source.rules:
            for part in (rule.head, *rule.literals):
                for id_ in ids_in(part.atom):
                    cited.add(id_)
                    if id_ not in agreement.units and id_ not in agreement.clauses:
                        hint = suggest(id_, agreement.units) or f"register it: `%*: {id_} obligation …`"
                        yield Problem(rule.place, f"{id_} is not registered", hint)
    for unit in agreement.units.values():
        if unit.creates_norm and unit.unit not in cited:
            hint = "write a rule that cites it, or register it as `none` with the reason (`why:`)"
            yield Problem(unit.place, f"no rule cites {unit.unit}", hint)
        if not unit.creates_norm and unit.unit in concluded:
            yield Problem(unit.place, f"{unit.unit} creates no norm, yet a rule concludes one", "give it its modality")


def _lettered(agreement: Agreement) -> Iterator[Problem]:
    """A clause's units are lettered from `[a]` on without gaps, and stand together in the order of their letters."""
    clauses: dict[str, list[Unit]] = {}
    for unit in agreement.units.values():
        if unit.creates_norm or unit.unit != unit.clause:
            clauses.setdefault(unit.clause, []).append(unit)
    for clause, units in clauses.items():
        for place, unit in zip(count(), units):
            wanted = f"{clause}[{_LETTERS[place]}]" if place < len(_LETTERS) else unit.unit
            if unit.unit != wanted:
                yield Problem(unit.place, f"{unit.unit} stands where {wanted} is due", "letter units from [a] on")
                break


def _addressed(agreement: Agreement) -> Iterator[Problem]:
    """Bearers are roles, parties that the agreement names, or what a predicate of one party says."""
    vocabulary = agreement.vocabulary
    defined = {
        name for name, group in agreement.predicates.items() if any(p.types == (("party",),) for p in group)
    }  # fmt: skip
    known = {*vocabulary.roles, *vocabulary.standing, *defined}
    for unit in agreement.units.values():
        for bearer in unit.bearers:
            if bearer not in known:
                hint = suggest(bearer, known) or f"write roles or parties: {', '.join(sorted(vocabulary.roles))}"
                yield Problem(unit.place, f"no such bearer: '{bearer}'", hint)
        if unit.creates_norm and not unit.bearers:
            yield Problem(unit.place, f"{unit.unit} names no bearer", "write them behind the modality")


def _readings(agreement: Agreement) -> Iterator[Problem]:
    """Rules turn on readings that are registered, and each unit with readings has a rule that turns on one."""
    offered = {unit.unit: [reading.name for reading in unit.readings] for unit in agreement.units.values()}
    names = {name for some in offered.values() for name in some}
    turned: set[str] = set()
    for rule in agreement.rules:
        for part in rule.literals:
            if part.name != program.READING:
                continue
            read, name = part.atom.args
            turned |= {read} if isinstance(read, str) else {unit for unit, some in offered.items() if str(name) in some}
            if str(name) not in (offered.get(read, ()) if isinstance(read, str) else names):
                hint = suggest(str(name), names) or "register it: `reading NAME: English | Chinese`"
                yield Problem(rule.place, f"{render(read)} has no reading '{name}'", hint)
    for unit in agreement.units.values():
        if unit.readings and unit.unit not in turned:
            hint = f'write `{program.READING}("{unit.unit}", {unit.readings[-1].name})` in a rule'
            yield Problem(unit.place, f"no rule turns on the readings of {unit.unit}", hint)
