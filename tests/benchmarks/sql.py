"""What SQL would gain for determinate cases: the same rules, derived by DuckDB for all cases at once.

    python tests/benchmarks/sql.py [CASES]

Each rule of the program that `obligor batch` grounds becomes one SELECT, each predicate a table with the case as its
first column, component by component in stratum order; a recursive component is repeated until nothing is new. Terms
are texts; a table of all compound terms takes them apart, so that a condition on an act is a join. Choices count as
derived, as clingo counts what is possible. The atoms of some cases are compared with clingo's, one by one; then what
deriving costs a case is told beside what judging by clingo costs in the same run.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import clingo
import duckdb
import networkx
import pandas
from generated import cases

from obligor.agreement import load
from obligor.bulk_judge import Judge
from obligor.bulk_rows import rows_of
from obligor.statements import Statement
from obligor.syntax import Literal, relation
from obligor.terms import Fn, Reader, Term, Var, parse_atom, render

MOST = 4
"""Arguments of a compound term, at the most."""
COMPARED = 40
"""Cases whose atoms are compared with clingo's."""


def atom(literal: Literal) -> Fn:
    """An atom as a term, classical negation as part of its name."""
    bare = parse_atom(literal.text.removeprefix("-"))
    return bare._replace(name="-" + bare.name) if literal.text.startswith("-") else bare


def key(literal: Literal) -> str:
    """The predicate of an atom: its name and arity, both, since some names have two."""
    found = atom(literal)
    return f"{found.name}/{len(found.args)}"


def ground(term: Term) -> bool:
    """Whether a term has no variable."""
    return not isinstance(term, Var) and (not isinstance(term, Fn) or all(map(ground, term.args)))


def quoted(text: str) -> str:
    """A text of SQL."""
    return "'" + text.replace("'", "''") + "'"


def table(predicate: str) -> str:
    """The name of a predicate's table."""
    return f'"{predicate}"'


class Select:
    """The SELECT of one rule, made condition by condition.

    Args:
        cased: predicates whose tables have a column for the case.
        outer: the SELECT in which this one asks whether something is missing.
    """

    def __init__(self, cased: set[str], outer: Select | None = None) -> None:
        self.cased = cased
        self.depth = outer.depth + 1 if outer else 0
        self.bound = dict(outer.bound) if outer else {}
        self.case = outer.case if outer else None
        self.sources: list[str] = []
        self.tests: list[str] = []

    def condition(self, literal: Literal) -> None:
        """Ask for an atom."""
        name = self._source(table(key(literal)))
        if key(literal) in self.cased:
            if self.case is None:
                self.case = f"{name}.k"
            else:
                self.tests.append(f"{self.case} = {name}.k")
        for index, arg in enumerate(atom(literal).args):
            self._match(arg, f"{name}.a{index}")

    def missing(self, literal: Literal) -> None:
        """Ask for an atom to be absent."""
        inner = Select(self.cased, self)
        inner.condition(literal)
        self.tests.append(f"NOT EXISTS (SELECT 1{inner.origin()})")

    def compare(self, literal: Literal) -> None:
        """Compare two terms, numbers as numbers; `=` may bind a variable."""
        left, sign, right = relation(literal)
        one, two = Reader(left).term(), Reader(right).term()
        if sign == "=" and isinstance(one, Var) and one.name not in self.bound:
            self.bound[one.name] = self.value(two)
        elif sign in ("=", "!="):
            self.tests.append(f"{self.value(one)} {sign} {self.value(two)}")
        else:
            numbers = (f"TRY_CAST({self.value(term)} AS BIGINT)" for term in (one, two))
            self.tests.append(f" {sign} ".join(numbers))

    def value(self, term: Term) -> str:
        """A term as an expression."""
        if isinstance(term, Var):
            return self.bound[term.name]
        if ground(term):
            return quoted(render(term))
        assert isinstance(term, Fn)
        args = " || ',' || ".join(map(self.value, term.args))
        return f"({quoted(term.name + '(')} || {args} || ')')"

    def origin(self) -> str:
        """FROM and WHERE."""
        where = f" WHERE {' AND '.join(self.tests)}" if self.tests else ""
        return f" FROM {', '.join(self.sources)}{where}"

    def _source(self, of: str) -> str:
        name = f"s{self.depth}_{len(self.sources)}"
        self.sources.append(f"{of} {name}")
        return name

    def _match(self, term: Term, column: str) -> None:
        if isinstance(term, Var):
            if term.name != "_":
                known = self.bound.setdefault(term.name, column)
                if known != column:
                    self.tests.append(f"{known} = {column}")
        elif ground(term):
            self.tests.append(f"{column} = {quoted(render(term))}")
        else:
            assert isinstance(term, Fn)
            name = self._source("term")
            self.tests += [f"{name}.t = {column}", f"{name}.f = {quoted(f'{term.name}/{len(term.args)}')}"]
            for index, arg in enumerate(term.args):
                self._match(arg, f"{name}.a{index}")


