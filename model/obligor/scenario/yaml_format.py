"""Scenario files in YAML: documents, their variants and what they expect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, suggest
from ..core.yaml_tree import Mapping, Node, read_documents
from .scenario import Expectation, Scenario
from .well_formed import LIMIT_FACTS, check
from .yaml_sections import CASE_KEYS, Draft, Sections

_SLUG = re.compile(r"[a-z0-9][a-z0-9_.-]*", re.ASCII)
_KEYS = ("scenario", "id", "agreement", "tags", "as_of", *CASE_KEYS, "variants", "expect")
_VERDICTS = ("yes", "no", "may", "depends", "open", "gap")


class _Reader(Sections):
    """Turns documents into scenarios."""

    def expectations(self, node: Node) -> tuple[Expectation, ...]:
        found = []
        plain = ("ask", "verdict", "units", "not_units", "hinges_on", "readings", "preferred")
        keys = (*plain, "cause", "deciding", "proof", "lacks", "how", "avoid", "refused")
        for item in self.items(node):
            entry = self.mapping(item, "an expectation", keys)
            ask = self.text(entry["ask"], "ask") if "ask" in entry else ""
            verdict = self.text(entry["verdict"], "verdict") if "verdict" in entry else ""
            refused = self.text(entry["refused"], "refused") if "refused" in entry else None
            if not ask or not (verdict or refused):
                self.say(item.place, "an expectation has `ask:` and `verdict:`")
            elif refused and set(entry) - {"ask", "refused"}:
                self.say(item.place, "a question that is refused has no answer", "leave only `ask:` and `refused:`")
            for key in ("verdict", "preferred"):
                if key in entry and (value := self.text(entry[key], key)) not in _VERDICTS:
                    self.say(entry[key].place, f"no such verdict: '{value}'", f"one of {', '.join(_VERDICTS)}")
            known = self.agreement.clauses
            for key in ("units", "not_units", "readings", "proof"):
                for one in self.items(entry[key]) if key in entry else ():
                    if (unit := self.text(one, key)) not in known:
                        self.say(one.place, f"no such clause: {unit}", suggest(unit, known))
            found.append(Expectation(
                ask, verdict,
                units=self.texts(entry, "units") or (),
                not_units=self.texts(entry, "not_units") or (),
                hinges_on=self.texts(entry, "hinges_on"),
                readings=self.texts(entry, "readings"),
                preferred=self.text(entry["preferred"], "preferred") if "preferred" in entry else None,
                cause=self.text(entry["cause"], "cause") if "cause" in entry else None,
                deciding=self.sets(entry, "deciding"),
                proof=self.texts(entry, "proof") or (),
                lacks=self.texts(entry, "lacks"),
                how=self.sets(entry, "how"),
                avoid=self.sets(entry, "avoid"),
                refused=refused,
                place=item.place,
            ))  # fmt: skip
        return tuple(found)

    def sets(self, entry: dict[str, Node], key: str) -> tuple[tuple[str, ...], ...] | None:
        if key not in entry:
            return None
        return tuple(tuple(self.text(one, key) for one in self.items(item)) for item in self.items(entry[key]))

    def texts(self, entry: dict[str, Node], key: str) -> tuple[str, ...] | None:
        return tuple(self.text(item, key) for item in self.items(entry[key])) if key in entry else None

    def variant(self, base: Scenario, draft: Draft, node: Node, number: int) -> Scenario:
        keys = ("name", "as_of", "add", "drop", "unknown", "judgements", "readings", "without", "standing", "expect")
        entry = self.mapping(node, "a variant", keys)
        name = self.text(entry["name"], "name") if "name" in entry else ""
        if not name:
            self.say(node.place, "a variant has a name", "add `name:`, a sentence that says what differs")
        own = Draft(draft)
        if "drop" in entry:
            for item in self.items(entry["drop"]):
                self.dropped(own, item)
        if "add" in entry:
            if isinstance(entry["add"], Mapping):
                self.sections(own, self.mapping(entry["add"], "add", CASE_KEYS))
            else:
                self.stated(own, entry["add"])
        if "as_of" in entry:
            self.judged_on(own, entry["as_of"])
        self.sections(own, {k: entry[k] for k in ("unknown", "judgements", "readings", "without") if k in entry})
        made = self.scenario(own, f"{base.id}/{number}", f"{base.sentence}: {name}", base.tags, node.place)._replace(
            expect=self.expectations(entry["expect"]) if "expect" in entry else ()
        )
        return self.judged(made, entry["standing"]) if "standing" in entry else made

    def judged(self, scenario: Scenario, node: Node) -> Scenario:
        """A scenario judged by what has a standing alone."""
        try:
            return scenario.judged_by(self.text(node, "standing"))
        except InputError as error:
            self.problems += [problem._replace(place=node.place) for problem in error.problems]
            return scenario

    def dropped(self, draft: Draft, node: Node) -> None:
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
        if not atom.args:
            draft.standings.pop(atom.name, None)
        draft.one_of = kept

    def scenario(self, draft: Draft, ident: str, sentence: str, tags: tuple[str, ...], place: Place) -> Scenario:
        return Scenario(
            ident, sentence, self.agreement.name, draft.facts, draft.unknown, tuple(draft.one_of),
            draft.readings, tuple(draft.without), draft.names, tags, place=place, places=draft.places,
            standings=draft.standings,
        )  # fmt: skip

    def document(self, node: Node, number: int) -> Scenario:
        entry = self.mapping(node, "a scenario", _KEYS)
        draft = Draft()
        if "scenario" not in entry:
            self.say(node.place, "no `scenario:`", "begin with `scenario: a sentence that says what happened`")
        sentence = self.text(entry["scenario"], "scenario") if "scenario" in entry else ""
        ident = self.text(entry["id"], "id") if "id" in entry else str(number)
        if not _SLUG.fullmatch(ident) and "id" in entry:
            self.say(
                entry["id"].place,
                f"'{ident}' cannot be an id",
                "small ASCII letters, digits and - _ . make one, and none begins with a mark",
            )
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
    problems: list[Problem] = []
    documents = read_documents(text, file, problems)
    if not documents:
        raise InputError([*problems, Problem(Place(file), "no scenario in it", "start one with `obligor new FILE`")])
    return read_trees(documents, agreement, problems)


def read_trees(
    documents: Sequence[Node],
    agreement: Agreement,
    problems: Sequence[Problem] = (),
    limit: int | None = LIMIT_FACTS,
) -> list[Scenario]:
    """Read scenarios that have been read as trees of texts, `problems` included that were found in doing so.

    Args:
        documents: a scenario each.
        agreement: whose words they use.
        problems: what has been found already.
        limit: facts that a scenario may have; None for any number.

    Raises:
        InputError: with every defect.
    """
    reader = _Reader(agreement)
    reader.problems += problems
    drafts = [reader.document(node, number) for number, node in enumerate(documents, 1)]
    seen: dict[str, Scenario] = {}
    for draft in drafts:
        if draft.id in seen:
            reader.say(draft.place, f"the id '{draft.id}' stands at line {seen[draft.id].place.line} already")
        seen[draft.id] = draft
    done: list[Scenario] = []
    found = list(reader.problems)
    for draft in drafts:
        checked: list[Scenario] = []
        for one in (draft, *draft.variants):
            try:
                checked.append(check(one, agreement, missing=not reader.problems, limit=limit))
            except InputError as error:
                found += error.problems
        done += [checked[0]._replace(variants=tuple(checked[1:]))] if checked else []
    if found:
        raise InputError(list(dict.fromkeys(found)))
    return done
