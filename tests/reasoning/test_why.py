"""Proofs, checked by means that know nothing of how they were found."""

from __future__ import annotations

import re
from functools import cache

import clingo
import pytest
from clingo import ast

from obligor.core.terms import Fn, Var, render
from obligor.reasoning.why import CASES, Proof, why
from obligor.scenario.files import find_files, read_scenarios
from obligor.scenario.yaml_format import read_yaml
from obligor.solving.shared_grounding import ground_together
from tests.support import FACTS, LEAK, LIABLE, ROOT


def test_what_depends_is_proved_under_what_it_assumes(obligor):
    found = obligor("why", LEAK, LIABLE, "--format", "json").json
    assert [[fact["atom"] for fact in case["assumed"]] for case in found["cases"]] == [
        ["permitted_by_law(acme, reverse_engineer)"]
    ]
    assert not found["cases"][0]["assumed"][0]["holds"]


FOLDERS = sorted(path.name for path in FACTS.iterdir() if path.is_dir())


@cache
def rules_by_place() -> dict[str, list[ast.AST]]:
    """Every rule of the files by `file:line`, as clingo parses it."""
    found: dict[str, list[ast.AST]] = {}
    for folder in ("obligor/theory", "obligor_wecom"):
        for path in sorted((ROOT / "model" / folder).glob("*.lp")):

            def take(node: ast.AST, name: str = path.name) -> None:
                if node.ast_type == ast.ASTType.Rule:
                    found.setdefault(f"{name}:{node.location.begin.line}", []).append(node)

            ast.parse_string(path.read_text("utf-8"), take)
    return found


def instance(pattern: Fn) -> str:
    """A ground atom that a pattern of an absence speaks of."""
    filled = tuple(Fn("anything") if isinstance(arg, Var) else arg for arg in pattern.args)
    return render(Fn(pattern.name, filled))


@cache
def concludes(rule: str, facts: tuple[str, ...], conclusion: str) -> bool:
    """Whether a rule gives a conclusion from some facts, by clingo."""
    control = clingo.Control(["--warn=none"])
    control.add("base", [], rule + "\n" + "\n".join(f"{fact}." for fact in facts))
    control.ground([("base", [])])
    return control.symbolic_atoms[clingo.parse_term(conclusion)] is not None


@cache
def sound(place: str, conclusion: str, premises: tuple[str, ...], absences: tuple[str, ...]) -> str:
    """What is wrong with a step; "" if its rule gives it from just these premises, and from none if one fails."""
    reasons = []
    for node in rules_by_place().get(place, ()):
        rule, body = str(node), [str(lit) for lit in node.body]
        wanted = [lit for lit in body if not lit.startswith("not ") and re.match(r"[a-z_]", lit)]
        refused = [lit for lit in body if lit.startswith("not ")]
        if not concludes(rule, premises, conclusion):
            reasons.append("a condition is missing")
        elif len(wanted) != len(premises) or len(refused) != len(absences):
            reasons.append("a condition is invented or left out")
        elif any(concludes(rule, (*premises, absent), conclusion) for absent in absences):
            reasons.append("an absence is invented")
        elif any(concludes(rule, tuple(set(premises) - {one}), conclusion) for one in premises):
            reasons.append("a premise is invented")
        else:
            return ""
    return "; ".join(reasons) or f"no rule at {place}"


