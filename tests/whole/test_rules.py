"""Gates over the rules themselves: they ground in silence, are stratified, documented, and cite what is registered."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest

from obligor.agreement.package import Agreement
from obligor.agreement.register import parts_of
from obligor.solving import program
from obligor.solving.grounding import Ground
from tests.support import ROOT

MODEL = ROOT / "model"


def test_all_rules_ground_together_without_a_message(wecom: Agreement) -> None:
    for statements in (program.plain(wecom), program.opened(wecom, timing=True)):
        ground = Ground([program.text(wecom, statements)])  # which takes a message for an error
        assert ground.atoms("within", 2)


@pytest.mark.parametrize("path", sorted(MODEL.rglob("*.lp")), ids=lambda path: path.stem)
def test_each_file_grounds_alone_with_the_vocabulary(wecom: Agreement, path: Path) -> None:
    words = program.text(wecom, list(program.register(wecom)))
    assert Ground([words, path.read_text("utf-8")]).atoms("within", 2)


def test_no_predicate_depends_negatively_on_itself(wecom: Agreement) -> None:
    graph = nx.DiGraph()
    negative = set()
    for rule in program.rules(wecom):
        for lit in rule.body:
            if lit.name:
                graph.add_edge(lit.name, rule.head.name)
                if not lit.positive:
                    negative.add((lit.name, rule.head.name))
    for component in nx.strongly_connected_components(graph):
        assert not {(a, b) for a, b in negative if a in component and b in component}


def test_every_predicate_is_documented_with_its_arity(wecom: Agreement) -> None:
    known = {(p.name, len(p.roles)) for group in wecom.predicates.values() for p in group}
    known |= set(wecom.vocabulary.inputs())
    known |= {(f"{w.name}_at", len(w.args) + 1) for w in wecom.vocabulary.timed()}
    for rule in program.rules(wecom):
        for lit in (rule.head, *rule.body):
            if lit.name:
                assert (lit.name, lit.arity) in known, f"{rule.place}: {lit.name}/{lit.arity}"


def test_every_documented_predicate_is_derived_or_comes_from_outside(wecom: Agreement) -> None:
    derived = {rule.head.name for rule in program.rules(wecom)}
    outside = {
        "within",
        "contrary",
        "reading",
        "presumed",
        "working_days",
        "working_days_between",
        "calendar_days",
        "undecided",
        "misuse",
        "excuses",
    }
    outside |= {name for name, _ in wecom.vocabulary.inputs()}
    outside |= {"asked_act", "asked_party", "priority", "lifts", "violation", "prohibition", "deadline"}
    assert set(wecom.predicates) - derived <= outside


def test_every_predicate_is_said_in_both_languages(wecom: Agreement) -> None:
    for group in wecom.predicates.values():
        for predicate in group:
            for lang in ("en", "zh"):
                phrase = predicate.fields.get(lang, "")
                assert phrase, f"{predicate.place}: {predicate.name} has no phrase in {lang}"
                assert set(re.findall(r"\{(.*?)\}", phrase)) <= set(predicate.roles), str(predicate.place)


def test_every_norm_is_derived_by_a_rule_and_every_cited_unit_is_registered(wecom: Agreement) -> None:
    cited = set()
    for source in wecom.chapters:
        for rule in source.rules:
            cited |= set(re.findall(r'"([^"]*\[[a-z]+\])"', str(rule)))
    registered = {unit.unit for unit in wecom.units.values() if unit.creates_norm}
    assert registered == cited


def test_units_stand_in_the_order_of_the_text_and_are_lettered_without_gaps(wecom: Agreement) -> None:
    seen: dict[str, list[str]] = {}
    for unit in wecom.units.values():
        if unit.creates_norm or "[" in unit.unit:
            seen.setdefault(unit.clause, []).append(unit.unit[len(unit.clause) :])
    for clause, letters in seen.items():
        assert letters == [f"[{chr(ord('a') + n)}]" for n in range(len(letters))], clause


def test_bearers_are_roles_or_parties(wecom: Agreement) -> None:
    known = {*wecom.vocabulary.roles, *wecom.vocabulary.standing, "user"}
    for unit in wecom.units.values():
        assert set(unit.bearers) <= known, unit.unit
        assert unit.bearers or not unit.creates_norm, unit.unit


def test_readings_used_in_rules_are_registered(wecom: Agreement) -> None:
    offered = {(u.unit, r.name) for u in wecom.units.values() for r in u.readings}
    names = {name for _, name in offered}
    for rule in wecom.rules:
        for lit in rule.body:
            if lit.name == program.READING:
                unit, name = lit.atom.args
                if isinstance(unit, str):
                    assert (unit, str(name)) in offered, str(rule.place)
                else:
                    assert str(name) in names, str(rule.place)


def test_the_theory_and_the_engine_name_no_agreement() -> None:
    for path in [*(MODEL / "obligor").rglob("*.lp"), *(MODEL / "obligor").rglob("*.py")]:
        assert not re.search("tencent|腾讯", path.read_text("utf-8"), re.IGNORECASE), path
    known = {part for path in (MODEL / "obligor_wecom").glob("ch*.lp") for part in _registered(path) if "." in part}
    for path in (MODEL / "obligor/theory").glob("*.lp"):
        assert not known & set(re.findall(r"\d+(?:\.\d+)+", path.read_text("utf-8"))), path


def _registered(path: Path) -> set[str]:
    found = re.findall(r"^%\*: (\S+)", path.read_text("utf-8"), re.MULTILINE)
    return {part for unit in found for part in parts_of(unit)}


def test_rule_files_are_ascii_outside_comments_and_short() -> None:
    for path in MODEL.rglob("*.lp"):
        text = path.read_text("utf-8")
        code = re.sub(r"%\*.*?\*%|%[^\n]*", "", text, flags=re.DOTALL)
        assert code.isascii(), path
        assert text.count("\n") <= 400, path
        assert "#include" not in code
        assert "#script" not in code
