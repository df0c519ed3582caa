"""Scenario files in YAML: heads, variants, documents, and that every defect is told at once."""

from __future__ import annotations

import pytest

from obligor.core.terms import parse_atom, parse_fact
from tests.scenario.bad_files import HEAD, HERE, bad_text, check_told, event, marked
from tests.support import facts, scenario_text


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("readings: preferred\n", {"*": "preferred"}),
        ("readings: all\n", {"*": "all"}),
        ('readings: {"8.2.1.8[a]": literal}\n', {"8.2.1.8[a]": "literal"}),
        ("readings:\n  8.2.1.8[a]: preferred\n  8.3.8[d]: alike\n", {"8.2.1.8[a]": "preferred", "8.3.8[d]": "alike"}),
    ],
)
def test_readings_are_chosen_for_all_units_or_one_by_one(one, text, choice):
    assert dict(one(scenario_text() + text).readings) == choice


@pytest.mark.parametrize(
    ("text", "left_out"), [("8.2", ("8.2",)), ("[8.5.3, P]", ("8.5.3", "P")), ('["8.2.1.2[a]"]', ("8.2.1.2[a]",))]
)
def test_clauses_may_be_left_out(one, text, left_out):
    assert one(scenario_text() + f"without: {text}\n").without == left_out


def test_head_keys(one):
    head = "scenario: 反向工程\nid: leak-1.b\nagreement: wecom\ntags: [software, leak]\nas_of: 2026-03-20\n"
    found = one(scenario_text(head))
    assert (found.sentence, found.id, found.agreement) == ("反向工程", "leak-1.b", "wecom")
    assert found.tags == ("software", "leak")


def test_what_a_scenario_expects(one):
    found = one(
        scenario_text(
            expect='- {ask: "breach(acme, look, 8.2.1.2)", verdict: depends, preferred: no, units: [8.2.1.2], '
            'not_units: 8.5, hinges_on: ["f(x)"], readings: []}\n- {ask: bound(acme), verdict: yes}'
        )
    )
    full, short = found.expect
    assert (full.ask, full.verdict, full.preferred) == ("breach(acme, look, 8.2.1.2)", "depends", "no")
    assert (full.units, full.not_units, full.hinges_on, full.readings) == (("8.2.1.2",), ("8.5",), ("f(x)",), ())
    assert (short.ask, short.verdict, short.preferred) == ("bound(acme)", "yes", None)
    assert (short.units, short.not_units, short.hinges_on, short.readings) == ((), (), None, None)
    assert short.place.line == full.place.line + 1


@pytest.mark.parametrize(
    ("variant", "more", "less"),
    [
        ("- {name: x, add: [administers(acme)]}", "administers(acme)", ""),
        ("- {name: x, add: administers(acme)}", "administers(acme)", ""),
        ("- {name: x, add: [not administers(acme)]}", "-administers(acme)", ""),
        ("- {name: x, add: {parties: {kai: outsider}}}", "party(kai)\noutsider(kai)", ""),
        ("- {name: x, add: {things: {box: account}}}", "thing(box)\naccount(box)", ""),
        ("- {name: x, add: {relations: 'guardian_of(acme, li)'}}", "guardian_of(acme, li)", ""),
        (
            "- {name: x, add: {events: {late: {on: 2026-03-02, by: li, act: interfere}}}}",
            "event(late)\non(late, 2026-03-02)\nby(late, li)\nact(late, interfere)",
            "",
        ),
        ("- {name: x, add: {losses: {l2: {suffered_by: li}}}}", "loss(l2)\nsuffered_by(l2, li)", ""),
        ("- {name: x, add: {judgements: {hazardous(look): true}}}", "hazardous(look)", ""),
        ("- {name: x, judgements: {hazardous(look): false}}", "-hazardous(look)", ""),
        ('- {name: x, drop: ["by(look, acme)"]}', "", "by(look, acme)"),
        ('- {name: x, drop: "on(look, 2026-03-01)", add: {events: {}, states: ["on(look, 2026-03-02)"]}}',
         "on(look, 2026-03-02)", "on(look, 2026-03-01)"),
        ("- {name: x, drop: [leak]}", "", "loss(leak)\nsuffered_by(leak, li)"),
        ("- {name: x, drop: leak}", "", "loss(leak)\nsuffered_by(leak, li)"),
        ("- {name: x, drop: [look, post]}", "",
         "event(look)\non(look, 2026-03-01)\nby(look, acme)\nact(look, reverse_engineer)\nthing(post)\ncontent(post)"),
        ("- {name: x, drop: [li, leak]}", "",
         "party(li)\nend_user(li)\nmember_of(li, acme)\nloss(leak)\nsuffered_by(leak, li)"),
        ("- {name: x, drop: leak, add: {losses: {leak: {suffered_by: acme}}}}",
         "suffered_by(leak, acme)", "suffered_by(leak, li)"),
        ("- {name: x, as_of: 2026-04-01}", "as_of(2026-04-01)", "as_of(2026-03-20)"),
    ],
)  # fmt: skip
def test_a_variant_is_a_difference(changes, variant, more, less):
    assert changes(variant) == (facts(more), facts(less))


def test_a_variant_settles_what_was_unknown(one):
    allowed = "permitted_by_law(acme, reverse_engineer)"
    found = one(
        scenario_text(
            unknown=f'- "{allowed}"',
            variants=f'- {{name: allowed, add: ["{allowed}"]}}\n- {{name: forbidden, add: ["not {allowed}"]}}\n'
            f'- {{name: silent, drop: ["{allowed}"]}}',
        )
    )
    stated = [{f.holds for f in variant.facts if str(f.atom) == str(parse_atom(allowed))} for variant in found.variants]
    assert stated == [{True}, {False}, set()]
    assert [list(variant.unknown) for variant in found.variants] == [[], [], []]
    assert list(found.unknown) == [parse_atom(allowed)]


