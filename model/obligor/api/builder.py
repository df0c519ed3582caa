"""Scenarios put together in Python, with names that an editor completes.

>>> import obligor
>>> wecom = obligor.load("wecom")
>>> acts = wecom.words.acts
>>> story = wecom.scenario("A company decompiles the software", as_of="2026-03-20")
>>> acme = story.party("acme", wecom.words.roles.enterprise)
>>> look = story.event("look", on="2026-03-01", by=acme, act=acts.decompile)
>>> story.open().ask(f"breach({acme}, {look})")
breach(acme, look): yes [8.2.1.2[a]]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from ..agreement.vocabulary import Vocabulary, Word
from ..core.errors import suggest

C = TypeVar("C", covariant=True)
_WORDS = re.compile(r"\w[\w ,;.'-]*(?:\([\w ,]*\))?")
"""Texts that YAML needs no quotes for, or puts them where it does."""
DayLike = str | date


class ScenarioWord(str):
    """A word of the vocabulary: itself where it takes nothing, called with what it takes otherwise.

    >>> ScenarioWord("decompile"), ScenarioWord("publish")("post")
    ('decompile', 'publish(post)')
    """

    __slots__ = ()

    def __call__(self, *args: object) -> str:
        """The word with its arguments, as scenarios and questions write it."""
        return f"{self}({', '.join(map(str, args))})"


class SectionWords:
    """The words of one section as attributes; an editor completes them."""

    def __init__(self, section: str, words: Mapping[str, Word | Mapping[str, str]]) -> None:
        self._section, self._words = section, words

    def __getattr__(self, name: str) -> ScenarioWord:
        if name.startswith("_"):  # no word: what Python asks of an object that it copies, before it has any
            raise AttributeError(name)
        if name in self._words:
            return ScenarioWord(name)
        near = suggest(name, self._words)
        raise AttributeError(f"no word '{name}' among the {self._section}" + (f"; {near}" if near else ""))

    def __dir__(self) -> list[str]:
        return list(self._words)

    def __repr__(self) -> str:
        return f"<{len(self._words)} {self._section}>"


class ScenarioWords:
    """Every word of an agreement: roles, relations, kinds of things, states, judgements, acts, kinds of losses."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.roles = SectionWords("roles", vocabulary.roles)
        self.relations = SectionWords("relations", vocabulary.words["relations"])
        self.kinds = SectionWords("kinds of things", vocabulary.kinds)
        self.states = SectionWords("states", vocabulary.words["states"])
        self.judgements = SectionWords("judgements", vocabulary.judgements)
        self.acts = SectionWords("acts", vocabulary.acts)
        self.loss_kinds = SectionWords("kinds of losses", vocabulary.names.get("loss_kind", {}))


class ScenarioParser(Protocol[C]):
    """What reads a scenario: an agreement that has been loaded."""

    def parse(self, text: str, name: str = "scenario") -> C:
        """Read a YAML text."""


