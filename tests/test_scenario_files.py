"""What scenario files mean: each key is one documented fact, however the file is written."""

from __future__ import annotations

import re

import pytest

from conftest import scenario_text
from obligor.core.errors import InputError
from obligor.core.terms import Day, Fact, parse_atom, parse_fact
from obligor.scenario.files import select


def facts(text: str) -> set[Fact]:
    return {parse_fact(line) for line in text.splitlines() if line.strip()}


def as_lp(scenario) -> str:
    """A scenario's facts as an `.lp` file holds them: days written as texts."""
    lines = [str(fact) for fact in scenario.facts] + [f"unknown({atom})" for atom in scenario.unknown]
    lines += [f'reading("{unit}",{name})' for unit, name in scenario.readings.items()]
    lines += [f'struck("{clause}")' for clause in scenario.without]
    day = re.compile(r"(?<=[,(])73\d{4}(?=[,)])")
    return "".join(day.sub(lambda m: f'"{Day(int(m[0]))}"', line) + ".\n" for line in lines)


@pytest.fixture
def one(read):
    """Read a text that holds one scenario."""

    def read_one(text, name="case.yaml"):
        (scenario,) = read(text, name)
        return scenario

    return read_one


@pytest.fixture
def adds(one):
    """What lines added to the small scenario state beyond what it states by itself."""
    return lambda **more: set(one(scenario_text(**more)).facts) - set(one(scenario_text()).facts)


@pytest.fixture
def changes(one):
    """What a variant of the small scenario states more and less than the scenario itself."""

    def change(variant, **more):
        base = one(scenario_text(**more, variants=variant))
        (changed,) = base.variants
        return set(changed.facts) - set(base.facts), set(base.facts) - set(changed.facts)

    return change


# -- keys -----------------------------------------------------------------------------------------------------------

KEYS = [
    ("parties", "kai: outsider", "party(kai)\noutsider(kai)"),
    ("parties", "kai: {role: enterprise}", "party(kai)\nenterprise(kai)"),
    ("parties", "kai: [end_user, guardian]", "party(kai)\nend_user(kai)\nguardian(kai)"),
    ("parties", "kai: {role: [end_user, guardian]}", "party(kai)\nend_user(kai)\nguardian(kai)"),
    ("parties", "kai: {role: end_user, of: acme}", "party(kai)\nend_user(kai)\nmember_of(kai, acme)"),
    ("parties", "kai: {role: guardian, of: li}", "party(kai)\nguardian(kai)\nguardian_of(kai, li)"),
    ("parties", "kai: {role: affiliate, of: [tencent]}", "party(kai)\naffiliate(kai)\naffiliate_of(kai, tencent)"),
    ("things", "box: account", "thing(box)\naccount(box)"),
    ("things", "box: {is: management_account}", "thing(box)\naccount(box)\nmanagement_account(box)"),
    ("things", "box: {is: account, of: acme}", "thing(box)\naccount(box)\nof(box, acme)"),
    (
        "things",
        "memo: {is: content, of: [acme, li], traits: [rumour, junk], name: 备忘}",
        "thing(memo)\ncontent(memo)\nof(memo, acme)\nof(memo, li)\ntrait(memo, rumour)\ntrait(memo, junk)",
    ),
    ("relations", "- guardian_of(acme, li)", "guardian_of(acme, li)"),
    ("states", "- administers(acme)", "administers(acme)"),
    ("states", "- not administers(acme)", "-administers(acme)"),
    ("states", "- -administers(acme)", "-administers(acme)"),
    ("states", '- "permitted_by_law(acme, reverse_engineer)"', "permitted_by_law(acme, reverse_engineer)"),
    ("states", "- lacks_capacity(li)", "lacks_capacity(li)"),
    ("judgements", "hazardous(look): true", "hazardous(look)"),
    ("judgements", "hazardous(look): false", "-hazardous(look)"),
    ("judgements", "hazardous(look): yes", "hazardous(look)"),
    ("judgements", "hazardous(look): no", "-hazardous(look)"),
    ("judgements", '"time_ran_out(acme, report_misuse)": "true"', "time_ran_out(acme, report_misuse)"),
    ("judgements", "- hazardous(look)\n- not reasonable_view(look)", "hazardous(look)\n-reasonable_view(look)"),
    ("losses", "l2: {suffered_by: acme}", "loss(l2)\nsuffered_by(l2, acme)"),
    ("losses", "l2: {suffered_by: [acme, li]}", "loss(l2)\nsuffered_by(l2, acme)\nsuffered_by(l2, li)"),
    ("losses", "l2: {suffered_by: li, kind: privacy}", "loss(l2)\nsuffered_by(l2, li)\nkind(l2, privacy)"),
    ("losses", "l2: {suffered_by: li, caused_by: [look]}", "loss(l2)\nsuffered_by(l2, li)\ncaused_by(l2, look)"),
    ("losses", "l2: {suffered_by: li, caused_by: look}", "loss(l2)\nsuffered_by(l2, li)\ncaused_by(l2, look)"),
    ("losses", "l2: {suffered_by: li, amount: 5000}", "loss(l2)\nsuffered_by(l2, li)\namount(l2, 5000)"),
    ("losses", 'l2: {suffered_by: li, amount: "5,000"}', "loss(l2)\nsuffered_by(l2, li)\namount(l2, 5000)"),
    ("losses", "l2: {suffered_by: li, amount: 0}", "loss(l2)\nsuffered_by(l2, li)\namount(l2, 0)"),
    ("losses", "l2: {suffered_by: li, amount: 2147483647}", "loss(l2)\nsuffered_by(l2, li)\namount(l2, 2147483647)"),
]


