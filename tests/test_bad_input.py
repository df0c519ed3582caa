"""Bad input is refused whole, with status 2: every defect at once, each with file, line, what is wrong and a hint."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from conftest import scenario_text

HERE = "#!"
"""Marks a line that is to be reported; in `.lp` files `%!` does."""


def marked(text: str) -> set[int]:
    return {number for number, line in enumerate(text.splitlines(), 1) if line.rstrip().endswith((HERE, "%!"))}


def event(rest: str, id_: str = "late") -> str:
    return f"{id_}: {{on: 2026-03-02, by: acme, {rest}}} {HERE}"


def loss(rest: str) -> str:
    return f"l2: {{suffered_by: li, {rest}}} {HERE}"


@pytest.fixture
def refused(obligor, write):
    """Check a file that is to be refused; tell what was said about each line."""

    def check(text, name="case.yaml", command="check"):
        file = write(text, name)
        run = obligor(command, file)
        assert (run.status, run.out) == (2, ""), run
        assert "Traceback" not in run.err
        said: dict[int, str] = {}
        for problem in run.err.splitlines():
            place = re.match(re.escape(file) + r"(?::(\d+))?: ", problem)
            assert place, f"no file: {problem}"
            said[int(place[1] or 0)] = said.get(int(place[1] or 0), "") + problem[place.end() :] + "\n"
        return said

    return check


BAD = {
    # words
    "unknown key": ({"evnts": f"x: y\n{HERE}"}, "'evnts'", "'events'"),
    "unknown key of a party": ({"parties": f"kai: {{rolle: outsider}} {HERE}"}, "'rolle'", "'role'"),
    "unknown key of a thing": ({"things": f"box: {{is: account, trait: junk}} {HERE}"}, "'trait'", "'traits'"),
    "unknown key of an event": ({"events": event("act: interfere, form_: written")}, "'form_'", "'form'"),
    "unknown key of a loss": ({"losses": loss("amont: 5")}, "'amont'", "'amount'"),
    "unknown key of a variant": ({"variants": f"- {{name: x, ad: [leak]}} {HERE}"}, "'ad'", "'add'"),
    "unknown key of an expectation": (
        {"expect": f"- {{ask: bound(acme), verdict: yes, unit: [P.3]}} {HERE}"},
        "'unit'",
        "'units'",
    ),
    "unknown act": ({"events": event("act: revers_engineer")}, "'revers_engineer'", "'reverse_engineer'"),
    "unknown act left undone": ({"events": event("omits: update_detail")}, "'update_detail'", "'update_details'"),
    "unknown act in a fact": (
        {"states": f'- "permitted_by_law(acme, interfer)" {HERE}'},
        "'interfer'",
        "'interfere'",
    ),
    "unknown role": ({"parties": f"kai: enterprize {HERE}"}, "'enterprize'", "'enterprise'"),
    "no role at all near": ({"parties": f"kai: xyzzy {HERE}"}, "'xyzzy'", "end_user"),
    "unknown kind": ({"things": f"box: acount {HERE}"}, "'acount'", "'account'"),
    "unknown trait": ({"things": f"box: {{is: content, traits: [rumor]}} {HERE}"}, "'rumor'", "'rumour'"),
    "unknown loss kind": ({"losses": loss("kind: privcy")}, "'privcy'", "'privacy'"),
    "unknown form": ({"events": event("act: consent, form: writen")}, "'writen'", "'written'"),
    "unknown state": ({"states": f"- administer(acme) {HERE}"}, "'administer'", "'administers'"),
    "unknown judgement": ({"judgements": f"hazardus(look): true {HERE}"}, "'hazardus'", "'hazardous'"),
    "unknown unknown": ({"unknown": f"- administer(acme) {HERE}"}, "'administer'", "'administers'"),
    "unknown clause invoked": ({"events": event("act: ban(li), under: 8.5.22")}, "8.5.22", "8.5.2"),
    "unknown clause left out": ({"without": f"- 8.2.1.22 {HERE}"}, "8.2.1.22", "8.2.1.2"),
    "unknown reading": ({"readings": f'"8.2.1.8[a]": litteral {HERE}'}, "'litteral'", "literal"),
    "reading of a unit that has one only": ({"readings": f'"8.2.1.8[b]": literal {HERE}'}, "8.2.1.8[b]", "8.2.1.8[a]"),
    "unknown verdict": ({"expect": f"- {{ask: bound(acme), verdict: maybe}} {HERE}"}, "'maybe'", "may"),
    "an act stated as a fact": ({"states": f"- interfere {HERE}"}, "'interfere'", "event"),
    "a conclusion stated as a fact": ({"states": f'- "breach(acme, look, 8.2)" {HERE}'}, "'breach'", ""),
    "a predicate of the engine": ({"states": f"- shielded(8.2) {HERE}"}, "'shielded'", "vocabulary"),
    # arguments
    "act with too many arguments": (
        {"events": event("act: interfere(software)")},
        "interfere takes 0 arguments, not 1",
        "write interfere",
    ),
    "act with too few arguments": (
        {"events": event("act: publish")},
        "publish takes 1 argument, not 0",
        "publish(content)",
    ),
    "act with an argument of another kind": ({"events": event("act: publish(acme)")}, "'acme'", "post"),
    "act that is no word": ({"events": event("act: 5")}, "'5'", ""),
    "unknown party": ({"events": event("act: interfere, to: akme")}, "'akme'", "'acme'"),
    "member of an unknown party": ({"parties": f"kai: {{role: end_user, of: akme}} {HERE}"}, "'akme'", "'acme'"),
    "loss of an unknown party": ({"losses": f"l2: {{suffered_by: lu}} {HERE}"}, "'lu'", "li"),
    "cause that is no event": ({"losses": loss("caused_by: [lok]")}, "'lok'", "'look'"),
    "party as a cause": ({"losses": loss("caused_by: [acme]")}, "'acme'", "look"),
    "after what never happened": ({"events": event("act: interfere, after: lok")}, "'lok'", "'look'"),
    "of where the role has none": ({"parties": f"kai: {{role: outsider, of: acme}} {HERE}"}, "kai", "relations"),
    "variable in a fact": ({"states": f"- administers(X) {HERE}"}, "X", "party"),
    "variable as a clause": ({"events": event("act: ban(li), under: X")}, "X", ""),
    # numbers and days
    "impossible date": (
        {"events": f"late: {{on: 2026-02-30, by: acme, act: interfere}} {HERE}"},
        "2026-02-30",
        "YYYY-MM-DD",
    ),
    "date in another style": (
        {"events": f"late: {{on: 20260302, by: acme, act: interfere}} {HERE}"},
        "20260302",
        "YYYY-MM-DD",
    ),
    "impossible date in a fact": ({"states": f'- "on(look, 2026-02-30)" {HERE}'}, "2026-02-30", ""),
    "no day": ({"events": f"late: {{by: acme, act: interfere}} {HERE}"}, "late has no day", "on:"),
    "empty day": ({"events": f"late: {{on: , by: acme, act: interfere}} {HERE}"}, "a day", ""),
    "one of a single day": (
        {"events": f"late: {{on: {{one_of: [2026-03-01]}}, by: acme, act: interfere}} {HERE}"},
        "at least two",
        "one_of",
    ),
    "one of an impossible day": (
        {"events": f"late: {{on: {{one_of: [2026-03-01, 2026-03-32]}}, by: acme, act: interfere}} {HERE}"},
        "2026-03-32",
        "YYYY-MM-DD",
    ),
    "event after the day of judgement": (
        {"events": f"late: {{on: 2026-03-21, by: acme, act: interfere}} {HERE}"},
        "after the day of judgement, 2026-03-20",
        "",
    ),
    "unknown day after the day of judgement": (
        {"events": f"late: {{on: {{one_of: [2026-03-01, 2026-03-21]}}, by: acme, act: interfere}} {HERE}"},
        "2026-03-21 lies after",
        "",
    ),
    "state ending before it begins": (
        {"states": f"- {{state: lacks_capacity(li), from: 2026-02-02, until: 2026-02-01}} {HERE}"},
        "lacks_capacity(li)",
        "before",
    ),
    "state that has no time": (
        {"states": f"- {{state: administers(acme), from: 2026-02-02}} {HERE}"},
        "administers(acme)",
        "lacks_capacity",
    ),
    "after what happens later": (
        {
            "events": "b: {on: 2026-03-02, act: incident}\n"
            f"a: {{on: 2026-03-01, act: incident, after: b}} {HERE}"
        },
        "a lies before b",
        "",
    ),
    "an event after itself": ({"events": event("act: interfere, after: late")}, "late", "after itself"),
    "an event that brought itself about": ({"events": event("act: interfere, due_to: late")}, "late", "due_to"),
    "fractional amount": ({"losses": loss("amount: 12.50")}, "'12.50'", "whole CNY"),
    "negative amount": ({"losses": loss("amount: -5")}, "'-5'", "whole CNY"),
    "worded amount": ({"losses": loss("amount: much")}, "'much'", "whole CNY"),
    "amount with a unit": ({"losses": loss("amount: 5 CNY")}, "'5 CNY'", "whole CNY"),
    "amount beyond 32 bits": ({"losses": loss("amount: 2147483648")}, "2147483648", "whole CNY"),
    "amount of digits that are not ASCII": ({"losses": loss("amount: ５")}, "'５'", "whole CNY"),
    "amount of punctuation alone": ({"losses": loss('amount: ","')}, "amount", ""),
    # contradictions
    "stated and denied": ({"states": f"- not administers(acme)\n- administers(acme) {HERE}"}, "contradiction", "drop"),
    "judged both ways": (
        {"judgements": f"hazardous(look): true {HERE}", "states": "- not hazardous(look)"},
        "contradiction",
        "drop",
    ),
    "roles that exclude each other": (
        {"parties": f"kai: [outsider, newcomer] {HERE}"},
        "outsider(kai) and newcomer(kai)",
        "drop",
    ),
    "stated and unknown": (
        {"states": "- administers(acme)", "unknown": f"- administers(acme) {HERE}"},
        "administers(acme)",
        "unknown",
    ),
    "denied and unknown": (
        {"states": "- not administers(acme)", "unknown": f"- administers(acme) {HERE}"},
        "administers(acme)",
        "unknown",
    ),
    "unknown that is denied": ({"unknown": f"- not administers(acme) {HERE}"}, "administers(acme)", "not"),
    # ids
    "upper-case id": ({"parties": f"Kai: outsider {HERE}"}, "'Kai'", "name:"),
    "Chinese id": ({"parties": f"李: outsider {HERE}"}, "'李'", "name:"),
    "id with a space": ({"events": event("act: interfere", "too late")}, "'too late'", "name:"),
    "id with a hyphen": ({"losses": f"l-2: {{suffered_by: li}} {HERE}"}, "'l-2'", "name:"),
    "id that begins with a digit": ({"things": f"2nd: account {HERE}"}, "'2nd'", "name:"),
    "id that is program text": ({"parties": f'"x) :- evil(y": outsider {HERE}'}, "evil", "name:"),
    "id of a standing party": ({"parties": f"tencent: enterprise {HERE}"}, "'tencent'", "leave it out"),
    # shapes
    "party without a role": ({"parties": f"kai: {{name: Kai}} {HERE}"}, "kai has no role", "role:"),
    "party with an empty role": ({"parties": f"kai: {HERE}"}, "kai", "role"),
    "event without an act": ({"events": f"late: {{on: 2026-03-02, by: acme}} {HERE}"}, "late", "act:"),
    "event with an empty act": ({"events": event("act: ")}, "act", ""),
    "loss of nobody": ({"losses": f"l2: {{kind: direct}} {HERE}"}, "l2", "suffered_by"),
    "loss of an empty somebody": ({"losses": f"l2: {{suffered_by: }} {HERE}"}, "suffered_by", ""),
    "thing without a kind": ({"things": f"box: {{of: acme}} {HERE}"}, "box has no kind", "account"),
    "empty name": ({"parties": f'kai: {{role: outsider, name: ""}} {HERE}'}, "name", "empty"),
    "party as a fact": ({"events": event("act: interfere, to: not li")}, "li", "not"),
    "fact with text behind it": ({"states": f'- "administers(acme). evil(x)" {HERE}'}, "evil(x)", ""),
    "fact that is a rule": ({"states": f'- "administers(acme) :- evil(x)" {HERE}'}, "evil(x)", ""),
    "judgement that is no truth": ({"judgements": f"hazardous(look): perhaps {HERE}"}, "'perhaps'", "true or false"),
    "state without a fact": ({"states": f"- {{from: 2026-01-01}} {HERE}"}, "state", "{state: FACT"),
    "section that is none": ({"parties_": f"x: y\n{HERE}"}, "'parties_'", "'parties'"),
    "variant without a name": ({"variants": f"- {{add: [administers(acme)]}} {HERE}"}, "name", "name:"),
    "variant that drops what is not stated": (
        {"variants": f"- {{name: x, drop: [administers(acme)]}} {HERE}"},
        "administers(acme)",
        "drop",
    ),
    "variant that drops a misspelt id": ({"variants": f"- {{name: x, drop: lok}} {HERE}"}, "lok", ""),
    "variant that contradicts itself": (
        {"variants": f"- {{name: x, add: [administers(acme), not administers(acme)]}} {HERE}"},
        "contradiction",
        "drop",
    ),
    "expectation without a verdict": ({"expect": f"- {{ask: bound(acme)}} {HERE}"}, "verdict", "ask"),
    "expectation of an unknown unit": (
        {"expect": f"- {{ask: bound(acme), verdict: yes, not_units: [8.2.1.22]}} {HERE}"},
        "8.2.1.22",
        "8.2.1.2",
    ),
    # YAML
    "duplicate key": ({"parties": f"kai: outsider\nkai: newcomer {HERE}"}, "duplicate key 'kai'", "line"),
    "flow mapping split at a comma": (
        {"events": event("act: exploit(post, copy)")},
        "'exploit(post'",
        "quote it",
    ),
    "anchor": ({"parties": f"kai: &who outsider {HERE}"}, "anchor", "write the value out"),
    "alias": ({"parties": f"kai: *who {HERE}"}, "alias", ""),
    "tag": ({"parties": f"kai: !!python/name:os.system outsider {HERE}"}, "tag", "leave the tag out"),
    "deep nesting": ({"states": f"- {'[' * 40}{']' * 40} {HERE}"}, "nested deeper", ""),
    "very deep nesting": ({"states": f"- {'[' * 5000}{']' * 5000} {HERE}"}, "nested deeper", ""),
    "key that is no word": ({"parties": f"[a, b]: outsider {HERE}"}, "a key has to be a word", ""),
    "number of 5000 digits": ({"states": f'- "amount(leak, {"9" * 5000})" {HERE}'}, "out of range", ""),
}  # fmt: skip


def bad_text(sections: dict[str, str]) -> str:
    """A bad file; a mark on a line of its own moves up to the line of the section's key."""
    text = scenario_text(**sections)
    return re.sub(r"(?m)^(\w+:)\n  (.*)\n  #!$", rf"\1 {HERE}\n  \2", text)


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    text = bad_text(sections)
    said = refused(text)
    assert set(said) == marked(text)
    assert len(said) == 1
    (message,) = said.values()
    assert what in message
    assert hint in message


