"""Asking clingo: brave calls over a grounded case, and a twin of it to see what an answer turns on.

What is undetermined is small, so a question costs a solver over the rules that it depends on, and two copies of them
that differ in one settled thing answer "what would flip it".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from .grounding import Grounding, Query
from .solver import Solver
from .verdicts import apart, opened, unconditional


class Completions:
    """Answer sets of a case, one at a time, in which something wanted holds.

    Args:
        ground: the case.
        queries: questions whose values can be wanted.
        about: ground literals, if what they depend on is all that is to be told; else whole answer sets are.

    Attributes:
        open: the open atoms that are settled in what is told, as ground literals.
    """

    def __init__(self, ground: Grounding, queries: Sequence[Query] = (), about: Collection[int] | None = None) -> None:
        builder = self._builder = Solver()
        if about is None:
            rules = ground.cone(head for rule in ground.rules for head in rule.head)
            self.open = tuple(ground.choices)
        else:
            rules = ground.cone(about, unconditional(ground))
            here = opened(rules)
            self.open = tuple(atom for atom in ground.choices if atom in here)
        self._switch = {atom: builder.atom() for atom in self.open}
        builder.rule(list(self._switch.values()), [], choice=True)
        self._renamed = builder.copy(rules, self._switch)
        self._numbers = {lit: self._renamed(lit) for rule in rules for lit in rule.head}
        for atom in self.open:
            self._numbers.setdefault(atom, self._renamed(atom))
        self._values = [builder.values(query, self._renamed) for query in queries]
        builder.close()

    def exclude(self, settled: Iterable[tuple[int, bool]]) -> None:
        """Leave out, from now on, the completions in which all of these open atoms are as given.

        The atoms themselves count: where a reading is not contested, it makes no difference how it would be settled.
        """
        with self._builder.control.backend() as backend:
            body = [self._numbers[atom] if sign else -self._numbers[atom] for atom, sign in settled]
            backend.add_rule([], body)

    def find(
        self,
        literals: Collection[int] = (),
        fixed: Iterable[tuple[int, bool]] = (),
        value: tuple[int, str] | None = None,
    ) -> set[int] | None:
        """The true ground literals of an answer set, or None if there is none.

        Args:
            literals: ground literals that have to hold.
            fixed: open atoms that have to be as given; others than those of `open` are no matter.
            value: a query, by place, and the value that it has to have.
        """
        wanted = [self._numbers[lit] for lit in literals if lit in self._numbers]
        if len(wanted) < len(set(literals)):
            return None
        wanted += [self._switch[atom] if sign else -self._switch[atom] for atom, sign in fixed if atom in self._switch]
        if value is not None:
            at, name = value
            if name not in self._values[at]:
                return None
            wanted.append(self._values[at][name])
        with self._builder.control.solve(assumptions=wanted, yield_=True) as handle:
            model = handle.model()
            return None if model is None else {lit for lit, n in self._numbers.items() if model.is_true(n)}


def witness(ground: Grounding, literals: Sequence[int], fixed: Collection[tuple[int, bool]] = ()) -> Iterator[set[int]]:
    """Yield, for as long as some of `literals` has not been true in one, an answer set as its true ground literals.

    Every literal that can be true is true in at least one of the sets yielded. Where many parts of a case are open that
    do not hang together (see `verdicts.apart`), each set is put together of what solvers of the parts find, as far as
    they agree on the open atoms that they share; of a part that has nothing to show any more there is nothing in it.
    """
    wanted = sorted({lit for lit in literals if lit > 0})
    groups = [[wanted[at] for at in group] for group in apart(ground, [Query((lit,)) for lit in wanted])]
    parts = [_Part(Completions(ground, about=group if len(groups) > 1 else None), group) for group in groups]
    while parts:
        true: set[int] = set()
        settled = dict(fixed)
        for part in parts:
            found = part.find(settled, fixed)
            true |= found
            if found:
                settled |= {atom: atom in found for atom in part.completions.open}
        if true:
            yield true
        for part in parts:
            part.todo = [lit for lit in part.todo if lit not in true]
        parts = [part for part in parts if part.todo]


class _Part:
    """A part of a case, with the literals that have not been true yet."""

    def __init__(self, completions: Completions, todo: list[int]) -> None:
        self.completions, self.todo = completions, todo

    def find(self, settled: Mapping[int, bool], fixed: Collection[tuple[int, bool]]) -> set[int]:
        """An answer set in which the first of the literals is true; empty if there is none with what is `settled`.

        One that is true in none at all with what is `fixed` is wanted no longer.
        """
        while self.todo:
            found = self.completions.find(self.todo[:1], settled.items())
            if found is not None:
                return found
            if len(settled) > len(fixed) and self.completions.find(self.todo[:1], fixed) is not None:
                break  # there will be one when other parts have nothing to show any more
            self.todo.pop(0)
        return set()