@pytest.mark.parametrize(("section", "line", "stated"), KEYS)
def test_each_key_is_one_documented_fact(adds, section, line, stated):
    assert adds(**{section: line}) == facts(stated)


@pytest.mark.parametrize(
    ("key", "stated"),
    [
        ("act: publish(post)", "act(late, publish(post))"),
        ("act: [interfere, promote]", "act(late, interfere)\nact(late, promote)"),
        ('act: "exploit(song, copy)"', "act(late, exploit(song, copy))"),
        ("omits: update_details", "omits(late, update_details)"),
        ("act: interfere, by: acme", "act(late, interfere)\nby(late, acme)"),
        ("act: interfere, by: [acme, li]", "act(late, interfere)\nby(late, acme)\nby(late, li)"),
        ("act: claim(leak), to: tencent", "act(late, claim(leak))\nto(late, tencent)"),
        ("act: interfere, through: desk", "act(late, interfere)\nthrough(late, desk)"),
        ("act: refuse_service, under: 8.2.2", 'act(late, refuse_service)\nunder(late, "8.2.2")'),
        ("act: ban(li), under: [8.5.2, 8.2.1.2]", 'act(late, ban(li))\nunder(late, "8.5.2")\nunder(late, "8.2.1.2")'),
        ("act: interfere, after: [look]", "act(late, interfere)\nafter(late, look)"),
        ("act: interfere, after: look", "act(late, interfere)\nafter(late, look)"),
        ("act: incident, due_to: [look]", "act(late, incident)\ndue_to(late, look)"),
        ("act: consent, object: reverse_engineer", "act(late, consent)\nobject(late, reverse_engineer)"),
        ("act: consent, form: written", "act(late, consent)\nform(late, written)"),
        ("act: interfere, name: 干扰", "act(late, interfere)"),
    ],
)
def test_each_key_of_an_event_is_one_documented_fact(one, key, stated):
    things = "song: work\ndesk: management_account"
    without = set(one(scenario_text(things=things)).facts)
    found = one(scenario_text(things=things, events=f"late: {{on: 2026-03-02, {key}}}"))
    assert set(found.facts) - without == facts("event(late)\non(late, 2026-03-02)\n" + stated)


def test_the_day_of_judgement_and_standing_parties_are_facts(one):
    found = one(scenario_text())
    assert facts("as_of(2026-03-20)\nparty(tencent)\nstanding(tencent)") <= set(found.facts)
    assert str(found.as_of) == "2026-03-20"


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("from: 2026-01-01, until: 2026-02-01", "2026-01-01", "2026-02-01"),
        ("from: 2026-01-01, until: 2026-01-01", "2026-01-01", "2026-01-01"),
        ("until: 2026-02-01", None, "2026-02-01"),
        ("from: 2026-01-01", "2026-01-01", None),
    ],
)
def test_a_state_may_be_limited_in_time(adds, span, start, end):
    (found,) = adds(states=f"- {{state: lacks_capacity(li), {span}}}")
    state, first, last = found.atom.args
    assert (found.atom.name, state) == ("during", parse_atom("lacks_capacity(li)"))
    assert str(Day(first)) == start if start else first <= Day.read("1900-01-01")
    assert str(Day(last)) == end if end else last >= Day.read("2900-01-01")


@pytest.mark.parametrize(("day", "verdict"), [("2026-01-31", "yes"), ("2026-02-01", "yes"), ("2026-02-02", "no")])
def test_a_state_limited_in_time_holds_up_to_its_last_day(obligor, write, day, verdict):
    file = write(
        scenario_text(
            states="- {state: lacks_capacity(li), from: 2026-01-01, until: 2026-02-01}",
            events=f"enter: {{on: {day}, by: li, act: use(software)}}",
        )
    )
    (answer,) = obligor("ask", file, "breach(li, enter, 7.1.6[b])", "--format", "json").json["answers"]
    assert answer["verdict"] == verdict


def test_unknown_facts_are_not_stated(one):
    found = one(scenario_text(unknown='- "permitted_by_law(acme, reverse_engineer)"\n- administers(acme)'))
    assert set(found.unknown) == {
        parse_atom("permitted_by_law(acme, reverse_engineer)"),
        parse_atom("administers(acme)"),
    }
    assert not {fact.atom for fact in found.facts} & set(found.unknown)


