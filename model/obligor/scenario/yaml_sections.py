"""The sections of a scenario file in YAML: parties, things, events, losses and the rest, each key a documented fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from ..agreement.package import Agreement
from ..core.errors import Place, Problem, shortened, suggest
from ..core.terms import NAME, BadTerm, Day, Fact, Fn, Term, parse_fact
from ..core.yaml_tree import Mapping, Node, Sequence, Text
from .scenario import OF_EVENT, OF_LOSS
from .standing import STANDING_KEYS, Standing
from .type_check import PARTY_ID

CASE_KEYS = (
    "parties", "things", "relations", "states", "events", "losses", "judgements", "unknown", "readings", "without",
)  # fmt: skip
"""Sections that state facts or choices; a variant may add to them."""

_EVENT_KEYS = (*OF_EVENT, "lasting", "name", *STANDING_KEYS)
_LOSS_KEYS = (*OF_LOSS, "name", *STANDING_KEYS)
_LASTING = re.compile(r"([1-9]\d{0,4}) (day|week)s?", re.ASCII)


class Draft:
    """Facts as they are gathered from one mapping, or from a base and what a variant changes in it.

    What an entry implies (that its event happened, who acted in it) may be listed as unknown.

    A variant's statement settles what its base says otherwise or leaves open, and the other way round; within one
    mapping that is a contradiction, which `scenario.check` reports.
    """

    def __init__(self, base: Draft | None = None) -> None:
        self.base = set(base.facts) | {Fact(atom) for atom in base.unknown} if base else set()
        self.implied: set[Fact] = set()
        self.facts: dict[Fact, Place] = dict(base.facts) if base else {}
        self.unknown: dict[Fn, Place] = dict(base.unknown) if base else {}
        self.one_of: list[tuple[Fn, ...]] = list(base.one_of) if base else []
        self.readings: dict[str, str] = dict(base.readings) if base else {}
        self.without: list[str] = list(base.without) if base else []
        self.names: dict[str, str] = dict(base.names) if base else {}
        self.places: dict[str, Place] = dict(base.places) if base else {}
        self.standings: dict[str, Standing] = dict(base.standings) if base else {}

    def state(self, fact: Fact, place: Place, implied: bool = False) -> None:
        """Take a stated fact; `implied` where an entry as such says it, as an event's does that it happened."""
        if implied:
            self.implied.add(fact)
        if Fact(fact.atom) in self.base:
            self.unknown.pop(fact.atom, None)
        if Fact(fact.atom, not fact.holds) in self.base:
            self.facts.pop(Fact(fact.atom, not fact.holds), None)
        self.facts.setdefault(fact, place)

    def leave_open(self, atom: Fn, place: Place) -> None:
        """Take an unknown fact."""
        for stated in (Fact(atom), Fact(atom, holds=False)):
            if stated in self.base or stated in self.implied:
                self.facts.pop(stated, None)
        self.unknown.setdefault(atom, place)


