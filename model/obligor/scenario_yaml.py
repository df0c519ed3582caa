"""Scenario files in YAML: each key becomes documented facts, each with the line it was written on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .agreement import Agreement
from .errors import InputError, Place, Problem, suggest
from .scenario import PARTY_ID, Expectation, Scenario, check
from .terms import BadTerm, Day, Fact, Fn, Term, parse_fact
from .yamltree import Mapping, Node, Sequence, Text, read_documents

_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9_.-]*", re.ASCII)
_CAUSES = ("after", "due_to")
_EVENT_KEYS = ("on", "by", "to", "act", "omits", "through", "under", "after", "object", "form", "due_to", "name")
_CASE_KEYS = (
    "parties",
    "things",
    "relations",
    "states",
    "events",
    "losses",
    "judgements",
    "unknown",
    "readings",
    "without",
)
_KEYS = ("scenario", "id", "agreement", "tags", "as_of", *_CASE_KEYS, "variants", "expect")
_VERDICTS = ("yes", "no", "may", "depends", "open", "gap")


class _Draft:
    """Facts as they are gathered from one mapping, or from a base and what a variant changes in it.

    A variant's statement settles what its base calls unknown, and the other way round; within one mapping that is a
    contradiction, which `scenario.check` reports.
    """

    def __init__(self, base: _Draft | None = None) -> None:
        self.varies = base is not None
        self.facts: dict[Fact, Place] = dict(base.facts) if base else {}
        self.unknown: dict[Fn, Place] = dict(base.unknown) if base else {}
        self.one_of: list[tuple[Fn, ...]] = list(base.one_of) if base else []
        self.readings: dict[str, str] = dict(base.readings) if base else {}
        self.without: list[str] = list(base.without) if base else []
        self.names: dict[str, str] = dict(base.names) if base else {}

    def state(self, fact: Fact, place: Place) -> None:
        """Take a stated fact."""
        if self.varies:
            self.unknown.pop(fact.atom, None)
            self.facts.pop(Fact(fact.atom, not fact.holds), None)
        self.facts.setdefault(fact, place)

    def leave_open(self, atom: Fn, place: Place) -> None:
        """Take an unknown fact."""
        if self.varies:
            self.facts.pop(Fact(atom), None)
            self.facts.pop(Fact(atom, holds=False), None)
        self.unknown.setdefault(atom, place)


class _Reader:
    """Turns one document into a scenario; problems are collected and raised together."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement, self.vocabulary = agreement, agreement.vocabulary
        self.problems: list[Problem] = []

    def say(self, place: Place, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, message, hint))

    # -- shapes ---------------------------------------------------------------------------------------------------

    def text(self, node: Node, what: str) -> str:
        if isinstance(node, Text) and node.value:
            return node.value
        self.say(node.place, f"{what} has to be a text" + (", and is empty" if isinstance(node, Text) else ""))
        return ""

    def mapping(self, node: Node, what: str, keys: tuple[str, ...] | None = None) -> dict[str, Node]:
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

    def items(self, node: Node) -> list[Node]:
        if isinstance(node, Sequence):
            return list(node.items)
        return [] if isinstance(node, Text) and not node.value else [node]

    def fact(self, node: Node) -> Fact | None:
        text = self.text(node, "a fact")
        if not text:
            return None
        try:
            return parse_fact(text)
        except BadTerm as error:
            self.say(node.place, f"not a fact: '{text}': {error}")
            return None

    def day(self, node: Node) -> Day | None:
        text = self.text(node, "a day")
        try:
            return Day.read(text) if text else None
        except ValueError:
            self.say(node.place, f"no such day: '{text}'", "write YYYY-MM-DD")
            return None

    def ident(self, key: str, place: Place) -> Fn | None:
        if not _ID.fullmatch(key):
            self.say(place, f"'{key}' cannot be an id", PARTY_ID)
            return None
        return Fn(key)

    def state(self, draft: _Draft, name: str, args: tuple[Term, ...], place: Place) -> None:
        draft.state(Fact(Fn(name, args)), place)

    # -- sections -------------------------------------------------------------------------------------------------

    def named(self, draft: _Draft, node: Node, what: str) -> Iterator[tuple[Fn, Node, Place]]:
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

    def display(self, draft: _Draft, ident: Fn, entry: dict[str, Node]) -> None:
        if "name" in entry:
            draft.names[ident.name] = self.text(entry["name"], "name")

    def parties(self, draft: _Draft, node: Node) -> None:
        for ident, value, place in self.named(draft, node, "parties"):
            keys = ("role", "of", "name")
            short = isinstance(value, (Text, Sequence))
            entry: dict[str, Node] = {"role": value} if short else self.mapping(value, "a party", keys)
            self.state(draft, "party", (ident,), place)
            self.display(draft, ident, entry)
            if "role" not in entry:
                self.say(place, f"{ident} has no role", f"add `role:`, one of {', '.join(self.vocabulary.roles)}")
                continue
            relations: set[str] = set()
            for role_node in self.items(entry["role"]):
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
            for other in self.items(entry["of"]):
                self.reference(draft, relations.copy().pop(), ident, other)

    def reference(self, draft: _Draft, predicate: str, ident: Fn, node: Node) -> None:
        """State `predicate(ident, X)` for the fact-like text of a node."""
        fact = self.fact(node)
        if fact is None:
            return
        if not fact.holds:
            self.say(node.place, f"`not` has no place here: {fact}")
            return
        self.state(draft, predicate, (ident, fact.atom), node.place)

    def things(self, draft: _Draft, node: Node) -> None:
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
            for also in self.vocabulary.kinds_of(kind):
                self.state(draft, also, (ident,), place)
            for key, predicate in (("of", "of"), ("traits", "trait")):
                for item in self.items(entry[key]) if key in entry else ():
                    self.reference(draft, predicate, ident, item)

    def stated(self, draft: _Draft, node: Node) -> None:
        """`relations:` and `states:`, lists of facts; a state may be limited in time."""
        for item in self.items(node):
            if isinstance(item, Mapping):
                self.limited(draft, item)
                continue
            fact = self.fact(item)
            if fact is not None:
                draft.state(fact, item.place)

    def limited(self, draft: _Draft, node: Mapping) -> None:
        entry = self.mapping(node, "a state", ("state", "from", "until"))
        fact = self.fact(entry["state"]) if "state" in entry else None
        if fact is None:
            self.say(node.place, "a state limited in time is written {state: FACT, from: DAY, until: DAY}")
            return
        timed = [word.name for word in self.vocabulary.timed()]
        if fact.atom.name not in timed or not fact.holds:
            self.say(node.place, f"{fact} cannot be limited in time", f"these can: {', '.join(timed)}")
            return
        start = self.day(entry["from"]) if "from" in entry else Day(1)
        end = self.day(entry["until"]) if "until" in entry else Day(3652059)
        if start is not None and end is not None:
            if end < start:
                self.say(node.place, f"{fact} ends before it begins")
            self.state(draft, "during", (fact.atom, start, end), node.place)

    def events(self, draft: _Draft, node: Node) -> None:
        for ident, value, place in self.named(draft, node, "events"):
            entry = self.mapping(value, "an event", _EVENT_KEYS)
            self.state(draft, "event", (ident,), place)
            self.display(draft, ident, entry)
            if "act" not in entry and "omits" not in entry:
                self.say(
                    place, f"{ident} says neither what was done nor what was left undone", "add `act:` or `omits:`"
                )
            if "on" not in entry:
                self.say(place, f"{ident} has no day", "add `on: YYYY-MM-DD`, or `on: {one_of: [...]}`")
            for key in _EVENT_KEYS:
                if key not in entry or key == "name":
                    continue
                if key == "on":
                    self.when(draft, ident, entry["on"])
                elif key == "under":
                    for item in self.items(entry[key]):
                        self.state(draft, "under", (ident, self.text(item, "under")), item.place)
                else:
                    for item in self.items(entry[key]):
                        self.reference(draft, key, ident, item)

    def when(self, draft: _Draft, ident: Fn, node: Node) -> None:
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
            draft.one_of.append(tuple(Fn("on", (ident, day)) for day in sorted({d for d in days if d is not None})))

    def losses(self, draft: _Draft, node: Node) -> None:
        for ident, value, place in self.named(draft, node, "losses"):
            entry = self.mapping(value, "a loss", ("suffered_by", "kind", "amount", "caused_by", "name"))
            self.state(draft, "loss", (ident,), place)
            self.display(draft, ident, entry)
            if "suffered_by" not in entry:
                self.say(place, f"nobody suffered {ident}", "add `suffered_by: PARTY`")
            for key in ("suffered_by", "kind", "caused_by"):
                for item in self.items(entry[key]) if key in entry else ():
                    self.reference(draft, key, ident, item)
            if "amount" in entry:
                text = self.text(entry["amount"], "amount").replace(",", "").replace("_", "")
                if re.fullmatch(r"\d{1,10}", text, re.ASCII) and int(text) < 2**31:
                    self.state(draft, "amount", (ident, int(text)), entry["amount"].place)
                elif text:
                    self.say(
                        entry["amount"].place, f"not an amount: '{text[:20]}'", "write whole CNY, below 2,147,483,648"
                    )

    def judgements(self, draft: _Draft, node: Node) -> None:
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

    def unknowns(self, draft: _Draft, node: Node) -> None:
        for item in self.items(node):
            fact = self.fact(item)
            if fact is not None and not fact.holds:
                self.say(item.place, f"an unknown fact is listed without `not`: {fact.atom}")
            elif fact is not None:
                draft.leave_open(fact.atom, item.place)

    def reading_choices(self, draft: _Draft, node: Node) -> None:
        if isinstance(node, Text):
            draft.readings["*"] = self.text(node, "readings")
            return
        for unit, value in self.mapping(node, "readings").items():
            draft.readings[unit] = self.text(value, "a reading")

    def left_out(self, draft: _Draft, node: Node) -> None:
        draft.without.extend(self.text(item, "a clause") for item in self.items(node))

    def sections(self, draft: _Draft, entry: dict[str, Node]) -> None:
        readers: dict[str, Callable[[_Draft, Node], None]] = {
            "parties": self.parties, "things": self.things, "relations": self.stated, "states": self.stated,
            "events": self.events, "losses": self.losses, "judgements": self.judgements,
            "unknown": self.unknowns, "readings": self.reading_choices, "without": self.left_out,
        }  # fmt: skip
        for key in _CASE_KEYS:
            if key in entry:
                readers[key](draft, entry[key])

    def judged_on(self, draft: _Draft, node: Node) -> None:
        day = self.day(node)
        if day is not None:
            for fact in [f for f in draft.facts if f.atom.name == "as_of"]:
                del draft.facts[fact]
            self.state(draft, "as_of", (day,), node.place)

    # -- expectations, variants, the whole ------------------------------------------------------------------------

    def expectations(self, node: Node) -> tuple[Expectation, ...]:
        found = []
        keys = ("ask", "verdict", "units", "not_units", "hinges_on", "readings", "preferred")
        for item in self.items(node):
            entry = self.mapping(item, "an expectation", keys)
            ask = self.text(entry["ask"], "ask") if "ask" in entry else ""
            verdict = self.text(entry["verdict"], "verdict") if "verdict" in entry else ""
            if not ask or not verdict:
                self.say(item.place, "an expectation has `ask:` and `verdict:`")
            for key in ("verdict", "preferred"):
                if key in entry and (value := self.text(entry[key], key)) not in _VERDICTS:
                    self.say(entry[key].place, f"no such verdict: '{value}'", f"one of {', '.join(_VERDICTS)}")
            found.append(Expectation(
                ask, verdict,
                units=self.texts(entry, "units") or (),
                not_units=self.texts(entry, "not_units") or (),
                hinges_on=self.texts(entry, "hinges_on"),
                readings=self.texts(entry, "readings"),
                preferred=self.text(entry["preferred"], "preferred") if "preferred" in entry else None,
                place=item.place,
            ))  # fmt: skip
        return tuple(found)

    def texts(self, entry: dict[str, Node], key: str) -> tuple[str, ...] | None:
        return tuple(self.text(item, key) for item in self.items(entry[key])) if key in entry else None

    def variant(self, base: Scenario, draft: _Draft, node: Node, number: int) -> Scenario:
        keys = ("name", "as_of", "add", "drop", "unknown", "judgements", "readings", "without", "expect")
        entry = self.mapping(node, "a variant", keys)
        name = self.text(entry["name"], "name") if "name" in entry else ""
        if not name:
            self.say(node.place, "a variant has a name", "add `name:`, a sentence that says what differs")
        own = _Draft(draft)
        if "drop" in entry:
            for item in self.items(entry["drop"]):
                self.dropped(own, item)
        if "add" in entry:
            if isinstance(entry["add"], Mapping):
                self.sections(own, self.mapping(entry["add"], "add", _CASE_KEYS))
            else:
                self.stated(own, entry["add"])
        if "as_of" in entry:
            self.judged_on(own, entry["as_of"])
        self.sections(own, {k: entry[k] for k in ("unknown", "judgements", "readings", "without") if k in entry})
        return self.scenario(own, f"{base.id}/{number}", f"{base.sentence}: {name}", base.tags, node.place)._replace(
            expect=self.expectations(entry["expect"]) if "expect" in entry else ()
        )

    def dropped(self, draft: _Draft, node: Node) -> None:
        fact = self.fact(node)
        if fact is None:
            return
        atom = fact.atom
        gone = [f for f in draft.facts if f == fact or (not atom.args and atom in f.atom.args)]
        lost = [a for a in draft.unknown if a == atom or (not atom.args and atom in a.args)]
        kept = [g for g in draft.one_of if not any(a == atom or (not atom.args and atom in a.args) for a in g)]
        if not gone and not lost and len(kept) == len(draft.one_of):
            self.say(node.place, f"nothing to drop: {fact} is not stated", suggest(str(fact), map(str, draft.facts)))
        for f in gone:
            del draft.facts[f]
        for a in lost:
            del draft.unknown[a]
        draft.one_of = kept

    def scenario(self, draft: _Draft, ident: str, sentence: str, tags: tuple[str, ...], place: Place) -> Scenario:
        return Scenario(
            ident, sentence, self.agreement.name, draft.facts, draft.unknown, tuple(draft.one_of),
            draft.readings, tuple(draft.without), draft.names, tags, place=place,
        )  # fmt: skip

    def document(self, node: Node, number: int) -> Scenario:
        entry = self.mapping(node, "a scenario", _KEYS)
        draft = _Draft()
        for name, place in ((name, node.place) for name in self.vocabulary.standing):
            self.state(draft, "party", (Fn(name),), place)
            self.state(draft, "standing", (Fn(name),), place)
        if "scenario" not in entry:
            self.say(node.place, "no `scenario:`", "begin with `scenario: a sentence that says what happened`")
        sentence = self.text(entry["scenario"], "scenario") if "scenario" in entry else ""
        ident = self.text(entry["id"], "id") if "id" in entry else str(number)
        if not _SLUG.fullmatch(ident) and "id" in entry:
            self.say(entry["id"].place, f"'{ident}' cannot be an id", "use lower-case ASCII, digits, '-' and '_'")
        if "agreement" in entry and (name := self.text(entry["agreement"], "agreement")) != self.agreement.name:
            self.say(entry["agreement"].place, f"this is read under '{self.agreement.name}', not '{name}'")
        if "as_of" in entry:
            self.judged_on(draft, entry["as_of"])
        else:
            self.say(node.place, "no day of judgement", "add `as_of: YYYY-MM-DD`")
        self.sections(draft, entry)
        base = self.scenario(draft, ident, sentence, self.texts(entry, "tags") or (), node.place)
        variants = self.items(entry["variants"]) if "variants" in entry else []
        return base._replace(
            expect=self.expectations(entry["expect"]) if "expect" in entry else (),
            variants=tuple(self.variant(base, draft, item, n) for n, item in enumerate(variants, 1)),
        )


def read_yaml(text: str, file: str, agreement: Agreement) -> list[Scenario]:
    """Read every scenario of a YAML text, variants within it.

    Raises:
        InputError: with every defect of the whole file.
    """
    reader = _Reader(agreement)
    documents = read_documents(text, file)
    if not documents:
        raise InputError([Problem(Place(file), "no scenario in it", "start one with `obligor new FILE`")])
    drafts = [reader.document(node, number) for number, node in enumerate(documents, 1)]
    seen: dict[str, Scenario] = {}
    for draft in drafts:
        if draft.id in seen:
            reader.say(draft.place, f"the id '{draft.id}' stands at line {seen[draft.id].place.line} already")
        seen[draft.id] = draft
    done: list[Scenario] = []
    problems = list(reader.problems)
    for draft in drafts:
        checked: list[Scenario] = []
        for one in (draft, *draft.variants):
            try:
                checked.append(check(one, agreement))
            except InputError as error:
                problems.extend(error.problems)
        done.append(checked[0]._replace(variants=tuple(checked[1:])) if checked else draft)
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return done
