"""Modalities: what a unit is registered as, and what its rules conclude, agree."""

from __future__ import annotations

from collections.abc import Iterator

from ...agreement.package import Agreement
from ...agreement.rules import Rule
from ...core.errors import Problem
from ...core.terms import Fn, Term

CONCLUDED = {
    "obligation": {"obligation", "violation"},
    "prohibition": {"prohibition", "violation"},
    "permission": {"permission"},
    "privilege": {"privilege"},
    "recommendation": {"recommendation"},
    "power": {"power"},
    "immunity": {"immunity"},
    "liability": {"liability", "recourse"},
    "assumption_of_risk": {"own_risk"},
    "condition": {"condition", "lifts", "excuses", "withheld", "acceptance"},
    "definition": {"definition", "attribution", "joins"},
    "priority": {"priority"},
}
"""What rules of a unit conclude, by its modality, in the theory's words; they may conclude other things beside it."""


def disagreements(agreement: Agreement) -> Iterator[Problem]:
    """Yield units whose rules conclude nothing of their modality."""
    concluded = _concluded(agreement)
    for unit in agreement.units.values():
        heads = concluded.get(unit.unit, set())
        if unit.creates_norm and heads and not heads & CONCLUDED[unit.modality]:
            fitting = [name for name, some in CONCLUDED.items() if heads & some]
            message = f"{unit.unit} is registered as {unit.modality}, and its rules conclude {_listed(heads)}"
            wanted = f"conclude {_listed(CONCLUDED[unit.modality], ' or ')}"
            hint = f"register it as {' or '.join(fitting)}, or {wanted}" if fitting else wanted
            yield Problem(unit.place, message, hint)


def _concluded(agreement: Agreement) -> dict[str, set[str]]:
    """By unit the theory's predicates that rules conclude for it, at once or by way of the chapters' own predicates."""
    stated = {name for heads in CONCLUDED.values() for name in heads}
    rules = [rule for source in agreement.chapters for rule in source.rules]
    using: dict[str, list[Rule]] = {}
    for rule in rules:
        for atom in rule.positive:
            using.setdefault(atom.name, []).append(rule)
    concluded: dict[str, set[str]] = {}
    for rule in rules:
        for id_ in ids_in(rule.head.atom):
            heads, seen, todo = concluded.setdefault(id_, set()), set[str](), [rule.name]
            while todo:
                name = todo.pop()
                if name in stated:
                    heads.add(name)
                elif name not in seen:
                    seen.add(name)
                    todo += [above.name for above in using.get(name, ()) if not above.unit]
    return concluded


def ids_in(term: Term) -> Iterator[str]:
    """Texts in a term: ids of units and clauses."""
    if isinstance(term, str):
        yield term
    elif isinstance(term, Fn):
        for arg in term.args:
            yield from ids_in(arg)


def _listed(names: set[str], between: str = ", ") -> str:
    return between.join(sorted(names))
