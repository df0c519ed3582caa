"""Lint: a package as it should be passes, and each slip is found at its line, with what to write instead."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from obligor.agreement.package import load
from obligor.suites.lint.gates import lint

WECOM = load("wecom").folder
TEXT = "ch04_installing.lp"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(WECOM, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_what_is_presumed_needs_a_reason(copy: Path) -> None:
    words = copy / "vocabulary.yaml"
    words.write_text(re.sub(r'(  necessary: .*), why: ".*"}', r"\1}", words.read_text("utf-8")), "utf-8")
    (found,) = lint(load(str(copy)))
    assert found.message == "judgements: necessary: nothing says why it is taken to be true"
    assert "`why:` with the unit" in found.hint


def test_the_agreement_passes() -> None:
    assert lint(load("wecom")) == []


SLIPS = {
    "a head that nobody knows": (
        'prohibtion(P, decompile, "4.1[a]") :- user(P).', "no such predicate: prohibtion",
        "did you mean 'prohibition'?",
    ),
    "a head of another arity": (
        'prohibition(P, tencent, decompile, always, "4.1[a]") :- user(P).',
        "prohibition takes 3 or 4 arguments, not 5", "write prohibition(party, act, unit)",
    ),
    "a condition that nobody knows": (
        'prohibition(P, decompile, "4.1[a]") :- usr(P).', "no such predicate: usr", "did you mean 'user'?",
    ),
    "an act that is not declared": (
        'prohibition(P, decompyle, "4.1[a]") :- user(P).', "'decompyle' is not an act", "did you mean 'decompile'?",
    ),
    "an act with too many arguments": (
        'prohibition(P, decompile(software), "4.1[a]") :- user(P).', "decompile takes 0 arguments, not 1", "write",
    ),
    "an unknown time word": (
        'obligation(P, tencent, read(wecom_agreement), imediately(E), "4.1[a]") :- user(P), event(E).',
        "'imediately' is not a time", "did you mean 'immediately'?",
    ),
    "an undeclared name": (
        'prohibition(P, install(softwear), "4.1[a]") :- user(P).', "'softwear' is not an artefact",
        "did you mean 'software'?",
    ),
    "an unknown state": (
        'prohibition(P, decompile, "4.1[a]") :- user(P), without_minuts(P).', "no such predicate: without_minuts",
        "did you mean 'without_minutes'?",
    ),
    "an unknown role": (
        'prohibition(P, decompile, "4.1[a]") :- enterprize(P).', "no such predicate: enterprize",
        "did you mean 'enterprise'?",
    ),
    "a status that is not declared": (
        'definition(force_majure(E), "4.1[a]") :- event(E).', "'force_majure' is not a status",
        "did you mean 'force_majeure'?",
    ),
    "an argument of another type": (
        'prohibition(P, publish(P), "4.1[a]") :- user(P).', "P is a content", "correct the types",
    ),
    "parties and acts exchanged": (
        'prohibition(A, P, "4.1[a]") :- user(P), mentioned(A).', "A is an act", "another variable",
    ),
    "a number for a party": ('bears(3, L, "4.1[a]") :- loss(L).', "3 in bears(3,L,\"4.1[a]\") is not a party", ""),
    "a unit that is not registered": (
        'prohibition(P, decompile, "4.1[z]") :- user(P).', "4.1[z] is not registered", "4.1[",
    ),
    "a reading that is not registered": (
        'prohibition(P, decompile, "4.1[a]") :- user(P), reading("8.5.1[a]", breach_in_fakt).',
        "has no reading 'breach_in_fakt'", "did you mean 'breach_in_fact'?",
    ),
    "a knot": (
        'lifts("4.1[a]", P, decompile, always, "4.1[a]") :- prohibited(P, decompile, _).',
        "rests on the absence of", "facts and judgements",
    ),
    "a predicate that nothing derives": (
        "%*! forgotten(P)\nSomebody forgot.\ntypes: party\nen: {P} forgot\nzh: {P}忘记\n*%\n"
        'prohibition(P, decompile, "4.1[a]") :- forgotten(P).',
        "nothing derives forgotten", "write a rule for it",
    ),
    "a phrase with a placeholder of nobody": (
        "%*! seen(P)\nSeen.\ntypes: party\nen: {P} saw {Q}\nzh: {P}看见\n*%\nseen(P) :- user(P).",
        "'{Q}' in the phrase is no argument", "its arguments are P",
    ),
    "a phrase in one language only": (
        "%*! seen(P)\nSeen.\ntypes: party\nen: {P} saw it\n*%\nseen(P) :- user(P).",
        "has no phrase in 'zh'", "add `zh:`",
    ),
    "a variable that nothing binds": (
        'prohibition(P, decompile, "4.1[a]") :- user(Q).', "nothing binds P", "let a condition",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "message", "hint"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_found_at_its_line(copy: Path, rule: str, message: str, hint: str) -> None:
    path = copy / TEXT
    text = path.read_text("utf-8").rstrip("\n") + "\n"
    path.write_text(f"{text}{rule}\n", "utf-8")
    first, last = text.count("\n") + 1, text.count("\n") + rule.count("\n") + 1
    findings = [p for p in lint(load(str(copy))) if p.place.file == TEXT and first <= p.place.line <= last]
    assert any(message in p.message and hint in p.hint for p in findings), findings


EDITS = {
    "a unit of another modality": ("%*: 6.4[a] obligation", "%*: 6.4[a] power", "6.4[a] is registered as power"),
    "a unit whose rule is gone": ('standing, "6.4[a]")', 'standing, "6.4")', "no rule cites 6.4[a]"),
    "a letter left out": ("6.4[a]", "6.4[b]", "6.4[b] stands where 6.4[a] is due"),
    "a bearer whom nobody knows": (
        "%*: 6.4[a] obligation tencent",
        "%*: 6.4[a] obligation tencnet",
        "bearer: 'tencnet'",
    ),
    "a unit without a bearer": ("%*: 6.4[a] obligation tencent", "%*: 6.4[a] obligation", "6.4[a] names no bearer"),
}


@pytest.mark.parametrize(("old", "new", "message"), EDITS.values(), ids=EDITS)
def test_the_register_is_held_against_the_rules(copy: Path, old: str, new: str, message: str) -> None:
    path = copy / "ch06_privacy.lp"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    findings = lint(load(str(copy)))
    assert any(message in p.message and p.place.line for p in findings), findings


def test_the_command_tells_findings_and_fails(obligor: Callable[..., Any], copy: Path) -> None:
    assert obligor("lint").status == 0
    with (copy / TEXT).open("a", encoding="utf-8") as file:
        file.write('prohibtion(P, decompile, "4.1[a]") :- user(P).\n')
    told = obligor("lint", str(copy))
    assert told.status == 1
    assert re.match(rf"{re.escape(TEXT)}:\d+: no such predicate: prohibtion; did you mean 'prohibition'\?", told.out)
    found = json.loads(obligor("lint", str(copy), "--format", "json").out)["findings"]
    assert found[0]["file"] == TEXT
    assert found[0]["hint"] == "did you mean 'prohibition'?"
