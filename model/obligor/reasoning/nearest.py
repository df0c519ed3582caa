"""Why not: the rules that come nearest to what was asked, and what each of them lacks.

A search from the question down through the rules against one answer set. A condition that holds is taken as it is; one
that does not is either a fact that is missing or is followed into the rules that could give it, so that a lack is
always something that a scenario can state. Among all ways those that lack least are kept.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from types import MappingProxyType
from typing import NamedTuple

from ..agreement.rules import Rule
from ..agreement.vocabulary import Vocabulary
from ..core.terms import Fn, Term, Var, show
from ..core.unification import Binding, anonymous, clash, has_variables, renamed, resolve, unify
from ..solving.answer_set import World
from ..solving.proofs import COMPARE, Rulebook

FACT, EXCEPTION, NOT_IN_FORCE, PERSON, READING, TIME = "fact", "exception", "not in force", "person", "reading", "time"
NEW = Fn("another_event")
"""Stands for an event that a scenario does not have; everything that is lacking about it counts once."""
EVENT = frozenset({"act", "by", "to", "on", "omits", "through", "under", "object", "form", "aim"})
"""Facts about an event, which is their first argument."""
_TIME = frozenset({"after", "earlier"})
_SPOKEN_OF = frozenset({"named", "mentioned"})
"""What keeps rules to acts that a case speaks of: whoever would do an act would speak of it."""
WIDTH = 16
"""Things that are tried at one condition, and ways that are followed further; the ones that lack least come first."""
LACKS = 2
"""Things that may stand in the way of what is still called near."""


def persons(vocabulary: Vocabulary) -> set[str]:
    """Predicates that say what somebody is."""
    return {*vocabulary.words["roles"], *vocabulary.words["relations"]}


def given(vocabulary: Vocabulary) -> set[str]:
    """Predicates whose atoms are the case's own, never something to add."""
    stated = {word.name for word in vocabulary.words["states"].values() if word.more.get("given") == "true"}
    return {"party", "standing", "loss", "thing", "as_of", "within", *stated}


class Lack(NamedTuple):
    """One thing that stands in the way.

    Attributes:
        kind: a missing fact, an exception that applies, a clause not in force, a person whom the clause does not name,
            a reading not taken, or days that do not fit.
        atom: what is missing, or (exception, not in force) what holds and should not; None for a comparison.
        text: the comparison that fails.
        compared: what holds of the days or numbers that it compares.
    """

    kind: str
    atom: Fn | None
    text: str = ""
    compared: tuple[Fn, ...] = ()

    def __str__(self) -> str:
        return self.text if self.atom is None else show(self.atom)


def cost(lacks: Iterable[Lack]) -> int:
    """How many things are lacking; what is lacking about another event is one thing."""
    seen = dict.fromkeys(lacks)
    about_new = [one for one in seen if of_new(one)]
    return len(seen) - len(about_new) + bool(about_new)


def of_new(lack: Lack) -> bool:
    """Whether it says something that makes up another event."""
    return lack.atom is not None and lack.atom.name in EVENT | _TIME and NEW in lack.atom.args


def _timeless(lacks: Iterable[Lack]) -> tuple[Lack, ...]:
    """Lacks without when another event would have to lie, as far as that is not a day."""
    return tuple(one for one in lacks if not (of_new(one) and one.atom and one.atom.name in _TIME | {"on"}))


