"""Stratified rules as SQL: one SELECT for all rules of the same shape, whose constants are a table.

An atom is a row of its predicate's table: the case (`k`) where the predicate depends on the scenario, then a number for
each argument (`codes.TermCodes`). The table `term` takes compound terms apart, so that a condition on an act is a join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple, TypeAlias

from ...agreement.rules import Comparison, Literal, Statement
from ...core.errors import ModelError
from ...core.terms import Fn, Term, Var
from ...core.unification import has_variables
from .codes import WIDTH, TermCodes

Signature: TypeAlias = "tuple[str, int]"
"""A predicate: its name, with classical negation as part of it, and its arity."""
HOLE = "#"
"""What the name of a variable begins with that stands for a constant of the rule; no rule can use it."""


class RuleShape(NamedTuple):
    """A rule's head, what it asks for, what it asks to be absent, and its comparisons."""

    head: Fn | None
    positive: tuple[Fn, ...]
    negative: tuple[Fn, ...]
    tests: tuple[Comparison, ...]


class RuleFamily(NamedTuple):
    """Rules of one shape, a row of constants each; constants stand in the shape as variables `#0`, `#1` and so on."""

    shape: RuleShape
    constants: tuple[tuple[Term, ...], ...]


def signature(atom: Fn) -> Signature:
    """An atom's predicate."""
    return atom.name, len(atom.args)


def table(predicate: Signature) -> str:
    """The name of a predicate's table.

    >>> table(("-prompt", 1))
    '"-prompt/1"'
    """
    return f'"{predicate[0]}/{predicate[1]}"'


def quoted(value: str) -> str:
    """A text of SQL.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + value.replace("'", "''") + "'"


def columns(arity: int, cased: bool) -> list[str]:
    """The columns of a predicate's table; one of no arguments that no scenario touches has one that says nothing."""
    return [*(["k"] if cased else []), *(f"a{index}" for index in range(arity))] or ["a"]


# -- reading ----------------------------------------------------------------------------------------------------------


def shape(statement: Statement) -> RuleShape:
    """A statement as terms.

    Raises:
        ModelError: if it is nothing that can become SQL, with its place.
    """
    made = RuleShape(
        None if statement.head is None else _named(statement.head),
        tuple(_named(part) for part in statement.literals if part.positive),
        tuple(_named(part) for part in statement.literals if not part.positive),
        statement.comparisons,
    )
    for atom in (*made.positive, *made.negative, *([made.head] if made.head else [])):
        wide = next((arg for arg in atom.args if isinstance(arg, Fn) and len(arg.args) > WIDTH), None)
        if wide is not None:
            raise refused(statement, f"'{wide.name}' has more than {WIDTH} arguments")
    bound = set(variables(made.positive))
    for left, sign, right in made.tests:
        if sign == "=" and (bound.issuperset(variables([left])) or bound.issuperset(variables([right]))):
            bound.update(variables([left, right]))
    sides = [Fn("", (left, right)) for left, _, right in made.tests]
    for name in variables([*([made.head] if made.head else []), *sides]):
        if name not in bound:
            raise refused(statement, f"nothing binds {name}")
    return made


def refused(statement: Statement, why: str) -> ModelError:
    """That a rule cannot become SQL."""
    return ModelError(f"{statement.place}: this rule cannot become SQL, {why}: '{statement}'")


def _named(literal: Literal) -> Fn:
    """A literal's atom, classical negation as part of its name."""
    return literal.atom._replace(name=literal.name)


def variables(terms: Iterable[Term]) -> Iterator[str]:
    """Yield the names of the variables in terms, but `_`, as often as they occur."""
    for term in terms:
        if isinstance(term, Var) and term.name != "_":
            yield term.name
        elif isinstance(term, Fn):
            yield from variables(term.args)


def families(shapes: Iterable[RuleShape]) -> list[RuleFamily]:
    """Put rules of the same shape together.

    >>> rules = (RuleShape(Fn("p", (Var("X"), unit)), (Fn("q", (Var("X"),)),), (), ()) for unit in ("1[a]", "2[a]"))
    >>> [family.constants for family in families(rules)]
    [(('1[a]',), ('2[a]',))]
    """
    constants_of: dict[RuleShape, dict[tuple[Term, ...], None]] = defaultdict(dict)
    for rule in shapes:
        general, constants = _generalised(rule)
        constants_of[general][constants] = None
    return [RuleFamily(general, tuple(rows)) for general, rows in constants_of.items()]