class Sections:
    """Reads the sections of a scenario into a draft; problems are collected, to be raised together."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement, self.vocabulary = agreement, agreement.vocabulary
        self.problems: list[Problem] = []

    def say(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(place, message, hint))

    # -- shapes ---------------------------------------------------------------------------------------------------

    def text(self, node: Node, what: str) -> str:
        """A text; anything else is a problem, and is read as an empty one."""
        if isinstance(node, Text) and node.value:
            return node.value
        self.say(node.place, f"{what} has to be a text" + (", and is empty" if isinstance(node, Text) else ""))
        return ""

    def mapping(self, node: Node, what: str, keys: tuple[str, ...] | None = None) -> dict[str, Node]:
        """The entries of a mapping, checked against the keys that it may have."""
        if isinstance(node, Text) and not node.value:
            return {}
        if not isinstance(node, Mapping):
            self.say(node.place, f"{what} has to be a mapping, `key: value`")
            return {}
        if keys is not None:
            for key, place in node.keys.items():
                if key not in keys:
                    self.say(place, f"unknown key '{key}' in {what}", suggest(key, keys) or f"keys: {', '.join(keys)}")
        return node.items

    def items(self, node: Node, what: str = "") -> list[Node]:
        """A list, or one value as a list of one; an empty value is a defect where `what` names it."""
        if isinstance(node, Sequence) and (node.items or not what):
            return list(node.items)
        if isinstance(node, Sequence) or (isinstance(node, Text) and not node.value):
            if what:
                self.say(node.place, f"`{what}` is empty", "leave the key out, or say something")
            return []
        return [node]

    def fact(self, node: Node) -> Fact | None:
        """A fact, or None where the text is none."""
        text = self.text(node, "a fact")
        if not text:
            return None
        try:
            return parse_fact(text)
        except BadTerm as error:
            self.say(node.place, f"not a fact: '{shortened(text)}': {error}")
            return None

    def day(self, node: Node) -> Day | None:
        """A day, or None where the text is none."""
        text = self.text(node, "a day")
        try:
            return Day.read(text) if text else None
        except ValueError:
            self.say(node.place, f"no such day: '{text}'", "write YYYY-MM-DD")
            return None

    def ident(self, key: str, place: Place) -> Fn | None:
        """An id, or None where the key cannot be one."""
        if not NAME.fullmatch(key):
            self.say(place, f"'{key}' cannot be an id", PARTY_ID)
            return None
        return Fn(key)

    def state(self, draft: Draft, name: str, args: tuple[Term, ...], place: Place) -> None:
        """State what an entry implies."""
        draft.state(Fact(Fn(name, args)), place, implied=True)

    # -- sections -------------------------------------------------------------------------------------------------

    def named(self, draft: Draft, node: Node, what: str) -> Iterator[tuple[Fn, Node, Place]]:
        """The entries of a section by id."""
        entries = self.mapping(node, what)
        for key, value in entries.items():
            assert isinstance(node, Mapping)
            ident = self.ident(key, node.keys[key])
            if ident is None:
                continue
            if ident.name in self.vocabulary.standing:
                self.say(node.keys[key], f"'{key}' stands in every scenario already", "leave it out")
                continue
            yield ident, value, node.keys[key]

    def display(self, draft: Draft, ident: Fn, entry: dict[str, Node]) -> None:
        """Take the display name of an entry."""
        if "name" in entry:
            draft.names[ident.name] = self.text(entry["name"], "name")

    def standing(self, draft: Draft, ident: Fn, entry: dict[str, Node]) -> None:
        """Take the standing of an event or a loss, if it tells one."""
        told = {key: entry[key] for key in STANDING_KEYS if key in entry}
        if told:
            draft.standings[ident.name] = Standing.of({key: self.text(node, key) for key, node in told.items()})
            draft.places[ident.name] = next(iter(told.values())).place

    def parties(self, draft: Draft, node: Node) -> None:
        """`parties:`, each a role or a mapping of role, of whom, and name."""
        for ident, value, place in self.named(draft, node, "parties"):
            keys = ("role", "of", "name")
            short = isinstance(value, (Text, Sequence))
            entry: dict[str, Node] = {"role": value} if short else self.mapping(value, "a party", keys)
            self.state(draft, "party", (ident,), place)
            self.display(draft, ident, entry)
            if "role" not in entry or (isinstance(entry["role"], Text) and not entry["role"].value):
                self.say(place, f"{ident} has no role", f"add `role:`, one of {', '.join(self.vocabulary.roles)}")
                continue
            relations: set[str] = set()
            for role_node in self.items(entry["role"], "role"):
                role = self.text(role_node, "a role")
                if role and role not in self.vocabulary.roles:
                    hint = suggest(role, self.vocabulary.roles) or f"roles: {', '.join(self.vocabulary.roles)}"
                    self.say(role_node.place, f"no such role: '{role}'", hint)
                elif role:
                    self.state(draft, role, (ident,), role_node.place)
                    relations |= {self.vocabulary.roles[role].more.get("of", "")} - {""}
            if "of" not in entry:
                continue
            if len(relations) != 1:
                self.say(entry["of"].place, f"`of` does not fit the role of {ident}", "state it under `relations:`")
                continue
            for other in self.items(entry["of"], "of"):
                self.reference(draft, relations.copy().pop(), ident, other)

    def reference(self, draft: Draft, predicate: str, ident: Fn, node: Node) -> None:
        """State `predicate(ident, X)` for the fact-like text of a node."""
        fact = self.fact(node)
        if fact is None:
            return
        if not fact.holds:
            self.say(node.place, f"`not` has no place here: {fact.show()}")
            return
        self.state(draft, predicate, (ident, fact.atom), node.place)

    def things(self, draft: Draft, node: Node) -> None:
        """`things:`, each a kind or a mapping of kind, owner, traits and name."""
        for ident, value, place in self.named(draft, node, "things"):
            entry: dict[str, Node] = (
                {"is": value}
                if isinstance(value, Text)
                else self.mapping(value, "a thing", ("is", "of", "traits", "name"))
            )
            self.state(draft, "thing", (ident,), place)
            self.display(draft, ident, entry)
            kind = self.text(entry["is"], "is") if "is" in entry else ""
            if kind not in self.vocabulary.kinds:
                hint = suggest(kind, self.vocabulary.kinds) or f"kinds: {', '.join(self.vocabulary.kinds)}"
                self.say(place, f"no such kind of thing: '{kind}'" if kind else f"{ident} has no kind", hint)
                continue
            self.state(draft, kind, (ident,), place)
            for key, predicate in (("of", "of"), ("traits", "trait")):
                for item in self.items(entry[key], key) if key in entry else ():
                    self.reference(draft, predicate, ident, item)

    def stated(self, draft: Draft, node: Node) -> None:
        """`relations:` and `states:`, lists of facts; a state may be limited in time."""
        for item in self.items(node):
            if isinstance(item, Mapping):
                self.limited(draft, item)
                continue
            fact = self.fact(item)
            if fact is not None:
                draft.state(fact, item.place)

    def limited(self, draft: Draft, node: Mapping) -> None:
        """A state that holds for a time only."""
        entry = self.mapping(node, "a state", ("state", "from", "until"))
        fact = self.fact(entry["state"]) if "state" in entry else None
        if fact is None:
            self.say(node.place, "a state limited in time is written {state: FACT, from: DAY, until: DAY}")
            return
        start = self.day(entry["from"]) if "from" in entry else Day(1)
        end = self.day(entry["until"]) if "until" in entry else Day(date.max.toordinal())
        if not fact.holds:
            self.say(node.place, f"`not` has no place here: {fact.show()}")
        elif start is not None and end is not None:
            self.state(draft, "during", (fact.atom, start, end), node.place)

    def events(self, draft: Draft, node: Node) -> None:
        """`events:`."""
        for ident, value, place in self.named(draft, node, "events"):
            entry = self.mapping(value, "an event", _EVENT_KEYS)
            self.state(draft, "event", (ident,), place)
            self.display(draft, ident, entry)
            self.standing(draft, ident, entry)
            if "act" not in entry and "omits" not in entry:
                self.say(
                    place, f"{ident} says neither what was done nor what was left undone", "add `act:` or `omits:`"
                )
            if "on" not in entry:
                self.say(place, f"{ident} has no day", "add `on: YYYY-MM-DD`, or `on: {one_of: [...]}`")
            for key in (*OF_EVENT, "lasting"):
                if key not in entry:
                    continue
                if key == "on":
                    self.when(draft, ident, entry["on"])
                elif key in ("lasting", "until"):
                    self.end(draft, ident, entry, key)
                elif key == "under":
                    for item in self.items(entry[key], key):
                        self.state(draft, "under", (ident, self.text(item, "under")), item.place)
                else:
                    for item in self.items(entry[key], key):
                        self.reference(draft, key, ident, item)

    def when(self, draft: Draft, ident: Fn, node: Node) -> None:
        """`on:`, a day or one of several."""
        if not isinstance(node, Mapping):
            day = self.day(node)
            if day is not None:
                self.state(draft, "on", (ident, day), node.place)
            return
        entry = self.mapping(node, "on", ("one_of",))
        days = [self.day(item) for item in self.items(entry["one_of"])] if "one_of" in entry else []
        if len(set(days)) < 2:
            self.say(node.place, "an unknown day is one of at least two", "write on: {one_of: [DAY, DAY]}")
        elif None not in days:
            group = tuple(Fn("on", (ident, day)) for day in sorted({d for d in days if d is not None}))
            draft.one_of.append(group)
            draft.places[str(group[0])] = node.place

    def end(self, draft: Draft, ident: Fn, entry: dict[str, Node], key: str) -> None:
        """`until:`, a last day, or `lasting:`, so many days or weeks from the day after the event's on."""
        node = entry[key]
        if key == "until":
            day = self.day(node)
        else:
            found = _LASTING.fullmatch(text := self.text(node, key))
            start = self.day(entry["on"]) if found and isinstance(entry.get("on"), Text) else None
            last = start + int(found[1]) * (7 if found[2] == "week" else 1) if found and start is not None else None
            day = Day(last) if last is not None and last <= date.max.toordinal() else None
            if day is None and text:
                hint = "write `lasting: 14 days` (or weeks) of an event with a known day, or `until: YYYY-MM-DD`"
                self.say(node.place, f"not how long something lasts: '{shortened(text)}'", hint)
        if day is not None:
            self.state(draft, "until", (ident, day), node.place)

    def losses(self, draft: Draft, node: Node) -> None:
        """`losses:`."""
        for ident, value, place in self.named(draft, node, "losses"):
            entry = self.mapping(value, "a loss", _LOSS_KEYS)
            self.state(draft, "loss", (ident,), place)
            self.display(draft, ident, entry)
            self.standing(draft, ident, entry)
            if "suffered_by" not in entry:
                self.say(place, f"nobody suffered {ident}", "add `suffered_by: PARTY`")
            for key in ("suffered_by", "kind", "caused_by"):
                for item in self.items(entry[key], key) if key in entry else ():
                    self.reference(draft, key, ident, item)
            if "amount" in entry:
                if written := self.text(entry["amount"], "amount"):
                    self.state(draft, "amount", (ident, written), entry["amount"].place)  # the check reads it

    def judgements(self, draft: Draft, node: Node) -> None:
        """`judgements:`, a mapping of atoms to true or false, or a list of facts."""
        if isinstance(node, Mapping):
            for key, value in node.items.items():
                fact = self.fact(Text(key, node.keys[key]))
                truth = self.text(value, "a judgement")
                if truth not in ("true", "false", "yes", "no"):
                    self.say(value.place, f"a judgement is true or false, not '{truth}'")
                elif fact is not None:
                    draft.state(Fact(fact.atom, fact.holds == (truth in ("true", "yes"))), node.keys[key])
            return
        self.stated(draft, node)

    def unknowns(self, draft: Draft, node: Node) -> None:
        """`unknown:`."""
        for item in self.items(node):
            fact = self.fact(item)
            if fact is not None and not fact.holds:
                self.say(item.place, f"an unknown fact is listed without `not`: {fact.atom}")
            elif fact is not None:
                draft.leave_open(fact.atom, item.place)

    def reading_choices(self, draft: Draft, node: Node) -> None:
        """`readings:`, all, preferred, or a mapping of units to readings."""
        if isinstance(node, Text):
            draft.readings["*"] = self.text(node, "readings")
            draft.places["*"] = node.place
            return
        for unit, value in self.mapping(node, "readings").items():
            draft.readings[unit] = self.text(value, "a reading")
            draft.places[unit] = value.place

    def left_out(self, draft: Draft, node: Node) -> None:
        """`without:`."""
        for item in self.items(node):
            clause = self.text(item, "a clause")
            draft.without.append(clause)
            draft.places[clause] = item.place

    def sections(self, draft: Draft, entry: dict[str, Node]) -> None:
        """Every section of a mapping, in a fixed order."""
        readers: dict[str, Callable[[Draft, Node], None]] = {
            "parties": self.parties, "things": self.things, "relations": self.stated, "states": self.stated,
            "events": self.events, "losses": self.losses, "judgements": self.judgements,
            "unknown": self.unknowns, "readings": self.reading_choices, "without": self.left_out,
        }  # fmt: skip
        for key in CASE_KEYS:
            if key in entry:
                readers[key](draft, entry[key])

    def judged_on(self, draft: Draft, node: Node) -> None:
        """`as_of:`, which replaces the day of a variant's base."""
        day = self.day(node)
        if day is not None:
            for fact in [f for f in draft.facts if f.atom.name == "as_of"]:
                del draft.facts[fact]
            self.state(draft, "as_of", (day,), node.place)
