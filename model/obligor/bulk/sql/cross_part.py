"""Whether what follows in parts of a case is what follows in the whole: no rule joins what lies in different parts.

A case is cut into parts that share some individuals, its hubs. By induction over how the whole is derived, each of its
atoms is about hubs and one part, and follows there, unless some rule has an instance across parts: conditions that hold
in different parts, tied together by hubs or by nothing. Rules are looked at one by one (`crossing_rule`):

- A rule's variables are sorted by what the derived tables have in their columns: hubs, what lies in parts, or both.
  Where both, both are tried.
- Variables that stand for what lies in parts lie in the same one if a condition of the rule names both.
- Where groups of them remain, an instance across parts needs conditions that hold for each group. The tables tell.
- If its head names each group, the atom so derived is itself across parts: a `mixed` predicate, like that one event is
  earlier than another. It does no harm, as long as no rule that uses it, and nothing that is told, rests on its ties.
- Else the atom is about one part and rests on another: the case cannot be cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations, count

from ...agreement.rules import Statement
from ...core.optional import extra
from ...core.terms import Fn, Term, Var
from ...graphs.networkx_graph import library
from .codes import TermCodes
from .derivation import Derivation
from .select import FamilySelect, RuleShape, Signature, families, nameless, signature, table, variables


class CrossPartSearch:
    """Looks for rules that reach across the parts of a case.

    Args:
        derivation: what follows in each part; all its cases are parts of one.
        inner: names of the individuals that lie in parts.
    """

    def __init__(self, derivation: Derivation, inner: set[str]) -> None:
        self._derivation, self._program = derivation, derivation.program
        self._kinds: dict[tuple[Signature, int], tuple[bool, bool]] = {}
        self._held: dict[str, bool] = {}
        numbers = extra("numpy", "bulk", "runs by SQL").array(list(_within(derivation.codes, inner)), dtype="int32")
        derivation.rows("CREATE TABLE inside AS SELECT t FROM source", None, {"t": numbers})

    def crossing_rule(self, shown: Collection[Signature]) -> Statement | None:
        """A rule that keeps the case from being cut, if one does; `shown` are predicates that are to be the same."""
        rules = [(_opened(rule), statement) for rule, statement in self._program.shapes if rule.positive]
        mixed: set[Signature] = set()
        while True:
            crossing: set[Signature] = set()
            for rule, statement in rules:
                if not self._possible(rule, mixed):
                    continue
                assert rule.head is not None
                ties = [self._across(rule, outside, mixed) for outside in self._hubs(rule, mixed)]
                hidden = any(signature(atom) in mixed and nameless(atom) for atom in rule.negative)
                if False in ties or hidden or (True in ties and signature(rule.head) in shown):
                    return statement
                if True in ties:
                    crossing.add(signature(rule.head))
            if crossing <= mixed:
                return None
            mixed |= crossing

    def _possible(self, rule: RuleShape, mixed: set[Signature]) -> bool:
        """Whether all conditions may hold; what is mixed may hold across parts alone."""
        conditions = map(signature, rule.positive)
        return all(predicate in mixed or self._derivation.count(predicate) for predicate in conditions)

    def _hubs(self, rule: RuleShape, mixed: set[Signature]) -> Iterator[frozenset[str]]:
        """Yield each choice of variables that stand for hubs, among those that may."""
        kinds = self._sorted(rule, mixed)
        both = [name for name, (inside, outside) in kinds.items() if inside and outside]
        never = {name for name, (inside, _) in kinds.items() if not inside}
        for chosen in chain.from_iterable(combinations(both, size) for size in range(len(both) + 1)):
            yield frozenset((*chosen, *never))

    def _across(self, rule: RuleShape, outside: frozenset[str], mixed: set[Signature]) -> bool | None:
        """Whether a rule has instances across parts when some variables stand for hubs.

        Returns:
            None if it has none; True if each derives an atom across parts; False if one derives an atom of one part.
        """
        ties = [set(variables(atom.args)) - outside for atom in rule.positive if signature(atom) not in mixed]
        names = set(variables(chain.from_iterable(atom.args for atom in rule.positive))) - outside
        groups = _groups(ties, names)
        if len(groups) < 2 or not all(self._holds(rule, group, outside) for group in groups):
            return None
        assert rule.head is not None
        return all(group & set(variables(rule.head.args)) for group in groups)

    def _holds(self, rule: RuleShape, group: set[str], outside: frozenset[str]) -> bool:
        """Whether the conditions on a group hold for something that lies in a part."""
        about = [atom for atom in rule.positive if set(variables(atom.args)) & group]
        about = [atom for atom in about if set(variables(atom.args)) <= group | outside]
        names = sorted(set(variables(chain.from_iterable(atom.args for atom in about))))
        if not about or not group & set(names):
            return True  # nothing but ties to other groups: taken to hold
        (family,) = families([RuleShape(Fn("held", tuple(map(Var, names))), tuple(about), (), ())])
        select = FamilySelect(family, self._derivation.codes, self._program.cased).text()
        tests = [f"a{at} {'IN' if name in group else 'NOT IN'} (SELECT t FROM inside)" for at, name in enumerate(names)]
        text = f"SELECT 1 FROM ({select}) WHERE {' AND '.join(tests)} LIMIT 1"
        if text not in self._held:
            self._held[text] = bool(self._derivation.rows(text))
        return self._held[text]

    def _sorted(self, rule: RuleShape, mixed: set[Signature]) -> dict[str, tuple[bool, bool]]:
        """For each variable whether it may stand for what lies in parts, and for anything else."""
        kinds: dict[str, tuple[bool, bool]] = {}
        for atom in rule.positive:
            for at, arg in enumerate(atom.args):
                shows = isinstance(arg, Var) and signature(atom) not in mixed
                kind = self._kind(signature(atom), at) if shows else (True, True)
                for name in variables([arg]):
                    inside, outside = kinds.get(name, (True, True))
                    kinds[name] = inside and kind[0], outside and kind[1]
        return kinds

    def _kind(self, predicate: Signature, at: int) -> tuple[bool, bool]:
        """Whether a column has what lies in parts, and whether it has anything else."""
        if (predicate, at) not in self._kinds:
            source = f"{table(predicate)} LEFT JOIN inside ON t = a{at}"
            text = f"SELECT bool_or(t IS NOT NULL), bool_or(t IS NULL) FROM {source}"
            ((inside, outside),) = self._derivation.rows(text)
            self._kinds[predicate, at] = bool(inside), bool(outside)
        return self._kinds[predicate, at]


def _opened(rule: RuleShape) -> RuleShape:
    """A rule in which each `_` of a condition is a variable of its own, since what it stands for lies somewhere too."""
    names = count()

    def opened(term: Term) -> Term:
        if isinstance(term, Fn):
            return Fn(term.name, tuple(map(opened, term.args)))
        return Var(f"_{next(names)}") if term == Var("_") else term

    return rule._replace(positive=tuple(Fn(atom.name, tuple(map(opened, atom.args))) for atom in rule.positive))


def _within(codes: TermCodes, inner: set[str]) -> Iterator[int]:
    """Yield the numbers of the terms that name an individual of a part."""
    for at in range(len(codes)):
        if _lies_in(codes.term(-1 - at), inner):
            yield -1 - at


def _lies_in(term: Term, inner: set[str]) -> bool:
    if not isinstance(term, Fn):
        return False
    return any(_lies_in(arg, inner) for arg in term.args) if term.args else term.name in inner


def _groups(ties: Sequence[set[str]], names: set[str]) -> list[set[str]]:
    """Variables in groups: each tie puts its own together.

    >>> sorted(map(sorted, _groups([{"P", "E"}, {"E", "L"}, {"F"}], {"P", "E", "L", "F"})))
    [['E', 'L', 'P'], ['F']]
    """
    graph = library().Graph()
    graph.add_nodes_from(names)
    for tie in ties:
        library().add_path(graph, tie)
    return list(library().connected_components(graph))
