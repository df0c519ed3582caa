"""A scenario as a value, and what makes one well formed, whichever way it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from .agreement import Agreement
from .errors import InputError, Place, Problem, suggest
from .terms import Day, Fact, Fn, Term, Var, render, show
from .vocabulary import TIMES, Word, contradictions

PARTY_ID = "an id is lower-case ASCII like 'acme_2'; any text goes into `name:`"
LIMIT_FACTS = 50_000
NO_DAY = "no day of judgement"
RESERVED = frozenset({*TIMES, "not"})
"""Words of the grammar and of the theory, which an id would be mistaken for."""
_DECLARING = ("party", "event", "loss", "thing")


class Expectation(NamedTuple):
    """What a scenario expects of a question; None where it says nothing.

    Attributes:
        ask: the question.
        verdict: its verdict.
        units, not_units: units that it cites, and that it does not.
        hinges_on: everything that it turns on.
        readings: the units on whose reading it turns.
        preferred: the verdict with preferred readings.
        deciding: every smallest set of facts that decides it.
        proof: units whose rules its proofs go through.
        lacks: what some nearest way lacks, entirely.
        how, avoid: every smallest remedy, each as its changes: `+fact`, `-fact`, `-event` or `party: act`.
        refused: that the question is refused, and what the message says; there is no verdict then.
        place: where it stands.
    """

    ask: str
    verdict: str
    units: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()
    hinges_on: tuple[str, ...] | None = None
    readings: tuple[str, ...] | None = None
    preferred: str | None = None
    deciding: tuple[tuple[str, ...], ...] | None = None
    proof: tuple[str, ...] = ()
    lacks: tuple[str, ...] | None = None
    how: tuple[tuple[str, ...], ...] | None = None
    avoid: tuple[tuple[str, ...], ...] | None = None
    refused: str | None = None
    place: Place = Place("")

    @property
    def reasoned(self) -> bool:
        """Whether it expects more than an answer: what decides it, proofs, lacks, remedies."""
        more = (self.deciding, self.lacks, self.how, self.avoid)
        return bool(self.proof) or any(one is not None for one in more)


class Scenario(NamedTuple):
    """A situation to be judged.

    Attributes:
        id: short name, unique in its file.
        sentence: what happened, in one sentence.
        facts: what is stated, each with the place where it was written.
        unknown: facts that may or may not hold.
        one_of: groups of facts of which exactly one holds.
        readings: reading fixed for a unit, "preferred" or "all"; under "*" for all units.
        without: clauses and units left out of account.
        names: display names of parties, things, events and losses by id.
        place: where it begins.
        places: where readings, left-out clauses and unknown days were written, by unit, clause or first day.
    """

    id: str
    sentence: str
    agreement: str
    facts: Mapping[Fact, Place]
    unknown: Mapping[Fn, Place] = {}
    one_of: tuple[tuple[Fn, ...], ...] = ()
    readings: Mapping[str, str] = {}
    without: tuple[str, ...] = ()
    names: Mapping[str, str] = {}
    tags: tuple[str, ...] = ()
    expect: tuple[Expectation, ...] = ()
    variants: tuple[Scenario, ...] = ()
    place: Place = Place("")
    places: Mapping[str, Place] = {}

    @property
    def as_of(self) -> Day:
        """The day of judgement."""
        for fact in self.facts:
            if fact.atom.name == "as_of":
                day = fact.atom.args[0]
                assert isinstance(day, int)
                return Day(day)
        raise InputError([Problem(self.place, NO_DAY, "add `as_of: YYYY-MM-DD`")])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """What Jupyter shows: what is stated, a fact a line, and what is not known."""
        lines = [fact.show() for fact in self.facts] + [f"unknown: {show(atom)}" for atom in self.unknown]
        text = "\n".join(lines)
        return {
            "text/plain": f"{self.sentence}\n{text}",
            "text/markdown": f"**{self.sentence}**\n\n```text\n{text}\n```",
            "text/html": f"<b>{escape(self.sentence)}</b><pre>{escape(text)}</pre>",
        }

    def ids(self, predicate: str) -> list[str]:
        """Ids stated by a one-place fact, such as every `party`."""
        stated = [*(f.atom for f in self.facts if f.holds), *self.unknown]
        return sorted({str(a.args[0]) for a in stated if a.name == predicate and len(a.args) == 1})

    def changed(self, add: Mapping[Fact, Place], drop: Mapping[Fact, Place]) -> Scenario:
        """The scenario with facts added and dropped.

        Raises:
            InputError: if a fact to drop is not stated.
        """
        facts, unknown = dict(self.facts), dict(self.unknown)
        problems: list[Problem] = []
        for fact, place in drop.items():
            if fact in facts:
                del facts[fact]
            elif fact.atom in unknown:
                del unknown[fact.atom]
            else:
                stated = suggest(str(fact), map(str, facts))
                problems.append(Problem(place, f"nothing to drop: {fact} is not stated", stated))
        if problems:
            raise InputError(problems)
        for fact, place in add.items():
            facts[fact] = place
            unknown.pop(fact.atom, None)
        return self._replace(facts=facts, unknown=unknown)


class Checker:
    """Checks facts against the vocabulary; collects every problem, so that all are reported at once."""

    def __init__(self, agreement: Agreement, facts: Mapping[Fact, Place], unknown: Mapping[Fn, Place]) -> None:
        self.agreement, self.vocabulary = agreement, agreement.vocabulary
        self.problems: list[Problem] = []
        self.declared: dict[str, set[str]] = {"party": set(self.vocabulary.standing)}
        stated = [*((f.atom, place) for f, place in facts.items() if f.holds), *unknown.items()]
        for atom, place in stated:
            if len(atom.args) == 1 and isinstance(atom.args[0], Fn):
                self._declare(atom.name, atom.args[0].name, place)

    def _declare(self, kind: str, ident: str, place: Place) -> None:
        self.declared.setdefault(kind, set()).add(ident)
        if kind in self.vocabulary.kinds:
            for also in ("thing", *self.vocabulary.kinds_of(kind)):
                self.declared.setdefault(also, set()).add(ident)
        if kind in _DECLARING:
            if ident in RESERVED:
                self.say(place, f"'{ident}' cannot be an id: the rules use the word", "choose another")
            clash = [other for other in _DECLARING if other != kind and ident in self.declared.get(other, ())]
            if clash:
                self.say(
                    place, f"'{ident}' is a {clash[0]} already, and cannot be a {kind} as well", "choose another id"
                )

    def say(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(place, message, hint))

    def atom(self, atom: Fn, place: Place) -> Fn:
        """Check a fact's atom; days written as texts become days.

        Returns:
            The atom as it is to be used.
        """
        word = self.vocabulary.facts.get(atom.name)
        if word is None:
            known = [*self.vocabulary.facts, *self.vocabulary.acts]
            hint = suggest(atom.name, known)
            if atom.name in self.agreement.asked():
                hint = "it is concluded from facts and never stated"
            elif atom.name in self.vocabulary.acts:
                hint = f"'{atom.name}' is an act: say who did it in an event, or write performed(party, {atom.name})"
            self.say(place, f"no such word: '{atom.name}'", hint or "see `obligor vocabulary`")
            return atom
        return self._arguments(atom, word, place)

    def act(self, term: Term, place: Place) -> Term:
        """Check an act."""
        if not isinstance(term, Fn):
            self.say(place, f"not an act: {render(term)}", "write name or name(arguments)")
            return term
        word = self.vocabulary.acts.get(term.name)
        if word is None:
            self.say(place, f"no such act: '{term.name}'", suggest(term.name, self.vocabulary.acts))
            return term
        return self._arguments(term, word, place)

    def _arguments(self, atom: Fn, word: Word, place: Place) -> Fn:
        if len(atom.args) != len(word.args):
            count = f"{len(word.args)} argument{'s' if len(word.args) != 1 else ''}"
            self.say(place, f"{atom.name} takes {count}, not {len(atom.args)}", f"write {word.signature}")
            return atom
        typed = zip(atom.args, word.args, strict=True)
        return Fn(atom.name, tuple(self.argument(arg, types, atom, place) for arg, types in typed))

    def argument(self, arg: Term, types: tuple[str, ...], atom: Fn, place: Place) -> Term:
        """Check one argument against its admissible types."""
        if "day" in types:
            if isinstance(arg, Day):
                return arg
            if isinstance(arg, str):
                try:
                    return Day.read(arg)
                except ValueError:
                    pass
            self.say(place, f"not a day: {render(arg)} in {atom}", "write YYYY-MM-DD")
            return arg
        if "number" in types:
            if not isinstance(arg, int) or isinstance(arg, Day) or arg < 0:
                self.say(place, f"not a whole number of CNY: {render(arg)} in {atom}")
            return arg
        if "unit" in types:
            return self.unit(arg, place)
        if "act" in types:
            return self.act(arg, place)
        if "state" in types:
            return self.state(arg, place)
        if not isinstance(arg, Fn) or arg.args:
            self.say(place, f"not a name: {render(arg)} in {atom}", f"expected {' or '.join(types)}")
            return arg
        if not any(arg.name in self._members(kind) for kind in types):
            members = {m for kind in types for m in self._members(kind)}
            self.say(
                place, f"'{arg.name}' is no {' or '.join(types)} here (in {atom})",
                suggest(arg.name, members) or (f"there is {', '.join(sorted(members)[:8])}" if members else ""),
            )  # fmt: skip
        return arg

    def state(self, arg: Term, place: Place) -> Term:
        """Check a state that is limited in time."""
        timed = [word.name for word in self.vocabulary.timed()]
        if not isinstance(arg, Fn) or arg.name not in timed:
            self.say(place, f"{show(arg)} cannot be limited in time", f"these can: {', '.join(timed)}")
            return arg
        return self.atom(arg, place)

    def _members(self, kind: str) -> set[str]:
        named = self.vocabulary.names.get(kind, {})
        return self.declared.get(kind, set()) | set(named)

    def unit(self, arg: Term, place: Place) -> Term:
        """Check a clause or unit id."""
        known = self.agreement.clauses
        text = arg if isinstance(arg, str) else show(arg)
        if text not in known or isinstance(arg, Var):
            self.say(place, f"no such clause: {text}", suggest(text, known))
        return text


def check(scenario: Scenario, agreement: Agreement, missing: bool = True) -> Scenario:
    """Check a scenario and return it in the form in which it is solved.

    Args:
        scenario: as it was written.
        agreement: whose words it uses.
        missing: whether to report days that are missing; a reader that has reported them itself says no.

    Raises:
        InputError: with every defect: unknown words, wrong arguments, undeclared ids, impossible days,
            contradictions.
    """
    if len(scenario.facts) + len(scenario.unknown) > LIMIT_FACTS:
        raise InputError([Problem(scenario.place, f"more than {LIMIT_FACTS:,} facts", "use `obligor batch`")])
    checker = Checker(agreement, scenario.facts, scenario.unknown)
    facts = {Fact(checker.atom(f.atom, place), f.holds): place for f, place in scenario.facts.items()}
    facts |= {fact: place for fact, place in _kinds(facts, agreement).items() if fact not in facts}
    unknown = {checker.atom(atom, place): place for atom, place in scenario.unknown.items()}
    one_of = tuple(
        tuple(checker.atom(atom, scenario.places.get(str(group[0]), scenario.place)) for atom in group)
        for group in scenario.one_of
    )
    for name in scenario.without:
        checker.unit(name, scenario.places.get(name, scenario.place))
    _readings(scenario, agreement, checker)
    for left, right in contradictions(agreement.vocabulary, set(facts)):
        message = f"contradiction: {left.show()} and {right.show()} cannot both hold"
        checker.say(facts[right], message, "drop one of them")
    for atom, place in unknown.items():
        for stated in (Fact(atom), Fact(atom, holds=False)):
            if stated in facts:
                checker.say(place, f"{show(atom)} is listed as unknown and stated as well", "drop one of the two")
    for atom, place in unknown.items():
        if atom.name == "as_of":
            checker.say(place, "the day of judgement cannot be unknown")
    _days(scenario._replace(facts=facts, unknown=unknown), checker, missing)
    if checker.problems:
        raise InputError(checker.problems)
    return scenario._replace(facts=facts, unknown=unknown, one_of=one_of)


def _kinds(facts: Mapping[Fact, Place], agreement: Agreement) -> dict[Fact, Place]:
    """What things are by being what they are stated to be: things, and of every kind above their own."""
    kinds = agreement.vocabulary.kinds
    return {
        Fact(Fn(also, fact.atom.args)): place
        for fact, place in facts.items()
        if fact.holds and fact.atom.name in kinds
        for also in ("thing", *agreement.vocabulary.kinds_of(fact.atom.name))
    }


def _readings(scenario: Scenario, agreement: Agreement, checker: Checker) -> None:
    for unit, name in scenario.readings.items():
        place = scenario.places.get(unit, scenario.place)
        if unit == "*":
            if name not in ("all", "preferred"):
                checker.say(place, f"no such choice of readings: '{name}'", "write all, preferred or UNIT=NAME")
            continue
        offered = [r.name for r in agreement.units[unit].readings] if unit in agreement.units else []
        if not offered:
            some = [u.unit for u in agreement.units.values() if u.readings]
            checker.say(place, f"{unit} has no readings", suggest(unit, some) or "see `obligor clauses --readings`")
        elif name not in (*offered, "all", "preferred"):
            checker.say(place, f"{unit} has no reading '{name}'", f"there is {', '.join(offered)}")


def _pairs(facts: Mapping[Fact, Place], name: str) -> Iterator[tuple[Term, Term, Place]]:
    for fact, place in facts.items():
        if fact.holds and fact.atom.name == name and len(fact.atom.args) == 2:
            yield fact.atom.args[0], fact.atom.args[1], place


def _days(scenario: Scenario, checker: Checker, missing: bool) -> None:
    """Refuse what cannot be: an event without a day or after the day of judgement, an effect before its cause."""
    judged = [(f.atom.args, place) for f, place in scenario.facts.items() if f.atom.name == "as_of" and f.holds]
    if len(judged) > 1:
        checker.say(judged[1][1], "more than one day of judgement")
    if missing:
        _missing(scenario, checker)
    limit = judged[0][0][0] if judged and judged[0][0] else None
    stated = list(_pairs(scenario.facts, "on"))
    maybe = [(a.args[0], a.args[1], p) for a, p in scenario.unknown.items() if a.name == "on" and len(a.args) == 2]
    for group in scenario.one_of:
        place = scenario.places.get(str(group[0]), scenario.place)
        maybe += [(atom.args[0], atom.args[1], place) for atom in group if atom.name == "on"]
    days: dict[Term, list[int]] = {}
    for event, day, place in (*stated, *maybe):
        if isinstance(day, int):
            days.setdefault(event, []).append(day)
            if isinstance(limit, int) and day > limit:
                checker.say(place, f"{show(event)} on {show(day)} lies after the day of judgement, {show(limit)}")
    for event, _, place in stated:
        if len(days.get(event, ())) > 1:
            checker.say(place, f"{show(event)} has two days", "an unknown day is `on: {one_of: [...]}`")
    for fact, place in scenario.facts.items():
        if fact.atom.name == "during" and len(fact.atom.args) == 3:
            state, start, end = fact.atom.args
            if isinstance(start, int) and isinstance(end, int) and end < start:
                checker.say(place, f"{show(state)} ends before it begins")
    for relation in ("after", "due_to"):
        for later, earlier, place in _pairs(scenario.facts, relation):
            if later in days and earlier in days and max(days[later]) < min(days[earlier]):
                checker.say(place, f"{show(later)} lies before {show(earlier)}, yet is said to come after it")
        circle = _circle([(later, earlier) for later, earlier, _ in _pairs(scenario.facts, relation)])
        if circle is not None:
            place = next(p for later, _, p in _pairs(scenario.facts, relation) if later == circle)
            checker.say(place, f"{show(circle)} is said to come after itself, by way of `{relation}`")


def _missing(scenario: Scenario, checker: Checker) -> None:
    """Refuse a scenario without a day of judgement, and events without a day."""
    atoms = [*(f.atom for f in scenario.facts if f.holds), *scenario.unknown, *(a for g in scenario.one_of for a in g)]
    if not any(atom.name == "as_of" for atom in atoms):
        checker.say(scenario.place, NO_DAY, "add `as_of: YYYY-MM-DD`")
    dated = {atom.args[0] for atom in atoms if atom.name == "on" and atom.args}
    for fact, place in scenario.facts.items():
        if fact.atom.name == "event" and fact.holds and fact.atom.args[0] not in dated:
            checker.say(place, f"{show(fact.atom.args[0])} has no day", "add `on: YYYY-MM-DD`")


def _circle(pairs: list[tuple[Term, Term]]) -> Term | None:
    """Find a term that comes after itself, by peeling off whatever has nothing before it."""
    left = dict.fromkeys(pairs)
    while left:
        followers = {later for later, _ in left}
        kept = {pair: None for pair in left if pair[1] in followers}
        if len(kept) == len(left):
            return sorted(followers, key=str)[0]
        left = kept
    return None