def select(statement: Statement, cased: set[str]) -> str:
    """A rule as SQL."""
    assert statement.head is not None
    made = Select(cased)
    for literal in statement.body:
        if literal.name and literal.positive:
            made.condition(literal)
    for literal in statement.body:
        if not literal.name:
            made.compare(literal)
    if made.case is None and key(statement.head) in cased:
        made.sources.append("every")
        made.case = "every.k"
    for literal in statement.body:
        if literal.name and not literal.positive:
            made.missing(literal)
    columns = [f"{made.case} AS k"] if key(statement.head) in cased else []
    columns += [f"{made.value(arg)} AS a{index}" for index, arg in enumerate(atom(statement.head).args)]
    return f"SELECT DISTINCT {', '.join(columns) or 'true'}{made.origin()}"


class Derivation:
    """All that follows in all cases.

    Args:
        program: stratified rules and facts.
        cases: the facts of each case.
    """

    def __init__(self, program: Iterable[Statement], cases: Sequence[Iterable[Statement]]) -> None:
        self.database = duckdb.connect()
        self.rules: dict[str, list[Statement]] = defaultdict(list)
        self.arity: dict[str, int] = {}
        self._terms: dict[str, tuple[str | None, ...]] = {}
        self._count = len(cases)
        stated: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        general: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.graph: networkx.DiGraph[str] = networkx.DiGraph()
        for statement in program:
            if statement.head is None:
                continue
            for literal in (statement.head, *statement.body):
                if literal.name:
                    self.arity[key(literal)] = len(atom(literal).args)
                    self.graph.add_edge(key(literal), key(statement.head))
            if statement.body:
                self.rules[key(statement.head)].append(statement)
            else:
                general[key(statement.head)].append(self._texts(statement.head))
        known: dict[str, tuple[str, tuple[str, ...]]] = {}
        for number, facts in enumerate(cases):
            for fact in facts:
                assert fact.head is not None
                told = known.get(fact.head.text)
                if told is None:
                    told = known[fact.head.text] = (key(fact.head), self._texts(fact.head))
                stated[told[0]].append((number, *told[1]))
        for name, rows in stated.items():
            self.arity.setdefault(name, len(rows[0]) - 1)
        given = {name for name in self.arity if name not in general and name not in self.rules}
        self.cased = given | set(stated)
        for name in list(self.cased):
            if name in self.graph:
                self.cased |= networkx.descendants(self.graph, name)
        self._load(general, stated)

    def run(self) -> None:
        """Derive, component by component."""
        components = networkx.condensation(self.graph)
        for node in networkx.topological_sort(components):
            members = sorted(components.nodes[node]["members"])
            again = len(members) > 1 or self.graph.has_edge(members[0], members[0])
            ruled = [name for name in members if name in self.rules]
            while sum(map(self._derive, ruled)) and again:  # each of them, also where one was new already
                pass

    def atoms(self, case: int, name: str) -> set[tuple[str, ...]]:
        """The arguments of a predicate's atoms in a case."""
        rows = self.database.execute(f"SELECT * FROM {table(name)} WHERE k = ?", [case]).fetchall()
        return {row[1:] for row in rows}

    def _texts(self, literal: Literal) -> tuple[str, ...]:
        args = atom(literal).args
        for arg in args:
            self._note(arg)
        return tuple(map(render, args))

    def _note(self, term: Term) -> None:
        if isinstance(term, Fn) and term.args and render(term) not in self._terms:
            args = [render(arg) for arg in term.args]
            functor = f"{term.name}/{len(args)}"
            self._terms[render(term)] = (render(term), functor, *args, *[None] * (MOST - len(args)))
            for arg in term.args:
                self._note(arg)

    def _insert(self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            frame = pandas.DataFrame(rows, columns=list(columns))  # noqa: F841 - the query names it
            self.database.execute(f"INSERT INTO {name} SELECT DISTINCT * FROM frame")

    def _load(self, general: dict[str, list[tuple[str, ...]]], stated: dict[str, list[tuple[Any, ...]]]) -> None:
        places = [f"a{index}" for index in range(MOST)]
        self.database.execute(f"CREATE TABLE term(t VARCHAR, f VARCHAR, {', '.join(f'{a} VARCHAR' for a in places)})")
        self.database.execute(f"CREATE TABLE every AS SELECT unnest(range({self._count})) AS k")
        self._insert("term", ("t", "f", *places), list(self._terms.values()))
        for name, arity in self.arity.items():
            args = [f"a{index}" for index in range(arity)]
            columns = [*(["k BIGINT"] if name in self.cased else []), *(f"{a} VARCHAR" for a in args)]
            self.database.execute(f"CREATE TABLE {table(name)}({', '.join(columns) or 'a BOOLEAN'})")
            rows: list[tuple[Any, ...]] = [*stated.get(name, ())]
            if name in self.cased:
                rows += [(case, *row) for row in general.get(name, ()) for case in range(self._count)]
                self._insert(table(name), ("k", *args), rows)
            else:
                self._insert(table(name), args or ("a",), [row or (True,) for row in general.get(name, ())])

    def _derive(self, name: str) -> bool:
        """Derive a predicate once; whether anything was new."""
        whole = " UNION ".join(select(statement, self.cased) for statement in self.rules[name])
        text = f"INSERT INTO {table(name)} ({whole}) EXCEPT SELECT * FROM {table(name)}"
        found = self.database.execute(text).fetchone()
        if not found or not found[0]:
            return False
        before = len(self._terms)
        for made in self._made(name):
            self._note(Reader(made).term())
        self._insert("term", ("t", "f", *(f"a{index}" for index in range(MOST))), list(self._terms.values())[before:])
        return True

    def _made(self, name: str) -> Iterator[str]:
        """Compound terms that rules made for a predicate and that nothing has taken apart yet."""
        heads = [atom(statement.head).args for statement in self.rules[name] if statement.head]
        for index in range(self.arity[name]):
            if any(isinstance(args[index], Fn) for args in heads):
                text = f"SELECT DISTINCT a{index} FROM {table(name)} WHERE a{index} LIKE '%(%'"
                text += f" AND a{index} NOT IN (SELECT t FROM term)"
                yield from (row[0] for row in self.database.execute(text).fetchall())


def by_clingo(program: Iterable[Statement], facts: Iterable[Statement]) -> dict[str, set[tuple[str, ...]]]:
    """What clingo finds in a case."""
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(map(str, (*program, *facts))))
    control.ground([("base", [])])
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in control.symbolic_atoms:
        sign = "-" if one.symbol.negative else ""
        args = one.symbol.arguments
        found[f"{sign}{one.symbol.name}/{len(args)}"].add(tuple(map(str, args)))
    return found


