"""Which acts count as which: constitutive rules ("X counts as Y in context C", Searle 1969) of an agreement's words.

A vocabulary gives them one step at a time; closed here over any number of steps, so that rules need no recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..core.errors import ModelError
from ..core.terms import Fn, Term, Var
from ..core.unification import Binding, renamed, resolve, substitute, unify

STEPS = 8
"""Steps that one act may lead over to another."""


class CountsAs(NamedTuple):
    """Whoever does `act` also does `other`, where the conditions hold.

    Attributes:
        act, other: two acts, whose arguments may be variables.
        where: atoms that have to hold; kinds, traits and states of what the act is about.
        why: the reason, in a sentence.
    """

    act: Fn
    other: Fn
    where: tuple[Fn, ...] = ()
    why: str = ""


def closed(steps: Iterable[CountsAs]) -> list[CountsAs]:
    """Single steps and whatever they lead to over several, each once; two acts may count as each other.

    Raises:
        ModelError: if two acts lie more than `STEPS` apart.

    >>> x = Var("X")
    >>> sell, hand_over, lose = (Fn(name, (x,)) for name in ("sell", "hand_over", "lose"))
    >>> steps = [CountsAs(sell, hand_over, (Fn("key", (x,)),)), CountsAs(hand_over, lose)]
    >>> [(str(one.act), str(one.other), *map(str, one.where)) for one in closed(steps)][2]
    ('sell(X0)', 'lose(X0)', 'key(X0)')
    """
    found = {one[:3]: one for one in map(_told_apart, steps)}
    last = list(found.values())
    onward: dict[str, list[CountsAs]] = {}
    for one in last:
        onward.setdefault(one.act.name, []).append(one)
    for _ in range(STEPS):
        led = (_told_apart(one) for one in _led_on(last, onward))
        last = [one for one in led if one[:3] not in found and one.act != one.other]
        found.update((one[:3], one) for one in last)
    if last:
        raise ModelError(f"counts_as: {last[0].act} counts as {last[0].other} over more than {STEPS} steps")
    return list(found.values())


def _led_on(reached: Iterable[CountsAs], onward: Mapping[str, list[CountsAs]]) -> Iterator[CountsAs]:
    """What is reached with one step more; the steps onward by the name of the act that they lead from."""
    for one in reached:
        for step in onward.get(one.other.name, ()):
            act, other, *where = (_atom(renamed(atom, "'")) for atom in (step.act, step.other, *step.where))
            binding: Binding = {}
            if unify(one.other, act, binding):
                conditions = tuple(_atom(resolve(atom, binding)) for atom in (*one.where, *where))
                first, last = _atom(resolve(one.act, binding)), _atom(resolve(other, binding))
                yield CountsAs(first, last, tuple(dict.fromkeys(conditions)), f"{one.why}; {step.why}")


def _told_apart(rule: CountsAs) -> CountsAs:
    """A rule with its variables called by the order in which they occur, so that rules that say the same are equal."""
    names: Binding = {}
    for atom in (rule.act, rule.other, *rule.where):
        for name in _variables(atom):
            names.setdefault(f"{name}'", Var(f"X{len(names)}"))
    act, other, *where = (_atom(substitute(renamed(atom, "'"), names)) for atom in (rule.act, rule.other, *rule.where))
    return CountsAs(act, other, tuple(where), rule.why)


def _variables(term: Term) -> Iterator[str]:
    if isinstance(term, Var):
        yield term.name
    for arg in term.args if isinstance(term, Fn) else ():
        yield from _variables(arg)


def _atom(term: Term) -> Fn:
    assert isinstance(term, Fn)
    return term
