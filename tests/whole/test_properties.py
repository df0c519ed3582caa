"""What must hold of any case: properties over generated scenarios (hypothesis)."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from obligor.agreement.package import load
from obligor.core.terms import Fact, Fn, Term, show
from obligor.reasoning.remedies import Change, remedies
from obligor.reasoning.what_if import without_event
from obligor.scenario.scenario import Scenario
from obligor.scenario.well_formed import check
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.case import Case
from obligor.solving.engine import Engine
from obligor.solving.verdict_names import VERDICTS

ENGINE = Engine(load("wecom"))
ACTS = ("reverse_engineer", "decompile", "deceive", "alter_functions", "transfer_licence", "disclose_password(seat)")
UNKNOWN = (
    "permitted_by_law(acme, reverse_engineer)",
    "permitted_by_law(li, decompile)",
    "develops(acme)",
    "unlawful(e1)",
    "caused_by(l1, e1)",
    "waived(tencent, 8.5.1)",
)
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@st.composite
def scenario_texts(draw: st.DrawFn) -> str:
    """A small scenario: up to three events, a loss or none, up to three unknown facts."""
    lines = [
        "scenario: generated", "id: g", "as_of: 2026-03-20",
        "parties: {acme: enterprise, li: {role: end_user, of: acme}, zhao: outsider}",
        "things: {seat: {is: member_account, of: li}}", "events:",
    ]  # fmt: skip
    events = draw(st.integers(1, 3))
    for number in range(1, events + 1):
        who = draw(st.sampled_from(("acme", "li", "zhao")))
        day = draw(st.integers(1, 5))
        lines.append(f"  e{number}: {{on: 2026-03-0{day}, by: {who}, act: {draw(st.sampled_from(ACTS))}}}")
    unknown = draw(st.lists(st.sampled_from(UNKNOWN), max_size=3, unique=True))
    if draw(st.booleans()):
        sure = ", caused_by: [e1]" if UNKNOWN[4] not in unknown else ""
        lines += ["losses:", f"  l1: {{suffered_by: zhao, kind: property, amount: 900{sure}}}"]
    else:
        unknown = [text for text in unknown if "l1" not in text]
    if unknown:
        lines += ["unknown:", *(f"  - {text}" for text in unknown)]
    return "\n".join(lines) + "\n"


def case_of(text: str) -> Case:
    return ENGINE.case(read_yaml(text, "case.yaml", ENGINE.agreement)[0])


def picture(case: Case) -> dict[str, str]:
    """The verdict on every atom of the whole picture."""
    lists = case.picture(summary=False).lists
    return {show(one.atoms[0]): one.verdict for answers in lists.values() for one in answers}


def renamed(scenario: Scenario, names: dict[str, str]) -> Scenario:
    def new(term: Term) -> Term:
        if isinstance(term, Fn):
            return Fn(names.get(term.name, term.name) if not term.args else term.name, tuple(map(new, term.args)))
        return term

    facts = {Fact(new(f.atom), f.holds): place for f, place in scenario.facts.items()}
    return scenario._replace(facts=facts, unknown={new(a): place for a, place in scenario.unknown.items()})


@QUICK
@given(scenario_texts())
def test_verdicts_are_total_and_an_irrelevant_fact_changes_none(text):
    found = picture(case_of(text))
    assert set(found.values()) <= set(VERDICTS) - {"no"}
    more = text.replace("zhao: outsider}", "zhao: outsider, bystander: outsider}").replace(
        "things: {", "things: {leaflet: document, "
    )
    assert {atom: v for atom, v in picture(case_of(more)).items() if "bystander" not in atom} == found


@QUICK
@given(scenario_texts())
def test_renaming_parties_and_events_commutes_with_the_answers(text):
    names = {"acme": "zeta", "li": "aaa", "e1": "zz", "l1": "a1"}
    ours = picture(case_of(text))
    theirs = picture(ENGINE.case(check(renamed(case_of(text).scenario, names), ENGINE.agreement)))

    def told(atom: str) -> str:
        for old, new in names.items():
            for left in "(, ":
                for right in "),":
                    atom = atom.replace(f"{left}{old}{right}", f"{left}{new}{right}")
        return atom

    assert {told(atom): verdict for atom, verdict in ours.items()} == theirs


@QUICK
@given(scenario_texts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(text, random):
    case = case_of(text)
    facts = list(case.scenario.facts.items())
    random.shuffle(facts)
    shuffled = case.scenario._replace(facts=dict(facts))
    assert list(picture(ENGINE.case(shuffled)).items()) == list(picture(case).items())


@QUICK
@given(scenario_texts())
def test_settling_an_unknown_never_turns_a_yes_into_anything_else(text):
    case = case_of(text)
    certain = {atom for atom, verdict in picture(case).items() if verdict == "yes"}
    for atom, place in case.scenario.unknown.items():
        rest = {a: p for a, p in case.scenario.unknown.items() if a != atom}
        for more in ({}, {Fact(atom): place}):
            settled = case.scenario._replace(unknown=rest, facts={**case.scenario.facts, **more})
            found = picture(ENGINE.case(check(settled, ENGINE.agreement)))
            assert {a for a in certain if found.get(a) != "yes"} == set()


@QUICK
@given(scenario_texts())
def test_what_depends_flips_on_the_facts_that_it_names(text):
    case = case_of(text)
    for atom, verdict in picture(case).items():
        if verdict != "depends":
            continue
        (answer,) = case.ask(atom)
        assert answer.hinges_on
        assert len({one.verdict for one in answer.deciding}) > 1
        for one in answer.deciding:
            known = {fact.atom for fact in one.facts}
            facts = {**case.scenario.facts, **{f: case.scenario.place for f in one.facts if f.holds}}
            facts |= {
                f: case.scenario.place
                for f in one.facts
                if not f.holds and f.atom.name in ENGINE.agreement.vocabulary.judgements
            }
            unknown = {a: p for a, p in case.scenario.unknown.items() if a not in known}
            settled = check(case.scenario._replace(facts=facts, unknown=unknown), ENGINE.agreement)
            assert ENGINE.case(settled).ask(atom)[0].preferred == one.verdict


@pytest.mark.long
@pytest.mark.parametrize(
    "quick",
    [
        test_verdicts_are_total_and_an_irrelevant_fact_changes_none,
        test_renaming_parties_and_events_commutes_with_the_answers,
        test_settling_an_unknown_never_turns_a_yes_into_anything_else,
        test_what_depends_flips_on_the_facts_that_it_names,
    ],
)
def test_the_same_of_more_cases(quick):
    settings(parent=QUICK, max_examples=12)(given(scenario_texts())(quick.hypothesis.inner_test))()


@pytest.mark.long
@settings(parent=QUICK, max_examples=12)
@given(scenario_texts())
def test_every_way_to_avoid_a_breach_works_and_no_smaller_one_does(text):
    case = case_of(text)
    question = "breach(acme, _)"
    found = remedies(case, question, wanted=False)

    def avoided(verdict: str) -> bool:
        return verdict not in ("yes", "may", "depends", "open")

    for one in found.found:
        assert avoided(ENGINE.case(one.scenario).ask(question)[0].verdict)
    smallest = len(found.found[0].changes) if found.found else 99
    events = case.scenario.ids("event")
    pool = {event: without_event(case.scenario, event) for event in events}
    works = set()
    for size in range(1, 3):
        for chosen in combinations(events, size):
            scenario = case.scenario
            for event in chosen:
                scenario = without_event(scenario, event)
            if avoided(found.before) or not avoided(ENGINE.case(scenario).ask(question)[0].verdict):
                continue
            assert size >= smallest
            if size == smallest:
                works.add(frozenset(chosen))
    theirs = {
        frozenset(c.event for c in one.changes) for one in found.found if all(c.what == "omit" for c in one.changes)
    }
    assert works == theirs
    assert pool


@pytest.mark.long
@settings(parent=QUICK, max_examples=8)
@given(scenario_texts())
def test_every_way_to_a_breach_works_and_no_smaller_one_does(text):
    case = case_of(text)
    question = "breach(li, _, 8.2.1)"
    found = remedies(case, question, wanted=True)
    assert bool(found.found) == (found.before != "yes")
    for one in found.found:
        assert ENGINE.case(one.scenario).ask(question)[0].verdict == "yes"
        (change,) = one.changes  # one act of the member is enough, so no way takes more
        assert change.what in ("do", "omit")
    if found.before == "yes":
        return
    theirs = {str(change).partition(": ")[2] for one in found.found for change in one.changes if change.what == "do"}
    for act in ACTS:
        event = f"  more: {{on: 2026-03-20, by: li, act: {act}}}\n"
        tried = case_of(text.replace("events:\n", f"events:\n{event}"))
        assert (tried.ask(question)[0].verdict == "yes") == (act in theirs), act


@pytest.mark.parametrize("change", [Change("add", (Fact(Fn("develops", (Fn("acme"),))),)), Change("omit", (), "e1")])
def test_changes_say_themselves(change):
    assert str(change) in ("+develops(acme)", "-e1")