def test_an_unknown_day_is_one_of_those_listed(one):
    found = one(scenario_text(events="late: {on: {one_of: [2026-03-05, 2026-03-02]}, by: acme, act: interfere}"))
    days = {parse_atom("on(late, 2026-03-02)"), parse_atom("on(late, 2026-03-05)")}
    assert [set(group) for group in found.one_of] == [days]
    assert not {fact.atom for fact in found.facts} & days


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


def test_names_are_any_text(one):
    found = one(
        scenario_text(
            parties="kai: {role: outsider, name: 'Kai & Söhne (8.2)'}",
            things="memo: {is: content, name: yes}",
            events="late: {on: 2026-03-02, act: incident, name: 6.10}",
            losses="l2: {suffered_by: li, name: 'a: b # c'}",
        )
    )
    assert found.names == {
        "li": "李",
        "kai": "Kai & Söhne (8.2)",
        "memo": "yes",
        "late": "6.10",
        "l2": "a: b # c",
    }


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
    "empty", ["states:", "states: []", "unknown:", "tags: []", "variants: []", "expect:", "losses: {}"]
)
def test_an_empty_section_says_nothing(one, empty):
    head = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"
    assert one(head + empty + "\n").facts.keys() == one(head).facts.keys()


@pytest.mark.parametrize("event", ["always", "standing", "not", "software", "interfere", "e", "promptly", "tencent_2"])
def test_an_id_is_a_name_and_nothing_more(obligor, write, event):
    """Whatever the theory or clingo means by a word, as an id it is refused or means nothing."""

    def findings(event):
        late = f"{event}: {{on: 2026-03-05, by: kai, act: use(software)}}\n"
        early = "early: {on: 2026-03-01, by: kai, act: interfere}"
        run = obligor(
            "ask",
            write(scenario_text(parties="kai: {role: newcomer, of: acme}", events=late + early)),
            "--format",
            "json",
        )
        if run.status == 2:
            return "refused" if f"'{event}'" in run.err else run.err
        lists = {name: found for name, found in run.json.items() if isinstance(found, list)}
        return [(name, e["verdict"], e["unit"], e["bearer"]) for name in lists for e in lists[name] if "bearer" in e]

    assert findings(event) in (findings("use_it"), "refused")
    assert findings("use_it") != "refused"


# -- variants -------------------------------------------------------------------------------------------------------


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


# -- the same scenario, whichever way it is written -----------------------------------------------------------------

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
                if isinstance(entry, dict):
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


def test_flow_and_block_style_mean_the_same(one):
    block = scenario_text(events="late:\n  on: 2026-03-02\n  act: 'exploit(song, copy)'", things="song: work")
    flow = scenario_text(events="late: {on: 2026-03-02, act: 'exploit(song, copy)'}", things="song: work")
    assert set(one(block).facts) == set(one(flow).facts)


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


def test_scalars_stay_what_was_written(one):
    found = one(scenario_text("scenario: 0x10\nid: 007\ntags: [6.10, on, null, ~]\nas_of: 2026-03-20\n"))
    assert (found.sentence, found.id, found.tags) == ("0x10", "007", ("6.10", "on", "null", "~"))


# -- several scenarios in a file ------------------------------------------------------------------------------------

TWO = "---\n".join(
    [
        scenario_text("scenario: First\nid: first\nas_of: 2026-03-20\n", variants="- {name: a}\n- {name: b}"),
        scenario_text("scenario: Second\nas_of: 2026-03-21\n", variants="- {name: c}"),
    ]
)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("first", "First"),
        ("1", "First"),
        ("2", "Second"),
        ("first/1", "First: a"),
        ("first/2", "First: b"),
        ("1/2", "First: b"),
        ("2/1", "Second: c"),
    ],
)
def test_a_scenario_is_addressed_by_id_or_number(obligor, write, read, address, sentence):
    (found,) = select(read(TWO), address, "case.yaml")
    assert found.sentence == sentence
    told = obligor("ask", write(TWO) + "#" + address, "--format", "json")
    assert told.json["scenario"] == sentence


@pytest.mark.parametrize("address", ["third", "3", "0", "first/3", "first/0", "first/x", "first/-1", "firs"])
def test_an_address_that_names_nothing_is_refused(read, address):
    with pytest.raises(InputError, match=re.escape(f"no scenario '{address}'")) as refused:
        select(read(TWO), address, "case.yaml")
    assert "first" in str(refused.value)


def test_a_file_without_address_is_all_its_scenarios(obligor, write):
    cases = obligor("ask", write(TWO), "--format", "json").json["cases"]
    assert [case["scenario"] for case in cases] == ["First", "Second"]


@pytest.mark.parametrize(
    ("before", "behind"), [("---\n", ""), ("", "---\n"), ("# a word\n---\n", "...\n"), ("", "---\n---\n")]
)
def test_empty_documents_are_no_scenarios(read, before, behind):
    assert len(read(before + scenario_text() + behind)) == 1