HEAD = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 0, "no scenario"),
        ("# only a comment\n", 0, "no scenario"),
        ("---\n---\n", 0, "no scenario"),
        ("just words\n", 1, "mapping"),
        ("- a\n- b\n", 1, "mapping"),
        ("as_of: 2026-03-20\n", 1, "scenario:"),
        ("scenario: s\n", 1, "as_of"),
        ("scenario: s\nas_of: yesterday\n", 2, "'yesterday'"),
        ("scenario: s\nas_of:\n", 2, "a day"),
        ("scenario:\nas_of: 2026-03-20\n", 1, "scenario"),
        ("scenario: [a]\nas_of: 2026-03-20\n", 1, "scenario"),
        ("scenario: s\nid: Not an id\nas_of: 2026-03-20\n", 2, "'Not an id'"),
        ("scenario: s\nagreement: wecon\nas_of: 2026-03-20\n", 2, "wecon"),
        ("scenario: s\nas_of: 2026-03-20\nas_of: 2026-03-21\n", 3, "duplicate key 'as_of'"),
        ("scenario: s\nas_of: 2026-03-20\nparties: [acme]\n", 3, "mapping"),
        ("scenario: s\nas_of: 2026-03-20\nevents: look\n", 3, "mapping"),
        (HEAD + "readings: sometimes\n", 4, "'sometimes'"),
        (HEAD + "without: 9.99\n", 4, "9.99"),
        (HEAD + "unknown: [permitted_by_law(acme, interfere)]\n", 4, "quote it"),
        (HEAD + "variants: [{name: x, add: [permitted_by_law(acme, interfere)]}]\n", 4, "quote it"),
        (HEAD + "expect: [{ask: breach(acme, _, 8.2), verdict: no}]\n", 4, "quote it"),
        (HEAD + "events: {e: {on: 2026-03-01\n", 5, "not YAML"),
        (HEAD + "tags: 'unclosed\n", 5, "not YAML"),
        (HEAD + "tags: [a]]\n", 4, "not YAML"),
        (HEAD + "events:\n\tlook: x\n", 5, "not YAML"),
        (HEAD + "tags: a: b\n", 4, "not YAML"),
        (HEAD + "tags: \a\n", 4, "not YAML"),
        (HEAD + 'tags: "\\ud800"\n', 4, "not YAML"),
        (HEAD + "---\n" + HEAD.replace("03-20", "02-30"), 6, "2026-02-30"),
        (HEAD.replace("as_of", "id: a\nas_of") + "---\n" + HEAD.replace("as_of", "id: a\nas_of"), 6, "'a'"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(refused, text, line, what):
    said = refused(text)
    assert list(said) == [line]
    assert what in said[line]


def test_a_circle_of_events_is_refused(refused):
    events = [f"e{n}: {{on: 2026-03-02, act: incident, after: e{(n + 1) % 3}}}" for n in range(3)]
    ((line, message),) = refused(scenario_text(events="\n".join(events))).items()
    first = scenario_text().splitlines().index("losses:") + 1
    assert first <= line < first + 3
    assert "after itself" in message


# -- `.lp` files ----------------------------------------------------------------------------------------------------

FACTS = 'as_of("2026-03-20"). party(acme). enterprise(acme). event(look). on(look,"2026-03-01"). by(look,acme).\n'


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
        ("amount(leak, -5). loss(leak).", "CNY"),
        ("after(look, look).", "after itself"),
        ("event(idle).", "idle has no day"),
    ],
)
def test_an_lp_file_that_holds_more_than_facts_of_the_vocabulary_is_refused(refused, line, what):
    said = refused(FACTS + line + " %!\n", "case.lp")
    assert list(said) == [2]
    assert what in said[2]
    assert "Var(" not in said[2]


