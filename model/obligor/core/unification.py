"""Patterns over terms: variables, what they are bound to, and what fits."""

from __future__ import annotations

from .clause_ids import covers
from .terms import Fn, Term, Var

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


def resolve(term: Term, binding: Binding) -> Term:
    """Replace variables by what they stand for, and that again by what it stands for."""
    term = _walk(term, binding)
    if isinstance(term, Fn) and term.args:
        return Fn(term.name, tuple([resolve(arg, binding) for arg in term.args]))
    return term


def unify(left: Term, right: Term, binding: Binding) -> bool:
    """Make two terms equal by binding variables of either; `_` agrees with anything, and a clause with what it covers.

    >>> b = {}; unify(Fn("by", (Var("E"), Fn("acme"))), Fn("by", (Fn("e1"), Var("P"))), b), b
    (True, {'E': Fn(name='e1', args=()), 'P': Fn(name='acme', args=())})
    """
    left, right = _walk(left, binding), _walk(right, binding)
    if left == right or Var("_") in (left, right):
        return True
    if isinstance(left, Var):
        binding[left.name] = right
        return True
    if isinstance(right, Var):
        binding[right.name] = left
        return True
    if isinstance(left, Fn) and isinstance(right, Fn):
        return (
            left.name == right.name
            and len(left.args) == len(right.args)
            and all(unify(a, b, binding) for a, b in zip(left.args, right.args, strict=True))
        )
    if isinstance(left, str) and isinstance(right, str):
        return covers(left, right) or covers(right, left)
    return False


def clash(left: Fn, right: Fn) -> bool:
    """Whether two atoms cannot be made equal, as far as their arguments' own names say, variables aside.

    >>> clash(Fn("by", (Var("E"), Fn("acme"))), Fn("by", (Fn("e1"), Fn("li"))))
    True
    """
    for a, b in zip(left.args, right.args, strict=False):
        if type(a) is Fn and type(b) is Fn and (a.name != b.name or len(a.args) != len(b.args)):
            return True
    return False


def _walk(term: Term, binding: Binding) -> Term:
    while isinstance(term, Var) and term.name in binding:
        term = binding[term.name]
    return term


def renamed(term: Term, mark: str) -> Term:
    """A term whose variables are told apart from others of the same names; `_` stays."""
    if isinstance(term, Var):
        return term if term.name == "_" else Var(term.name + mark)
    if isinstance(term, Fn) and term.args:
        return Fn(term.name, tuple([renamed(arg, mark) for arg in term.args]))
    return term


def anonymous(atom: Fn) -> Fn:
    """An atom in which every variable stands for anything."""
    return Fn(atom.name, tuple([_anonymous(arg) for arg in atom.args]))


def _anonymous(term: Term) -> Term:
    if isinstance(term, Fn):
        return anonymous(term) if term.args else term
    return Var("_") if isinstance(term, Var) else term
