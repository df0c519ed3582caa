"""Scenarios put together in Python say what the same file says."""

from __future__ import annotations

import pickle
from copy import copy
from datetime import date

import pytest

from obligor import InputError
from obligor.scenario.yaml_format import read_yaml

FILE = """
scenario: A story
id: s1
as_of: 2026-03-20
parties:
  acme: {role: enterprise, name: Acme}
  li: {role: end_user, of: acme}
things: {post: {is: content, of: acme, traits: [rumour]}}
states: [{state: lacks_capacity(li), from: 2026-01-01, until: 2026-02-01}, not administers(acme)]
events:
  look: {on: 2026-03-01, by: acme, act: decompile, standing: alleged, said_by: li, source: letter}
  say: {on: {one_of: [2026-03-02, 2026-03-03]}, by: li, act: publish(post), after: look}
losses: {hit: {suffered_by: li, kind: privacy, amount: 50, caused_by: [look], standing: admitted, said_by: acme}}
judgements: {hazardous(look): false}
unknown: ["permitted_by_law(acme, decompile)"]
readings: {"8.2.1.8[a]": literal}
without: [8.5.3]
"""


def test_every_part_is_the_same_fact(model):
    words = model.words
    story = model.scenario("A story", as_of=date(2026, 3, 20), id="s1")
    acme = story.party("acme", words.roles.enterprise, name="Acme")
    li = story.party("li", words.roles.end_user, of=acme)
    post = story.thing("post", words.kinds.content, of=acme, traits=["rumour"])
    said = {"standing": "alleged", "said_by": li, "source": "letter"}
    look = story.event("look", on="2026-03-01", by=acme, act=words.acts.decompile, **said)
    story.event("say", on=["2026-03-02", date(2026, 3, 3)], by=li, act=words.acts.publish(post), after=look)
    admitted = {"standing": "admitted", "said_by": acme}
    story.loss("hit", suffered_by=li, kind=words.loss_kinds.privacy, amount=50, caused_by=look, **admitted)
    story.state(words.states.lacks_capacity(li), since="2026-01-01", until="2026-02-01")
    story.state("not administers(acme)").judge(words.judgements.hazardous(look), holds=False)
    story.unknown("permitted_by_law(acme, decompile)").reading("8.2.1.8[a]", "literal").without("8.5.3")
    ours, (theirs,) = story.open().scenario, read_yaml(FILE, "file", model.agreement)
    for name in ("id", "sentence", "one_of", "without", "names", "tags", "standings"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert (ours.facts.keys(), ours.unknown.keys()) == (theirs.facts.keys(), theirs.unknown.keys())
    assert dict(ours.readings) == dict(theirs.readings)


@pytest.mark.parametrize("text", ["a(b", "a: b", "# a", "\x85", "\u2028", "'", "- ", "{", "no", "1_000", "a\n\n b "])
def test_any_text_may_be_a_name(model, text):
    story = model.scenario(text, as_of="2026-03-20")
    story.party("acme", "enterprise", name=text)
    found = story.open().scenario
    assert (found.sentence, found.names) == (text, {"acme": text})


def test_a_word_that_is_none_is_refused_where_it_is_written(model):
    with pytest.raises(AttributeError, match="no word 'decompil' among the acts; did you mean 'decompile'"):
        _ = model.words.acts.decompil
    assert "decompile" in dir(model.words.acts)


def test_words_can_be_copied_and_sent_to_other_processes(model):
    assert pickle.loads(pickle.dumps(model.words)).acts.decompile == "decompile"
    assert copy(model.words.roles).enterprise == "enterprise"


def test_mistakes_are_told_when_it_is_opened_all_at_once(model):
    story = model.scenario("A story", as_of="2026-03-20")
    story.party("acme", "enterprize")
    story.event("look", on="2026-02-30", by="acme", act="decompile")
    with pytest.raises(InputError) as refused:
        story.open()
    assert len(refused.value.problems) == 2
    assert {problem.place.file for problem in refused.value.problems} == {"scenario"}
