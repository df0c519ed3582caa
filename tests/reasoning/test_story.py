"""Short proofs: a story tells every fact of its proof and nothing that the proof does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from obligor.reasoning.nearest import EVENT, persons
from obligor.reasoning.story import DEEDS, Story, story
from obligor.reasoning.why import RULE, Proof, why
from obligor.reports.stories import story_object, story_sentences
from obligor.scenario.files import find_files, read_scenarios
from obligor.solving.engine import Engine
from obligor.wording.speaker import Speaker
from tests.support import FACTS, LEAK, long_but

SAID_BY_WHAT_IS_ABOUT_IT = {"event", "loss", "party", "thing", "standing", "within"}


def proofs(engine: Engine, paths: list[Path]) -> Iterator[tuple[Proof, Story, list[str]]]:
    """Every proof of what scenarios expect to be so, its story, and the story in sentences."""
    for path in paths:
        for scenario in read_scenarios(path, engine.agreement):
            for one in (scenario, *scenario.variants):
                case = engine.case(one)
                for expectation in (wanted for wanted in one.expect if wanted.verdict == "yes"):
                    for proof in why(case, expectation.ask).proofs:
                        told = story(case, proof)
                        speaker = Speaker(engine.agreement, one)
                        yield proof, told, list(story_sentences(story_object(told, speaker), speaker))


def below(proof: Proof, atom) -> set:
    found, todo = set(), [atom]
    while todo:
        new = set(proof.nodes[todo.pop()].step.premises) - found
        found |= new
        todo += new
    return found


def see_that_it_is_a_quotient(engine: Engine, proof: Proof, told: Story) -> None:
    who = persons(engine.agreement.vocabulary)
    said = {atom for one in told.told for atom in one.because} | set(told.background)
    for one in told.told:
        assert set(one.because) <= {a for goal in proof.goals for a in below(proof, goal)}, "it is in the proof"
    goals = {goal.args[:-1] if goal.args else () for goal in proof.goals}
    assert goals <= {one.atom.args[:-1] if one.atom.args else () for one in told.told}, "every goal is told"
    told_events = {atom.args[-1] for atom in said if atom.name in DEEDS}
    told_events |= {one.atom.args[-1] for one in told.told if one.atom.name in DEEDS}
    for atom, node in proof.nodes.items():
        if node.kind == RULE or atom in said or atom.name in SAID_BY_WHAT_IS_ABOUT_IT:
            continue
        assert atom.name in EVENT, f"{atom} is not told"
        assert atom.args[0] in told_events, f"{atom} is not told"
    assert all(atom.name in who for atom in told.background), "the background is who is who"


CHAPTERS = sorted(path.name for path in FACTS.iterdir() if path.is_dir() and path.name != "at_random")


@pytest.mark.parametrize("folder", long_but(CHAPTERS, ("start", "ch10_devices")))
def test_a_story_is_a_quotient_of_its_proof(engine, folder):
    lengths = []
    for proof, told, sentences in proofs(engine, list(find_files([str(FACTS / folder)]))):
        see_that_it_is_a_quotient(engine, proof, told)
        assert len(set(sentences)) == len(sentences), "nothing is said twice"
        lengths.append(len(sentences))
    assert median(lengths or [0]) <= 5


def test_a_liability_is_told_in_a_few_lines(obligor):
    run = obligor("why", f"{LEAK}#leak/1", "liable(acme, zhao, leak)")
    lines = run.out.splitlines()
    assert len(lines) <= 15
    told = " ".join(run.out.split())
    assert "Acme answers to Zhao for leak [8.5.3[a], 8.5.3[b]], because Acme is in breach: look;" in told
    assert "Acme did this in look: reverse engineer the software. It is not so that 8.2.1.2[a] was lifted" in told
    assert "Acme is an enterprise user [1.1[c], 1.1[e], 14.1[a]]" in told
    full = obligor("why", f"{LEAK}#leak/1", "liable(acme, zhao, leak)", "--full").out.splitlines()
    assert len(full) > 4 * len(lines)


def test_a_judgement_that_is_not_so_is_told(obligor):
    told = " ".join(obligor("why", LEAK, "exempt(tencent, acme, deal)").out.split())
    assert "It is not so that law forbids Tencent to exclude liability for deal" in told


def test_in_chinese_too(obligor):
    told = obligor("why", f"{LEAK}#leak/1", "breach(acme, look)", "--lang", "zh").out
    assert "，因为" in told
    assert "because" not in told