def test_an_empty_lp_file_is_refused(refused):
    for text in ("", "% nothing\n"):
        assert "as_of" in "".join(refused(text, "case.lp").values())


def test_a_comment_that_never_ends_is_refused(refused):
    """Else what the author commented out would be read as facts."""
    assert refused(FACTS + "%* not so:\nadministers(acme).\n", "case.lp")


def test_a_script_does_not_run(refused, tmp_path):
    mark = tmp_path / "ran"
    script = f"#script (python)\nopen({str(mark)!r}, 'w').close()\n#end.\n"
    refused(FACTS + script, "case.lp")
    assert not mark.exists()


# -- all at once ----------------------------------------------------------------------------------------------------


def test_every_defect_of_a_yaml_file_is_told_at_once(refused):
    text = bad_text(
        {
            "parties": f"kai: enterprize {HERE}\nBob: outsider {HERE}",
            "things": f"box: acount {HERE}",
            "states": f"- administer(acme) {HERE}\n- administers(akme) {HERE}\n- f( {HERE}",
            "events": f"a: {{on: 2026-02-30, act: incident}} {HERE}\nb: {{on: 2026-03-01, act: insident}} {HERE}\n"
            f"c: {{on: 2026-04-01, act: incident}} {HERE}\nd: {{on: 2026-03-01, act: incident, after: d}} {HERE}",
            "losses": f"l2: {{suffered_by: li, amount: much}} {HERE}",
            "unknown": f"- hazardous(lok) {HERE}",
            "readings": f'"8.2.1.8[a]": litteral {HERE}',
            "without": f"- 8.2.1.22 {HERE}",
            "variants": f"- {{name: x, drop: nothing}} {HERE}",
            "expect": f"- {{ask: bound(acme), verdict: maybe}} {HERE}",
        }
    )
    assert sorted(refused(text)) == sorted(marked(text))