def check_proof(proof: Proof, stated: set[Fn], open_: set[Fn], concluded: set[str]) -> None:
    """Fail unless a proof is acyclic, its leaves are what they may be, and each step is its rule applied."""
    done: set[Fn] = set()

    def order(atom: Fn, above: tuple[Fn, ...]) -> None:
        assert atom not in above, f"circular: {atom}"
        if atom not in done:
            for premise in proof.nodes[atom].step.premises:
                order(premise, (*above, atom))
            done.add(atom)

    for goal in proof.goals:
        order(goal, ())
    assert done == set(proof.nodes)
    assumed = {fact.atom for fact in proof.assumed}
    for node in proof.nodes.values():
        atom, rule = node.step.atom, node.step.rule
        if rule is None:
            kinds = {"stated": atom in stated, "assumed": atom in open_, "reading": atom.name == "reading"}
            kinds |= {"presumed": atom not in stated, "given": atom.name not in concluded}
            assert kinds[node.kind], (node.kind, atom)
            assert node.kind != "assumed" or not proof.assumed or atom in assumed | open_
        elif rule.place.file != "vocabulary.yaml":  # what the vocabulary implies stands in no file
            step = node.step
            wrong = sound(
                str(rule.place), render(atom), tuple(map(render, step.premises)), tuple(map(instance, step.absences))
            )
            assert wrong == "", (str(rule), render(atom), [render(p) for p in step.premises])


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_yes_has_a_proof_that_an_independent_checker_accepts(engine, folder):
    paths = find_files([str(FACTS / folder)])
    scenarios = [
        s
        for path in paths
        for scenario in read_scenarios(path, engine.agreement)
        for s in (scenario, *scenario.variants)
    ]
    asked = [(engine.case(s), [e.ask for e in s.expect if e.verdict == "yes"]) for s in scenarios]
    asked = [(case, questions) for case, questions in asked if questions]
    for case, questions in asked:
        for question in questions:
            case.mention(case.question(question))
    ground_together(engine, [case for case, _ in asked])
    concluded = {rule.head.name for rule in engine.rules}
    proved = 0
    for case, questions in asked:
        for question in questions:
            found = why(case, question)
            if not found.proofs or found.proofs[0].assumed:  # by cases: each needs the case by itself
                found = why(engine.case(case.scenario), question)
            assert found.value == "yes", question
            for proof in found.proofs:
                check_proof(proof, case.stated, set(case.ground.choices.values()), concluded)
                proved += 1
    assert proved >= sum(len(questions) for _, questions in asked)


def test_what_holds_by_cases_has_a_proof_for_each(engine):
    text = """
scenario: A member takes the software apart, on one day or another
as_of: 2026-03-20
parties: {acme: enterprise}
events: {look: {on: {one_of: [2026-03-01, 2026-03-02]}, by: acme, act: reverse_engineer}}
"""
    (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
    found = why(engine.case(scenario), "breach(acme, look)")
    assert found.value == "yes"
    assert found.proofs


def test_nothing_is_proved_where_the_answer_is_no(engine):
    case = engine.case(read_scenarios(FACTS / "start" / "leak.yaml", engine.agreement)[0])
    found = why(case, "breach(li, _)")
    assert (found.value, found.proofs) == ("no", ())


@pytest.mark.parametrize(
    ("more", "question", "kinds"),
    [
        (
            'unknown: ["by(look, acme)"]',
            "breach(acme, look)",
            {"by(look,acme)": "assumed", "enterprise(acme)": "stated"},
        ),
        ('states: ["by(look, acme)"]', "breach(acme, look)", {"by(look,acme)": "stated"}),
        (
            'states: ["by(look, acme)"]',
            "available(tencent, acme, take_legal_action, 8.5.2)",
            {"reasonable_view(look)": "presumed"},
        ),
    ],
)
def test_leaves_are_told_apart(engine, more, question, kinds):
    head = "scenario: x\nas_of: 2026-03-20\nparties: {acme: enterprise}\n"
    text = f"{head}events: {{look: {{on: 2026-03-01, act: decompile}}}}\n{more}\n"
    (scenario,) = read_yaml(text, "case.yaml", engine.agreement)
    found = {
        str(node.step.atom): node.kind
        for proof in why(engine.case(scenario), question).proofs
        for node in proof.nodes.values()
    }
    assert {atom: found.get(atom) for atom in kinds} == kinds


CAUSES = """
scenario: whichever of many did it
as_of: 2026-03-20
parties: {acme: enterprise, zhao: outsider}
events: {%s}
losses: {leak: {suffered_by: zhao, kind: privacy}}
unknown: [%s]
"""


@pytest.mark.parametrize("causes", [2, CASES + 1])
def test_more_cases_than_are_told_are_said(engine, causes):
    """Each event by itself may have caused the loss."""
    events = ", ".join(f"e{n}: {{on: 2026-03-10, by: acme, act: decompile}}" for n in range(causes))
    text = CAUSES % (events, ", ".join(f'"caused_by(leak, e{n})"' for n in range(causes)))
    (scenario,) = read_yaml(text.encode(), "causes.yaml", engine.agreement)
    found = why(engine.case(scenario), "liable(acme, zhao, leak)")
    assert (len(found.proofs) == CASES) == (causes > CASES)
    assert found.bounded == (causes > CASES)
