"""Scenarios written down again in the shape of the scenario files, so that tests can read them in every way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from obligor.agreement.vocabulary import Vocabulary
from obligor.core.terms import Fact, Fn, Term, show
from obligor.scenario.scenario import OF_EVENT, Scenario

_OF_LOSS = ("suffered_by", "kind", "caused_by")


def tree_of(scenario: Scenario, vocabulary: Vocabulary) -> dict[str, Any]:
    """A scenario as the mapping that a file would hold; what fits no section's entry is stated as a fact.

    The order of facts is that of the sections. A variant's id, which no file can give, has a dash for its slash.
    """
    return _Tree(scenario, vocabulary).whole()


def as_yaml(tree: dict[str, Any]) -> str:
    """A mapping as a YAML text, every value in quotes."""

    def texts(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: texts(one) for key, one in value.items()}
        return (
            [texts(one) for one in value]
            if isinstance(value, list)
            else str(value).lower()
            if isinstance(value, bool)
            else str(value)
        )

    return yaml.safe_dump(texts(tree), default_style='"', allow_unicode=True, sort_keys=False, width=100)


def value(one: Scenario) -> tuple[object, ...]:
    """Everything that a scenario says, in its order; not where that was written, and no tags, which no answer tells."""
    orders = (list(one.facts), list(one.unknown), list(one.readings.items()), list(one.names.items()))
    return (one.id, one.sentence, one.agreement, *orders, one.one_of, one.without, one.standings)


class _Tree:
    """What is still to be written of a scenario, and the sections that have been."""

    def __init__(self, scenario: Scenario, vocabulary: Vocabulary) -> None:
        self.scenario, self.vocabulary = scenario, vocabulary
        self.left = [fact for fact in scenario.facts if fact.atom.name not in ("as_of", "standing")]
        self.left = [fact for fact in self.left if str(fact.atom) not in {f"party({s})" for s in vocabulary.standing}]

    def whole(self) -> dict[str, Any]:
        one = self.scenario
        whole: dict[str, Any] = {
            "scenario": one.sentence,
            "id": one.id.replace("/", "-"),
            "agreement": one.agreement,
            "tags": list(one.tags),
            "as_of": str(one.as_of),
            "parties": dict(self.entries("party", self.party)),
            "things": dict(self.entries("thing", self.thing)),
            "events": dict(self.entries("event", self.event)),
            "losses": dict(self.entries("loss", self.loss)),
            "judgements": self.judgements(),
            "unknown": [show(atom) for atom in one.unknown],
            "readings": dict(one.readings) if set(one.readings) != {"*"} else one.readings["*"],
            "without": list(one.without),
        }
        whole["relations"] = [fact.show() for fact in self.left]
        return {key: value for key, value in whole.items() if value}

    def entries(self, kind: str, entry: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        for ident in self.scenario.ids(kind):
            declared = Fact(Fn(kind, (Fn(ident),)))
            stated = declared in self.left
            if (stated or ident in self.scenario.standings) and (found := entry(Fn(ident))) is not None:
                self.left = [fact for fact in self.left if fact != declared]
                name = self.scenario.names.get(ident)
                yield ident, {**found, **({"name": name} if name else {})}

    def said(self, of: Fn, names: Iterator[str] | tuple[str, ...] | Any) -> dict[str, list[Term]]:
        """What is stated of a thing by these predicates: second arguments, by predicate."""
        found: dict[str, list[Term]] = {}
        for fact in self.left:
            if fact.holds and fact.atom.args[:1] == (of,) and fact.atom.name in names:
                found.setdefault(fact.atom.name, []).extend(fact.atom.args[1:])
        return found

    def take(self, of: Fn, said: dict[str, list[Term]]) -> None:
        self.left = [f for f in self.left if not (f.holds and f.atom.args[:1] == (of,) and f.atom.name in said)]

    def party(self, of: Fn) -> dict[str, Any] | None:
        roles = self.said(of, self.vocabulary.roles)
        self.take(of, roles)
        return {"role": list(roles)} if roles else None

    def thing(self, of: Fn) -> dict[str, Any] | None:
        kinds = self.said(of, self.vocabulary.kinds)
        for kind in kinds:
            above = {kind, *self.vocabulary.kinds_of(kind)}
            if above == {kind, *kinds}:
                self.take(of, kinds)
                return {"is": kind}
        return None

    def event(self, of: Fn) -> dict[str, Any] | None:
        said = self.said(of, OF_EVENT)
        days = [[show(a.args[1]) for a in group] for group in self.scenario.one_of if group[0].args[0] == of]
        if not ({"act", "omits"} & set(said)) or ("on" in said) == bool(days):
            return None
        self.take(of, said)
        when = {"one_of": days[0]} if days else show(said.pop("on")[0])
        told: dict[str, Any] = {"until": show(said.pop("until")[0])} if "until" in said else {}
        told |= {key: [_text(term) for term in terms] for key, terms in said.items()}
        return {"on": when, **told, **self.standing(of)}

    def loss(self, of: Fn) -> dict[str, Any] | None:
        said = self.said(of, (*_OF_LOSS, "amount"))
        if "suffered_by" not in said:
            return None
        self.take(of, said)
        amount = {"amount": said.pop("amount")[0]} if "amount" in said else {}
        return {**{key: [_text(term) for term in terms] for key, terms in said.items()}, **amount, **self.standing(of)}

    def standing(self, of: Fn) -> dict[str, str]:
        return self.scenario.standings[of.name].told() if of.name in self.scenario.standings else {}

    def judgements(self) -> dict[str, bool]:
        found = [fact for fact in self.left if fact.atom.name in self.vocabulary.judgements]
        self.left = [fact for fact in self.left if fact not in found]
        return {show(fact.atom): fact.holds for fact in found}


def _text(term: Term) -> str:
    return term if isinstance(term, str) else show(term)