def test_structural_defects_do_not_hide_the_others(refused):
    text = bad_text(
        {
            "parties": f"kai: outsider\nkai: newcomer {HERE}",
            "events": f"{event('act: exploit(post, copy)')}\n{event('act: insident', 'b')}",
        }
    )
    assert sorted(refused(text)) == sorted(marked(text))


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
    text = FACTS + "\n".join(lines) + "\n"
    assert sorted(refused(text, "case.lp")) == sorted(marked(text))


def test_every_defect_of_every_file_and_document_is_told_at_once(obligor, write, tmp_path):
    bad = f"scenario: s\nas_of: 2026-03-20\nparties: {{kai: enterprize}} {HERE}\n"
    two = write(bad + "---\n" + bad, "a.yaml")
    lp = write(FACTS + "evil(acme).\n", "b.lp")
    write(scenario_text(), "c.yaml")
    run = obligor("check", str(tmp_path))
    assert (run.status, run.out) == (2, "")
    assert [line.split(": ")[0] for line in run.err.splitlines()] == [f"{two}:3", f"{two}:7", f"{lp}:2"]


@pytest.mark.parametrize("command", ["ask", "test"])
def test_what_check_refuses_nothing_else_accepts(refused, command):
    text = bad_text({"events": event("act: revers_engineer")})
    assert set(refused(text, command=command)) == marked(text)


