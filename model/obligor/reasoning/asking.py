"""Questions as people put them: the answer, what it is made of where the question leaves something open, its causes."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.terms import Fn, Term, Var, parse_atom, show
from ..core.unification import Binding, has_variables, match
from ..scenario.questions import Question
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.verdict_names import NO
from .causes import caused


def asked(case: Case, *questions: str) -> list[Answer]:
    """Answer questions, in order: with the answers that each is made of, and the causes of a no or a gap.

    Raises:
        InputError: if one of them is ill-formed.
    """
    return [one._replace(each=tuple(_each(case, one.question))) for one in caused(case, case.ask(*questions))]


def _each(case: Case, text: str) -> list[Answer]:
    """Where a question leaves more open than the unit: its answer for all that can stand there; none if that is one."""
    question = case.question(text)
    whole = question.pattern.args[: -1 if question.predicate.cites_unit else None]
    if not any(map(has_variables, whole)):
        return []
    settled = list(_settled(case, question))
    found = case.ask(*settled, proofs=False) if len(settled) > 1 else []
    found = [answer for answer in found if answer.verdict != NO]
    return found if len(found) > 1 else []


def _settled(case: Case, question: Question) -> Iterator[Question]:
    """A question with all that may stand in its open places, the unit aside."""
    predicate = question.predicate
    _, tiers = case.query(question)
    patterns = [Fn(predicate.name, tuple(map(Var, predicate.variables)))]
    patterns += [parse_atom(predicate.fields[field]) for field in ("may", "gap") if field in predicate.fields]
    seen: list[Fn] = []
    for tier in tiers:
        for atom in tier:
            binding: Binding = {}
            match(next(one for one in patterns if one.name == atom.term.name), atom.term, binding)
            args: list[Term] = [
                binding.get(variable, asked) if has_variables(asked) else asked
                for variable, asked in zip(predicate.variables, question.pattern.args, strict=True)
            ]
            if predicate.cites_unit:
                args[-1] = question.pattern.args[-1]
            one = Fn(predicate.name, tuple(args))
            if not any(match(one, other, {}) for other in seen):  # a gap need not say of whom it is one
                seen.append(one)
                unit_open = predicate.cites_unit and isinstance(args[-1], Var)
                yield Question(show(Fn(one.name, one.args[:-1]) if unit_open else one), predicate, one)
