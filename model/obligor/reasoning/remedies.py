"""How and avoid: the smallest changes of facts that make a question `yes`, or no longer so.

A search by number of changes. Whatever makes a question true has to close the gap of one of the nearest ways to it;
what stops it has to take something out of every proof. So each step tries only what closes a gap, or breaks a proof, of
the scenario as changed so far, and each result is put to the test as a scenario of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count, product
from typing import NamedTuple

from ..core.errors import InputError, ModelError
from ..core.terms import Day, Fact, Fn, Term, Var, show
from ..core.unification import has_variables
from ..scenario.scenario import Scenario
from ..scenario.well_formed import check
from ..solving.case import Case
from ..solving.verdict_names import GAP, NO, YES
from .nearest import EVENT, FACT, NEW, Lack
from .what_if import COMMAND_LINE, without_event
from .why import why
from .why_not import nearest_to, whynot

SIZE = 3
"""Changes in one remedy, at the most."""
LOOKS = 250
"""Scenarios that are tried, and exceptions that are looked into, for one question; each takes some 40 ms."""
PAST = 1
"""Days before the first event on which an added event may lie."""


class Change(NamedTuple):
    """One change of a scenario.

    Attributes:
        what: `add` a fact, `drop` a fact, `do` (add an event) or `omit` (leave an event out).
        facts: the facts that are added or dropped; of an event, everything that is said about it.
        event: the event, if it is one.
    """

    what: str
    facts: tuple[Fact, ...]
    event: str = ""

    def __str__(self) -> str:
        if self.what == "omit":
            return f"-{self.event}"
        if self.what == "do":
            said = {fact.atom.name: fact.atom.args[1] for fact in self.facts if len(fact.atom.args) > 1}
            return f"{show(said['by'])}: {show(said.get('act', said.get('omits', said['by'])))}"
        return ("+" if self.what == "add" else "-") + ", ".join(fact.show() for fact in self.facts)


class Remedy(NamedTuple):
    """A smallest set of changes, and the scenario that it makes, in which the question is answered as wanted."""

    changes: tuple[Change, ...]
    scenario: Scenario
    verdict: str


class Remedies(NamedTuple):
    """All smallest remedies that were found.

    Attributes:
        before: the verdict without a change.
        found: the remedies; empty if the question is answered as wanted already, or nothing helps.
        more: whether the search met its bounds, `SIZE` and `LOOKS`, so that there may be others.
    """

    before: str
    found: tuple[Remedy, ...]
    more: bool


class Duty(NamedTuple):
    """A duty that is still to be done.

    Attributes:
        atom: `outstanding(bearer, counterparty, act, unit)`.
        verdict: whether it certainly is.
        days: by when, where the text names a day.
    """

    atom: Fn
    verdict: str
    days: tuple[Day, ...]


def to_be_done(case: Case, party: str) -> list[Duty]:
    """What a party must still do to be in the clear, with the days by which it has to.

    Raises:
        InputError: if the scenario has no such party.
    """
    found = []
    for answer in case.ask(f"outstanding({party}, _, _, _)", proofs=False)[0].atoms:
        bearer, counterparty, act, unit = answer.args
        (single,) = case.ask(show(Fn("outstanding", (bearer, counterparty, act, unit))), proofs=False)
        due = case.ask(show(Fn("due", (bearer, act, Var("_"), unit))), proofs=False)[0].atoms
        days = tuple(atom.args[2] for atom in due if atom.name == "due" and isinstance(atom.args[2], Day))
        found.append(Duty(answer, single.verdict, days))
    return found


def against(case: Case, party: str) -> list[str]:
    """Questions on what lies or may lie against a party: its breaches, and its liabilities without their units."""
    picture = case.picture(summary=False)
    atoms = [one.atoms[0] for name in ("breaches", "liabilities") for one in picture.lists.get(name, ())]
    mine = [atom for atom in atoms if atom.args[0] == Fn(party)]
    return list(dict.fromkeys(show(Fn(atom.name.removeprefix("may_"), atom.args[:-1])) for atom in mine))


def remedies(case: Case, question: str, wanted: bool, party: str | None = None, anything: bool = False) -> Remedies:
    """Find the smallest changes that make a question `yes` (`wanted`) or anything but `yes` and `may`.

    Args:
        case: the case.
        question: the question.
        wanted: whether it is to be yes, or no longer so.
        party: whose acts may be changed; everybody's if None.
        anything: whether what lies in nobody's hands may be changed too: what the law says, what caused what.

    Raises:
        InputError: if the question is ill-formed.
    """
    search = _Search(case, question, wanted, party, anything)
    before, reached = search.judged(case)
    if reached:
        return Remedies(before, (), False)
    level: dict[frozenset[Change], Scenario] = {frozenset(): case.scenario}
    for _ in range(SIZE):
        grown: dict[frozenset[Change], Scenario] = {}
        found: dict[frozenset[Change], Remedy] = {}  # by what it comes to
        for changes, scenario in level.items():
            for new in search.steps(scenario):
                together = changes | set(new)
                gist = frozenset(map(_gist, together))
                if len(together) > SIZE or together in search.seen or gist in found:
                    continue
                if search.looked >= LOOKS:
                    return Remedies(before, _smallest(found), True)
                search.seen.add(together)
                changed = search.apply(scenario, new)
                if changed is None:
                    continue
                verdict, reached = search.tried(changed)
                if reached:
                    found[gist] = Remedy(tuple(sorted(together, key=str)), changed, verdict)
                else:
                    grown[together] = changed
        if found:
            return Remedies(before, _smallest(found), False)
        level = grown
    return Remedies(before, (), bool(level))


def _smallest(found: Mapping[frozenset[Change], Remedy]) -> tuple[Remedy, ...]:
    """Those with the fewest changes, without those that say more about an event than is needed."""
    least = min((len(one.changes) for one in found.values()), default=0)
    said = {
        gist: {fact for change in gist for fact in change.facts}
        for gist, one in found.items()
        if len(one.changes) == least
    }
    return tuple(found[gist] for gist, facts in said.items() if not any(other < facts for other in said.values()))


_GIST = frozenset({"by", "act", "omits", "to", "object", "for"})


def _gist(change: Change) -> Change:
    """What a change comes to, whenever and in whatever form: of several days and forms that serve, one is enough."""
    if change.what != "do":
        return change
    return change._replace(
        facts=tuple(sorted((fact for fact in change.facts if fact.atom.name in _GIST), key=Fact.show))
    )


class _Search:
    """What one search for remedies knows."""

    def __init__(
        self, case: Case, question: str, wanted: bool, party: str | None = None, anything: bool = False
    ) -> None:
        self.case, self.question, self.wanted, self.party = case, question, wanted, party
        self.seen: set[frozenset[Change]] = set()
        self.looked = 0
        states = case.agreement.vocabulary.words["states"].values()
        self.states = {word.name for word in states if anything or word.more.get("changeable") == "true"}
        self.states |= {"performed", "waived", *(("caused_by", "due_to") if anything else ())}

    def judged(self, case: Case) -> tuple[str, bool]:
        """The question's verdict in a case, and whether that is what is wanted."""
        verdict = case.ask(self.question, proofs=False)[0].verdict
        if self.wanted:
            return verdict, verdict == YES
        query, _ = case.query(case.question(self.question))
        # between no and gap, too, a verdict may vary
        return verdict, verdict in (NO, GAP) or not (query.yes or query.may)

    def tried(self, scenario: Scenario) -> tuple[str, bool]:
        """The same in a changed scenario."""
        self.looked += 1
        try:
            return self.judged(self.case.engine.case(scenario))
        except (InputError, ModelError):  # the question names what is no longer there, or nothing can be so
            return NO, not self.wanted

    def apply(self, scenario: Scenario, changes: tuple[Change, ...]) -> Scenario | None:
        """The scenario with some changes, or None if it is ill-formed then."""
        for change in changes:
            if change.what == "omit":
                scenario = without_event(scenario, change.event)
                continue
            facts, unknown = dict(scenario.facts), dict(scenario.unknown)
            for fact in change.facts:
                unknown.pop(fact.atom, None)
                if change.what == "drop":
                    facts.pop(fact, None)
                else:
                    facts[fact] = COMMAND_LINE
            scenario = scenario._replace(facts=facts, unknown=unknown)
        try:
            return check(scenario._replace(variants=(), expect=(), place=COMMAND_LINE), self.case.agreement)
        except InputError:
            return None

    def steps(self, scenario: Scenario) -> Iterator[tuple[Change, ...]]:
        """Changes that each close a gap of a nearest way, or break a proof."""
        case = self.case.engine.case(scenario)
        try:
            yield from self._closing(case) if self.wanted else self._breaking(case)
        except (InputError, ModelError):
            return

    def _closing(self, case: Case) -> Iterator[tuple[Change, ...]]:
        found = whynot(case, self.question)
        grounds = dict(found.grounds)
        for way in found.ways:
            yield from self._met(case, way.lacks, grounds)

    def _breaking(self, case: Case) -> Iterator[tuple[Change, ...]]:
        steps = dict.fromkeys(node.step for proof in why(case, self.question).proofs for node in proof.nodes.values())
        for step in steps:
            if step.rule is None:
                yield from ((change,) for change in self._undone(case, step.atom))
        for absent in dict.fromkeys(absent for step in steps for absent in step.absences if absent.name != "void"):
            yield from self._excepted(case, absent)

    def _excepted(self, case: Case, absent: Fn) -> Iterator[tuple[Change, ...]]:
        """Ways to bring about what a proof needs to be absent."""
        self.looked += 1
        ways, grounds = nearest_to(case, absent)
        for way in ways:
            yield from self._met(case, way.lacks, grounds)

    def _met(
        self, case: Case, lacks: tuple[Lack, ...], grounds: dict[Fn, tuple[Fn, ...]]
    ) -> Iterator[tuple[Change, ...]]:
        """Ways to supply everything that is lacking, where that lies in somebody's hands."""
        options: list[list[Change]] = []
        about_new = tuple(lack.atom for lack in lacks if lack.atom is not None and NEW in lack.atom.args)
        if about_new:
            options.append(list(self._events(case, about_new)))
        for lack in lacks:
            if lack.atom is None or lack.atom in about_new:
                if lack.atom is None:
                    return
                continue
            if lack.kind == FACT:
                options.append(list(self._stated(lack.atom)))
            else:
                leaves = grounds.get(lack.atom, ())
                options.append([change for leaf in leaves for change in self._undone(case, leaf)])
        yield from (tuple(dict.fromkeys(chosen)) for chosen in product(*options) if chosen)

    def _stated(self, atom: Fn) -> Iterator[Change]:
        if atom.name in self.states and not has_variables(atom) and self._may(atom.args[0] if atom.args else None):
            yield Change("add", (Fact(atom),))

    def _undone(self, case: Case, atom: Fn) -> Iterator[Change]:
        """How a stated fact could be otherwise."""
        if atom not in case.stated:
            return
        if atom.name in EVENT or atom.name == "event":
            event = atom.args[0]
            facts = tuple(fact for fact in case.scenario.facts if fact.holds and event in fact.atom.args)
            actors = [fact.atom.args[1] for fact in facts if fact.atom.name == "by"]
            if actors and all(self._may(actor) for actor in actors):
                yield Change("omit", facts, str(event))
        elif atom.name in self.states and self._may(atom.args[0] if atom.args else None):
            yield Change("drop", (Fact(atom),))

    def _may(self, whose: Term | None) -> bool:
        """Whether what this party does may be changed."""
        return self.party is None or whose == Fn(self.party)

    def _events(self, case: Case, atoms: tuple[Fn, ...]) -> Iterator[Change]:
        """Events that have what is lacking about another event, on one of a few days."""
        known = {atom.name: atom.args[1:] for atom in atoms}
        actor = known.get("by", (None,))[0]
        if ("act" not in known and "omits" not in known) or not isinstance(actor, Fn) or not self._may(actor):
            return
        if any(has_variables(atom) for atom in atoms if atom.name != "on"):
            return
        stated = [f.atom.args[1] for f in case.scenario.facts if f.atom.name == "on" and f.holds]
        days = sorted(day for day in stated if isinstance(day, int))
        choices = dict.fromkeys([case.scenario.as_of, *([Day(days[0] - PAST)] if days else []), *map(Day, days)])
        taken = set(case.scenario.ids("event"))
        event = next(name for name in (f"new{number}" for number in count(1)) if name not in taken)
        given = known.get("on", (None,))[0]
        for day in [Day(given)] if isinstance(given, int) else choices:
            facts = [Fact(Fn("event", (Fn(event),))), Fact(Fn("on", (Fn(event), day)))]
            facts += [Fact(Fn(name, (Fn(event), *args))) for name, args in known.items() if name not in ("on", "after")]
            yield Change("do", tuple(facts), event)
            before = [f.atom.args[0] for f in case.scenario.facts if f.atom.name == "on" and f.atom.args[1] == day]
            if before:  # at the end of that day
                yield Change("do", (*facts, *(Fact(Fn("after", (Fn(event), one))) for one in before)), event)