# -- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "ask", "test"])
def test_a_missing_file_is_refused(obligor, tmp_path, command):
    run = obligor(command, str(tmp_path / "missing.yaml"))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path / "missing.yaml") in run.err
    assert run.err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_folder_without_scenarios_is_refused(obligor, tmp_path, command):
    (tmp_path / "notes.txt").write_text("no scenario")
    run = obligor(command, str(tmp_path))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path) in run.err
    assert ".yaml" in run.err


def test_a_folder_is_not_asked(obligor, tmp_path):
    run = obligor("ask", str(tmp_path))
    assert (run.status, run.out) == (2, "")
    assert str(tmp_path) in run.err


@pytest.mark.parametrize("name", ["case.yaml", "case.lp"])
@pytest.mark.parametrize("data", [b"scenario: caf\xe9\n", "scenario: s\n".encode("utf-16"), b"\x00\x01\x02"])
def test_a_file_that_is_no_text_is_refused(refused, name, data):
    assert refused(data, name)


def test_where_a_file_stops_being_text_is_told(refused):
    assert list(refused(b"scenario: s\n# caf\xe9\n")) == [2]


# -- text stays text ------------------------------------------------------------------------------------------------

HOSTILE = ("x). evil(y", 'x"). evil("y', "#script (python)", "a :- b. % c", "{evil}", "f(x", "\\", "$(ls)", "{0} %s")


