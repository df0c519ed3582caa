"""The story of a proof: what a lawyer would tell of it, with the theory's steps folded into what they carry.

A story is a quotient of its proof. Some conclusions are told, each with what it rests on: other conclusions that are
told, facts, and exceptions that could apply and do not. Every other step is folded into the conclusions that rest on
it, so that each fact of the proof is told once, or stands in the background: who is who, and who is bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..agreement.rules import Rule
from ..core.clause_ids import covers
from ..core.terms import Fn
from ..core.unification import Binding, clash, renamed, resolve, unify
from ..scenario.scenario import WHOLE
from ..solving.case import Case
from .nearest import EVENT, persons
from .why import RULE, Proof

DEEDS = frozenset({"did", "done", "omitted"})
"""The theory's words for what somebody did or left undone: they say in a sentence what a scenario says of an event."""
_UNSAID = frozenset({*WHOLE.values(), "party", "standing", "within", "thing"})
"""Facts that say no more than that there is something."""
_LAYERS = 4
"""Rules of the theory that lie, at the most, between an exception and the unit that makes it."""


class Absence(NamedTuple):
    """An exception that could apply and does not, with the units that could make it."""

    atom: Fn
    units: tuple[str, ...]


class Told(NamedTuple):
    """A conclusion that is told.

    Attributes:
        atom: what is concluded.
        units: the units that say so.
        because: conclusions that are told in their turn, deeds and facts on which it rests, each where it is first met.
        absences: exceptions that could apply and do not.
    """

    atom: Fn
    units: tuple[str, ...]
    because: tuple[Fn, ...]
    absences: tuple[Absence, ...]


class Story(NamedTuple):
    """A story: what is told, the goals first; and the background, facts on who is who, with the units that use them."""

    told: tuple[Told, ...]
    background: tuple[Fn, ...]
    defining: tuple[str, ...]


def story(case: Case, proof: Proof) -> Story:
    """Tell a proof.

    Args:
        case: whose proof it is.
        proof: the proof.
    """
    return _Teller(case, proof).story()