def _generalised(rule: RuleShape) -> tuple[RuleShape, tuple[Term, ...]]:
    """A rule with its constants taken out and its variables renamed in order."""
    names: dict[str, Var] = {"_": Var("_")}
    constants: list[Term] = []

    def general(term: Term) -> Term:
        if isinstance(term, Var):
            return names.setdefault(term.name, Var(f"V{len(names)}"))
        if not has_variables(term):
            constants.append(term)
            return Var(f"{HOLE}{len(constants) - 1}")
        assert isinstance(term, Fn)
        return Fn(term.name, tuple(map(general, term.args)))

    def general_atom(atom: Fn) -> Fn:
        return Fn(atom.name, tuple(map(general, atom.args)))

    return RuleShape(
        general_atom(rule.head) if rule.head else None,
        tuple(map(general_atom, rule.positive)),
        tuple(map(general_atom, rule.negative)),
        tuple(Comparison(general(left), sign, general(right)) for left, sign, right in rule.tests),
    ), tuple(constants)


def disjoint(shapes: Sequence[RuleShape]) -> bool:
    """Whether no two rules can ever derive the same atom: in some place each head has a constant of its own."""
    heads = [rule.head.args for rule in shapes if rule.head]
    return len(heads) == 1 or any(
        not any(map(has_variables, column)) and len(set(column)) == len(column) for column in zip(*heads, strict=True)
    )


def faithful(rule: RuleShape) -> bool:
    """Whether a rule never derives the same atom twice, since all that it binds stands in its head."""
    named = set(variables(rule.positive))
    return not any(map(nameless, rule.positive)) and rule.head is not None and named <= set(variables(rule.head.args))


def nameless(term: Term) -> bool:
    """Whether a `_` stands in a term."""
    return term == Var("_") or (isinstance(term, Fn) and any(map(nameless, term.args)))


# -- writing ----------------------------------------------------------------------------------------------------------


