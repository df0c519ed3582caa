"""Scenario files of facts: they say what the same scenario in YAML says, and no more than facts."""

from __future__ import annotations

import re

import pytest

from obligor.core.terms import Day
from obligor.scenario.lp_format import write_lp
from obligor.scenario.standing import Standing
from tests.scenario.bad_files import LP, marked
from tests.support import facts, scenario_text
from tests.written import value


def as_lp(scenario) -> str:
    """A scenario's facts as an `.lp` file holds them: days written as texts."""
    lines = [str(fact) for fact in scenario.facts] + [f"unknown({atom})" for atom in scenario.unknown]
    lines += [f'reading("{unit}",{name})' for unit, name in scenario.readings.items()]
    lines += [f'struck("{clause}")' for clause in scenario.without]
    day = re.compile(r"(?<=[,(])73\d{4}(?=[,)])")
    return "".join(day.sub(lambda m: f'"{Day(int(m[0]))}"', line) + ".\n" for line in lines)


RICH = (
    scenario_text(
        parties="kai: {role: newcomer}",
        things="memo: {is: content, of: kai, traits: [rumour]}",
        states="- {state: lacks_capacity(li), from: 2026-01-01, until: 2026-12-31}\n- not administers(acme)",
        events="say: {on: 2026-03-02, by: li, act: publish(memo), after: look}\n"
        "deny: {on: 2026-03-03, by: tencent, to: acme, act: refuse_service, under: 8.2.2}",
        losses="l2: {suffered_by: acme, kind: property, amount: 70, caused_by: [say]}",
        judgements="hazardous(look): true",
        unknown='- "permitted_by_law(acme, reverse_engineer)"',
    )
    + 'readings: {"8.5.3[b]": asserted}\nwithout: ["8.1.2[a]"]\n'
)


def test_yaml_and_lp_state_the_same_facts(one):
    written = one(RICH)
    facts_alone = one(as_lp(written), "case.lp")
    assert facts_alone.facts.keys() == written.facts.keys()
    assert facts_alone.unknown.keys() == written.unknown.keys()
    assert (facts_alone.readings, facts_alone.without) == (written.readings, written.without)


def test_yaml_and_lp_give_the_same_picture(obligor, write, one):
    plain = RICH.replace(", name: 李", "")
    pictures = [
        obligor("ask", file, "--format", "json", "--lang", lang).json
        for lang in ("en", "zh")
        for file in (write(plain), write(as_lp(one(plain)), "case.lp"))
    ]
    for picture in pictures:
        assert picture.pop("scenario")
        told = picture.pop("record")  # holds the sentence and the order of the facts
        picture["facts as filed"] = told["facts"]
        for entries in picture.values():  # which of a fact's several proofs is told does not matter here
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, dict) and "facts" in entry:
                    entry["facts"].sort()
    assert pictures[0] == pictures[1]
    assert pictures[2] == pictures[3]
    assert pictures[0]["breaches"]


def test_an_lp_file_may_write_days_as_texts_or_as_days_and_hold_comments(one):
    text = """% Acme's engineer looks inside
    party(acme). enterprise(acme).   % two facts on a line
    %* a block,
       publish(post). *%
    event(look). on(look, 2026-03-01).
    by(look,
       acme).
    act(look, reverse_engineer). as_of("2026-03-20").
    -administers(acme). not unlawful(look).
    """
    found = one(text, "case.lp")
    assert found.sentence == "Acme's engineer looks inside"
    assert facts(
        "on(look, 2026-03-01)\nby(look, acme)\nas_of(2026-03-20)\n-administers(acme)\n-unlawful(look)\nparty(tencent)"
    ) <= set(found.facts)
    assert "publish" not in str(found.facts)


