"""A case's answers as entries of the verdict table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..agreement.package import Agreement
from ..core.terms import Day, Fn, show
from ..reports.answers_json import LISTS, ROLES
from ..scenario.chronicle import amounts
from ..scenario.questions import Question
from ..solving.answering import cited
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.verdicts import GAP, MAY, NO, YES
from .columns import COLUMNS, GENERAL


def entries(case: Case, questions: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """The entries of a case in which something is open: answers to questions; the whole picture if there are none."""
    known, agreement = amounts(case.scenario), case.agreement
    if questions:
        for answer in case.ask(*questions, proofs=False):
            yield _entry(agreement, "", answer.question, answer, known)
        return
    picture = case.picture(summary=False, proofs=False)
    always = {Fn("available", atom.term.args) for atom in case.ground.atoms("general_power", 4)}
    for name in LISTS:
        if name not in GENERAL:
            for answer in picture.lists.get(name, ()):
                if answer.atoms[0] not in always:
                    yield _entry(agreement, name, "", answer, known)


def sure_entries(case: Case, questions: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """The entries that answer questions about a case in which nothing is open: what there is is certain."""
    known = amounts(case.scenario)
    for question in questions:
        query, atoms = case.query(question)
        verdict = YES if query.yes else MAY if query.may else GAP if query.gap else NO
        terms = tuple(dict.fromkeys(case.agreement.typed(atom.term) for atom in atoms))
        answer = Answer(question.text, verdict, verdict, terms, cited(case, terms))
        yield _entry(case.agreement, "", question.text, answer, known)


def _entry(agreement: Agreement, name: str, question: str, answer: Answer, known: Mapping[str, int]) -> dict[str, Any]:
    """An answer as an entry; where several atoms answer a question, it names what they share."""
    gap = name == "gaps" and answer.verdict == YES
    found: dict[str, Any] = {
        "list": name or None,
        "question": question or None,
        "verdict": GAP if gap else answer.verdict,
        "preferred": GAP if gap else answer.preferred,
        "unit": ", ".join(answer.units) or None,
        "hinges_on": "; ".join(map(show, answer.hinges_on)) or None,
    }
    for key, values in _arguments(agreement, answer).items():
        if key in COLUMNS and key != "unit":
            found[key] = next(iter(values)) if len(values) == 1 else ", ".join(values)
    if "loss" in found:
        found["amount"] = sum(known.get(loss, 0) for loss in found["loss"].split(", ")) or None
    return found


def _arguments(agreement: Agreement, answer: Answer) -> dict[str, dict[str, None]]:
    """What the atoms of an answer are about, by role."""
    found: dict[str, dict[str, None]] = {}
    for atom in answer.atoms:
        for role, arg in zip(agreement.predicates[atom.name][0].roles, atom.args, strict=True):
            said = arg.isoformat() if isinstance(arg, Day) else arg if isinstance(arg, str) else show(arg)
            found.setdefault(ROLES.get(role, role), {})[said] = None
    return found