class FamilySelect:
    """The SELECT of a family.

    Args:
        family: its rules.
        codes: numbers of terms.
        cased: says which predicates have a column for the case.
        delta: place in `shape.positive` of the atom that has to be new, if one has to.
    """

    def __init__(
        self, family: RuleFamily, codes: TermCodes, cased: Callable[[Signature], bool], delta: int | None = None
    ) -> None:
        self._codes, self._cased = codes, cased
        self._names = count()
        self._bound: dict[str, str] = {}
        self._known: dict[Fn, str] = {}
        self._case: str | None = None
        self._sources: list[str] = []
        self._tests: list[str] = []
        self._made: list[tuple[str, int, list[str]]] = []
        rule = family.shape
        self._constants(family.constants)
        for at, atom in enumerate(rule.positive):
            name = self._condition(atom)
            if at == delta:
                self._tests.append(f"{name}.r = $round")
        for left, sign, right in rule.tests:
            self._compare(left, sign, right)
        whole = rule.head is None or cased(signature(rule.head))
        if self._case is None and whole:
            self._sources.append("every")
            self._case = "every.k"
        for atom in rule.negative:
            self._missing(atom)
        self._columns = [f"{self._case} AS k"] if whole else []
        if rule.head is not None:
            self._columns += [f"{self._value(arg)} AS a{index}" for index, arg in enumerate(rule.head.args)]

    def text(self) -> str:
        """The rows that it derives, one for each way in which its conditions hold."""
        return f"SELECT {', '.join(self._columns) or 'true AS a'}{self._origin()}"

    def news(self) -> Iterator[str]:
        """Yield what derives the compound terms in its head that are not known yet, as rows of `term` below $next."""
        for at, (_, functor, args) in enumerate(self._made):
            inner = [f"{value} AS a{index}" for index, value in enumerate(args)]
            origin = self._origin(without={alias for alias, _, _ in self._made[at:]})
            keys = " AND ".join(f"t.a{index} = n.a{index}" for index in range(len(args)))
            padded = [f"n.a{index}" if index < len(args) else "0" for index in range(WIDTH)]
            yield (
                f"SELECT $next - row_number() OVER (), {functor}, {', '.join(padded)} "
                f"FROM (SELECT DISTINCT {', '.join(inner)}{origin}) n "
                f"WHERE NOT EXISTS (SELECT 1 FROM term t WHERE t.f = {functor} AND {keys})"
            )

    def _origin(self, without: Collection[str] = ()) -> str:
        """FROM and WHERE, without some tables and what is asked of them."""
        sources = [source for source in self._sources if source.rpartition(" ")[2] not in without]
        tests = [test for test in self._tests if test.partition(".")[0] not in without]
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        return f" FROM {', '.join(sources)}{where}" if sources else where

    def _constants(self, rows: Sequence[tuple[Term, ...]]) -> None:
        """Bind holes: to the one constant that all rules have there, or to a column of a table of them."""
        varying: list[list[str]] = []
        for at, column in enumerate(zip(*rows, strict=True)):
            if len(set(column)) == 1:
                self._bound[f"{HOLE}{at}"] = str(self._codes.of(column[0]))
            else:
                self._bound[f"{HOLE}{at}"] = f"c.c{len(varying)}"
                varying.append([str(self._codes.of(term)) for term in column])
        if varying:
            values = ", ".join(f"({', '.join(row)})" for row in zip(*varying, strict=True))
            self._sources.append(f"(VALUES {values}) c({', '.join(f'c{at}' for at in range(len(varying)))})")

    def _source(self, of: str) -> str:
        name = f"s{next(self._names)}"
        self._sources.append(f"{of} {name}")
        return name

    def _condition(self, atom: Fn) -> str:
        name = self._source(table(signature(atom)))
        if self._cased(signature(atom)):
            if self._case is None:
                self._case = f"{name}.k"
            else:
                self._tests.append(f"{name}.k = {self._case}")
        for index, arg in enumerate(atom.args):
            self._match(arg, f"{name}.a{index}")
        return name

    def _match(self, term: Term, column: str) -> None:
        if isinstance(term, Var):
            if term.name != "_":
                known = self._bound.setdefault(term.name, column)
                if known != column:
                    self._tests.append(f"{column} = {known}")
            return
        assert isinstance(term, Fn)
        name = self._source("term")
        self._tests += [f"{name}.t = {column}", f"{name}.f = {self._codes.functor(term)}"]
        for index, arg in enumerate(term.args):
            self._match(arg, f"{name}.a{index}")
        if Var("_") not in term.args:
            self._known.setdefault(term, column)

    def _compare(self, left: Term, sign: str, right: Term) -> None:
        if sign == "=" and isinstance(left, Var) and left.name not in self._bound:
            self._bound[left.name] = self._value(right)
            return
        if sign == "=" and isinstance(right, Var) and right.name not in self._bound:
            self._bound[right.name] = self._value(left)
            return
        left_value, right_value = self._value(left), self._value(right)
        if sign not in ("=", "!="):  # numbers alone have an order here
            self._tests += [f"{left_value} >= 0", f"{right_value} >= 0"]
        self._tests.append(f"{left_value} {sign} {right_value}")

    def _missing(self, atom: Fn) -> None:
        outer = self._sources, self._tests, dict(self._bound), dict(self._known)
        self._sources, self._tests = [], []
        self._condition(atom)
        text = f"NOT EXISTS (SELECT 1{self._origin()})"
        self._sources, self._tests, self._bound, self._known = outer
        self._tests.append(text)

    def _value(self, term: Term) -> str:
        """A term as an expression; a compound one that no condition has is looked up among all."""
        if isinstance(term, Var):
            return self._bound[term.name]
        assert isinstance(term, Fn)
        if term not in self._known:
            args = list(map(self._value, term.args))
            name = self._source("term")
            functor = self._codes.functor(term)
            self._tests.append(f"{name}.f = {functor}")
            self._tests += [f"{name}.a{index} = {value}" for index, value in enumerate(args)]
            self._made.append((name, functor, args))
            self._known[term] = f"{name}.t"
        return self._known[term]
