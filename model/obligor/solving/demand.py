"""What is derived about every act that somebody did, derived for those acts alone for which a rule looks.

That P did A in time says how each of P's acts lies to each event: as many atoms as there are pairs of events, though
what asks for them asks beside a duty to do A. Rules cannot say so themselves, since duties may rest on others that were
not kept; but the acts that duties name show in the rules, before any case is looked at (a static form of magic sets;
Bancilhon, Maier, Sagiv and Ullman 1986).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

from ..agreement.rules import Condition, Literal, Rule, Statement, mentioned
from ..core.terms import Fn, Term, Var
from ..core.unification import substitute

_DUTY, _ACT, _TIME = "obligation", 2, 3
"""The norm beside which is asked, with the places of its act and its time."""
_BESIDE_DUTIES: dict[str, int | None] = {"kept": 2, "acted_after": None}
"""What is asked beside duties, with the place of its time where it has one; its act is its second argument."""


def narrowed(rules: Sequence[Rule]) -> Iterator[Statement]:
    """Yield rules, those about acts in time once for each kind of act that a duty with such a time names.

    A rule stays as it is where something asks otherwise than beside a duty, or where a duty may be to do anything.

    >>> p, a, t, e, u = map(Var, "PATEU")
    >>> duty, before = Fn("obligation", (p, p, Fn("tell", (p,)), Fn("before", (e,)), u)), Fn("before", (e,))
    >>> asks = Rule(Literal(Fn("fulfilled", (p, a, u))), (
    ...     Literal(Fn("obligation", (p, Var("_"), a, t, u))), Literal(Fn("kept", (p, a, t)))))
    >>> kept = Rule(Literal(Fn("kept", (p, a, before))), (Literal(Fn("done", (p, a, e))),))
    >>> print(*narrowed([kept, Rule(Literal(duty), ()), asks]), sep=chr(10))
    kept(P,tell(A1),before(E)) :- done(P,tell(A1),E).
    obligation(P,P,tell(P),before(E),U).
    fulfilled(P,A,U) :- obligation(P,_,A,T,U), kept(P,A,T).
    """
    duties = [rule.head.atom.args for rule in rules if rule.name == _DUTY]
    asking = [rule for rule in rules if not rule.words.isdisjoint(_BESIDE_DUTIES)]
    asked = {name: _times_asked(asking, name) for name in _BESIDE_DUTIES}
    for rule in rules:
        times = asked.get(rule.name)
        if times and (place := _BESIDE_DUTIES[rule.name]):
            times = {_name(rule.head.atom.args[place])}
        acts = _acts(duties, times) if times else None
        act = None if acts is None else rule.head.atom.args[1]
        if acts is not None and isinstance(act, Var):
            yield from (_about(rule, act, *one) for one in sorted(acts))
        else:
            yield rule


def _times_asked(rules: Sequence[Rule], name: str) -> set[str]:
    """The times of the duties beside which a predicate is asked for, "" for any; none if it is asked without one."""
    times: set[str] = set()
    for rule in rules:
        for asked in rule.literals:
            if asked.name == name:
                duties = [atom.args for atom in rule.positive if atom.name == _DUTY]
                beside = {_name(duty[_TIME]) for duty in duties if duty[_ACT] == asked.atom.args[1]}
                if not beside:
                    return set()
                times |= beside
    return times


def _acts(duties: Sequence[tuple[Term, ...]], times: set[str]) -> set[tuple[str, int]] | None:
    """Names and numbers of arguments of the acts that duties with such times name; None if one may name any."""
    acts: set[tuple[str, int]] = set()
    for duty in duties:
        act = duty[_ACT]
        if "" in times or _name(duty[_TIME]) in {"", *times}:
            if not isinstance(act, Fn):
                return None
            acts.add((act.name, len(act.args)))
    return acts


def _about(rule: Rule, act: Var, name: str, arity: int) -> Statement:
    """A rule with acts of one name for the variable that stands for any."""
    used = {name for part in (rule.head, *rule.body) for name in mentioned(part)}
    fresh = (Var(f"{act.name}{n}") for n in count(1) if f"{act.name}{n}" not in used)
    binding: dict[str, Term] = {act.name: Fn(name, tuple(islice(fresh, arity)))}

    def about(atom: Fn) -> Fn:
        return Fn(atom.name, tuple(substitute(arg, binding) for arg in atom.args))

    def changed(part: Condition) -> Condition:
        if isinstance(part, Literal):
            return part._replace(atom=about(part.atom))
        return part._replace(left=substitute(part.left, binding), right=substitute(part.right, binding))

    return rule.replace(rule.head._replace(atom=about(rule.head.atom)), tuple(map(changed, rule.body)))


def _name(time: Term) -> str:
    """The word for a time; "" where a rule has a variable for it."""
    return time.name if isinstance(time, Fn) else ""