def test_a_variant_may_open_what_was_stated(one):
    found = one(scenario_text(states="- administers(acme)", variants="- {name: x, unknown: [administers(acme)]}"))
    (variant,) = found.variants
    assert list(variant.unknown) == [parse_atom("administers(acme)")]
    assert parse_fact("administers(acme)") not in variant.facts


def test_a_variant_may_judge_otherwise(changes):
    more, less = changes(
        "- {name: x, judgements: {hazardous(look): false}}",
        judgements="hazardous(look): true\nreasonable_view(look): no",
    )
    assert (more, less) == (facts("-hazardous(look)"), facts("hazardous(look)"))


def test_a_variant_drops_an_unknown_day(one):
    late = "late: {on: {one_of: [2026-03-02, 2026-03-05]}, by: acme, act: interfere}"
    (variant,) = one(scenario_text(events=late, variants="- {name: x, drop: late}")).variants
    assert variant.one_of == ()
    assert not any("late" in str(fact) for fact in variant.facts)


def test_a_variant_keeps_the_rest_and_changes_nothing_in_its_base(one):
    text = (
        scenario_text() + "readings: preferred\nwithout: 8.5.1\ntags: t\nexpect: [{ask: bound(acme), verdict: yes}]\n"
    )
    text += "variants: [{name: without software rules, without: 8.2, readings: {'8.3.8[d]': alike}}, {name: as is}]\n"
    base = one(text)
    changed, same = base.variants
    assert (changed.without, dict(changed.readings)) == (("8.5.1", "8.2"), {"*": "preferred", "8.3.8[d]": "alike"})
    assert (base.without, dict(base.readings)) == (("8.5.1",), {"*": "preferred"})
    assert same.facts.keys() == changed.facts.keys() == base.facts.keys()
    assert (same.names, same.tags, same.expect) == (base.names, base.tags, ())
    assert [v.id for v in base.variants] == ["1/1", "1/2"]
    assert all(base.sentence in v.sentence for v in base.variants)
    assert "without software rules" in changed.sentence


def test_flow_and_block_style_mean_the_same(one):
    block = scenario_text(events="late:\n  on: 2026-03-02\n  act: 'exploit(song, copy)'", things="song: work")
    flow = scenario_text(events="late: {on: 2026-03-02, act: 'exploit(song, copy)'}", things="song: work")
    assert set(one(block).facts) == set(one(flow).facts)


def test_scalars_stay_what_was_written(one):
    found = one(scenario_text("scenario: 0x10\nid: 007\ntags: [6.10, on, null, ~]\nas_of: 2026-03-20\n"))
    assert (found.sentence, found.id, found.tags) == ("0x10", "007", ("6.10", "on", "null", "~"))


@pytest.mark.parametrize(
    ("before", "behind"), [("---\n", ""), ("", "---\n"), ("# a word\n---\n", "...\n"), ("", "---\n---\n")]
)
def test_empty_documents_are_no_scenarios(read, before, behind):
    assert len(read(before + scenario_text() + behind)) == 1


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


@pytest.mark.parametrize("text", ["f(x", "leak(big", "acme(east", "it (was", "# no comment"])
def test_an_open_bracket_in_a_sentence_is_no_split_atom(read, text):
    rest = "as_of: 2026-03-20\nparties:\n  acme:\n    role: enterprise\n    name: f(x\n"
    (found,) = read(f"scenario: |-\n  {text}\n{rest}")
    assert (found.sentence, found.names["acme"]) == (text, "f(x")


BAD = {
    "unknown verdict": ({"expect": f"- {{ask: bound(acme), verdict: maybe}} {HERE}"}, "'maybe'", "may"),
    "variant without a name": ({"variants": f"- {{add: [administers(acme)]}} {HERE}"}, "name", "name:"),
    "variant that drops what is not stated": (
        {"variants": f"- {{name: x, drop: [administers(acme)]}} {HERE}"},
        "administers(acme)",
        "drop",
    ),
    "variant that drops a misspelt id": ({"variants": f"- {{name: x, drop: lok}} {HERE}"}, "lok", ""),
    "expectation without a verdict": ({"expect": f"- {{ask: bound(acme)}} {HERE}"}, "verdict", "ask"),
    "expectation of an unknown unit": (
        {"expect": f"- {{ask: bound(acme), verdict: yes, not_units: [8.2.1.22]}} {HERE}"},
        "8.2.1.22",
        "8.2.1.2",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    check_told(refused, sections, what, hint)


def test_a_variant_is_judged_by_a_standing_and_may_tell_another(one):
    found = one(
        scenario_text(
            events="late: {on: 2026-03-02, by: acme, act: interfere, standing: alleged}",
            variants="- {name: proven, standing: proven}\n"
            "- name: told anew\n"
            "  add: {events: {late: {on: 2026-03-02, act: interfere, standing: proven}}}\n"
            "  standing: proven\n"
            "- {name: gone, drop: late, standing: proven}\n",
        )
    )
    assert [dict(variant.unknown).keys() for variant in found.variants] == [{parse_atom("event(late)")}, set(), set()]
    assert [[standing.level for standing in one.standings.values()] for one in (found, *found.variants)] == [
        ["alleged"], ["alleged"], ["proven"], [],
    ]  # fmt: skip


def test_a_variant_has_a_standing_that_is_one(refused):
    said = refused(scenario_text(variants=f"- {{name: x, standing: provn}} {HERE}"))
    assert "no such standing: 'provn'; did you mean 'proven'" in "".join(said.values())
    assert len(said) == 1
