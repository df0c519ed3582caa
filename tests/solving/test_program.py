"""The programs made of one set of rules: what a case fixes is fixed, and what it leaves open is open."""

from __future__ import annotations

from obligor.core.terms import Fact, Fn, parse_atom
from obligor.scenario.yaml_format import read_yaml
from obligor.solving import program
from obligor.solving.engine import Engine

TEXT = """
scenario: x
as_of: 2026-03-20
parties: {acme: enterprise}
things: {d: {is: conduct, traits: [on_software]}}
events: {look: {on: 2026-03-01, by: acme, act: deed(d)}}
"""


def case(engine: Engine, more: str = ""):
    (scenario,) = read_yaml(TEXT + more, "case.yaml", engine.agreement)
    return engine.case(scenario)


def opened(found) -> set[str]:
    return {str(term) for term in found.ground.choices.values()}


def test_judgements_and_readings_are_open_where_they_matter(engine):
    found = opened(case(engine))
    assert "akin_to_listed(d)" in found
    assert any(text.startswith('reading("8.2.1.8[a]"') for text in found)
    assert not any("8.3.8" in text for text in found)  # conduct on the service


def test_what_is_judged_and_read_is_open_no_more(engine):
    settled = case(engine, 'judgements: {akin_to_listed(d): true}\nreadings: {"8.2.1.8[a]": alike}\n')
    assert not {text for text in opened(settled) if "akin" in text or "8.2.1.8" in text}
    assert "akin_to_listed(d)" not in opened(case(engine, "judgements: {akin_to_listed(d): false}\n"))


def test_a_program_without_contested_readings_takes_the_preferred(wecom):
    closed = case(Engine(wecom, contested=False))
    assert not any(text.startswith("reading(") for text in opened(closed))
    taken = {str(atom.term) for atom in closed.ground.atoms("reading", 2)}
    assert 'reading("8.2.1.8[a]",alike)' in taken


def test_a_unit_lies_within_everything_that_it_stands_in(wecom):
    held = {str(one) for one in program.register(wecom)}
    assert {f'within("8.2.1.2[a]","{clause}").' for clause in ("8.2.1.2[a]", "8.2.1.2", "8.2.1", "8.2", "8")} <= held
    assert 'within("8.2.1.2[a]","8.2.1.1").' not in held


def test_what_looks_at_breaches_alone_leaves_out_norms_about_acts_that_nobody_did(wecom, engine):
    narrow = Engine(wecom, wanted=["breach"])
    ours, theirs = case(narrow), case(engine)
    question = parse_atom("breach(_, _, _)")
    assert [atom.term for atom in ours.ground.matching(question)] == [a.term for a in theirs.ground.matching(question)]
    acts = [[atom.term.args[1] for atom in one.ground.atoms("prohibition", 3)] for one in (ours, theirs)]
    count = [sum(isinstance(act, Fn) and act.name != "contravene" for act in some) for some in acts]
    assert 0 < count[0] < count[1] / 5
    assert Fact(parse_atom("party(acme)")) in set(ours.facts())


def test_a_norm_that_rules_go_on_from_is_kept_though_nobody_did_its_act(wecom):
    """Whoever must not contravene a document must not do what it forbids; nobody did the act `contravene`."""
    text = """
scenario: A published rule forbids chain letters
as_of: 2026-03-20
parties: {acme: enterprise}
things: {rule: document, letter: content}
states: ["forbids(rule, send(letter))"]
events:
  issue: {on: 2026-03-01, by: tencent, act: publish_rules(rule)}
  chain: {on: 2026-03-10, by: acme, act: send(letter)}
"""
    (scenario,) = read_yaml(text, "case.yaml", wecom)
    for some in (Engine(wecom), Engine(wecom, wanted=["breach"])):
        (atom,) = some.case(scenario).ground.atoms("breach", 3)
        assert atom.term == parse_atom('breach(acme, chain, "1.2p2[b]")')


def test_what_is_certain_is_known_when_the_case_has_been_grounded(engine):
    """A judgement that is opened by what depends on it ties a knot: then nothing that was done is certain any more."""
    ground = case(engine, "").ground
    for name, arity in (("did", 3), ("done", 3), ("doer", 2), ("bound", 1)):
        atoms = ground.atoms(name, arity)
        assert atoms
        assert all(not atom.literal for atom in atoms), name


def test_what_looks_at_breaches_alone_sees_what_is_left_undone_with_a_wider_act(wecom):
    """The narrower act is named by nobody; a duty to do it is broken all the same."""
    text = "scenario: s\nas_of: 2026-03-20\nparties: {acme: enterprise}\nstates: [develops(acme)]\n"
    text += "events: {hole: {on: 2026-03-01, by: acme, omits: protect_collected_data}}\n"
    for some in (Engine(wecom), Engine(wecom, wanted=["breach"])):
        (scenario,) = read_yaml(text, "case.yaml", wecom)
        broken = {str(atom.term.args[-1]) for atom in some.case(scenario).ground.atoms("breach", 3)}
        assert broken == {"6.9.4[a]", "7.3.5.2[a]", "7.3.5.5[a]"}