class ScenarioBuilder(Generic[C]):
    """A scenario as it is put together; nothing is checked before `open`, which then names every mistake.

    Args:
        model: the agreement.
        sentence: what happened, in one sentence.
        as_of: the day of judgement.
        id: a short name.
    """

    def __init__(self, model: ScenarioParser[C], sentence: str, as_of: DayLike, id: str = "1") -> None:
        self.model = model
        self._tree: dict[str, Any] = {"scenario": sentence, "id": id, "as_of": str(as_of)}

    def party(
        self, id: str, role: str | Sequence[str], of: str | Sequence[str] | None = None, name: str | None = None
    ) -> str:
        """Add a party; `of` says whose end user, guardian or affiliate it is. Returns its id."""
        return self._put("parties", id, role=role, of=of, name=name)

    def thing(
        self, id: str, is_: str, of: str | None = None, traits: Iterable[str] = (), name: str | None = None
    ) -> str:
        """Add an account, content, data or a document. Returns its id."""
        return self._put("things", id, **{"is": is_}, of=of, traits=list(traits), name=name)

    def event(  # noqa: PLR0913 (an argument for each key of an event in scenario files, for an editor to complete)
        self,
        id: str,
        on: DayLike | Sequence[DayLike],
        by: str | None = None,
        act: str | Sequence[str] | None = None,
        *,
        omits: str | Sequence[str] | None = None,
        for_: str | None = None,
        to: str | None = None,
        through: str | None = None,
        under: str | None = None,
        after: str | Sequence[str] | None = None,
        due_to: str | Sequence[str] | None = None,
        object: str | None = None,
        form: str | None = None,
        aim: str | Sequence[str] | None = None,
        lasting: str | None = None,
        until: DayLike | None = None,
        name: str | None = None,
        standing: str | None = None,
        said_by: str | None = None,
        source: str | None = None,
    ) -> str:
        """Add an event, on a day or on one of several; `standing` is alleged, admitted or proven. Returns its id."""
        several = not isinstance(on, (str, date))
        when = {"one_of": [str(day) for day in on]} if several and isinstance(on, Sequence) else str(on)
        return self._put(
            "events", id, on=when, by=by, **{"for": for_}, act=act, omits=omits, to=to, through=through, under=under,
            after=after, due_to=due_to, object=object, form=form, aim=aim, lasting=lasting,
            until=None if until is None else str(until), name=name, standing=standing, said_by=said_by, source=source,
        )  # fmt: skip

    def loss(  # noqa: PLR0913 (as for events)
        self,
        id: str,
        suffered_by: str,
        kind: str | None = None,
        amount: int | Decimal | str | None = None,
        caused_by: str | Sequence[str] = (),
        name: str | None = None,
        *,
        standing: str | None = None,
        said_by: str | None = None,
        source: str | None = None,
    ) -> str:
        """Add a loss; `amount` as scenarios have it, such as `278.81` or `"100 USD"`. Returns its id."""
        causes = [caused_by] if isinstance(caused_by, str) else list(caused_by)
        written = None if amount is None else str(amount)
        return self._put(
            "losses", id, suffered_by=suffered_by, kind=kind, amount=written, caused_by=causes, name=name,
            standing=standing, said_by=said_by, source=source,
        )  # fmt: skip

    def state(self, fact: str, since: DayLike | None = None, until: DayLike | None = None) -> ScenarioBuilder[C]:
        """Add a state or relation, `not` before it where it is stated not to hold; some hold for a time only."""
        limits = {key: str(day) for key, day in (("from", since), ("until", until)) if day is not None}
        self._tree.setdefault("states", []).append({"state": fact, **limits} if limits else fact)
        return self

    def judge(self, fact: str, holds: bool = True) -> ScenarioBuilder[C]:
        """Settle a judgement."""
        self._tree.setdefault("judgements", {})[fact] = "true" if holds else "false"
        return self

    def unknown(self, *facts: str) -> ScenarioBuilder[C]:
        """Add facts that nobody knows."""
        self._tree.setdefault("unknown", []).extend(facts)
        return self

    def reading(self, unit: str, name: str) -> ScenarioBuilder[C]:
        """Fix how an ambiguous unit is read."""
        self._tree.setdefault("readings", {})[unit] = name
        return self

    def without(self, *clauses: str) -> ScenarioBuilder[C]:
        """Leave clauses out of account."""
        self._tree.setdefault("without", []).extend(clauses)
        return self

    def _put(self, section: str, ident: str, **values: Any) -> str:
        given = {key: _plain(value) for key, value in values.items() if value not in (None, [], ())}
        self._tree.setdefault(section, {})[ident] = given
        return ident

    def to_yaml(self) -> str:
        """The scenario as a file would have it."""
        import yaml

        class Dumper(yaml.SafeDumper):
            """Puts in quotes whatever is more than a plain word: YAML folds, cuts or joins some of it otherwise."""

        def quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
            style = None if _WORDS.fullmatch(text) else '"'
            return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

        Dumper.add_representer(str, quoted)
        return yaml.dump(
            self._tree, None, Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120
        )

    def open(self) -> C:
        """Put it under the agreement.

        Raises:
            InputError: with every mistake; places are lines of `to_yaml()`.
        """
        return self.model.parse(self.to_yaml(), "scenario")


def _plain(value: Any) -> Any:
    """Words as plain texts, which is what YAML writes."""
    if isinstance(value, str):
        return str(value)
    return [_plain(word) for word in value] if isinstance(value, (list, tuple)) else value