def main(count: int = 20_000) -> None:
    """Measure, compare, and print."""
    agreement = load("wecom")
    judge = Judge(agreement)
    engine = judge._preferred
    rows = list(rows_of(cases(count), "row", agreement))
    judge.judge(rows[:300], "warm")
    start = time.monotonic()
    judge.judge(rows[:3_000], "in")
    judged = (time.monotonic() - start) / min(count, 3_000)
    program = engine.statements(False)
    facts = [list(engine.case(row.scenario).statements()) for row in rows if row.scenario]
    start = time.monotonic()
    found = Derivation(program, facts)
    loaded = time.monotonic()
    found.run()
    derived = time.monotonic()
    atoms = 0
    for case in range(0, count, max(1, count // COMPARED)):
        wanted = by_clingo(program, facts[case])
        for name in sorted(found.cased):
            assert found.atoms(case, name) == wanted.get(name, set()), f"case {case}: {name}"
            atoms += len(wanted.get(name, ()))
    print(f"{count:,} generated cases; {atoms:,} atoms of {COMPARED} of them equal clingo's")
    print(f"judged by clingo, one process    {1000 * judged:6.3f} ms a case")
    print(f"facts into tables                {1000 * (loaded - start) / count:6.3f} ms a case")
    print(f"derived by SQL                   {1000 * (derived - loaded) / count:6.3f} ms a case")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
