"""One answer set of a case, to be looked things up in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ..core.terms import Fn, Term
from ..core.unification import Binding, has_variables, match, substitute
from .grounding import Grounding

FEW = 4
"""Atoms that are looked through rather than looked up."""


class World:
    """What holds in one answer set of a case.

    Args:
        ground: the case.
        true: ground literals that hold in the answer set, beside what is certain.
        leaves: atoms that need no proof: stated facts and what a choice has settled.
    """

    def __init__(self, ground: Grounding, true: Set[int], leaves: Set[Fn]) -> None:
        self._ground, self._true, self.leaves = ground, true, leaves
        self._extension: dict[tuple[str, int], dict[Fn, None]] = {}
        self._by_argument: dict[tuple[str, int, int], dict[Term, list[Fn]]] = {}

    def extension(self, name: str, arity: int) -> dict[Fn, None]:
        """Atoms of a predicate that hold, sorted by their text."""
        key = (name, arity)
        found = self._extension.get(key)
        if found is None:
            atoms = self._ground.atoms(name, arity)
            found = {a.term: None for a in atoms if not a.literal or a.literal in self._true}
            self._extension[key] = found
        return found

    def holds(self, atom: Fn) -> bool:
        """Whether an atom holds."""
        return atom in self.extension(atom.name, len(atom.args))

    def matching(self, pattern: Fn, binding: Binding) -> Iterator[tuple[Fn, Binding]]:
        """Yield the atoms that hold and fit a pattern under a binding, each with the binding as it extends it."""
        known = substitute(pattern, binding)
        assert isinstance(known, Fn)
        if not has_variables(known):  # no choice is left: look it up instead of looking through
            if self.holds(known):
                yield known, binding
            return
        for atom in self._candidates(known):
            further = dict(binding)
            if match(known, atom, further):
                yield atom, further

    def joined(
        self, atoms: Sequence[Fn], binding: Binding, found: tuple[Fn, ...] = ()
    ) -> Iterator[tuple[Binding, tuple[Fn, ...]]]:
        """Yield every way in which patterns hold together: the binding as they extend it, `found` with the atoms."""
        if len(found) == len(atoms):
            yield binding, found
            return
        for atom, further in self.matching(atoms[len(found)], binding):
            yield from self.joined(atoms, further, (*found, atom))

    def _candidates(self, pattern: Fn) -> Sequence[Fn] | dict[Fn, None]:
        """Atoms that may fit: those that share an argument without variables, the one that fewest share.

        The last argument is mostly the unit, and looked at first; where many share it, the others are as well.
        """
        arity = len(pattern.args)
        fewest: Sequence[Fn] | dict[Fn, None] = self.extension(pattern.name, arity)
        for at in reversed(range(arity)):
            if len(fewest) <= FEW:
                break
            if not has_variables(pattern.args[at]):
                sharing = self._sharing(pattern.name, arity, at).get(pattern.args[at], ())
                if len(sharing) < len(fewest):
                    fewest = sharing
        return fewest

    def _sharing(self, name: str, arity: int, at: int) -> dict[Term, list[Fn]]:
        """The atoms of a predicate that hold, by the argument at a place, in their order."""
        index = self._by_argument.get((name, arity, at))
        if index is None:
            index = self._by_argument[name, arity, at] = {}
            for atom in self.extension(name, arity):
                index.setdefault(atom.args[at], []).append(atom)
        return index
