"""The sections of a scenario in YAML: each key is one documented fact, and slips are told by line."""

from __future__ import annotations

import pytest

from obligor.core.terms import Day, parse_atom
from obligor.scenario.standing import Standing
from tests.scenario.bad_files import HERE, check_told, event, loss
from tests.support import facts, scenario_text

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
    ("losses", "l2: {suffered_by: li, amount: 2147483648}", 'loss(l2)\nsuffered_by(l2, li)\namount(l2, "2147483648")'),
    ("losses", "l2: {suffered_by: li, amount: 12.50}", 'loss(l2)\nsuffered_by(l2, li)\namount(l2, "12.5")'),
    ("losses", "l2: {suffered_by: li, amount: ￥５，000元}", "loss(l2)\nsuffered_by(l2, li)\namount(l2, 5000)"),
    ("losses", "l2: {suffered_by: li, amount: 1.5万}", "loss(l2)\nsuffered_by(l2, li)\namount(l2, 15000)"),
    ("losses", "l2: {suffered_by: li, amount: 5 CNY}", "loss(l2)\nsuffered_by(l2, li)\namount(l2, 5)"),
    ("losses", "l2: {suffered_by: li, amount: 5 USD}", 'loss(l2)\nsuffered_by(l2, li)\namount(l2, "5 USD")'),
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
        ("act: interfere, aim: [backup, sale]", "act(late, interfere)\naim(late, backup)\naim(late, sale)"),
        ("act: ban(li), until: 2026-03-05", "act(late, ban(li))\nuntil(late, 2026-03-05)"),
        ("act: ban(li), lasting: 14 days", "act(late, ban(li))\nuntil(late, 2026-03-16)"),
        ("act: ban(li), lasting: 1 day", "act(late, ban(li))\nuntil(late, 2026-03-03)"),
        ("act: ban(li), lasting: 2 weeks", "act(late, ban(li))\nuntil(late, 2026-03-16)"),
        ("act: interfere, name: 干扰", "act(late, interfere)"),
    ],
)
def test_each_key_of_an_event_is_one_documented_fact(one, key, stated):
    things = "song: work\ndesk: management_account"
    without = set(one(scenario_text(things=things)).facts)
    found = one(scenario_text(things=things, events=f"late: {{on: 2026-03-02, {key}}}"))
    assert set(found.facts) - without == facts("event(late)\non(late, 2026-03-02)\n" + stated)


@pytest.mark.parametrize(
    "said", ["a while", "0 days", "14", "999999 weeks", "3 months", "14 days, on: {one_of: [2026-03-01, 2026-03-02]}"]
)
def test_how_long_something_lasts_is_days_or_weeks_from_a_known_day(refused, said):
    day = "" if "one_of" in said else ", on: 2026-03-02"
    (message,) = refused(scenario_text(events=f"late: {{act: ban(li), lasting: {said}{day}}}")).values()
    assert "not how long something lasts" in message


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


@pytest.mark.parametrize(
    "empty", ["states:", "states: []", "unknown:", "tags: []", "variants: []", "expect:", "losses: {}"]
)
def test_an_empty_section_says_nothing(one, empty):
    head = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"
    assert one(head + empty + "\n").facts.keys() == one(head).facts.keys()


BAD = {
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
    "unknown role": ({"parties": f"kai: enterprize {HERE}"}, "'enterprize'", "'enterprise'"),
    "no role at all near": ({"parties": f"kai: xyzzy {HERE}"}, "'xyzzy'", "end_user"),
    "unknown kind": ({"things": f"box: acount {HERE}"}, "'acount'", "'account'"),
    "act that is no word": ({"events": event("act: 5")}, "'5'", ""),
    "of where the role has none": ({"parties": f"kai: {{role: outsider, of: acme}} {HERE}"}, "kai", "relations"),
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
    "negative amount": ({"losses": loss("amount: -5")}, "'-5'", "write e.g. 278.81"),
    "worded amount": ({"losses": loss("amount: much")}, "'much'", "write e.g. 278.81"),
    "amount with other marks": ({"losses": loss('amount: "5.000,50"')}, "'5.000,50'", "10,000"),
    "amount in groups of no size": ({"losses": loss('amount: "50,00"')}, "'50,00'", "10,000"),
    "amount in small letters": ({"losses": loss("amount: 5 usd")}, "'5 usd'", "100 EUR"),
    "amount in a multiple that the agreement has not": ({"losses": loss("amount: 5k")}, "'5k'", "write e.g."),
    "amount of too many digits": ({"losses": loss(f"amount: {10**24}")}, "not an amount", "at most 24 digits"),
    "amount of too many decimals": ({"losses": loss("amount: 0.1234567")}, "'0.1234567'", "6 behind it"),
    "amount of punctuation alone": ({"losses": loss('amount: ","')}, "amount", ""),
    "unknown that is denied": ({"unknown": f"- not administers(acme) {HERE}"}, "administers(acme)", "not"),
    "upper-case id": ({"parties": f"Kai: outsider {HERE}"}, "'Kai'", "name:"),
    "Chinese id": ({"parties": f"李: outsider {HERE}"}, "'李'", "name:"),
    "id with a space": ({"events": event("act: interfere", "too late")}, "'too late'", "name:"),
    "id with a hyphen": ({"losses": f"l-2: {{suffered_by: li}} {HERE}"}, "'l-2'", "name:"),
    "id that begins with a digit": ({"things": f"2nd: account {HERE}"}, "'2nd'", "name:"),
    "id that is program text": ({"parties": f'"x) :- evil(y": outsider {HERE}'}, "evil", "name:"),
    "id of a standing party": ({"parties": f"tencent: enterprise {HERE}"}, "'tencent'", "leave it out"),
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
    "number of 5000 digits": ({"states": f'- "amount(leak, {"9" * 5000})" {HERE}'}, "out of range", ""),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    check_told(refused, sections, what, hint)


@pytest.mark.parametrize("section", ["events", "losses"])
def test_an_event_and_a_loss_have_a_standing_which_is_no_fact(one, adds, section):
    entry = "on: 2026-03-02, by: li, act: interfere" if section == "events" else "suffered_by: li"
    told = f"{{{entry}, standing: admitted, said_by: tencent, source: note of 3 March}}"
    assert one(scenario_text(**{section: f"late: {told}"})).standings == {
        "late": Standing("admitted", "tencent", "note of 3 March")
    }
    assert adds(**{section: f"late: {told}"}) == adds(**{section: f"late: {{{entry}}}"})


@pytest.mark.parametrize(
    ("slip", "what", "hint"),
    [
        ("standing: allegd", "no such standing: 'allegd'", "did you mean 'alleged'"),
        ("standing: rumoured", "no such standing: 'rumoured'", "one of alleged, admitted, proven"),
        ("said_by: li", "has a source, and no standing", "add `standing:`"),
        ("source: a note", "has a source, and no standing", "add `standing:`"),
        ("standing: alleged, said_by: tencnt", "'tencnt' is no party here", "did you mean 'tencent'"),
        ("standing: alleged, said_by: somebody", "'somebody' is no party here", "list whoever says so"),
        ("standing: [alleged]", "standing has to be a text", ""),
        ("standing: alleged, sourced: x", "unknown key 'sourced'", "did you mean 'source'"),
    ],
)
def test_slips_in_a_standing_are_told(refused, slip, what, hint):
    for sections in ({"events": event(f"act: interfere, {slip}")}, {"losses": f"{loss(slip)} {HERE}"}):
        check_told(refused, sections, what, hint)
