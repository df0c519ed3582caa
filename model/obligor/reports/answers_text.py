"""Answers as plain text, in a language of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..core.terms import Day, Fact, Fn
from ..solving.answers import Answer, Picture
from ..solving.case import Case
from ..solving.verdict_names import NO, YES, as_listed
from ..solving.whole_picture import general_powers
from ..wording.layout import WIDTH, indented, padded
from ..wording.speaker import Speaker
from .answers_json import LISTS, resting_object
from .causes import cause_text
from .unregarded import unregarded_lines

ITEM_WIDTH = WIDTH - 12
"""Columns that are left beside an entry's verdict."""
MOST_CAUSES = 3
"""Causes of a no that a text names; the JSON object has them all."""


class ListedItem(NamedTuple):
    """An entry of a list: its verdict, what it says, the units that say so, what happened, the answer behind it."""

    verdict: str
    text: str
    units: tuple[str, ...]
    told: tuple[str, ...]
    answer: Answer


class TextReport:
    """Writes a case's answers as lines of text.

    Args:
        case: whose answers.
        lang: one of `words.languages()`.
        everything: also list standing duties and powers that are open at any time.
    """

    def __init__(self, case: Case, lang: str = "en", everything: bool = False) -> None:
        self.case, self.lang, self.everything = case, lang, everything
        self.speaker = Speaker(case.agreement, case.scenario, lang)
        self.words = self.speaker.words

    def word(self, key: str, **parts: object) -> str:
        """A fixed phrase, filled in."""
        return self.words.answers[key].format(**parts)

    def verdict(self, verdict: str) -> str:
        """A verdict in the report's language."""
        return self.words.verdicts[verdict]

    def _join(self, parts: Iterable[str], key: str = "comma") -> str:
        return self.word(key).join(parts)

    def heading(self) -> Iterator[str]:
        """What the case is."""
        yield self.case.scenario.sentence
        day = self.case.scenario.as_of.isoformat()
        yield self.word("judged", day=day, agreement=self.case.agreement.vocabulary.title[self.lang])
        if self.case.scenario.without:
            yield self.word("without", clauses=self._join(self.case.scenario.without))
        if self.case.scenario.standings:
            from .standings import doubted, say_standings  # here, since few cases have any

            if spoken := self._join(say_standings(doubted(self.case.scenario), self.speaker), "semicolon"):
                yield from indented(self.word("not known", facts=spoken))

    def _item(self, item: ListedItem) -> Iterator[str]:
        label = self.verdict(item.verdict)
        text = item.text + self._units(item.units)
        lines = indented(text, width=ITEM_WIDTH, whole_words=True) or [text]
        yield f"  {padded(label, 9)} {lines[0]}"
        for line in (*lines[1:], *item.told, *self.turning(item.answer)):
            yield f"  {'':9} {line}"

    def turning(self, answer: Answer) -> Iterator[str]:
        """What an answer turns on: facts, the verdict under each reading; and what is not proven on which it rests."""
        if answer.hinges_on:
            spoken = self._join(map(self.speaker.atom, answer.hinges_on), "semicolon")
            yield from indented(self.word("turns", facts=spoken), width=ITEM_WIDTH)
        for reading in answer.readings:
            mark = self.word("aside", text=self.word("preferred")) if reading.preferred else ""
            spoken = self.verdict(reading.verdict)
            yield self.word("reading", unit=reading.unit, reading=reading.reading, mark=mark, verdict=spoken)
        if answer.together:
            yield from indented(self.word("together", units=self._join(answer.together)), width=ITEM_WIDTH)
        if told := resting_object(answer, self.speaker):
            from .standings import rests

            yield from indented(rests(told, self.speaker), width=ITEM_WIDTH)

    def _units(self, units: tuple[str, ...]) -> str:
        return f" [{self._join(units)}]" if units else ""

    def answer(self, answer: Answer) -> Iterator[str]:
        """An answer to one question."""
        told = [cause_text(one, self.speaker) + self._units(one.units) for one in answer.causes]
        told = told if answer.verdict == NO else []
        said = self.verdict(answer.verdict)
        if meaning := told[0] if told else self.words.meanings[answer.verdict]:
            said = self.word("subject", who=said, what=meaning)
        yield f"{answer.question}"
        yield from indented(said + self._units(answer.units), 2, 4, whole_words=True)
        for further in told[1:MOST_CAUSES]:
            yield from indented(further, 4, 6, whole_words=True)
        for settled in answer.deciding if len(answer.deciding) > 1 or answer.more else ():
            facts = self._join((self.speaker.fact(fact) for fact in settled.facts), "semicolon")
            yield f"    {self.word('decided', verdict=self.verdict(settled.verdict), facts=facts)}"
        if len({(one.verdict, one.hinges_on, one.readings) for one in answer.each}) > 1:
            yield from self._each(answer)
        else:
            for atom in answer.atoms:
                unit = (atom.args[-1],) if atom.args and isinstance(atom.args[-1], str) else ()
                yield f"    {self.speaker.atom(atom)}{self._units(unit)}"
        yield from self.of_topics(answer)
        for line in self.turning(answer):
            yield f"    {line}"

    def _each(self, answer: Answer) -> Iterator[str]:
        """What an answer is made of, each with its own verdict, and what that turns on where the whole does not say."""
        for one in answer.each:
            said = self._join(dict.fromkeys(map(self.speaker.atom, one.atoms)), "semicolon")
            text = self.word("subject", who=self.verdict(one.verdict), what=said) + self._units(one.units)
            yield from indented(text, 4, 6, whole_words=True)
            if (one.hinges_on, one.readings, one.together) != (answer.hinges_on, answer.readings, answer.together):
                yield from (f"      {line}" for line in self.turning(one))

    def of_topics(self, answer: Answer) -> Iterator[str]:
        """What the text says of the topics that an answer is about, or what comes nearest to them."""
        about = [(atom, self.case.agreement.predicates[atom.name][0].types) for atom in answer.atoms]
        asked = [arg for atom, types in about for arg, of in zip(atom.args, types, strict=True) if of == ("topic",)]
        for name in dict.fromkeys(map(str, asked)):
            yield from indented(self.case.agreement.topics[name].why[self.lang], 4)

    def picture(self, picture: Picture) -> Iterator[str]:
        """The whole picture."""
        yield from self.heading()
        shown = False
        for name, items in self.sections(picture):
            shown = True
            yield ""
            yield self.word(name)
            for item in items:
                yield from self._item(item)
        if not shown:
            yield ""
            yield self.word("nothing")
        unregarded = list(unregarded_lines(self.case, self.speaker))
        if unregarded:
            yield ""
            yield self.word("unregarded")
        for text, about in unregarded:
            yield from indented(text, 2, 4, whole_words=True)
            yield from indented(about, 4, 6)
        if general := self.general(picture):
            yield ""
            yield general
        yield from self.assumed(picture.assumptions)

    def assumed(self, facts: Iterable[Fact]) -> Iterator[str]:
        """What is taken to hold because nobody said otherwise, in a line where it is of several events alike."""
        alike: dict[tuple[object, ...], list[Fact]] = {}
        for fact in facts:
            alike.setdefault((fact.holds, fact.atom.name, *fact.atom.args[1:]), []).append(fact)
        if alike:
            yield from ("", self.word("assumed"))
        for several in alike.values():
            (first, *_), (name, args) = several, several[0].atom
            together = Fn(self._join(self.speaker.term(fact.atom.args[0]) for fact in several))
            spoken = first._replace(atom=Fn(name, (together, *args[1:]))) if len(several) > 1 else first
            yield from indented(self.speaker.fact(spoken), 2, 4)

    def sections(self, picture: Picture) -> Iterator[tuple[str, list[ListedItem]]]:
        """The lists of the whole picture that say something, in order, each with its entries."""
        hidden = set() if self.everything else self._always(picture)
        for name in LISTS:
            answers = [a for a in picture.summary.get(name, ()) if _whole(a) not in hidden]
            if name == "bearers":  # whoever answers to the sufferer bears the loss: that has been said already
                answering = picture.summary.get("liabilities", ())
                said = {(a.atoms[0].args[0], a.atoms[0].args[2], a.units) for a in answering}
                answers = [a for a in answers if (*a.atoms[0].args[:2], a.units) not in said]
            if answers and (name != "standing" or self.everything):
                yield name, list(self._breaches(picture) if name == "breaches" else self._grouped(name, answers))

    def _always(self, picture: Picture) -> set[Fn]:
        """The powers that are open at any time by every unit that gives them."""
        general = general_powers(self.case)
        special = {_whole(a) for a in picture.lists.get("powers", ()) if a.atoms[0] not in general}
        return {Fn(term.name, term.args[:-1]) for term in general} - special

    def general(self, picture: Picture) -> str:
        """How many powers and duties there are at any time, units read as preferred, where these are not listed."""
        general = general_powers(self.case)
        powers = sum(a.preferred == YES for a in picture.lists.get("powers", ()) if a.atoms[0] in general)
        duties = len(picture.lists.get("standing", ()))
        hidden = not self.everything and (powers or duties)
        return self.word("general", count=powers, duties=duties) if hidden else ""

    def _breaches(self, picture: Picture) -> Iterator[ListedItem]:
        for answer in picture.lists["breaches"]:
            (atom,) = answer.atoms
            unit = str(atom.args[-1])
            gloss = self.case.agreement.units[unit].gloss(self.lang)
            event = self.event(atom.args[1]) if isinstance(atom.args[1], Fn) else ""
            text = self.word("subject", who=self.speaker.term(atom.args[0]), what=gloss)
            yield ListedItem(answer.verdict, text, (unit,), (event,), answer)

    def event(self, event: Fn) -> str:
        """What happened in an event, in a line."""
        facts = [f.atom for f in self.case.scenario.facts if f.holds and f.atom.args and f.atom.args[0] == event]
        days = [Day(a.args[1]).isoformat() for a in facts if a.name == "on" and isinstance(a.args[1], int)]
        acts = [self.speaker.term(a.args[1], "act") for a in facts if a.name in ("act", "omits")]
        return self.word("event", event=self.speaker.term(event), day=self._join(days) or "?", act=self._join(acts))

    def _grouped(self, name: str, answers: list[Answer]) -> Iterator[ListedItem]:
        """Entries that share everything but the act are one line: `acme may do this to li: …, …`."""
        groups: dict[tuple[object, ...], list[Answer]] = {}
        for answer in answers:
            whole = _whole(answer)
            same = (
                answer.verdict,
                answer.units,
                answer.hinges_on,
                answer.readings,
                answer.together,
                str(resting_object(answer, self.speaker)),
            )
            key = (*whole.args[:2], *same) if name in ("powers", "effects") else (whole, *same)
            groups.setdefault(key, []).append(answer)
        for members in groups.values():
            first = members[0]
            text = self.speaker.atom(first.atoms[0])
            if len(members) > 1:
                acts = [self.speaker.term(m.atoms[0].args[-2], "act") for m in members]
                text = text[: text.rindex(acts[0])] + self._join(acts)
            verdict = as_listed(name, first.verdict)
            yield ListedItem(verdict, text + self._losses(first), first.units, (), first)

    def _losses(self, answer: Answer) -> str:
        facts = [f.atom for f in self.case.scenario.facts if f.holds]
        losses = [Fn(name) for name in self.case.scenario.ids("loss")]
        parts = []
        for loss in losses:
            if loss in answer.atoms[0].args:
                parts += [
                    self.speaker.term(a.args[1], "loss_kind") for a in facts if a.name == "kind" and a.args[0] == loss
                ]
                stated = (a.args[1] for a in facts if a.name == "amount" and a.args[0] == loss)
                parts += [self.speaker.term(amount, "amount") for amount in stated]
        return self.word("aside", text=self._join(parts)) if parts else ""


def _whole(answer: Answer) -> Fn:
    """The atom of an answer without its unit, `may` set aside."""
    atom = answer.atoms[0]
    args = atom.args[:-1] if isinstance(atom.args[-1], str) else atom.args
    return Fn(atom.name.removeprefix("may_"), args)
