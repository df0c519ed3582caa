"""Patterns over terms: variables, what they are bound to, and what fits."""

from __future__ import annotations

from .terms import Fn, Term, Var, covers

Binding = dict[str, Term]
"""What variables stand for, by name."""


def has_variables(term: Term) -> bool:
    """Whether a variable occurs in a term, `_` included."""
    kind = type(term)
    return kind is Var or (kind is Fn and any(map(has_variables, term.args)))  # type: ignore[union-attr]


def match(pattern: Term, term: Term, binding: Binding) -> bool:
    """Match a term against a pattern, extending `binding`; `_` matches anything.

    >>> b = {}; match(Fn("on", (Var("E"), Var("D"))), Fn("on", (Fn("leak"), 5)), b), b["D"]
    (True, 5)
    """
    if isinstance(pattern, Var):
        return pattern.name == "_" or binding.setdefault(pattern.name, term) == term
    if isinstance(pattern, Fn):
        if not isinstance(term, Fn) or pattern.name != term.name or len(pattern.args) != len(term.args):
            return False
        for inner, other in zip(pattern.args, term.args, strict=True):  # noqa: SIM110 (a generator is slower)
            if not match(inner, other, binding):
                return False
        return True
    return pattern == term and isinstance(term, str) == isinstance(pattern, str)


def substitute(term: Term, binding: Binding) -> Term:
    """Replace the bound variables of a term."""
    if isinstance(term, Var):
        return binding.get(term.name, term)
    if isinstance(term, Fn) and term.args:
        return Fn(term.name, tuple([substitute(arg, binding) for arg in term.args]))
    return term


def fits(pattern: Term, term: Term, binding: Binding) -> bool:
    """Match an atom against a question's pattern; a clause fits what it covers.

    >>> fits(Fn("breach", (Var("_"), "21.2")), Fn("breach", (Fn("acme"), "21.2.1[a]")), {})
    True
    """
    if isinstance(pattern, Var):
        return pattern.name == "_" or binding.setdefault(pattern.name, term) == term
    if isinstance(pattern, Fn):
        return (
            isinstance(term, Fn)
            and pattern.name == term.name
            and len(pattern.args) == len(term.args)
            and all(fits(p, t, binding) for p, t in zip(pattern.args, term.args, strict=True))
        )
    if isinstance(pattern, str) and isinstance(term, str):
        return covers(pattern, term)
    return pattern == term
