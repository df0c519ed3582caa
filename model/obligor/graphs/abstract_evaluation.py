"""What rules can conclude at all, and what that can rest on: an abstract evaluation of the rules, without a case.

Goals are evaluated top-down over shapes and kept (as in tabled logic programming); negation is left out, so that what
comes out is never too little. The facts of a case take every shape that the vocabulary's types admit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..agreement.package import Agreement
from ..agreement.rules import Rule
from ..core.clause_ids import parts_of
from ..core.terms import Fn, Term, Var
from .abstract_values import IMPOSSIBLE, Env, TermShape, TermShapes, admits, join, meet, narrow, shape_of, words
from .head_index import HeadIndex

OMISSION = "omits"
"""Word of the shape of an event in which something was left undone."""


class ConditionLink(NamedTuple):
    """A condition that a conclusion can rest on.

    Attributes:
        atom, shapes: the condition, and what its arguments can be.
        positive: whether it helps; a condition of an exception hinders.
        rule: in which rule it stands.
        owner: the first rule passed that `owns` admits; None if there was none.
    """

    atom: Fn
    shapes: TermShapes
    positive: bool
    rule: Rule
    owner: Rule | None


class PossibleConclusions:
    """What a set of rules can conclude.

    Args:
        agreement: whose vocabulary types the facts.
        rules: the rules.
    """

    def __init__(self, agreement: Agreement, rules: Sequence[Rule]) -> None:
        self.agreement, vocabulary = agreement, agreement.vocabulary
        concluding: dict[tuple[str, int], list[Rule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.unit):
            concluding.setdefault((rule.name, len(rule.head.atom.args)), []).append(rule)
        self._rules = {key: HeadIndex(of) for key, of in concluding.items()}
        self.parties = words([*vocabulary.roles, *vocabulary.standing])
        self._known: dict[tuple[str, TermShapes], TermShapes | None] = {}
        self.acts = self._acts()
        documented = [predicate for group in agreement.predicates.values() for predicate in group]
        self._engine = {predicate.name for predicate in documented if "engine" in predicate.fields} | {"fixed"}
        self._parts_of = {unit.unit: parts_of(unit.unit) for unit in agreement.units.values() if unit.creates_norm}
        related: dict[str, Callable[[TermShapes], TermShapes | None]] = {
            "act": lambda given: _alike(given),
            "kind": lambda given: _alike(given),
            OMISSION: self._omission,
            "standing": lambda given: _first(given, words(vocabulary.standing)),
            "within": self._units,
        }
        for role in vocabulary.roles:
            related[role] = lambda given, role=role: _first(given, words([role]))  # type: ignore[misc]
        for relation in vocabulary.words["relations"]:  # its first party is there in the role that it makes
            made = words(name for name, role in vocabulary.roles.items() if role.more.get("of") == relation)
            if made:
                related[relation] = lambda given, made=made: _first(given, made)  # type: ignore[misc]
        for kind in vocabulary.kinds:
            also = words(other for other in vocabulary.kinds if kind in vocabulary.kinds_of(other))
            related[kind] = lambda given, also=also: _first(given, also)  # type: ignore[misc]
        self._related = related

    def values(self, name: str, given: TermShapes) -> TermShapes | None:
        """What the arguments of a conclusion or fact can be, within given shapes; None where it is impossible."""
        key = name, given
        if key not in self._known:
            self._known[key] = given  # where a goal comes back to itself, nothing is ruled out
            self._known[key] = self._evaluate(name, given)
        return self._known[key]

    def envs(self, name: str, given: TermShapes) -> Iterator[tuple[Rule, Env]]:
        """Yield each rule that can give a conclusion within given shapes, with what its variables can be."""
        index = self._rules.get((name, len(given)))
        for rule in index.fitting(given) if index else ():
            env: Env = {}
            if all(narrow(a, s, env) for a, s in zip(rule.head.atom.args, given, strict=True)) and self._body(
                rule, env
            ):
                yield rule, env

    def links(
        self, name: str, given: TermShapes, stop: Callable[[str, TermShapes], bool], owns: Callable[[Rule], bool]
    ) -> Iterator[ConditionLink]:
        """Yield every condition that a conclusion within given shapes can rest on, over any number of rules.

        Args:
            name: the conclusion's predicate.
            given: what its arguments can be.
            stop: says of a condition whether what gives it is left out.
            owns: says of a rule whether what it rests on is its own.
        """
        todo: list[tuple[str, TermShapes, bool, Rule | None]] = [(name, given, True, None)]
        seen = set(todo)
        while todo:
            name, given, positive, owner = todo.pop()
            for rule, env in self.envs(name, given):
                citing = owner or (rule if owns(rule) else None)
                for part in rule.literals:
                    shapes = tuple(shape_of(arg, env) for arg in part.atom.args)
                    helps = positive == part.positive
                    yield ConditionLink(part.atom, shapes, helps, rule, citing)
                    further = part.name, shapes, helps, citing
                    if further not in seen and not stop(part.name, shapes):
                        seen.add(further)
                        todo.append(further)

    # -- evaluating -----------------------------------------------------------------------------------------------

    def _evaluate(self, name: str, given: TermShapes) -> TermShapes | None:
        fact = self.agreement.vocabulary.facts.get(name)
        values: TermShapes | None = None
        if fact is not None and len(fact.args) == len(given):
            typed = tuple(meet(s, self._typed(types)) for s, types in zip(given, fact.args, strict=True))
            values = self._related.get(name, tuple)(typed) if IMPOSSIBLE not in typed else None
        elif name in self._related:
            values = self._related[name](given)
        elif (name, len(given)) not in self._rules:
            return given if name.startswith("-") or name in self._engine else None
        for rule, env in self.envs(name, given):
            head = tuple(shape_of(arg, env) for arg in rule.head.atom.args)
            values = head if values is None else tuple(join(a, b) for a, b in zip(values, head, strict=True))
        return values

    def _body(self, rule: Rule, env: Env) -> bool:
        """Narrow a rule's variables by its conditions until nothing changes; False where one is impossible."""
        differing = [(a, b) for a, sign, b in rule.comparisons if sign == "!="]
        tried: dict[Fn, TermShapes] = {}
        while True:
            before = dict(env)
            if not all(_differs(a, b, env) for a, b in differing):
                return False
            for atom in rule.positive:
                given = tuple([shape_of(arg, env) for arg in atom.args])
                if tried.get(atom) != given:  # otherwise it narrows nothing further
                    values = self.values(atom.name, given)
                    if values is None or not all(narrow(a, s, env) for a, s in zip(atom.args, values, strict=True)):
                        return False
                    tried[atom] = given
            if env == before:
                return True

    # -- facts ----------------------------------------------------------------------------------------------------

    def _acts(self) -> TermShape:
        """Every act, each with arguments that its types admit."""
        acts = self.agreement.vocabulary.acts
        flat = {name: tuple(None for _ in word.args) for name, word in acts.items()}
        return frozenset(flat.items())

    def _typed(self, types: Sequence[str]) -> TermShape:
        """What the vocabulary admits in a place of some types."""
        vocabulary = self.agreement.vocabulary
        typed: TermShape = IMPOSSIBLE
        for kind in types:
            if kind == "party":
                typed = join(typed, self.parties)
            elif kind == "act":
                typed = join(typed, self.acts)
            elif kind in vocabulary.names and kind not in vocabulary.kinds:
                typed = join(typed, words(vocabulary.names[kind]))
            else:
                return None
        return typed

    def _omission(self, given: TermShapes) -> TermShapes | None:
        event, act = given
        known: TermShape = None
        for name, args in event or ():
            if name == OMISSION:
                known = args[0]
        if event is not None and all(name != OMISSION for name, _ in event):
            return None
        act = meet(act, known)
        return None if act == IMPOSSIBLE else (frozenset({(OMISSION, (act,))}), act)

    def _units(self, given: TermShapes) -> TermShapes | None:
        unit, clause = given
        inside = [
            name
            for name, parts in self._parts_of.items()
            if admits(unit, name) and any(admits(clause, part) for part in parts)
        ]
        return (words(inside), clause) if inside else None


def _differs(left: Term, right: Term, env: Env) -> bool:
    """Leave out the word that a variable differs from; False where no other is left."""
    if isinstance(left, Var) and isinstance(right, Fn) and (shape := env.get(left.name)) is not None:
        env[left.name] = shape = frozenset(word for word in shape if word != (right.name, ()))
        return bool(shape)
    return True


def _first(given: TermShapes, shape: TermShape) -> TermShapes | None:
    both = meet(given[0], shape)
    return None if both == IMPOSSIBLE else (both, *given[1:])


def _alike(given: TermShapes) -> TermShapes | None:
    """Of a fact that says of something what its shape is: both arguments are the same."""
    both = meet(*given)
    return None if both == IMPOSSIBLE else (both, both)
