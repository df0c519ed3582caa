"""The grammar of terms: what it reads, what it refuses, and that what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligor.core.clause_ids import covers
from obligor.core.terms import MAX_DEPTH, MAX_NUMBER, BadTerm, Day, Fact, Fn, Var, parse_atom, parse_fact, render, show


def nested(depth: int) -> str:
    return "f(" * depth + "x" + ")" * depth


def argument(text: str) -> object:
    (found,) = parse_atom(f"f({text})").args
    return found


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("acme", Fn("acme")),
        ("acme_2", Fn("acme_2")),
        ("publish(post)", Fn("publish", (Fn("post"),))),
        ("  f ( a ,\n\tb ) ", Fn("f", (Fn("a"), Fn("b")))),
        ("f(g(a), 1)", Fn("f", (Fn("g", (Fn("a"),)), 1))),
        ("breach(acme, _, 7.3.5.4)", Fn("breach", (Fn("acme"), Var("_"), "7.3.5.4"))),
        ("notary(x)", Fn("notary", (Fn("x"),))),
    ],
)
def test_an_atom_is_a_name_with_arguments(text, term):
    assert parse_atom(text) == term


@pytest.mark.parametrize(
    "clause",
    ["8.5.3", "8.5.3[b]", "8.1.2.1(7)", "8.1.2.1(7)[a]", "12.3(A)[a]", "P.3", "P.3[b]", "1.2p2", "6.10", "6.1"],
)
def test_a_clause_is_a_text_and_needs_no_quotes(clause):
    assert argument(clause) == clause == argument(f'"{clause}"')


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("0", 0),
        ("-5", -5),
        (str(MAX_NUMBER), MAX_NUMBER),
        (str(-MAX_NUMBER), -MAX_NUMBER),
        ("X", Var("X")),
        ("D'", Var("D'")),
        ("_", Var("_")),
        ('""', ""),
        ('"李 (Li), 100%"', "李 (Li), 100%"),
        (r'"a \"b\""', 'a "b"'),
        (r'"back\\slash"', "back\\slash"),
        (r'"one\ntwo"', "one\ntwo"),
        (r'"no \\n break"', r"no \n break"),
        ('"x). evil(y"', "x). evil(y"),
    ],
)
def test_an_argument_may_be_a_number_a_text_or_a_variable(text, term):
    found = argument(text)
    assert found == term
    assert type(found) is type(term)


def test_a_day_is_read_as_a_day_and_counted_as_a_number():
    day = argument("2026-03-01")
    assert isinstance(day, Day)
    assert (str(day), day.isoformat(), int(day)) == ("2026-03-01", "2026-03-01", 739676)
    assert argument("2024-02-29") - argument("2024-02-28") == 1


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-13-01", "0000-01-01", "20260301", "2026-W10-7", "2026-3-1", "2026-03-01T00:00", "1 March", ""],
)
def test_only_a_day_of_the_calendar_written_in_full_is_a_day(text):
    with pytest.raises(ValueError):  # noqa: PT011  the message belongs to whoever reports it
        Day.read(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [("f(a)", True), ("-f(a)", False), (" - f(a)", False), ("not f(a)", False), ("not\tf(a)", False)],
)
def test_a_fact_may_be_stated_not_to_hold(text, holds):
    assert parse_fact(text) == Fact(Fn("f", (Fn("a"),)), holds)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "at its end"),
        ("f(", "at its end"),
        ("f(a", "expected ',' or ')' at its end"),
        ("f()", "expected a name"),
        ("f(a,)", "expected a name"),
        ("f(,a)", "expected a name"),
        ("f(a b)", "expected ',' or ')' at 'b)'"),
        ("f(a))", "unexpected text at ')'"),
        ("f(a)(b)", "unexpected text at '(b)'"),
        ("f(a).", "unexpected text at '.'"),
        ("f(a). evil(b)", "unexpected text at '. evil(b)'"),
        ("f(a) :- g(a)", "unexpected text at ':- g(a)'"),
        ("f(a); g(a)", "unexpected text at '; g(a)'"),
        ("f(a) % g", "unexpected text"),
        ("{f(a)}", "expected a name"),
        ("#script", "expected a name"),
        ("f(@g())", "expected a name"),
        ("f(1+2)", "expected ',' or ')' at '+2)'"),
        ("f(1..3)", "1..3"),
        ("f(1.)", "1."),
        ("f(x.y)", "expected ',' or ')' at '.y)'"),
        ("f(8.5.3[B])", "[B]"),
        ("f(12.3(a-))", "(a-"),
        ("f('a')", "expected a name"),
        ('f("a)', "expected a name"),
        ('f("a\nb")', "expected a name"),
        (r'f("\t")', "expected a name"),
        ("李(x)", "expected a name"),
        ("f(公司)", "expected a name"),
        ("publishé(x)", "unexpected text at 'é(x)'"),
        ("7", "expected name(...), not '7'"),
        ("8.5.3", "expected name(...), not '8.5.3'"),
        ('"text"', "expected name(...), not '\"text\"'"),
        ("X", "expected name(...), not 'X'"),
        ("f(2026-02-30)", "no such day: 2026-02-30"),
        (f"f({MAX_NUMBER + 1})", f"number out of range: {MAX_NUMBER + 1}"),
        (f"f(-{MAX_NUMBER + 1})", "number out of range"),
        pytest.param(f"f({'9' * 5000})", "number out of range", id="f(9…9)"),
        (nested(MAX_DEPTH + 1), "nested too deeply"),
        pytest.param(nested(100_000), "nested too deeply", id="f(f(f(…"),
        ("--f(a)", "expected a name"),
        ("not not f(a)", "f(a)"),
        ("not(f)", "expected a name"),
        ("-", "at its end"),
        ("not", "at its end"),
    ],
)
def test_what_is_no_fact_is_refused_and_the_place_named(text, why):
    with pytest.raises(BadTerm) as refused:
        parse_fact(text)
    assert why in str(refused.value)
    assert 0 <= refused.value.offset <= len(text)


@pytest.mark.parametrize("text", ["-f(a)", "not f(a)"])
def test_an_atom_is_not_denied(text):
    with pytest.raises(BadTerm):
        parse_atom(text)


def test_a_refusal_shows_where_not_everything_that_follows():
    with pytest.raises(BadTerm) as refused:
        parse_atom("f(a) " + "!" * 500)
    assert refused.value.offset == 4
    assert len(str(refused.value)) < 80


def test_as_deep_as_allowed_is_read():
    assert str(parse_atom(nested(MAX_DEPTH))) == nested(MAX_DEPTH)


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name != "not")

LEAVES = st.one_of(
    NAMES.map(Fn),
    st.integers(-MAX_NUMBER, MAX_NUMBER),
    st.text(),
    st.dates().map(lambda day: Day(day.toordinal())),
    st.from_regex(r"[A-Z][A-Za-z0-9_]{0,4}'{0,2}|_", fullmatch=True).map(Var),
)


def compound(terms: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(Fn, NAMES, st.lists(terms, min_size=1, max_size=3).map(tuple))


ATOMS = NAMES.map(Fn) | compound(LEAVES | compound(LEAVES | compound(LEAVES)))


@given(st.builds(Fact, ATOMS, st.booleans()))
def test_what_is_rendered_is_read_again(fact):
    assert parse_fact(str(fact)) == fact


@given(ATOMS)
def test_what_is_shown_to_people_is_read_again(atom):
    assert parse_atom(show(atom)) == atom


@given(st.text())
def test_a_text_stays_one_text(text):
    assert parse_atom(render(Fn("f", (text,)))) == Fn("f", (text,))
    assert "\n" not in render(text)


@given(st.text(alphabet="fa(),.\"\\ -_X'19n:[]\n李%#", max_size=30))
def test_any_text_is_an_atom_or_refused(text):
    try:
        atom = parse_atom(text)
    except BadTerm:
        return
    assert parse_atom(render(atom)) == atom


@pytest.mark.parametrize(
    ("pattern", "unit", "covered"),
    [
        ("8.1.2", "8.1.2", True),
        ("8.1.2", "8.1.2[a]", True),
        ("8.1.2", "8.1.2.1(7)[a]", True),
        ("8.1.2.1(7)", "8.1.2.1(7)[a]", True),
        ("8.1.2[a]", "8.1.2[a]", True),
        ("8", "8.1.2[a]", True),
        ("P", "P.3[a]", True),
        ("8.1", "8.11[a]", False),
        ("1.2", "1.2p2[a]", False),
        ("8.1.2.1(1)", "8.1.2.1(11)[a]", False),
        ("8.1.2[a]", "8.1.2[b]", False),
        ("8.1.2[a]", "8.1.2", False),
        ("8.1.2", "8.1", False),
    ],
)
def test_a_clause_covers_its_units_and_items(pattern, unit, covered):
    assert covers(pattern, unit) is covered
