"""Many cases in one grounding: the lifted program, and a view of it for each case.

A view answers like a case grounded alone, so that whatever asks a case need not know how it was grounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cached_property
from itertools import count

from ..agreement.rules import Condition, Literal, Statement
from ..core.terms import Fn, Term, Var
from .case import Case
from .engine import Engine
from .grounding import Atom, Ground, Grounding, GroundRule
from .statements import lifted

CHUNK = 150
"""Cases in one grounding: larger ones fall out of the cache (measured optimum between 100 and 1,000)."""


class Common:
    """Several cases grounded together, sorted out by case as their atoms are asked for.

    Args:
        engine: the agreement's programs.
        cases: what to ground.
        timing: whether with choices on order and pace.
        extra: program text to ground with them.
        observe: see `Ground`.
    """

    def __init__(
        self, engine: Engine, cases: Sequence[Case], timing: bool, extra: str = "", observe: bool = True
    ) -> None:
        self.names = [Fn(f"k{number}") for number in range(len(cases))]
        lines = [engine.lifted[timing], extra]
        for name, case in zip(self.names, cases, strict=True):
            lines.append(str(Statement(Literal(Fn("case", (name,))))))
            own = [*case.statements(), *map(_looked_for, case.patterns, count())]
            lines += [str(lifted(one, name, engine.fixed, guard=False)) for one in own]
        self.ground = Ground(["\n".join(lines)], [(name, arity + 1) for name, arity in engine.open_], observe)
        self.fixed = engine.fixed
        self._atoms: dict[tuple[str, int, bool], dict[Fn, list[Atom]]] = {}
        self._choices: dict[Fn, dict[int, Fn]] | None = None

    def atoms(self, case: Fn, name: str, arity: int, positive: bool) -> list[Atom]:
        """The possible atoms of a predicate in one case, without the case argument."""
        if name in self.fixed:
            return self.ground.atoms(name, arity, positive)
        key = (name, arity, positive)
        if key not in self._atoms:
            found: dict[Fn, list[Atom]] = {}
            for atom in self.ground.atoms(name, arity + 1, positive):
                owner, *args = atom.term.args
                assert isinstance(owner, Fn)
                found.setdefault(owner, []).append(Atom(Fn(name, tuple(args)), atom.literal))
            self._atoms[key] = found
        return self._atoms[key].get(case, [])

    @cached_property
    def found(self) -> dict[tuple[Fn, int], list[Atom]]:
        """By case and number of a pattern what was found of it, sorted by its text."""
        found: dict[tuple[Fn, int], list[Atom]] = {}
        for atom in self.ground.atoms("found", 3):
            owner, number, term = atom.term.args
            assert isinstance(owner, Fn)
            assert isinstance(number, int)
            assert isinstance(term, Fn)
            found.setdefault((owner, number), []).append(Atom(term, atom.literal))
        return found

    @cached_property
    def rules(self) -> dict[Fn, list[GroundRule]]:
        """The ground rules by the case that they belong to, which is that of any atom in them."""
        owners = self.ground.owners()
        found: dict[Fn, list[GroundRule]] = {}
        for rule in self.ground.rules:
            owner = next((owners[abs(lit)] for lit in (*rule.head, *rule.body) if abs(lit) in owners), None)
            if owner is not None:
                found.setdefault(owner, []).append(rule)
        return found

    def choices(self, case: Fn) -> dict[int, Fn]:
        """The open atoms of one case."""
        if self._choices is None:
            self._choices = {}
            for number, term in self.ground.choices.items():
                owner, *args = term.args
                assert isinstance(owner, Fn)
                self._choices.setdefault(owner, {})[number] = Fn(term.name, tuple(args))
        return self._choices.get(case, {})


class View(Grounding):
    """One case of a common grounding; what its questions look for has been found in the grounding itself."""

    def __init__(self, common: Common, name: Fn, patterns: Iterable[Fn]) -> None:
        self._common, self._name = common, name
        self._patterns = {pattern: number for number, pattern in enumerate(patterns)}

    def matching(self, pattern: Fn) -> list[Atom]:
        """See `Grounding.matching`."""
        if pattern in self._patterns:
            return self._common.found.get((self._name, self._patterns[pattern]), [])
        return super().matching(pattern)

    @property
    def rules(self) -> list[GroundRule]:
        """See `Grounding.rules`: those of this case, not of the others."""
        return self._common.rules.get(self._name, [])

    def atoms(self, name: str, arity: int, positive: bool = True) -> list[Atom]:
        """See `Grounding.atoms`."""
        return self._common.atoms(self._name, name, arity, positive)

    @property
    def choices(self) -> dict[int, Fn]:
        """See `Grounding.choices`."""
        return self._common.choices(self._name)

    def cone(self, literals: Iterable[int], free: Set[int] = frozenset()) -> list[GroundRule]:
        """See `Grounding.cone`."""
        return self._common.ground.cone(literals, free)


def _looked_for(pattern: Fn, number: int) -> Statement:
    """The rule that finds what fits a question's pattern; as much as this saves of what would have to be read."""
    body: list[Condition] = []
    names = count()

    def opened(term: Term) -> Term:
        if isinstance(term, Fn):
            return Fn(term.name, tuple(map(opened, term.args)))
        if isinstance(term, Var):
            return Var(f"V{next(names)}" if term.name == "_" else f"N{term.name}")
        if isinstance(term, str):
            unit = Var(f"V{next(names)}")
            body.append(Literal(Fn("within", (unit, term))))
            return unit
        return term

    atom = opened(pattern)
    assert isinstance(atom, Fn)
    return Statement(Literal(Fn("found", (number, atom))), (Literal(atom), *body))


def ground_together(engine: Engine, cases: Sequence[Case], chunk: int = CHUNK, observe: bool = True) -> None:
    """Ground cases in common, a chunk at a time; what their questions mention has to be known to them before.

    Cases in which order or pace could matter are grounded a second time, with choices on them. `observe` is false where
    everything is expected to be certain (see `Ground`).
    """
    for start in range(0, len(cases), chunk):
        part = cases[start : start + chunk]
        late = _take(engine, part, False, observe)
        if late:
            _take(engine, late, True, True)


def _take(engine: Engine, cases: Sequence[Case], timing: bool, observe: bool) -> list[Case]:
    common = Common(engine, cases, timing, observe=observe)
    again = []
    for name, case in zip(common.names, cases, strict=True):
        view = View(common, name, case.patterns)
        if not timing and case.timed(view):
            again.append(case)
        else:
            case.take(view)
    return again
