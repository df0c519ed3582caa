"""SQL derives what clingo derives: atom by atom on every scenario, on random cases and on random programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import clingo
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from obligor.agreement.package import load
from obligor.agreement.rule_files import read_rules
from obligor.bulk.derived_lines import SqlEngine
from obligor.bulk.judge import Judge
from obligor.bulk.parts import Settings, Workforce
from obligor.bulk.rows import rows_of
from obligor.bulk.run import run
from obligor.bulk.sql.codes import TermCodes
from obligor.bulk.sql.derivation import OPEN, Derivation, SqlProgram, UnfitForSql
from obligor.bulk.sql.select import columns, table
from obligor.core.errors import InputError, ModelError
from obligor.core.terms import Fact, Fn, parse_fact, render
from obligor.scenario.files import read_scenarios
from obligor.scenario.scenario import Scenario
from obligor.solving.engine import Engine
from obligor.solving.grounding import to_term
from obligor.solving.shared_grounding import Common
from obligor.solving.statements import Statement, of_fact, of_rule

ROOT = Path(__file__).parents[1]
AGREEMENT = load("wecom")
ENGINE = Engine(AGREEMENT, contested=False)
RULES = SqlEngine(ENGINE)


def documents() -> list[dict[str, Any]]:
    """Every scenario of `facts/` as a row."""
    found = [
        {key: value for key, value in document.items() if key not in ("variants", "expect")}
        for path in sorted((ROOT / "facts").rglob("*.yaml"))
        for document in yaml.load_all(path.read_text("utf-8"), yaml.BaseLoader)
    ]
    return [{**row, "id": f"row-{number}"} for number, row in enumerate(found)]


def closed(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Those in which nothing is unknown and no reading fixed."""
    return [one for one in scenarios if not one.unknown and not one.one_of and not one.readings]


QUESTIONS = ("breach(_, _)", "bears(_, _)", "breach(_, _, 8.2)")


# -- rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reading", ["preferred", "all"])
@pytest.mark.parametrize(
    "questions", [(), ("breach(_, _)", "bears(_, _)", "breach(_, _, 8.2)")], ids=["picture", "asked"]
)
def test_every_row_is_told_as_clingo_tells_it(reading: str, questions: tuple[str, ...]) -> None:
    rows = list(rows_of(documents(), "row", AGREEMENT))
    by_sql = Judge(AGREEMENT, questions, reading, sql=1).judge(rows, "row")
    by_clingo = Judge(AGREEMENT, questions, reading, sql=None).judge(rows, "row")
    assert by_sql.verdicts == by_clingo.verdicts
    assert by_sql.rejected == by_clingo.rejected
    assert by_clingo.counts.derived == by_sql.counts.grounded == 0
    assert by_sql.counts.derived > (0 if reading == "all" else 0.8 * len(rows))  # most readings could matter to a case


def test_a_run_tells_which_way_its_rows_took(tmp_path: Path) -> None:
    source, found = tmp_path / "in.jsonl", {}
    source.write_text("".join(json.dumps(row) + "\n" for row in documents()), "utf-8")
    for engine in ("sql", "clingo", "auto"):
        output = tmp_path / f"{engine}.jsonl"
        counts = run(Settings(str(source), "wecom", engine=engine), output, Workforce(1))
        found[engine] = counts.derived, counts.grounded, counts.solved, output.read_bytes()
    assert found["sql"][0] == found["clingo"][1] == found["auto"][1] > 0  # too few for SQL to be worth it
    assert found["sql"][2:] == found["clingo"][2:] == found["auto"][2:]


