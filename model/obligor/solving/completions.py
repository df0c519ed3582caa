"""Asking clingo: brave calls over a grounded case, and a twin of it to see what an answer turns on.

What is undetermined is small, so a question costs a solver over the rules that it depends on, and two copies of them
that differ in one settled thing answer "what would flip it".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from .grounding import Grounding, Query
from .solver import Solver


class Completions:
    """Whole answer sets of a case, one at a time, in which something wanted holds.

    Args:
        ground: the case.
        queries: questions whose values can be wanted.
    """

    def __init__(self, ground: Grounding, queries: Sequence[Query] = ()) -> None:
        builder = self._builder = Solver()
        self._switch = {atom: builder.atom() for atom in ground.choices}
        builder.rule(list(self._switch.values()), [], choice=True)
        rules = ground.cone(head for rule in ground.rules for head in rule.head)
        self._renamed = builder.copy(rules, self._switch)
        self._numbers = {lit: self._renamed(lit) for rule in rules for lit in rule.head}
        for atom in ground.choices:
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
            fixed: open atoms that have to be as given.
            value: a query, by place, and the value that it has to have.
        """
        wanted = [self._numbers[lit] for lit in literals if lit in self._numbers]
        if len(wanted) < len(set(literals)):
            return None
        wanted += [self._switch[atom] if sign else -self._switch[atom] for atom, sign in fixed]
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

    Every literal that can be true is true in at least one of the sets yielded.
    """
    todo = sorted({lit for lit in literals if lit > 0})
    completions = Completions(ground) if todo else None
    while completions and todo:
        true = completions.find([todo[0]], fixed)
        if true is None:
            todo.pop(0)
            continue
        yield true
        todo = [lit for lit in todo if lit not in true]
