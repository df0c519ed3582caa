"""What follows in many cases at once, derived by DuckDB: the lifted program, component by component in stratum order.

A predicate that does not depend on itself is derived by one statement; a recursive component round by round, where some
condition of each rule has to be met by what was new in the round before (semi-naive evaluation; Abiteboul, Hull and
Vianu 1995, 13.1). Choices count as derived, so that what is derived is what is possible: a case in which one of them
applies is told (the table `OPEN`) and has to be judged otherwise, as has one that meets a constraint.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...agreement.rules import Statement
from ...core.errors import ObligorError
from ...core.optional import extra
from ...core.terms import Fact, Fn
from ...graphs.networkx_graph import library
from .codes import WIDTH, TermCodes
from .select import (
    FamilySelect,
    RuleFamily,
    RuleShape,
    Signature,
    columns,
    disjoint,
    faithful,
    families,
    refused,
    shape,
    signature,
    table,
)

OPEN = ("open", 0)
"""Stands for the cases in which a choice applies or a constraint is met."""


MEMORY = "2GB"
"""What a database may take; one that needs more fails, and touches no disk."""


class UnfitForSql(ObligorError):
    """Some cases cannot be derived by SQL: a number below 0 is stated, or they need more than `MEMORY`."""


class Insertion(NamedTuple):
    """The rows that a family of rules derives.

    Attributes:
        text: the SELECT.
        news: what derives the compound terms that it makes, if they are not known yet.
        needs: predicates without which it derives nothing.
        delta: the predicate of which an atom has to be new; None if none has to.
    """

    text: str
    news: tuple[str, ...]
    needs: tuple[Signature, ...]
    delta: Signature | None


class DerivedPredicate(NamedTuple):
    """A predicate that rules derive; `sure` if they derive no atom twice."""

    predicate: Signature
    queries: tuple[Insertion, ...]
    sure: bool


class SqlProgram:
    """Stratified rules as SQL, sorted out for being derived.

    Args:
        statements: the program: facts, rules, choices and constraints.
        static: names of predicates that no scenario touches.

    Attributes:
        codes: the numbers of all terms in it.
        shapes: every statement as a rule, with what it was.
        facts: what it states of predicates that no scenario touches.
        order: what rules derive, component by component; one that has more than a member, or depends on itself, is
            among the `recursive`.

    Raises:
        ModelError: if a rule cannot become SQL, or a negation stands in a recursive component; with its place.
    """

    def __init__(self, statements: Iterable[Statement], static: frozenset[str]) -> None:
        self._static = static
        self.codes = TermCodes()
        self.facts: dict[Signature, set[tuple[int, ...]]] = defaultdict(set)
        self.signatures: dict[Signature, None] = {OPEN: None}
        self.shapes: list[tuple[RuleShape, Statement]] = []
        rules: dict[Signature, list[RuleShape]] = defaultdict(list)
        graph = library().DiGraph()
        absences: list[tuple[Statement, Signature, Signature]] = []
        for statement in statements:
            made = _decided(shape(statement), statement.choice)
            assert made.head is not None
            head = signature(made.head)
            self.shapes.append((made, statement))
            self.signatures |= dict.fromkeys([head, *map(signature, (*made.positive, *made.negative))])
            if statement.body or statement.choice or self.cased(head):
                rules[head].append(made)
            else:
                self.facts[head].add(tuple(map(self.codes.of, made.head.args)))
            graph.add_node(head)
            graph.add_edges_from((signature(atom), head) for atom in (*made.positive, *made.negative))
            absences += [(statement, signature(atom), head) for atom in made.negative]
        components = library().condensation(graph)
        member = components.graph["mapping"]
        for statement, absent, head in absences:
            if member[absent] == member[head]:
                raise refused(statement, "its head depends on what it asks to be absent")
        self.order: list[list[DerivedPredicate]] = []
        self.recursive: set[Signature] = set()
        for node in library().topological_sort(components):
            members = components.nodes[node]["members"]
            again = members if len(members) > 1 or graph.has_edge(*members, *members) else set()
            self.recursive |= again
            ruled = [
                self._derived(predicate, rules[predicate], again) for predicate in sorted(members) if predicate in rules
            ]
            if ruled:
                self.order.append(ruled)

    def cased(self, predicate: Signature) -> bool:
        """Whether a predicate depends on the scenario."""
        return predicate[0].removeprefix("-") not in self._static

    def _derived(self, predicate: Signature, rules: Sequence[RuleShape], again: set[Signature]) -> DerivedPredicate:
        queries = tuple(query for family in families(rules) for query in self._queries(family, again))
        return DerivedPredicate(predicate, queries, disjoint(rules) and all(map(faithful, rules)))

    def _queries(self, family: RuleFamily, again: set[Signature]) -> Iterator[Insertion]:
        needs = tuple(map(signature, family.shape.positive))
        recursive: list[int | None] = [at for at, predicate in enumerate(needs) if predicate in again]
        for at in recursive or [None]:
            select = FamilySelect(family, self.codes, self.cased, at)
            yield Insertion(select.text(), tuple(select.news()), needs, None if at is None else needs[at])


def _decided(rule: RuleShape, choice: bool) -> RuleShape:
    """A rule as it is; for a choice or a constraint, that it leaves a case open."""
    if rule.head is not None and not choice:
        return rule
    undecided = () if rule.head is None else (rule.head,)
    return RuleShape(Fn(OPEN[0]), rule.positive, (*rule.negative, *undecided), rule.tests)


class _NumberedFacts(dict[Fact, int]):
    """Facts by number, in the order in which they are first met.

    Attributes:
        by_predicate: the numbers of the facts of each predicate, with the numbers of their arguments.
    """

    def __init__(self, codes: TermCodes) -> None:
        super().__init__()
        self._code = codes.of
        self.by_predicate: dict[Signature, dict[int, tuple[int, ...]]] = defaultdict(dict)

    def __missing__(self, fact: Fact) -> int:
        atom, number = fact.atom, len(self)
        predicate = (atom.name if fact.holds else "-" + atom.name, len(atom.args))
        try:
            self.by_predicate[predicate][number] = tuple(map(self._code, atom.args))
        except ValueError as error:
            raise UnfitForSql(f"{fact}: {error}") from None
        self[fact] = number
        return number


class Derivation:
    """All that follows in some cases, as tables of a database.

    Args:
        program: what to derive by.
        cases: what is stated in each case, nothing twice.
        threads: how many may derive.

    Attributes:
        codes: what the numbers in the tables (`select.table`) stand for.

    Raises:
        UnfitForSql: if the cases are none for SQL.
    """

    def __init__(self, program: SqlProgram, cases: Iterable[Iterable[Fact]], threads: int = 1) -> None:
        self.program = program
        self.codes = TermCodes(program.codes)
        duckdb = extra("duckdb", "bulk", "runs by SQL")
        self._database = duckdb.connect(config={"threads": threads, "memory_limit": MEMORY, "temp_directory": ""})
        self._count: dict[Signature, int] = {}
        self._full = duckdb.OutOfMemoryException
        self._fill(cases)
        for derived in program.order:
            if derived[0].predicate in program.recursive:
                self._fixpoint(derived)
            else:
                self._once(derived[0])
        rest = f"SELECT * FROM term WHERE t < {-len(self.codes)} ORDER BY t DESC"
        self.codes.add(self.rows(rest))

    def rows(
        self, text: str, values: Mapping[str, int] | None = None, source: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """Ask the database; `source` are columns that the text may name as a table `source`.

        Raises:
            UnfitForSql: if it needs more than `MEMORY`.
        """
        try:
            if source is not None:
                self._database.register("source", source)
            rows: list[tuple[Any, ...]] = self._database.execute(text, values).fetchall()
            return rows
        except self._full as error:
            raise UnfitForSql(str(error).splitlines()[0]) from None

    def count(self, predicate: Signature) -> int:
        """How many atoms of a predicate there are, in all cases."""
        return self._count.get(predicate, 0)

    # -- facts --------------------------------------------------------------------------------------------------------

    def _fill(self, cases: Iterable[Iterable[Fact]]) -> None:
        """Make the tables, with what is stated in them."""
        numpy = extra("numpy", "bulk", "runs by SQL")
        known, numbers, sizes = _NumberedFacts(self.codes), array("i"), array("i")
        for facts in cases:
            before = len(numbers)
            numbers.extend(map(known.__getitem__, facts))
            sizes.append(len(numbers) - before)
        self.rows(f"CREATE TABLE every AS SELECT unnest(range({len(sizes)}))::INTEGER AS k")
        compounds = [*self.program.codes.compounds(), *self.codes.compounds()]
        self._table(
            "term", ["t", "f", *columns(WIDTH, False)], numpy.array(compounds, "int32").reshape(-1, WIDTH + 2).T
        )
        for predicate, constants in self.program.facts.items():
            rows = numpy.array([row or (1,) for row in constants], "int32")
            self._state(predicate, rows.T)
        stated = numpy.array(numbers, "int32")
        owners = numpy.repeat(numpy.arange(len(sizes), dtype="int32"), numpy.array(sizes, "int32"))
        for predicate, met in known.by_predicate.items():
            arguments = numpy.zeros(
                (len(known), predicate[1] + 1), "int32"
            )  # of each fact; first, whether it is one of it
            arguments[list(met)] = [(1, *args) for args in met.values()]
            at = numpy.flatnonzero(arguments[stated, 0])
            self._state(predicate, [owners[at], *arguments[stated[at], 1:].T])
        empty = [predicate for predicate in self.program.signatures if predicate not in self._count]
        self.rows("".join(f"CREATE TABLE {table(it)}({', '.join(self._typed(it))});" for it in empty))
        self._count |= dict.fromkeys(empty, 0)
        self._next = -len(self.codes)

    def _state(self, predicate: Signature, rows: Sequence[Any]) -> None:
        """Make a predicate's table with what is stated, column by column."""
        mark = "r" if predicate in self.program.recursive else ""
        self._table(table(predicate), columns(predicate[1], self.program.cased(predicate)), rows, mark)
        self._count[predicate] = len(rows[0])

    def _table(self, name: str, names: Sequence[str], rows: Sequence[Any], mark: str = "") -> None:
        """Make a table of numbers; a `mark` is one more column, 0 in what is stated."""
        source = dict(zip(names, map(_dense, rows), strict=True))
        marked = f", 0::INTEGER AS {mark}" if mark else ""
        self.rows(f"CREATE TABLE {name} AS SELECT {', '.join(names)}{marked} FROM source", None, source)

    def _typed(self, predicate: Signature) -> Iterator[str]:
        """Yield the columns of a predicate's table, with their type."""
        for name in columns(predicate[1], self.program.cased(predicate)):
            yield f"{name} INTEGER"
        if predicate in self.program.recursive:
            yield "r INTEGER"

    # -- rules --------------------------------------------------------------------------------------------------------

    def _once(self, derived: DerivedPredicate) -> None:
        """Derive a predicate that does not depend on itself."""
        queries = self._ready(derived.queries, {})
        if queries:
            whole = " UNION ALL ".join(queries)
            known = self._count[derived.predicate]
            if known or not derived.sure:
                whole = f"SELECT DISTINCT * FROM ({whole})"
            if known:
                whole += f" EXCEPT SELECT * FROM {table(derived.predicate)}"
            self._insert(derived.predicate, whole, {})

    def _fixpoint(self, component: Sequence[DerivedPredicate]) -> None:
        """Derive the predicates of a recursive component until nothing is new."""
        now = 0
        fresh = {predicate: self._count[predicate] for predicate in self.program.recursive if self._count[predicate]}
        first = True
        while first or fresh:
            new: dict[Signature, int] = {}
            for derived in component:
                due = [query for query in derived.queries if (first if query.delta is None else fresh.get(query.delta))]
                queries = self._ready(due, {"round": now})
                if queries:
                    names = columns(derived.predicate[1], self.program.cased(derived.predicate))
                    same = " AND ".join(f"o.{name} = n.{name}" for name in names)
                    whole = (
                        f"SELECT *, {now + 1} FROM (SELECT DISTINCT * FROM ({' UNION ALL '.join(queries)})) n "
                        f"WHERE NOT EXISTS (SELECT 1 FROM {table(derived.predicate)} o WHERE {same})"
                    )
                    if count := self._insert(derived.predicate, whole, {"round": now}):
                        new[derived.predicate] = count
            first, fresh, now = False, new, now + 1

    def _ready(self, queries: Iterable[Insertion], values: dict[str, int]) -> list[str]:
        """The queries that can derive something, once the terms that they make are there."""
        ready = [query for query in queries if all(self._count[predicate] for predicate in query.needs)]
        for query in ready:
            for text in query.news:
                wanted = {**values, "next": self._next} if "$round" in text else {"next": self._next}
                self._next -= self._run(f"INSERT INTO term {text}", wanted)
        return [query.text for query in ready]

    def _insert(self, predicate: Signature, text: str, values: dict[str, int]) -> int:
        count = self._run(f"INSERT INTO {table(predicate)} {text}", values if "$round" in text else {})
        self._count[predicate] += count
        return count

    def _run(self, text: str, values: dict[str, int]) -> int:
        return int(self.rows(text, values)[0][0])


def _dense(column: Any) -> Any:
    """A column whose numbers stand one behind the other, as the database reads it fastest."""
    return column.copy() if column.strides[0] != column.itemsize else column