def test_without_the_extra_a_run_by_sql_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(documents()[0]) + "\n", "utf-8")
    monkeypatch.setattr("obligor.bulk.derived_lines._NEEDED", ("duckdb", "no_such_library"))
    with pytest.raises(InputError, match=r"runs by SQL need the extra `bulk`; pip install 'obligor\[bulk\]'"):
        run(Settings(str(source), "wecom", engine="sql"), tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == [source]
    assert run(Settings(str(source), "wecom"), tmp_path / "out.jsonl", Workforce(1)).answered == 1


# -- atoms ------------------------------------------------------------------------------------------------------------


def same_atoms(scenarios: list[Scenario]) -> tuple[int, int]:
    """Compare all atoms of all predicates; how many there are, and in how many cases nothing is open."""
    cases = [ENGINE.case(one) for one in scenarios]
    derived = RULES.derive(cases)
    whole = {name: found for name, found in tables(derived.derivation).items() if name != OPEN}
    names = [name for name in whole if RULES.program.cased(name)]
    wanted: dict[Any, set[tuple[Any, ...]]] = {name: set() for name in names}
    for start in range(0, len(cases), 100):
        common = Common(ENGINE, cases[start : start + 100], False, observe=False)
        place = {name.name: start + at for at, name in enumerate(common.names)}
        symbols = common.ground._control.symbolic_atoms
        for name, arity in names:
            for atom in symbols.by_signature(name.removeprefix("-"), arity + 1, name[0] != "-"):
                case = place[atom.symbol.arguments[0].name]
                if case not in derived.open and (atom.is_fact or atom.literal):
                    assert atom.is_fact, (scenarios[case].id, str(atom.symbol))
                    wanted[name, arity].add((case, *map(to_term, atom.symbol.arguments[1:])))
    for name in names:
        found = [row for row in whole[name] if row[0] not in derived.open]
        assert len(found) == len(set(found)), name
        assert set(found) == wanted[name], (name, {scenarios[row[0]].place for row in set(found) ^ wanted[name]})
    return sum(map(len, wanted.values())), len(cases) - len(derived.open)


def tables(derivation: Derivation) -> dict[Any, list[tuple[Any, ...]]]:
    """Every table, with terms for their numbers; the case stays a number."""
    found = {}
    for name in derivation.program.signatures:
        cased = derivation.program.cased(name)
        rows = derivation.rows(f"SELECT {', '.join(columns(name[1], cased))} FROM {table(name)}")
        term = derivation.codes.term
        found[name] = [(*row[:cased], *map(term, row[cased : cased + name[1]])) for row in rows]
    return found


def test_rule_by_rule_on_every_scenario() -> None:
    """The whole program, every chapter and the theory, not only what a picture shows."""
    read = [one for path in sorted((ROOT / "facts").rglob("*.yaml")) for one in read_scenarios(path, AGREEMENT)]
    scenarios = closed(one for scenario in read for one in (scenario, *scenario.variants))
    atoms, cases = same_atoms(scenarios)
    assert cases > 900
    assert atoms > 500_000


PARTIES = ("acme", "li", "zhao", "tencent")
ACTS = [
    *(word.name for word in AGREEMENT.vocabulary.acts.values() if not word.args),
    "use(software)", "stop_using(software)", "claim(l0)", "publish(post)", "cancel(acct)",
]  # fmt: skip
EVENT = st.fixed_dictionaries(
    {"on": st.integers(1, 28).map(lambda day: f"2026-03-{day:02d}"), "by": st.sampled_from(PARTIES),
     "act": st.sampled_from(ACTS)},
    optional={"to": st.sampled_from(PARTIES)},
)  # fmt: skip
CASE = st.fixed_dictionaries(
    {
        "scenario": st.just("x"),
        "as_of": st.just("2026-05-01"),
        "parties": st.just({"acme": "enterprise", "li": {"role": "end_user", "of": "acme"}, "zhao": "outsider"}),
        "things": st.just({"acct": {"is": "account", "of": "li"}, "post": {"is": "content", "of": "li"}}),
        "events": st.lists(EVENT, min_size=1, max_size=5).map(lambda found: {f"e{k}": e for k, e in enumerate(found)}),
        "losses": st.fixed_dictionaries({
            "l0": st.fixed_dictionaries({"suffered_by": st.sampled_from(PARTIES), "amount": st.integers(1, 10**6),
                                         "kind": st.sampled_from(["privacy", "property", "profit"]),
                                         "caused_by": st.just(["e0"])}),
        }),
    }
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(CASE, min_size=10, max_size=40))
def test_rule_by_rule_on_random_cases(rows: list[dict[str, Any]]) -> None:
    read = [row.scenario for row in rows_of(rows, "row", AGREEMENT)]
    assert None not in read
    same_atoms(closed(one for one in read if one is not None))


# -- programs ---------------------------------------------------------------------------------------------------------

NAMES = ("a", "b", "f(a)", "f(b)", "3", "7", '"1.2[a]"')
TERMS = st.sampled_from([*NAMES, "X", "Y", "Z", "f(X)", "g(X,Y)", "_"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A safe rule: it asks for any predicate up to its own and for the absence of lower ones, so it is stratified."""
    level = draw(st.integers(2, 5))
    positive = [f"p{draw(st.integers(0, level))}({draw(TERMS)},{draw(TERMS)})" for _ in range(draw(st.integers(1, 3)))]
    bound = sorted({name for name in "XYZ" if any(name in one for one in positive)})
    known = st.sampled_from([*NAMES, *bound, *(["f(a)"] if "X" not in bound else [])])
    body = list(positive)
    for _ in range(draw(st.integers(0, 2))):
        body.append(f"not p{draw(st.integers(0, level - 1))}({draw(known)},{draw(known)})")
    if len(bound) > 1 and draw(st.booleans()):
        body.append(f"{bound[0]} {draw(st.sampled_from(['!=', '=']))} {bound[1]}")
    if bound and draw(st.booleans()):
        body.append(f"{bound[0]} != {draw(st.sampled_from(NAMES[:2]))}")
    # a term made by a recursive rule could grow for ever: only rules on the facts alone make one
    grounded = all(int(one[1]) < 2 for one in positive) and bound
    head = draw(st.sampled_from([f"f({bound[0]})", f"g({bound[0]},f({bound[-1]}))"]) if grounded else known)
    return f"p{level}({head},{draw(known)}) :- {', '.join(body)}."


FACTS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=8, unique=True
)


@settings(max_examples=150, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=7), st.lists(FACTS, min_size=1, max_size=3))
def test_random_programs(texts: list[str], cases: list[list[tuple[int, str, str]]]) -> None:
    source = read_rules(Path("random.lp"), "\n".join(texts))
    stated = [[parse_fact(f"p{level}({one},{two})") for level, one, two in facts] for facts in cases]
    program = SqlProgram(map(of_rule, source.rules), frozenset())
    derivation = Derivation(program, stated)
    found = tables(derivation)
    for number, facts in enumerate(stated):
        control = clingo.Control(["--warn=none"])
        control.add("base", [], "\n".join([*texts, *(str(of_fact(fact)) for fact in facts)]))
        control.ground([("base", [])])
        wanted = {str(atom.symbol) for atom in control.symbolic_atoms if atom.is_fact}
        derived = [render(Fn(name[0], row[1:])) for name, rows in found.items() for row in rows if row[0] == number]
        assert len(derived) == len(set(derived))
        assert set(derived) | {str(fact) for fact in facts} == wanted, texts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("p(X) :- q(X).\n\nq(X) :- r(X), not p(X).", "rules.lp:3: this rule cannot become SQL, its head depends on"),
        ("p(X) :- q(X), not p(X).", "rules.lp:1: this rule cannot become SQL, its head depends on what it asks to be"),
        ("p(f(A,B,C,D,E)) :- q(A,B,C,D,E).", "rules.lp:1: this rule cannot become SQL, 'f' has more than 4"),
        ("p(X) :- q(Y), Y < 3.", "rules.lp:1: this rule cannot become SQL, nothing binds X"),
        ("p(X+1) :- q(X).", "rules.lp:1: this rule cannot become SQL, it has something else than atoms and comp"),
    ],
)  # fmt: skip
def test_what_cannot_become_sql_is_refused_with_its_place(text: str, message: str) -> None:
    source = read_rules(Path("rules.lp"), text)
    with pytest.raises(ModelError) as refusal:
        SqlProgram(map(of_rule, source.rules), frozenset())
    assert message in str(refusal.value)


def test_a_choice_or_constraint_that_applies_leaves_a_case_open() -> None:
    source = read_rules(Path("rules.lp"), "p(X) :- q(X), j(X).")
    choice = Statement(None, tuple(source.rules[0].body[:1]))._replace(head=source.rules[0].body[1], choice=True)
    constraint = Statement(None, tuple(read_rules(Path("rules.lp"), "x :- q(a), r(a).").rules[0].body))
    program = SqlProgram([*map(of_rule, source.rules), choice, constraint], frozenset())
    cases = [["q(a)"], ["q(a)", "j(a)"], ["q(a)", "j(a)", "r(a)"], ["r(a)"]]
    derivation = Derivation(program, [[parse_fact(text) for text in facts] for facts in cases])
    assert {row[0] for row in tables(derivation)[OPEN]} == {0, 2}


def test_what_needs_too_much_memory_is_left_to_clingo(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(rows_of(documents()[:40], "row", AGREEMENT))
    by_clingo = Judge(AGREEMENT, sql=None).judge(rows, "row")
    monkeypatch.setattr("obligor.bulk.sql.derivation.MEMORY", "1MB")
    found = Judge(AGREEMENT, sql=1).judge(rows, "row")
    assert found.counts.derived == 0
    assert found == by_clingo


def test_numbers_below_zero_are_left_to_clingo() -> None:
    with pytest.raises(ValueError, match="-3 is below 0"):
        TermCodes().of(-3)
    program = SqlProgram([], frozenset())
    with pytest.raises(UnfitForSql, match="-3 is below 0"):
        Derivation(program, [[Fact(Fn("p", (-3,)))]])