@pytest.mark.parametrize("name", ["case.yaml", "case.lp"])
@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["BOM", "CRLF", "BOM and CRLF", "no last line break"],
)
def test_how_an_editor_saves_a_file_does_not_matter(one, name, encoded):
    text = RICH if name == "case.yaml" else "% Acme 李\n" + as_lp(one(RICH))
    plain, saved = one(text, name), one(encoded(text), name)
    assert set(saved.facts) == set(plain.facts)
    assert saved.unknown.keys() == plain.unknown.keys()
    assert saved.sentence == plain.sentence
    assert [str(place) for place in saved.facts.values()] == [str(place) for place in plain.facts.values()]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("administers(X) :- party(X).", "a rule"),
        (":- party(acme).", "a rule"),
        ("#script(python)", "a directive"),
        ('#include "other.lp".', "a directive"),
        ("#const n = 1.", "a directive"),
        ("#show.", "a directive"),
        ("{ administers(acme) }.", "a choice"),
        ("1 { administers(acme) } 1.", ""),
        ("administers(acme) ; administers(acme).", "a disjunction"),
        ("administers(acme) | administers(acme).", ""),
        ("administers(acme) : party(acme).", ""),
        ("&sum { x } = 1.", ""),
        ("amount(leak, 1+2).", ""),
        ("amount(leak, 1..2).", ""),
        ("amount(leak, @evil()).", ""),
        ("amount(leak, 99999999999).", "out of range"),
        ("party(公司).", "'公'"),
        ("李(acme).", "'李'"),
        ("not not administers(acme).", ""),
        ("administers(acme)", "'.'"),
        ("party(acme.", ""),
        ('"administers(acme)".', ""),
        ("breach(acme, look, 8.2).", "'breach'"),
        ("void(8.2).", "'void'"),
        ("evil(acme).", "'evil'"),
        ("administers(X).", "X"),
        ("under(look, X).", "X"),
        ("act(look, X).", "X"),
        ("act(look, evil).", "'evil'"),
        ("act(look, publish).", "publish(content)"),
        ("by(look, akme).", "'acme'"),
        ("party(f(acme)).", "f(acme)"),
        ('party("acme").', "acme"),
        ('on(look, "2026-02-30").', "2026-02-30"),
        ("on(look, 739676).", "YYYY-MM-DD"),
        ('as_of("2026-03-21").', "day of judgement"),
        ('struck("8.2.1.22").', "8.2.1.2"),
        ('reading("8.2.1.8[a]", litteral).', "literal"),
        ("unknown(breach(acme, look, 8.2)).", "'breach'"),
        ("unknown(enterprise(acme)).", "unknown"),
        ("unknown(X).", "unknown"),
        ("administers(acme). -administers(acme).", "contradiction"),
        ('during(lacks_capacity(acme), "2026-03-02", "2026-03-01").', "before"),
        ('during(administers(acme), "2026-03-01", "2026-03-02").', "lacks_capacity"),
        ('during(X, "2026-03-01", "2026-03-02").', "X"),
        ('during("lacks_capacity(acme)", "2026-03-01", "2026-03-02").', "lacks_capacity"),
        ("amount(leak, -5). loss(leak).", "not an amount"),
        ("after(look, look).", "after itself"),
        ("event(idle).", "idle has no day"),
        ('reading("8.2.1.8[a]", alike). reading("8.2.1.8[a]", literal).', "another reading of 8.2.1.8[a] than"),
        ('id("a"). id("b").', "another id than stands above"),
        ('id("李").', "cannot be an id"),
        ('agreement("lease").', "this is read under 'wecom', not 'lease'"),
        ('event(e). one_of(on(e, "2026-03-01")).', "one of at least two"),
        ('event(e). one_of(on(e, "2026-03-02"), by(e, acme)).', "one of at least two"),
        ('event(e). one_of(on(e, "2026-03-02"), on(e, "2026-03-21")).', "day of judgement"),
        ('reading("*", sometimes).', "write preferred, earnest, all or UNIT=NAME"),
        ("standing_of(look, allegd).", "did you mean 'alleged'"),
        ("standing_of(acme, alleged).", "'acme' is no event or loss"),
        ("standing_of(look, alleged). standing_of(look, proven).", "another standing_of of look than"),
        ("said_by(look, acme).", "look has a source, and no standing"),
        ("standing_of(look, alleged). said_by(look, akme).", "'akme' is no party here"),
    ],
)
def test_an_lp_file_that_holds_more_than_facts_of_the_vocabulary_is_refused(refused, line, what):
    said = refused(LP + line + " %!\n", "case.lp")
    assert list(said) == [2]
    assert what in said[2]
    assert "Var(" not in said[2]


def test_an_empty_lp_file_is_refused(refused):
    for text in ("", "% nothing\n"):
        assert "as_of" in "".join(refused(text, "case.lp").values())


def test_a_comment_that_never_ends_is_refused(refused):
    """Else what the author commented out would be read as facts."""
    assert refused(LP + "%* not so:\nadministers(acme).\n", "case.lp")


def test_a_script_does_not_run(refused, tmp_path):
    mark = tmp_path / "ran"
    script = f"#script (python)\nopen({str(mark)!r}, 'w').close()\n#end.\n"
    refused(LP + script, "case.lp")
    assert not mark.exists()


def test_every_defect_of_an_lp_file_is_told_at_once(refused):
    lines = [
        "administers(X) :- party(X). %!",
        "administers(acme).",
        "party(公司). %!",
        "evil(acme). %!",
        "by(look, akme). %!",
        "#show. %!",
        'on(look, "2026-02-30"). %!',
    ]
    text = LP + "\n".join(lines) + "\n"
    assert sorted(refused(text, "case.lp")) == sorted(marked(text))


def test_what_yaml_has_keys_for_has_words_here(one):
    text = """scenario("Acme \\"甲\\" looks").
    id("look-1"). agreement("wecom"). tag("breach"). name(acme, "甲\\nand sons").
    as_of("2026-03-20"). party(acme). enterprise(acme). event(look). by(look, acme). act(look, decompile).
    one_of(on(look, "2026-03-01"), on(look, 2026-03-02)).
    unknown(permitted_by_law(acme, decompile)). reading("*", preferred). reading("8.5.3[b]", any_loss). struck("14").
    """
    found = one(text, "case.lp")
    assert (found.sentence, found.id, found.tags) == ('Acme "甲" looks', "look-1", ("breach",))
    assert found.names == {"acme": "甲\nand sons"}
    assert [str(atom.args[1]) for atom in found.one_of[0]] == ["2026-03-01", "2026-03-02"]
    assert dict(found.readings) == {"*": "preferred", "8.5.3[b]": "any_loss"}
    assert found.without == ("14",)
    assert value(one(write_lp(found), "again.lp")) == value(found)


def test_a_clause_struck_as_a_fact_is_left_out_of_account_whichever_way_it_is_said(one):
    said = one(scenario_text(relations="- struck(8.5.3)"))
    assert said.without == ("8.5.3",)
    assert value(said) == value(one(scenario_text() + "without: [8.5.3]\n"))
    assert value(said) == value(one(write_lp(said), "again.lp"))


def test_a_standing_is_told_in_facts_of_its_own(one):
    text = LP + 'standing_of(look, alleged). said_by(look, tencent). source_of(look, "a \\"letter\\"").\n'
    found = one(text, "case.lp")
    assert found.standings == {"look": Standing("alleged", "tencent", 'a "letter"')}
    assert set(found.facts) == set(one(LP, "case.lp").facts)
    for judged in (found, found.judged_by("proven")):
        assert value(one(write_lp(judged), "again.lp")) == value(judged)
