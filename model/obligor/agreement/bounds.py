"""What rules would ground to, seen before anything is: terms that end, a size that is known.

Two things are refused of a package whose rules come from a folder. Rules in a circle that conclude ever deeper terms,
since then there is no end: each argument has to have a rank (as in the argument-restricted programs of Lierler and
Lifschitz 2009). And a rule that joins so many of a package's own facts that there would be more than `MOST_INSTANCES`
of it; how many facts a scenario brings is bounded elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.errors import ModelError
from ..core.terms import Fn, Term, Var
from .rules import Rule, variables

MOST_INSTANCES = 1_000_000
DEEPEST = 40
"""The rank of an argument beyond which there is no end of it."""
Argument = tuple[str, int]
"""A predicate, and which of its arguments."""


def see_that_grounding_ends(chapters: Sequence[Rule], theory: Sequence[Rule]) -> None:
    """Look the rules of a package over.

    Args:
        chapters: the package's own rules.
        theory: those that it is read with.

    Raises:
        ModelError: if there is no telling that grounding them ends soon; the message names file and line.
    """
    if growing := _growing(chapters, theory):
        raise ModelError(f"{growing.place}: no end of it: in a circle it concludes ever deeper terms: '{growing.head}'")
    sizes = _sizes(chapters, {rule.name for rule in theory})
    for rule in chapters:
        if (size := _instances(rule, sizes)) > MOST_INSTANCES:
            raise ModelError(f"{rule.place}: too large: up to {_told(size)} instances of '{rule.head}'")


def _depths(atom: Fn) -> Iterator[tuple[str, Argument, int]]:
    """Each variable of an atom, in which argument it stands and how deep in that."""

    def within(term: Term, depth: int) -> Iterator[tuple[str, int]]:
        if isinstance(term, Var):
            yield term.name, depth
        elif isinstance(term, Fn):
            for arg in term.args:
                yield from within(arg, depth + 1)

    for place, arg in enumerate(atom.args):
        for name, depth in within(arg, 0):
            yield name, (atom.name, place), depth


def _growing(chapters: Sequence[Rule], theory: Sequence[Rule]) -> Rule | None:
    """A chapter's rule by which the rank of an argument, its greatest depth, has no bound; None if all have one.

    What a rule puts into an argument of its head is no deeper than where it takes that from, wherever it may take it.
    """
    put: list[tuple[Rule, Argument, list[tuple[Argument, int]]]] = []
    for rule in (*theory, *chapters):
        taken: dict[str, list[tuple[Argument, int]]] = {}
        for atom in rule.positive:
            for name, argument, depth in _depths(atom):
                taken.setdefault(name, []).append((argument, depth))
        for part in rule.comparisons:
            if part.sign == "=" and isinstance(part.left, Var) and isinstance(part.right, Var):
                one, other = part.left.name, part.right.name
                taken[one] = taken[other] = [*taken.get(one, []), *taken.get(other, [])]
        for name, argument, depth in _depths(rule.head.atom):
            if name in taken:
                put.append((rule, argument, [(where, depth - there) for where, there in taken[name]]))
    own = set(map(id, chapters))
    ranks: dict[Argument, int] = {}
    last: Rule | None = None
    changed = True
    while changed:
        changed = False
        for rule, argument, sources in put:
            rank = min(ranks.get(where, 0) + more for where, more in sources)
            if rank > ranks.get(argument, 0):
                ranks[argument], changed = rank, True
                last = rule if id(rule) in own else last
                if rank > DEEPEST:
                    return last or chapters[0]
    return None


def _sizes(chapters: Sequence[Rule], others: set[str]) -> dict[str, int]:
    """How many atoms there are at the most of each predicate that follows from a package's own facts alone."""
    by_name: dict[str, list[Rule]] = {}
    for rule in chapters:
        by_name.setdefault(rule.name, []).append(rule)
    sizes: dict[str, int] = {}
    waiting = {name for name in by_name if name not in others}
    while ready := {
        name for name in waiting if all(atom.name in sizes for rule in by_name[name] for atom in rule.positive)
    }:
        for name in ready:
            sizes[name] = sum(_instances(rule, sizes) for rule in by_name[name])
        waiting -= ready
    return sizes


def _instances(rule: Rule, sizes: dict[str, int]) -> int:
    """How many instances of a rule a package's own facts make, at the most."""
    size, known = 1, set[str]()
    for atom in rule.positive:
        if atom.name in sizes and (new := variables(atom) - known):
            size *= max(sizes[atom.name], 1)
            known |= new
    return size


def _told(size: int) -> str:
    return f"{size:,}" if size < 10**15 else f"10^{len(str(size)) - 1}"
