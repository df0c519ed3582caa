"""Words that rules use: every predicate known with its arity, every act, status, state, name and time word declared,
every argument of a type that its place admits, every predicate said in each language, every presumption founded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...agreement.package import Agreement
from ...agreement.predicates import predicates
from ...agreement.rules import Literal, Rule, bound, mentioned, variables
from ...core.errors import Place, Problem, suggest
from ...core.terms import Fn, Term, Var, render
from ...solving import program
from .types import TypeTable

_SECTIONS = {"act": "acts", "status": "statuses", "state": "states", "judgement": "judgements", "fact": "states"}
"""Sections of the vocabulary, by the type of the words in them."""


def undeclared(agreement: Agreement) -> Iterator[Problem]:
    """Yield what rules use and nobody declares, and arguments of a wrong type."""
    table = TypeTable(agreement)
    derived = {rule.name for rule in program.rules(agreement)}
    for source in agreement.chapters:
        for predicate in predicates(source):
            if predicate.name not in derived and not table.outside(predicate.name):
                yield Problem(predicate.place, f"no rule concludes {predicate.signature}", "write one, or drop it")
    for rule in program.rules(agreement):
        yield from _of_rule(rule, table)
        yield from _unbound(rule)
        for part in rule.literals:
            if part.positive and table.documents(part.name) and not (part.name in derived or table.outside(part.name)):
                hint = "write a rule for it, or `input:` in its documentation where scenarios state it"
                yield Problem(rule.place, f"nothing derives {part.name}, so that this rule never applies", hint)


def unsaid(agreement: Agreement) -> Iterator[Problem]:
    """Yield documented predicates without a phrase, or with a placeholder that is none of their arguments."""
    for group in agreement.predicates.values():
        for predicate in group:
            for lang in agreement.languages:
                phrase = predicate.phrases.get(lang, "")
                if not phrase:
                    yield Problem(predicate.place, f"{predicate.signature} has no phrase in '{lang}'", f"add `{lang}:`")
                for name in sorted(set(re.findall(r"\{(.*?)\}", phrase)) - set(predicate.variables)):
                    hint = f"its arguments are {', '.join(predicate.variables) or 'none'}"
                    yield Problem(predicate.place, f"'{{{name}}}' in the phrase is no argument", hint)


def presumptuous(agreement: Agreement) -> Iterator[Problem]:
    """Yield judgements that are taken to be so, or not to be so, without a reason from the text."""
    for word in agreement.vocabulary.judgements.values():
        if word.more["default"] != "unknown" and not word.more.get("why"):
            message = f"judgements: {word.name}: nothing says why it is taken to be {word.more['default']}"
            hint = "add `why:` with the unit that presumes it, or `default: unknown`"
            yield Problem(Place("vocabulary.yaml"), message, hint)


def _of_rule(rule: Rule, table: TypeTable) -> Iterator[Problem]:
    """What is wrong in one rule; types of its variables are those that all of their places admit."""
    bound: dict[str, frozenset[str]] = {}
    for part in (rule.head, *rule.literals):
        signature = table.signature(part.atom.name, len(part.atom.args))
        if signature is None:
            yield _unknown(part, rule.place, table)
            continue
        for arg, types in zip(part.atom.args, signature, strict=True):
            yield from _argument(arg, types, part.atom, rule.place, table, bound)


def _unbound(rule: Rule) -> Iterator[Problem]:
    """Variables that no condition binds: clingo refuses the rule, and there is nothing that it could be about."""
    known = bound(rule.body)
    for side in (side for part in rule.comparisons if part.sign == "=" for side in (part.left, part.right)):
        known |= variables(side)
    for name in sorted(set().union(*map(mentioned, (rule.head, *rule.body))) - known):
        yield Problem(rule.place, f"nothing binds {name}", "let a condition that is no absence say what it stands for")


def _unknown(part: Literal, place: Place, table: TypeTable) -> Problem:
    arities = table.arities(part.atom.name)
    if arities:
        takes = " or ".join(map(str, arities))
        message = f"{part.atom.name} takes {takes} arguments, not {len(part.atom.args)}"
        return Problem(place, message, f"write {table.written(part.atom.name)}")
    hint = suggest(part.atom.name, table.known) or "document it: `%*! name(P, A) … types: … *%`"
    return Problem(place, f"no such predicate: {part.atom.name}", hint)


def _argument(
    arg: Term, types: tuple[str, ...], atom: Fn, place: Place, table: TypeTable, bound: dict[str, frozenset[str]]
) -> Iterator[Problem]:
    """What is wrong with one argument whose place admits some types."""
    if isinstance(arg, Var):
        admitted = table.below(types)
        before = bound.get(arg.name, admitted)
        if arg.name != "_":
            bound[arg.name] = before & admitted
            if not bound[arg.name]:
                message = f"{arg.name} is {_alternatives(types)} in {render(atom)}, and something else before"
                yield Problem(place, message, "use another variable, or correct the types of one of the predicates")
                bound[arg.name] = before
        return
    if isinstance(arg, Fn):
        word = next((known for type_ in types if (known := table.word(type_, arg)) is not None), None)
        if word is not None:
            for inner, inner_types in zip(arg.args, word, strict=True):
                yield from _argument(inner, inner_types, arg, place, table, bound)
        elif not table.names(types, arg):
            yield _misnamed(arg, types, atom, place, table)
        return
    wanted = {"day", "number"} if isinstance(arg, int) else {"unit", "text"}
    if not wanted & set(types):
        yield Problem(place, f"{render(arg)} in {render(atom)} is not {_alternatives(types)}")


def _misnamed(arg: Fn, types: tuple[str, ...], atom: Fn, place: Place, table: TypeTable) -> Problem:
    takes = table.takes(types, arg.name)
    if takes is not None:
        message = f"{arg.name} takes {len(takes)} arguments, not {len(arg.args)}"
        return Problem(place, message, f"write {arg.name}({', '.join(map('|'.join, takes))})")
    known = table.members(types)
    near, where = suggest(arg.name, known), _declared_where(types)
    hint = f"{near} or declare it {where}" if near else f"declare it {where}, or write one of {_few(known)}"
    return Problem(place, f"'{arg.name}' is not {_alternatives(types)} (in {render(atom)})", hint)


def _declared_where(types: tuple[str, ...]) -> str:
    """Where a word or name of some types is declared."""
    section = next((_SECTIONS[type_] for type_ in types if type_ in _SECTIONS), f"names: {types[0]}")
    return f"in vocabulary.yaml, under `{section}:`"


def _few(words: set[str]) -> str:
    return ", ".join(sorted(words)[:8])


def _alternatives(types: tuple[str, ...]) -> str:
    article = "an" if types[0][0] in "aeiou" else "a"
    return f"{article} {' or '.join(types)}"
