"""What many determinate cases show, derived by SQL: lines of the whole picture, made in the database, or answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.util import find_spec

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..core.optional import extra
from ..core.terms import Fact, Fn, render, show
from ..reports.answers_json import ROLES
from ..solving import program
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.grounding import Atom, Grounding, GroundRule
from .columns import BREAK, SPECIAL, listed, related, shown, value, woven
from .sql.derivation import OPEN, Derivation, Program
from .sql.select import Signature, columns, quoted, table

LEAST = 1_000
"""Cases that make it worth while: planning the statements costs what clingo needs for some hundreds."""
_NEEDED = ("duckdb", "networkx", "numpy")
_AMOUNT = ("amount", 2)


def available() -> bool:
    """Whether what SQL needs is installed."""
    return all(map(find_spec, _NEEDED))


def require() -> None:
    """Make sure that SQL can be used.

    Raises:
        InputError: if something that it needs is not installed.
    """
    for name in _NEEDED:
        extra(name, "bulk", "runs by SQL")


class Rules:
    """An agreement's rules as SQL, made once.

    Args:
        engine: whose program; without choices on order and pace, a case in which these could matter is left open.

    Raises:
        ModelError: if a rule cannot become SQL, with its place.
    """

    def __init__(self, engine: Engine) -> None:
        self.agreement = engine.agreement
        special = [SPECIAL] if engine.wanted else []
        settled = program.settled(self.agreement, engine.statements(timing=False))
        self.program = Program([*settled, *special], engine.fixed)

    def derive(self, cases: Iterable[Case], threads: int = 1) -> Derived:
        """Derive what follows in some cases.

        Raises:
            Unfit: if they are none for SQL.
        """
        return self.derive_stated((case.facts() for case in cases), threads)

    def derive_stated(self, cases: Iterable[Iterable[Fact]], threads: int = 1) -> Derived:
        """Derive what follows in cases of which the facts are given, nothing twice.

        Raises:
            Unfit: if they are none for SQL.
        """
        return Derived(self.agreement, Derivation(self.program, cases, threads))


class Derived:
    """What follows in some cases.

    Attributes:
        derivation: the tables.
        open: numbers of the cases in which something is open after all.
    """

    def __init__(self, agreement: Agreement, derivation: Derivation) -> None:
        self._agreement, self.derivation = agreement, derivation
        self._atoms: dict[Signature, dict[int, list[Atom]]] = {}
        self.open = {case for (case,) in derivation.rows(f"SELECT DISTINCT k FROM {table(OPEN)}")}

    # -- the whole picture --------------------------------------------------------------------------------------------

    def middles(self) -> dict[int, str]:
        """By case the middles of its lines, in order, with `BREAK` between; none where there is nothing to tell."""
        self._say()
        most = max(len(one.roles) for one in listed(self._agreement).values())
        order = ", ".join(["place", *(f"r{at}" for at in range(most))])
        lists = [self._list(at, *one, most) for at, one in enumerate(listed(self._agreement).items())]
        whole = f"string_agg(line, chr({ord(BREAK)}) ORDER BY {order})"
        text = f"SELECT k, {whole} FROM ({' UNION ALL '.join(lists)}) GROUP BY k"
        return dict(self.derivation.rows(text))

    def _say(self) -> None:
        """Make a table of how each term is told, as JSON, and of its place among all."""
        numpy = extra("numpy", "bulk", "runs by SQL")
        codes = self.derivation.codes
        terms = sorted((render(codes.term(code)), code) for code in range(-len(codes), 0))
        told = [term if isinstance(term := codes.term(code), str) else show(term) for _, code in terms]
        source = {
            "t": numpy.array([code for _, code in terms], dtype="int32"),
            "place": numpy.arange(len(terms), dtype="int32"),
            "told": numpy.array([json.dumps(one, ensure_ascii=False) for one in told], dtype=object),
        }
        self.derivation.rows("CREATE TABLE said AS SELECT t, place, told FROM source", None, source)

    def _list(self, at: int, name: str, predicate: Predicate, most: int) -> str:
        """The SELECT of a list's lines: case, place of the list, places of its arguments (`most` of them), line."""
        arity = len(predicate.roles)
        args = columns(arity, cased=False)
        held = table((shown(predicate), arity))
        atoms = f"SELECT k, {', '.join(args)}, {quoted(value(name))} AS v FROM {held}"
        if may := related(predicate, "may"):
            same = " AND ".join(f"y.{one} = m.{one}" for one in ("k", *args))
            atoms += f" UNION ALL SELECT k, {', '.join(args)}, 'may' FROM {table((may, arity))} m"
            atoms += f" WHERE NOT EXISTS (SELECT 1 FROM {held} y WHERE {same})"
        joins = "".join(f" LEFT JOIN said s{at} ON s{at}.t = x.{one}" for at, one in enumerate(args))
        told = {ROLES.get(role, role): _told(at) for at, role in enumerate(predicate.roles)}
        told["list"] = quoted(json.dumps(name))
        told["verdict"] = told["preferred"] = """'"' || x.v || '"'"""
        if "loss" in told and self.derivation.count(_AMOUNT):
            loss = f"x.a{[ROLES.get(role, role) for role in predicate.roles].index('loss')}"
            joins += f" LEFT JOIN {table(_AMOUNT)} m ON m.k = x.k AND m.a0 = {loss}"
            told["amount"] = "coalesce(m.a1::VARCHAR, 'null')"
        line = f"concat({', '.join(woven(told, quoted))})"  # all at once, since `||` copies what it has at each step
        places = [f"coalesce(s{at}.place, x.{one}) AS r{at}" for at, one in enumerate(args)]
        places += [f"0 AS r{at}" for at in range(arity, most)]
        return f"SELECT x.k, {at} AS place, {', '.join(places)}, {line} AS line FROM ({atoms}) x{joins}"

    # -- questions ----------------------------------------------------------------------------------------------------

    def view(self, case: int) -> Grounding:
        """A case that can be asked."""
        return _View(self, case)

    def atoms(self, case: int, predicate: Signature) -> list[Atom]:
        """The atoms of a predicate in a case, sorted by their texts."""
        if predicate not in self._atoms:
            found: dict[int, list[Atom]] = {}
            if self.derivation.count(predicate):
                names = columns(predicate[1], cased=True)
                rows = self.derivation.rows(f"SELECT {', '.join(names)} FROM {table(predicate)}")
                term = self.derivation.codes.term
                for owner, *args in rows:
                    atom = Fn(predicate[0].removeprefix("-"), tuple(map(term, args)))
                    found.setdefault(owner, []).append(Atom(atom, 0))
            self._atoms[predicate] = {owner: sorted(atoms, key=lambda a: str(a.term)) for owner, atoms in found.items()}
        return self._atoms[predicate].get(case, [])


class _View(Grounding):
    """A case in which nothing is open, as derived by SQL: all that is derived is certain."""

    def __init__(self, derived: Derived, case: int) -> None:
        self._derived, self._case = derived, case

    @property
    def rules(self) -> list[GroundRule]:
        """See `Grounding.rules`."""
        return []

    @property
    def choices(self) -> dict[int, Fn]:
        """See `Grounding.choices`."""
        return {}

    def atoms(self, name: str, arity: int, positive: bool = True) -> list[Atom]:
        """See `Grounding.atoms`."""
        return self._derived.atoms(self._case, (name if positive else "-" + name, arity))

    def cone(self, literals: Iterable[int]) -> list[GroundRule]:
        """See `Grounding.cone`."""
        return []


def _told(at: int) -> str:
    """An argument as JSON; numbers are told as texts."""
    return f"""coalesce(s{at}.told, '"' || x.a{at} || '"')"""
