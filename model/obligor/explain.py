"""Proofs, built after the fact from an answer set and the rules as written.

For an atom that holds, a rule is sought whose head it matches and whose body holds in the same answer set; every
condition of that rule is then a premise, a negative one an absence. Nothing is added to the program for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import NamedTuple

from .solve import Grounding
from .syntax import Parsed, Rule
from .terms import Fn, Term, has_variables
from .vocabulary import match, substitute


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


_COMPARE: dict[str, Callable[[Term, Term], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: isinstance(a, int) and isinstance(b, int) and a < b,
    "<=": lambda a, b: isinstance(a, int) and isinstance(b, int) and a <= b,
    ">": lambda a, b: isinstance(a, int) and isinstance(b, int) and a > b,
    ">=": lambda a, b: isinstance(a, int) and isinstance(b, int) and a >= b,
}


class Prover:
    """Proves what holds in one answer set of a case.

    Args:
        rules: the rules to prove by.
        ground: the case.
        true: ground literals that hold in the answer set, beside what is certain.
        leaves: atoms that need no proof: stated facts and what a choice has settled.
    """

    def __init__(self, rules: Iterable[Rule], ground: Grounding, true: Set[int], leaves: Set[Fn]) -> None:
        self.ground, self.true, self.leaves = ground, true, leaves
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.head.name, []).append(rule)
        self._extension: dict[tuple[str, int], list[Fn]] = {}
        self._members: dict[tuple[str, int], frozenset[Fn]] = {}
        self._steps: dict[Fn, Step] = {}

    def extension(self, name: str, arity: int) -> list[Fn]:
        """Atoms of a predicate that hold, sorted."""
        key = (name, arity)
        if key not in self._extension:
            atoms = self.ground.atoms(name, arity)
            self._extension[key] = [a.term for a in atoms if not a.literal or a.literal in self.true]
        return self._extension[key]

    def holds(self, atom: Fn) -> bool:
        """Whether an atom holds."""
        key = (atom.name, len(atom.args))
        if key not in self._members:
            self._members[key] = frozenset(self.extension(*key))
        return atom in self._members[key]

    def proof(self, atom: Fn) -> dict[Fn, Step]:
        """Prove an atom that holds: a step for it and for everything it rests on, each once, acyclic."""
        if self._prove(atom, set()) is None:
            raise LookupError(f"{atom} has no proof")
        found: dict[Fn, Step] = {}
        todo = [atom]
        while todo:
            step = self._steps[todo.pop()]
            if step.atom not in found:
                found[step.atom] = step
                todo.extend(reversed(step.premises))
        return found

    def _prove(self, atom: Fn, above: set[Fn]) -> Step | None:
        if atom in self._steps:
            return self._steps[atom]
        if atom in self.leaves or atom.name not in self._rules:
            self._steps[atom] = Step(atom, None)
            return self._steps[atom]
        if atom in above:
            return None
        above.add(atom)
        try:
            for rule in self._rules[atom.name]:
                for step in self._derivations(atom, rule):
                    if all(self._prove(premise, above) for premise in step.premises):
                        self._steps[atom] = step
                        return step
        finally:
            above.discard(atom)
        return None

    def _derivations(self, atom: Fn, rule: Rule) -> Iterator[Step]:
        if rule.unit and atom.args and rule.unit != atom.args[-1]:
            return  # a rule of another unit; to see that takes no parsing
        parsed = rule.parsed
        binding: dict[str, Term] = {}
        if not match(parsed.head, atom, binding):
            return
        for full, premises in self._join(parsed, 0, binding, ()):
            negative = tuple(substitute(n, full) for n in parsed.negative)
            absences = tuple(n for n in negative if isinstance(n, Fn))
            if all(_COMPARE[sign](substitute(a, full), substitute(b, full)) for a, sign, b in parsed.tests):
                if not any(self._some(absent) for absent in absences):
                    yield Step(atom, rule, premises, absences)

    def _join(
        self, parsed: Parsed, at: int, binding: dict[str, Term], premises: tuple[Fn, ...]
    ) -> Iterator[tuple[dict[str, Term], tuple[Fn, ...]]]:
        if at == len(parsed.positive):
            yield binding, premises
            return
        pattern = substitute(parsed.positive[at], binding)
        assert isinstance(pattern, Fn)
        if not has_variables(pattern):  # no choice is left: look it up instead of looking through
            if self.holds(pattern):
                yield from self._join(parsed, at + 1, binding, (*premises, pattern))
            return
        for atom in self.extension(pattern.name, len(pattern.args)):
            further = dict(binding)
            if match(pattern, atom, further):
                yield from self._join(parsed, at + 1, further, (*premises, atom))

    def _some(self, pattern: Fn) -> bool:
        return any(match(pattern, atom, {}) for atom in self.extension(pattern.name, len(pattern.args)))