class _Teller:
    def __init__(self, case: Case, proof: Proof) -> None:
        self.agreement, self.rules, self.proof = case.agreement, case.engine.rulebook, proof
        self._asked = {predicate.name for predicate in self.agreement.asked().values() if predicate.cites_unit}
        self._chapters = {source.path.name for source in self.agreement.chapters}
        words = self.agreement.vocabulary.facts.values()
        self._supposed = {word.name for word in words if word.more.get("assume") == "true"}
        self._supposed |= set(self.agreement.vocabulary.judgements)
        self._who = persons(self.agreement.vocabulary) | _UNSAID
        self._plain: dict[Fn, bool] = {}
        self._background: dict[Fn, None] = {}
        self._defining: dict[str, None] = {}

    def story(self) -> Story:
        found: dict[Fn, _Found] = {}
        todo = list(self.proof.goals)
        while todo:
            atom = todo.pop(0)
            if atom not in found:
                self._gather(atom, found.setdefault(atom, _Found()), {atom})
                todo += filter(self._is_told, found[atom].because)
        said: set[Fn] = set()  # a fact is told beside the last conclusion that rests on it
        told = []
        for atom in reversed(found):
            because = [one for one in dict.fromkeys(found[atom].because) if one not in said or self._is_told(one)]
            said |= set(because)
            told.append(Told(atom, self._unit(atom), tuple(because), self._absences(found[atom].absences, said)))
        saying = {unit for one in told for unit in one.units}
        units = [unit for unit in self.agreement.units if unit in self._defining.keys() - saying]
        return Story(tuple(_merged(reversed(told))), tuple(self._background), tuple(units))

    def _gather(self, atom: Fn, found: _Found, seen: set[Fn]) -> None:
        """Find what a conclusion rests on, through every step that is folded into it."""
        step = self.proof.nodes[atom].step
        for premise in step.premises:
            if premise in seen:
                continue
            seen.add(premise)
            if self._of_background(premise):
                self._note(premise)
            elif self.proof.nodes[premise].kind != RULE:
                if premise.name not in _UNSAID:
                    found.because.append(premise)
            elif self._is_told(premise):
                found.because.append(premise)
            elif premise.name in DEEDS and not self._says_again(premise):
                found.because.append(premise)
                self._deed(premise, found, seen)
            else:
                self._gather(premise, found, seen)
        found.absences += step.absences

    def _deed(self, atom: Fn, found: _Found, seen: set[Fn]) -> None:
        """What a deed rests on beside what its sentence says: that it counts as another, who acted for whom."""
        below = _Found()
        self._gather(atom, below, seen)
        event = atom.args[-1]
        found.because += [one for one in below.because if not (one.name in EVENT and one.args[0] == event)]
        found.absences += below.absences

    def _says_again(self, atom: Fn) -> bool:
        """Whether a deed is so as the same deed by another of these words."""
        return any(one.name in DEEDS and one.args == atom.args for one in self.proof.nodes[atom].step.premises)

    def _is_told(self, atom: Fn) -> bool:
        """Whether a step is a conclusion that is told: people ask for it, and a unit says it."""
        node = self.proof.nodes.get(atom)
        return node is not None and node.kind == RULE and atom.name in self._asked and not self._of_background(atom)

    def _of_background(self, atom: Fn) -> bool:
        """Whether all that a step rests on is who is who."""
        if atom not in self._plain:
            self._plain[atom] = False  # what rests on itself does not rest on who is who
            node = self.proof.nodes[atom]
            if node.kind == RULE:
                self._plain[atom] = bool(node.step.premises) and all(map(self._of_background, node.step.premises))
            else:
                self._plain[atom] = atom.name in self._who
        return self._plain[atom]

    def _note(self, atom: Fn) -> None:
        """Put a step into the background: the facts that it rests on, and the units that make something of them."""
        todo, seen = [atom], {atom}
        while todo:
            one = todo.pop()
            node = self.proof.nodes[one]
            if node.kind != RULE:
                if one.name not in _UNSAID:
                    self._background[one] = None
            elif node.step.rule is not None and self._in_chapter(node.step.rule):
                self._defining |= dict.fromkeys(self._unit(one))
            new = [premise for premise in node.step.premises if premise not in seen]
            seen |= set(new)
            todo += new

    def _unit(self, atom: Fn) -> tuple[str, ...]:
        last = atom.args[-1] if atom.args else None
        return (last,) if isinstance(last, str) and last in self.agreement.units else ()

    def _in_chapter(self, rule: Rule) -> bool:
        return rule.place.file in self._chapters

    # -- absences -------------------------------------------------------------------------------------------------

    def _absences(self, atoms: Iterable[Fn], mentioned: set[Fn]) -> tuple[Absence, ...]:
        """Exceptions that some unit could make, and what is supposed not to be so, each told once."""
        found = []
        for atom in (one for one in dict.fromkeys(atoms) if one not in mentioned):
            documented = self.agreement.predicates.get(atom.name, ())
            units: set[str] = set()
            if any("cause" in predicate.fields for predicate in documented):
                units = set(self._making(atom, _LAYERS))
            if units or atom.name in self._supposed:
                mentioned.add(atom)
                found.append(Absence(atom, tuple(unit for unit in self.agreement.units if unit in units)))
        return tuple(found)

    def _making(self, atom: Fn, layers: int) -> Iterator[str]:
        """The units of chapters whose rules could give an atom, over some layers of the theory's rules."""
        for rule in self.rules.concluding(atom):
            binding: Binding = {}
            mark = f"'{layers}"
            head = renamed(rule.head.atom, mark)
            assert isinstance(head, Fn)
            if clash(rule.head.atom, atom) or not unify(head, atom, binding):
                continue
            asked = [resolve(renamed(part, mark), binding) for part in rule.positive]
            if not all(isinstance(part, Fn) and _within(part) for part in asked):
                continue
            if self._in_chapter(rule):
                yield from self._unit(rule.head.atom)
            elif layers and asked and isinstance(asked[0], Fn) and asked[0].name in self.rules:
                yield from self._making(asked[0], layers - 1)  # the theory asks first for what a chapter says


def _within(part: Fn) -> bool:
    """Whether a unit belongs to a clause, where that is what is asked and both are known."""
    unit, clause = part.args if part.name == "within" else (None, None)
    return not (isinstance(unit, str) and isinstance(clause, str)) or covers(clause, unit)


class _Found:
    """What a conclusion rests on, as it is gathered."""

    def __init__(self) -> None:
        self.because: list[Fn] = []
        self.absences: list[Fn] = []


def _merged(told: Iterable[Told]) -> Iterator[Told]:
    """Conclusions that say the same by several units, as one."""
    merged: dict[Fn, Told] = {}
    for one in told:
        key = Fn(one.atom.name, one.atom.args[:-1]) if one.units else one.atom
        known = merged.get(key)
        merged[key] = one if known is None else Told(
            known.atom,
            (*known.units, *one.units),
            tuple(dict.fromkeys((*known.because, *one.because))),
            tuple(dict.fromkeys((*known.absences, *one.absences))),
        )  # fmt: skip
    yield from merged.values()