def as_yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def findings(report) -> list[object]:
    keys = ("verdict", "unit", "bearer", "event", "loss", "facts", "hinges_on", "presumed")
    lists = [report[name] for name in report if isinstance(report[name], list)]
    return [[entry.get(key) for key in keys] for entries in lists for entry in entries if isinstance(entry, dict)]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_any_field_stays_text(obligor, write, text):
    name = as_yaml(text)

    def told(name, *more):
        file = write(
            scenario_text(
                f"scenario: {name}\ntags: [{name}]\nas_of: 2026-03-20\n",
                parties=f"kai: {{role: end_user, of: acme, name: {name}}}",
                things=f"memo: {{is: content, traits: [rumour], name: {name}}}",
                events=f"say: {{on: 2026-03-02, by: kai, act: publish(memo), name: {name}}}",
                losses=f"l2: {{suffered_by: li, caused_by: [say], name: {name}}}",
                variants=f"- {{name: {name}}}",
            )
        )
        return obligor("ask", file, *more)

    hostile, plain = told(name, "--format", "json").json, told("harmless", "--format", "json").json
    assert hostile["scenario"] == text
    assert findings(hostile) == findings(plain)
    assert findings(plain)
    for lang in ("en", "zh"):
        report = told(name, "--lang", lang)
        assert report.status == 0
        assert text in report.out


