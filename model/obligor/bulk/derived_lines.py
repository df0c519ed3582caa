"""What many determinate cases show, derived by SQL: the middles of their lines, made in the database, or answers."""

from __future__ import annotations

from collections.abc import Iterable, Set
from importlib.util import find_spec

from ..agreement.package import Agreement
from ..core.optional import extra
from ..core.terms import Fact, Fn, render
from ..solving import program
from ..solving.case import Case
from ..solving.engine import Engine
from ..solving.grounding import Atom, Grounding, GroundRule
from ..solving.verdict_names import MAY
from .columns import BREAK
from .picture_lists import SPECIAL_POWERS, PictureList, argument_json, picture_lists
from .sql.derivation import OPEN, Derivation, SqlProgram
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


class SqlEngine:
    """An agreement's rules as SQL, made once.

    Args:
        engine: whose program; without choices on order and pace, a case in which these could matter is left open.

    Raises:
        ModelError: if a rule cannot become SQL, with its place.
    """

    def __init__(self, engine: Engine) -> None:
        self.agreement = engine.agreement
        special = [SPECIAL_POWERS] if engine.wanted else []
        settled = program.settled(self.agreement, engine.statements(timing=False))
        self.program = SqlProgram([*settled, *special], engine.fixed)

    def derive(self, cases: Iterable[Case], threads: int = 1) -> DerivedCases:
        """Derive what follows in some cases.

        Raises:
            UnfitForSql: if they are none for SQL.
        """
        return self.derive_stated((case.facts() for case in cases), threads)

    def derive_stated(self, cases: Iterable[Iterable[Fact]], threads: int = 1) -> DerivedCases:
        """Derive what follows in cases of which the facts are given, nothing twice.

        Raises:
            UnfitForSql: if they are none for SQL.
        """
        return DerivedCases(self.agreement, Derivation(self.program, cases, threads))


class DerivedCases:
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
        self._tell_terms()
        lists = picture_lists(self._agreement)
        widest = max(len(listed.columns) for listed in lists)
        order = ", ".join(["place", *(f"r{at}" for at in range(widest))])
        selects = [self._list(place, listed, widest) for place, listed in enumerate(lists)]
        joined = f"string_agg(middle, chr({ord(BREAK)}) ORDER BY {order})"
        return dict(self.derivation.rows(f"SELECT k, {joined} FROM ({' UNION ALL '.join(selects)}) GROUP BY k"))

    def _tell_terms(self) -> None:
        """Make a table of how each term is told, as JSON, and of its place among all."""
        numpy = extra("numpy", "bulk", "runs by SQL")
        codes = self.derivation.codes
        ordered = sorted((render(codes.term(code)), code) for code in range(-len(codes), 0))
        source = {
            "t": numpy.array([code for _, code in ordered], dtype="int32"),
            "place": numpy.arange(len(ordered), dtype="int32"),
            "told": numpy.array([argument_json(codes.term(code)) for _, code in ordered], dtype=object),
        }
        self.derivation.rows("CREATE TABLE said AS SELECT t, place, told FROM source", None, source)

    def _list(self, place: int, listed: PictureList, widest: int) -> str:
        """The SELECT of a list: case, place of the list, places of its arguments (`widest` of them), middle."""
        arity = len(listed.columns)
        args = columns(arity, cased=False)
        certain = table(listed.certain)
        atoms = f"SELECT k, {', '.join(args)}, {quoted(listed.verdict)} AS v FROM {certain}"
        if listed.possible:
            same = " AND ".join(f"y.{column} = m.{column}" for column in ("k", *args))
            atoms += f" UNION ALL SELECT k, {', '.join(args)}, {quoted(MAY)} FROM {table(listed.possible)} m"
            atoms += f" WHERE NOT EXISTS (SELECT 1 FROM {certain} y WHERE {same})"
        joins = "".join(f" LEFT JOIN said s{at} ON s{at}.t = x.{column}" for at, column in enumerate(args))
        amount = None
        if listed.loss is not None and self.derivation.count(_AMOUNT):
            joins += f" LEFT JOIN {table(_AMOUNT)} m ON m.k = x.k AND m.a0 = x.a{listed.loss}"
            joins += " LEFT JOIN said sm ON sm.t = m.a1"
            other = "sm.told LIKE '% %'"  # in another currency
            amount = f"CASE WHEN {other} THEN 'null' ELSE coalesce(sm.told, m.a1::VARCHAR, 'null') END"
        pieces = listed.middle_pieces(_argument, """'"' || x.v || '"'""", amount, quoted)
        middle = f"concat({', '.join(pieces)})"  # all at once, since `||` copies what it has at each step
        places = [f"coalesce(s{at}.place, x.{column}) AS r{at}" for at, column in enumerate(args)]
        places += [f"0 AS r{at}" for at in range(arity, widest)]
        return f"SELECT x.k, {place} AS place, {', '.join(places)}, {middle} AS middle FROM ({atoms}) x{joins}"

    # -- questions ----------------------------------------------------------------------------------------------------

    def view(self, case: int) -> Grounding:
        """A case that can be asked."""
        return _DerivedCase(self, case)

    def atoms(self, case: int, predicate: Signature) -> list[Atom]:
        """The atoms of a predicate in a case, sorted by their texts."""
        if predicate not in self._atoms:
            by_case: dict[int, list[Atom]] = {}
            if self.derivation.count(predicate):
                names = columns(predicate[1], cased=True)
                rows = self.derivation.rows(f"SELECT {', '.join(names)} FROM {table(predicate)}")
                term = self.derivation.codes.term
                for owner, *args in rows:
                    atom = Fn(predicate[0].removeprefix("-"), tuple(map(term, args)))
                    by_case.setdefault(owner, []).append(Atom(atom, 0))
            self._atoms[predicate] = {
                owner: sorted(atoms, key=lambda atom: str(atom.term)) for owner, atoms in by_case.items()
            }
        return self._atoms[predicate].get(case, [])


class _DerivedCase(Grounding):
    """A case in which nothing is open, as derived by SQL: all that is derived is certain."""

    def __init__(self, derived: DerivedCases, case: int) -> None:
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

    def cone(self, literals: Iterable[int], free: Set[int] = frozenset()) -> list[GroundRule]:
        """See `Grounding.cone`."""
        return []


def _argument(place: int) -> str:
    """An argument as JSON; numbers, which have no codes, are told as texts."""
    return f"""coalesce(s{place}.told, '"' || x.a{place} || '"')"""
