"""A case's answers as entries of the verdict table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..agreement.package import Agreement
from ..core.amounts import Amount, totals
from ..core.terms import Day, show
from ..reports.answers_json import LISTS
from ..scenario.chronicle import amounts
from ..scenario.questions import Question
from ..solving.answering import cited
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.verdict_names import GAP, MAY, NO, YES, as_listed
from ..solving.whole_picture import general_powers
from .columns import ENTRY_COLUMNS
from .picture_lists import UNTOLD_LISTS


def entries(case: Case, questions: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """The entries of a case in which something is open: answers to questions; the whole picture if there are none."""
    amount_of, agreement = amounts(case.scenario), case.agreement
    if questions:
        for answer in case.ask(*questions, proofs=False):
            yield answer_entry(agreement, "", answer.question, answer, amount_of)
        return
    picture = case.picture(summary=False, proofs=False)
    general = general_powers(case)
    for name in LISTS:
        if name not in UNTOLD_LISTS:
            for answer in picture.lists.get(name, ()):
                if answer.atoms[0] not in general:
                    yield answer_entry(agreement, name, "", answer, amount_of)


def sure_entries(case: Case, questions: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """The entries that answer questions about a case in which nothing is open: what there is is certain."""
    amount_of = amounts(case.scenario)
    for question in questions:
        query, tiers = case.query(question)
        verdict = YES if query.yes else MAY if query.may else GAP if query.gap else NO
        terms = tuple(dict.fromkeys(case.agreement.typed(atom.term) for atom in next(filter(None, tiers), [])))
        answer = Answer(question.text, verdict, verdict, terms, cited(case, terms))
        yield answer_entry(case.agreement, "", question.text, answer, amount_of)


def answer_entry(
    agreement: Agreement, list_name: str, question: str, answer: Answer, amount_of: Mapping[str, Amount]
) -> dict[str, Any]:
    """An answer as an entry; where several atoms answer a question, it names what they share.

    Args:
        agreement: whose predicates the answer's atoms are.
        list_name: the list of the whole picture that it stands in, or empty.
        question: what was asked, or empty.
        answer: the answer.
        amount_of: amounts, by loss; what is in another currency than the agreement's is left out of tables.
    """
    entry: dict[str, Any] = {
        "list": list_name or None,
        "question": question or None,
        "verdict": as_listed(list_name, answer.verdict),
        "preferred": as_listed(list_name, answer.preferred),
        "unit": ", ".join(answer.units) or None,
        "hinges_on": "; ".join(map(show, answer.hinges_on)) or None,
    }
    for column, texts in _arguments(agreement, answer).items():
        if column in ENTRY_COLUMNS and column != "unit":
            entry[column] = ", ".join(texts)
    if "loss" in entry:
        known = (amount_of[loss] for loss in entry["loss"].split(", ") if loss in amount_of)
        own = totals(amount for amount in known if not amount.currency)
        entry["amount"] = own[0].plain if own else None  # an amount of 0 is one
    return entry


def _arguments(agreement: Agreement, answer: Answer) -> dict[str, dict[str, None]]:
    """What the atoms of an answer are about, by column."""
    arguments: dict[str, dict[str, None]] = {}
    for atom in answer.atoms:
        for role, arg in zip(agreement.predicates[atom.name][0].roles, atom.args, strict=True):
            text = arg.isoformat() if isinstance(arg, Day) else arg if isinstance(arg, str) else show(arg)
            arguments.setdefault(role, {})[text] = None
    return arguments