class Near(NamedTuple):
    """A way that nearly gives what was asked.

    Attributes:
        goal: what it would give, as far as that is settled.
        rules: the rules that it goes through, from the question downwards.
        met: conditions that hold.
        lacks: what stands in the way.
    """

    goal: Fn
    rules: tuple[Rule, ...]
    met: tuple[Fn, ...]
    lacks: tuple[Lack, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units whose rules it goes through, in their order."""
        return tuple(dict.fromkeys(rule.unit for rule in self.rules if rule.unit))


class _Way(NamedTuple):
    """A way as far as it has been followed: what it gives, the bindings of its variables, and what it has met."""

    goal: Fn
    binding: Binding
    rules: tuple[Rule, ...] = ()
    met: tuple[Fn, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def cost(self) -> int:
        """How much is lacking."""
        return cost(self.lacks)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What comes first is nearest; what says least about another event can still be met in most ways."""
        return self.cost, len(set(self.lacks)), -len(set(self.met))

    def settled(self) -> _Way:
        """The same with its bindings put in."""
        goal = resolve(self.goal, self.binding)
        assert isinstance(goal, Fn)
        lacks = dict.fromkeys(_shown(lack, self.binding) for lack in self.lacks)
        met = dict.fromkeys(_atom(resolve(atom, self.binding)) for atom in self.met)
        return _Way(goal, {}, tuple(dict.fromkeys(self.rules)), tuple(met), tuple(lacks))

    def afresh(self, mark: str) -> _Way:
        """The same with variables of its own."""
        lacks = tuple(
            lack if lack.atom is None else lack._replace(atom=_atom(renamed(lack.atom, mark))) for lack in self.lacks
        )
        met = tuple(_atom(renamed(atom, mark)) for atom in self.met)
        return _Way(_atom(renamed(self.goal, mark)), {}, self.rules, met, lacks)

    def near(self) -> Near:
        """The same as it is shown, what is still open as `_`."""
        lacks = [lack if lack.atom is None else lack._replace(atom=anonymous(lack.atom)) for lack in self.lacks]
        lacks = [lack for lack in lacks if lack.atom != Fn("on", (NEW, Var("_")))]  # every event has its day
        return Near(anonymous(self.goal), self.rules, tuple(map(anonymous, self.met)), tuple(lacks))


class Seeker:
    """Looks for the nearest ways to what does not hold in one answer set.

    Args:
        rules: the rules.
        world: the answer set.
        persons: predicates that say what somebody is, so that their lack means: not a person whom the clause names.
        given: predicates whose atoms are the case's own, never something to add (parties, losses and the like).
        events: by name and arity of a predicate, which of its arguments are events.
        most: things that may be lacking.
        as_stated: predicates that are not followed into their rules; where it is given, what the case says of events
            is taken as it is, so that nothing about one is lacking, and that somebody is not whom a rule speaks of is
            one thing that is lacking, `person(P)`, whatever the rule asks of that person.
    """

    def __init__(
        self,
        rules: Rulebook,
        world: World,
        persons: Container[str],
        given: Container[str] = (),
        events: Mapping[tuple[str, int], Sequence[int]] = MappingProxyType({}),
        most: int = LACKS,
        as_stated: Container[str] | None = None,
    ) -> None:
        self.rules, self.world, self.persons, self.given, self.events = rules, world, persons, given, events
        self.most, self.as_stated = most, as_stated
        self._never_lacking = frozenset() if as_stated is None else EVENT | {"event"}
        self._names = count()
        self._known: dict[Fn, list[_Way]] = {}
        self._sought: set[Fn] = set()
        self._passed_over = LACKS + 1  # what the nearest way lacks at which more stated facts fitted than were followed

    def bounded(self, found: Sequence[Near]) -> bool:
        """Whether the case states more than was followed, so that other ways may come as near as those found."""
        return self._passed_over <= min((cost(near.lacks) for near in found), default=LACKS)

    def nearest(self, goal: Fn) -> list[Near]:
        """The ways that lack least, those that meet most first, then in the order of the text; none if all hold."""
        if goal.name not in self.rules:
            return [] if self.world.holds(goal) else [Near(goal, (), (), (Lack(FACT, goal),))]
        ways = [way for pattern in self._events_too(anonymous(goal)) for way in self._ways(pattern)]
        least = min((way.cost for way in ways), default=0)
        found = [way.near() for way in ways if way.cost == least] if least else []
        first: dict[tuple[Fn, tuple[Lack, ...]], Near] = {}
        for near in sorted(found, key=lambda near: len(near.lacks)):  # when it would lie is told in the simplest way
            first.setdefault((near.goal, _timeless(near.lacks)), near)
        return sorted(first.values(), key=lambda near: -len(near.met))

    def _ways(self, pattern: Fn) -> list[_Way]:
        """Ways to a pattern by a rule for it, the nearest first; none while it is being sought already."""
        if pattern not in self._known:
            if pattern in self._sought:
                return []
            self._sought.add(pattern)
            found: dict[tuple[Fn, tuple[Lack, ...]], _Way] = {}  # by what it looks like
            for rule in self.rules.concluding(pattern):
                if clash(rule.head.atom, pattern):
                    continue
                mark = f"#{next(self._names)}"
                binding: Binding = {}
                goal = self._opened(pattern)
                if unify(renamed(rule.head.atom, mark), goal, binding):
                    body = [_atom(renamed(atom, mark)) for atom in rule.positive if atom.name not in _SPOKEN_OF]
                    if self._futile(body, binding):
                        continue
                    for way in self._body(body, _Way(goal, binding, (rule,))):
                        settled = self._checked(rule, mark, way).settled()
                        if settled.cost <= self.most:
                            near = settled.near()
                            found.setdefault((near.goal, near.lacks), settled)
            self._sought.discard(pattern)
            self._known[pattern] = sorted(found.values(), key=lambda way: way.rank)[:WIDTH]
        return self._known[pattern]

    def _futile(self, body: Iterable[Fn], binding: Binding) -> bool:
        """Whether a body asks for something that does not hold, and that is never called lacking."""
        sure = (condition for condition in body if condition.name in self._never_lacking)
        return any(next(self.world.matching(_atom(resolve(one, binding)), {}), None) is None for one in sure)

    def _body(self, todo: list[Fn], begun: _Way) -> list[_Way]:
        ways = [(begun, todo)]
        done: list[_Way] = []
        while ways:
            grown: list[tuple[_Way, list[Fn]]] = []
            for way, left in ways:
                if not left:
                    done.append(way)
                    continue
                at, matches = self._next(left, way.binding)
                rest = left[:at] + left[at + 1 :]
                if len(matches) > WIDTH and left[at].name not in self.rules and left[at].name not in self.given:
                    self._passed_over = min(self._passed_over, way.cost)
                for atom, binding in matches[:WIDTH]:
                    grown.append((way._replace(binding=binding, met=(*way.met, atom)), rest))
                if not matches or self._elsewhere(left[at], way.binding):
                    grown += [(further, rest) for further in self._missing(left[at], way)]
            grown = [pair for pair in grown if pair[0].cost <= self.most]
            ways = sorted(grown, key=lambda pair: pair[0].rank)[:WIDTH]
        return done

    def _next(self, left: list[Fn], binding: Binding) -> tuple[int, list[tuple[Fn, Binding]]]:
        """The condition to take next, by place, and what fits it: one with few open variables, one that holds first."""
        counted = [_open(resolve(condition, binding)) for condition in left]
        fewest = [at for at, number in enumerate(counted) if number == min(counted)]
        for at in fewest:
            matches = self._matches(left[at], binding)
            if matches:
                return at, matches
        return fewest[0], []

    def _matches(self, condition: Fn, binding: Binding) -> list[tuple[Fn, Binding]]:
        known = _atom(resolve(condition, binding))
        return [(atom, {**binding, **more}) for atom, more in islice(self.world.matching(known, {}), WIDTH + 1)]

    def _missing(self, condition: Fn, way: _Way) -> Iterator[_Way]:
        """What to do about a condition that does not hold: follow it into its rules, or note that it is missing."""
        stated = self.as_stated
        if condition.name in self._never_lacking:
            return
        if condition.name == "event":
            yield from self._of_event(condition, way)
            return
        if condition.name in self.given:
            return
        if condition.name not in self.rules or (stated is not None and condition.name in stated):
            if condition.name in EVENT:
                yield from self._of_event(condition, way)
                return
            kind = READING if condition.name == "reading" else PERSON if condition.name in self.persons else FACT
            if kind == PERSON and stated is not None:  # whatever it is that somebody is not is one thing
                condition = _atom(resolve(Fn(PERSON, condition.args[:1]), way.binding))
            yield way._replace(lacks=(*way.lacks, Lack(kind, condition)))
            return
        if stated is not None and way.cost >= self.most and any(lack.kind != PERSON for lack in way.lacks):
            return  # whatever it rests on would be one thing more; that of a person is one with what lacks of him
        known = _atom(resolve(condition, way.binding))
        for one in (way for pattern in self._events_too(anonymous(known)) for way in self._ways(pattern)):
            below = one.afresh(f"#{next(self._names)}")
            binding = dict(way.binding)
            if unify(known, below.goal, binding):
                lacks = _together(way.lacks, below.lacks, binding)
                if lacks is not None:
                    yield _Way(way.goal, binding, way.rules + below.rules, way.met + below.met, lacks)

    def _events_too(self, pattern: Fn) -> list[Fn]:
        """A pattern, and the same about another event where it leaves one open: stated ones must not crowd it out."""
        places = self.events.get((pattern.name, len(pattern.args)), ())
        args = tuple(NEW if at in places and arg == Var("_") else arg for at, arg in enumerate(pattern.args))
        return [pattern] if args == pattern.args else [pattern, Fn(pattern.name, args)]

    def _elsewhere(self, condition: Fn, binding: Binding) -> bool:
        """Whether a condition that holds of some event could be met by an event that the scenario does not have."""
        known = _atom(resolve(condition, binding))
        return any(isinstance(known.args[at], Var) for at in self.events.get((known.name, len(known.args)), ()))

    def _of_event(self, condition: Fn, way: _Way) -> Iterator[_Way]:
        """What is missing about an event: a stated one keeps its act and its actor, so it may take another event."""
        event = resolve(condition.args[0], way.binding)
        binding = dict(way.binding)
        if isinstance(event, Var):
            binding[event.name] = NEW
        elif event != NEW and condition.name in ("event", "act", "omits", "on"):
            return
        known = _atom(resolve(condition, binding))
        lacks = way.lacks if condition.name == "event" else _together(way.lacks, (Lack(FACT, known),), binding)
        if lacks is not None:
            yield way._replace(binding=binding, lacks=lacks)

    def _checked(self, rule: Rule, mark: str, way: _Way) -> _Way:
        """Add what the negative conditions and the comparisons of a rule find in the way."""
        lacks = list(way.lacks)
        for pattern in rule.negative:
            known = resolve(renamed(pattern, mark), way.binding)
            assert isinstance(known, Fn)
            if not any(isinstance(arg, Var) and arg.name != "_" for arg in known.args):
                for atom, _ in self.world.matching(known, {}):
                    lacks.append(Lack(NOT_IN_FORCE if known.name == "void" else EXCEPTION, atom))
                    break
        for left, sign, right in rule.comparisons:
            a, b = (resolve(renamed(side, mark), way.binding) for side in (left, right))
            if not has_variables(a) and not has_variables(b) and not COMPARE[sign](a, b):
                compared = tuple(atom for atom in way.met if sign != "!=" and {a, b} & set(atom.args))
                lacks.append(Lack(PERSON if sign == "!=" else TIME, None, f"{a} {sign} {b}", compared))
        return way._replace(lacks=tuple(lacks))

    def _opened(self, pattern: Fn) -> Fn:
        """A pattern with a variable of its own for each `_`."""

        def opened(term: Term) -> Term:
            if isinstance(term, Fn):
                return Fn(term.name, tuple(map(opened, term.args)))
            return Var(f"?{next(self._names)}") if term == Var("_") else term

        found = opened(pattern)
        assert isinstance(found, Fn)
        return found


def _together(lacks: tuple[Lack, ...], more: tuple[Lack, ...], binding: Binding) -> tuple[Lack, ...] | None:
    """Lacks of two conditions, or None if they ask two things of another event: it has one act, one actor, one day."""
    about_new = {lack.atom.name: lack.atom for lack in lacks if lack.atom is not None and NEW in lack.atom.args}
    for lack in more:
        if lack.atom is not None and lack.atom.name in about_new and NEW in lack.atom.args:
            if not unify(about_new[lack.atom.name], lack.atom, binding):
                return None
    return lacks + more


def _open(term: Term) -> int:
    """How many variables are open in a term."""
    if isinstance(term, Fn):
        return sum(map(_open, term.args))
    return isinstance(term, Var)


def _shown(lack: Lack, binding: Binding) -> Lack:
    return lack if lack.atom is None else lack._replace(atom=_atom(resolve(lack.atom, binding)))


def _atom(term: Term) -> Fn:
    assert isinstance(term, Fn)
    return term
