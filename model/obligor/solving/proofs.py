"""Proofs, built after the fact from an answer set and the rules as written.

For an atom that holds, a rule is sought whose head it matches and whose body holds in the same answer set; every
condition of that rule is then a premise, a negative one an absence. Nothing is added to the program for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..agreement.rules import Rule
from ..core.terms import Fn, Term
from ..core.unification import Binding, match, substitute
from .answer_set import World


class Step(NamedTuple):
    """One step of a proof.

    Attributes:
        atom: what is concluded.
        rule: the rule that gives it; None for a leaf: a stated fact, an assumption of the case, the register.
        premises: atoms that the rule rests on.
        absences: atoms whose absence it rests on (variables left open mean: none at all).
    """

    atom: Fn
    rule: Rule | None
    premises: tuple[Fn, ...] = ()
    absences: tuple[Fn, ...] = ()


COMPARE: dict[str, Callable[[Term, Term], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: isinstance(a, int) and isinstance(b, int) and a < b,
    "<=": lambda a, b: isinstance(a, int) and isinstance(b, int) and a <= b,
    ">": lambda a, b: isinstance(a, int) and isinstance(b, int) and a > b,
    ">=": lambda a, b: isinstance(a, int) and isinstance(b, int) and a >= b,
}


class Rulebook:
    """Rules by what they conclude, and by what they ask for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = list(rules)
        self._of: dict[str, list[Rule]] = {}
        for rule in self.rules:
            self._of.setdefault(rule.name, []).append(rule)
        self._citing: dict[tuple[str, str], list[Rule]] = {}
        self._asking: dict[str, list[tuple[Rule, Fn]]] = {}

    def __contains__(self, name: str) -> bool:
        """Whether any rule concludes an atom of that name."""
        return name in self._of

    def asking(self, name: str) -> list[tuple[Rule, Fn]]:
        """The rules that ask for an atom of a predicate or its absence, each with the atom that it asks for."""
        if name not in self._asking:
            rules = self._speaking.get(name, ())
            self._asking[name] = [
                (rule, part.atom) for rule in rules for part in rule.literals if part.atom.name == name
            ]
        return self._asking[name]

    @cached_property
    def _speaking(self) -> dict[str, list[Rule]]:
        """By each word the rules in which it stands: only these are looked into for who asks for a predicate."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for word in rule.words:
                found.setdefault(word, []).append(rule)
        return found

    def concluding(self, atom: Fn) -> list[Rule]:
        """The rules whose head may match an atom; one that cites another unit than the atom's last argument cannot."""
        unit = atom.args[-1] if atom.args else ""
        if not isinstance(unit, str):
            return self._of.get(atom.name, [])
        key = (atom.name, unit)
        if key not in self._citing:
            self._citing[key] = [rule for rule in self._of.get(atom.name, ()) if rule.unit in ("", unit)]
        return self._citing[key]


class Prover:
    """Proves what holds in one answer set of a case; what was proved once is kept.

    Args:
        rules: the rules to prove by.
        world: the answer set.
    """

    def __init__(self, rules: Rulebook, world: World) -> None:
        self.rules, self.world = rules, world
        self._steps: dict[Fn, Step] = {}

    def proof(self, atom: Fn) -> dict[Fn, Step]:
        """Prove an atom that holds: a step for it and for everything it rests on, each once, acyclic.

        Raises:
            LookupError: if it does not hold.
        """
        if not self.world.holds(atom):
            raise LookupError(f"{atom} does not hold")
        if not self._descend(atom):
            self._settle(atom)
        found: dict[Fn, Step] = {}
        todo = [atom]
        while todo:
            step = self._steps[todo.pop()]
            if step.atom not in found:
                found[step.atom] = step
                todo.extend(reversed(step.premises))
        return found

    def derivations(self, atom: Fn) -> Iterator[Step]:
        """Yield every way in which a rule, or the case itself, gives an atom; other steps' proofs are not looked at."""
        if atom in self.world.leaves or atom.name not in self.rules:
            yield Step(atom, None)
            return
        for rule in self.rules.concluding(atom):
            binding: Binding = {}
            if match(rule.head.atom, atom, binding):
                for full, premises in self.world.joined(rule.positive, binding):
                    absences = _absent(rule, full)
                    if compares(rule, full) and not any(self._some(pattern) for pattern in absences):
                        yield Step(atom, rule, premises, absences)

    def _descend(self, goal: Fn) -> bool:
        """Take the first way to each atom, depth first; False where that goes in a circle."""
        path = [goal]
        first: dict[Fn, Step] = {}  # of the atoms that are being proved
        while path:
            atom = path[-1]
            if atom in self._steps:
                path.pop()
                continue
            if atom in first:  # its premises are proved by now
                self._steps[atom] = first[atom]
                path.pop()
                continue
            step = next(self.derivations(atom), None)
            if step is None:
                raise LookupError(f"{atom} holds without a rule that gives it")
            first[atom] = step
            for premise in reversed(step.premises):
                if premise not in self._steps:
                    if premise in first:
                        return False
                    path.append(premise)
        return True

    def _settle(self, goal: Fn) -> None:
        """Work out every way to everything below an atom, then prove from the leaves upwards (Dowling and Gallier)."""
        waiting: dict[Fn, list[tuple[Step, set[Fn]]]] = {}
        proved: list[Fn] = []
        todo, seen = [goal], set()
        while todo:
            atom = todo.pop()
            if atom in seen:
                continue
            seen.add(atom)
            if atom in self._steps:
                proved.append(atom)
                continue
            for step in self.derivations(atom):
                lacking = set(step.premises)
                for premise in lacking:
                    waiting.setdefault(premise, []).append((step, lacking))
                todo.extend(step.premises)
                if not lacking and atom not in self._steps:
                    self._steps[atom] = step
                    proved.append(atom)
        while proved:
            atom = proved.pop()
            for step, lacking in waiting.get(atom, ()):
                lacking.discard(atom)
                if not lacking and step.atom not in self._steps:
                    self._steps[step.atom] = step
                    proved.append(step.atom)

    def _some(self, pattern: Fn) -> bool:
        return next(self.world.matching(pattern, {}), None) is not None


def compares(rule: Rule, binding: Binding) -> bool:
    """Whether a rule's comparisons hold under a binding of its variables."""
    return all(COMPARE[sign](substitute(a, binding), substitute(b, binding)) for a, sign, b in rule.comparisons)


def _absent(rule: Rule, binding: Binding) -> tuple[Fn, ...]:
    absent = tuple([substitute(pattern, binding) for pattern in rule.negative])
    return tuple(pattern for pattern in absent if isinstance(pattern, Fn))