@pytest.mark.parametrize("text", ["f(x", "leak(big", "acme(east", "it (was", "# no comment"])
def test_an_open_bracket_in_a_sentence_is_no_split_atom(read, text):
    rest = "as_of: 2026-03-20\nparties:\n  acme:\n    role: enterprise\n    name: f(x\n"
    (found,) = read(f"scenario: |-\n  {text}\n{rest}")
    assert (found.sentence, found.names["acme"]) == (text, "f(x")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_in_an_lp_file_stays_a_comment(obligor, write, text):
    told = [
        obligor("ask", write(f"% {title}\n{FACTS}act(look,interfere). % {title}\n", "case.lp"), "--format", "json").json
        for title in (text, "harmless")
    ]
    assert told[0]["scenario"] == text
    assert findings(told[0]) == findings(told[1])


@pytest.mark.parametrize("text", [b"\xff", "李 公司".encode(), b"breach(\x80)"])
def test_bytes_that_are_no_text_in_a_question_are_refused(write, text):
    """Run as the shell does: what cannot be decoded must not end in a traceback."""
    command = [sys.executable, "-m", "obligor", "ask", write(scenario_text()), text]
    run = subprocess.run(command, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"Traceback" not in run.stderr
    assert b"UnicodeEncodeError" not in run.stderr
    assert run.stderr.startswith(b"question: ")


@pytest.mark.parametrize(
    ("question", "what", "hint"),
    [
        ("", "not a question", "liable(acme"),
        ("breach(acme", "not a question", "liable(acme"),
        ("who pays?", "who pays?", "liable(acme"),
        ("breach(acme, _). evil(x)", "evil(x)", "liable(acme"),
        ("braech(acme, _)", "'braech'", "'breach'"),
        ("xyzzy", "'xyzzy'", "breach"),
        ("breach(acme)", "breach takes 3 arguments, not 1", "breach("),
        ("breach(akme, _)", "'akme'", "'acme'"),
        ("breach(acme, lok)", "'lok'", "'look'"),
        ("breach(acme, _, 8.2.1.22)", "8.2.1.22", "8.2.1.2"),
        ("prohibited(acme, interfer)", "'interfer'", "'interfere'"),
        ("prohibited(acme, publish)", "publish takes 1 argument, not 0", "publish(content)"),
        ("prohibited(acme, publish(_, _))", "publish takes 1 argument, not 2", "publish(content)"),
        ("liable(acme, _, look)", "'look'", "leak"),
        ("liable(li, " + "x" * 3000 + ", leak)", "longer than", ""),
    ],
)  # fmt: skip
def test_a_bad_question_is_refused_never_answered_no(obligor, write, question, what, hint):
    run = obligor("ask", write(scenario_text()), "bound(acme)", question)
    assert (run.status, run.out) == (2, "")
    assert what in run.err
    assert hint in run.err
