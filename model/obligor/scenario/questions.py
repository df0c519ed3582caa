"""Questions: `predicate(arguments)` over the predicates that the theory documents with `ask:`.

`_` leaves an argument open, and so does a variable; a clause covers its items and units and needs no quotes; the
clause at the end may be left out.
"""

from __future__ import annotations

from typing import NamedTuple

from ..agreement.package import Agreement
from ..agreement.predicates import Predicate
from ..agreement.rules import variables
from ..core.errors import InputError, Place, Problem, suggest
from ..core.terms import BadTerm, Fn, Term, Var, parse_atom
from .question_words import half_width, of_status, other_questions
from .scenario import Scenario
from .type_check import Checker

MAX_QUESTION = 2_000
_CHECKED = frozenset({"party", "act", "event", "loss", "unit", "day", "topic"})
"""Types of which a question may name only what is there; others are matched as they are written."""


class Question(NamedTuple):
    """A question as asked, and as a pattern over the atoms of its predicate."""

    text: str
    predicate: Predicate
    pattern: Fn

    def related(self, field: str) -> Fn | None:
        """The pattern of what makes it `may` or `gap`, where the predicate has such.

        A gap is a silence of the whole text: where a question names a unit and the gap knows none, there is no gap.
        """
        if field not in self.predicate.fields:
            return None
        binding = dict(zip(self.predicate.variables, self.pattern.args, strict=True))
        atom = parse_atom(self.predicate.fields[field])
        if self.predicate.cites_unit and isinstance(self.pattern.args[-1], str):
            if Var(self.predicate.variables[-1]) not in atom.args:
                return None
        return Fn(atom.name, tuple(binding.get(arg.name, arg) if isinstance(arg, Var) else arg for arg in atom.args))

    @property
    def patterns(self) -> tuple[Fn, ...]:
        """Everything that is looked for: what makes it `yes`, `may`, `gap`."""
        return tuple(p for p in (self.pattern, self.related("may"), self.related("gap")) if p is not None)

    @property
    def topics(self) -> list[Fn | Var]:
        """The topics that it is about; a variable stands for all."""
        args = zip(self.predicate.types, self.pattern.args, strict=True)
        return [arg for types, arg in args if types == ("topic",) and isinstance(arg, (Fn, Var))]

    def mentions(self) -> tuple[list[Fn], list[Fn]]:
        """Acts and parties that the question names, so that open norms reach them."""
        named = [
            (types, arg)
            for types, arg in zip(self.predicate.types, self.pattern.args, strict=True)
            if isinstance(arg, Fn)
        ]
        acts, parties = ([arg for types, arg in named if types == (wanted,)] for wanted in ("act", "party"))
        return acts, parties


def question_form(text: str, agreement: Agreement, place: Place | None = None) -> tuple[Fn, Predicate]:
    """Read a question as far as that can be done without a scenario.

    Returns:
        The atom, with every argument that its predicate has, and the predicate.

    Raises:
        InputError: if it is no atom, or asks an unknown predicate.
    """
    place = place or Place("question")
    if len(text) > MAX_QUESTION:
        raise InputError([Problem(place, f"question longer than {MAX_QUESTION} characters")])
    try:
        atom = of_status(parse_atom(half_width(text)), agreement)
    except BadTerm as error:
        raise InputError(
            [Problem(place, f"not a question: '{text}': {error}", "write e.g. liable(acme, _, l1)")]
        ) from None
    predicate = agreement.asked().get(atom.name) or agreement.asked_formerly().get(atom.name)
    if predicate is None:
        raise InputError([Problem(place, f"no such question: '{atom.name}'", _instead(atom.name, agreement))])
    args = atom.args
    if len(args) == predicate.arity - 1 and predicate.cites_unit:
        args = (*args, Var("_"))
    if len(args) != predicate.arity:
        message = f"{atom.name} takes {predicate.arity} arguments, not {len(args)}"
        raise InputError([Problem(place, message, f"write {atom.name}({', '.join(predicate.variables)})")])
    return Fn(atom.name, args), predicate


def _instead(name: str, agreement: Agreement) -> str:
    """Which questions may be meant by a word that is none."""
    asked = agreement.asked()
    near = [asked[one] for one in other_questions(name, agreement)]
    forms = " or ".join(f"{one.fields['ask']}({', '.join(one.variables)})" for one in near)
    return f"did you mean {forms}?" if forms else "`obligor vocabulary` lists the questions"


def parse_question(text: str, agreement: Agreement, scenario: Scenario, place: Place | None = None) -> Question:
    """Read a question against an agreement's predicates and a scenario's ids.

    Raises:
        InputError: if it is no atom, asks an unknown predicate, or names what is not in the vocabulary or the case.
    """
    place = place or Place("question")
    atom, predicate = question_form(text, agreement, place)
    checker = Checker(agreement, scenario.facts, scenario.unknown)
    _see_capitals(atom, checker, place)
    typed = tuple(
        _argument(arg, types[0], atom, place, checker, agreement)
        if types[0] in _CHECKED and len(types) == 1
        else checker.status(arg)
        for arg, types in zip(atom.args, predicate.types, strict=True)
    )
    if checker.problems:
        raise InputError(checker.problems)
    return Question(text.strip(), predicate, Fn(predicate.name, typed))


def _see_capitals(atom: Fn, checker: Checker, place: Place) -> None:
    """Refuse a word in capitals, which leaves an argument open, where somebody or something is called so."""
    for name in dict.fromkeys(variables(atom)):
        if any(name.lower() in ids for ids in checker.declared.values()):
            message = f"'{name}' leaves an argument open, and does not mean '{name.lower()}'"
            checker.say(place, message, f"write {name.lower()}, or _ where anybody or anything may stand")


def _argument(arg: Term, kind: str, atom: Fn, place: Place, checker: Checker, agreement: Agreement) -> Term:
    if isinstance(arg, Var):
        return arg
    if kind == "topic":
        if str(arg) not in agreement.topics:
            checker.say(place, f"no such topic: '{arg}'", suggest(str(arg), agreement.topics))
        return arg
    if kind == "unit":
        return checker.unit(arg if isinstance(arg, str) else str(arg), place)
    if kind == "event" and isinstance(arg, Fn) and arg.args:
        return checker.act(arg, place)
    if kind == "act" and isinstance(arg, Fn) and any(isinstance(a, Var) for a in arg.args):
        word = checker.vocabulary.acts.get(arg.name)
        if word is not None and len(word.args) == len(arg.args):
            return arg
    return checker.argument(arg, (kind,), atom, place)
