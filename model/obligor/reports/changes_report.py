"""What changes make, remedies and exposure, as JSON objects and from these as text, in a language of reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..core.terms import Fact, Fn, show
from ..reasoning.exposure import Exposure
from ..reasoning.remedies import LOOKS, SIZE, Change, Duty, Remedies
from ..reasoning.what_if import Changed, Effect
from ..scenario.chronicle import events
from ..scenario.lp_format import write_lp
from ..solving.case import Case
from ..wording.speaker import Speaker
from .answers_json import SCHEMA, resting_object
from .standings import rests


class ChangeReport:
    """Says changes and what they lead to.

    Args:
        case: the case that they start from.
        lang: one of `words.languages()`.
    """

    def __init__(self, case: Case, lang: str = "en") -> None:
        self.case, self.lang = case, lang
        self.speaker = Speaker(case.agreement, case.scenario, lang)
        self.words = self.speaker.words.changes

    def _said(self, atom: Fn) -> dict[str, str]:
        typed = self.case.agreement.typed(atom)
        return {"atom": show(typed), "text": self.speaker.atom(typed)}

    def _verdict(self, verdict: str) -> str:
        return self.speaker.words.verdicts[verdict]

    # -- what if --------------------------------------------------------------------------------------------------

    def whatif_object(
        self, given: dict[str, Sequence[str]], changed: Sequence[Changed], effects: Sequence[Effect]
    ) -> dict[str, Any]:
        """What a change does (`"schema": 1`): to the whole picture, and to each question with the steps that differ."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            **{key: list(texts) for key, texts in given.items()},
            "changes": [
                {
                    "list": entry.list,
                    **self._said(entry.atom),
                    "unit": entry.atom.args[-1] if isinstance(entry.atom.args[-1], str) else None,
                    "before": entry.before,
                    "after": entry.after,
                }
                for entry in changed
            ],
            "answers": [
                {
                    "question": effect.before.question,
                    "before": effect.before.verdict,
                    "after": effect.after.verdict,
                    "lost": [self._said(atom) for atom in effect.lost],
                    "gained": [self._said(atom) for atom in effect.gained],
                    **resting_object(effect.after, self.speaker),
                }
                for effect in effects
            ],
        }

    def whatif_lines(self, difference: dict[str, Any]) -> Iterator[str]:
        """A whatif-object as text."""
        for answer in difference["answers"]:
            yield answer["question"]
            yield f"  {self._verdict(answer['before'])} -> {self._verdict(answer['after'])}"
            yield from (f"    - {step['text']}" for step in answer["lost"])
            yield from (f"    + {step['text']}" for step in answer["gained"])
            if sentence := rests(answer, self.speaker):
                yield f"    {sentence}"
        if not difference["answers"]:
            if not difference["changes"]:
                yield self.words["no change"]
            name = ""
            for entry in difference["changes"]:
                if entry["list"] != name:
                    name = entry["list"]
                    yield self.speaker.words.answers[name]
                before, after = self._verdict(entry["before"]), self._verdict(entry["after"])
                unit = f" [{entry['unit']}]" if entry["unit"] else ""
                yield f"  {before} -> {after}{self.words['colon']}{entry['text']}{unit}"

    # -- remedies -------------------------------------------------------------------------------------------------

    def remedies_object(self, question: str, remedies: Remedies) -> dict[str, Any]:
        """Remedies (`"schema": 1`): the verdict now, and each smallest set of changes.

        Each comes with the verdict that it makes, and as a scenario: a text for an `.lp` file.
        """
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "question": question,
            "before": remedies.before,
            "remedies": [
                {
                    "changes": [self._change(change) for change in remedy.changes],
                    "verdict": remedy.verdict,
                    "scenario": write_lp(remedy.scenario),
                }
                for remedy in remedies.found
            ],
            "more": remedies.more,
        }

    def _change(self, change: Change) -> dict[str, Any]:
        said = {fact.atom.name: fact.atom for fact in change.facts}
        return {
            "what": change.what,
            "event": change.event or None,
            "facts": [Fact(self.case.agreement.typed(f.atom), f.holds).show() for f in change.facts],
            "text": self._event(change.event, said)
            if change.event
            else self.words["and"].join(map(self._fact, change.facts)),
        }

    def _fact(self, fact: Fact) -> str:
        return self.speaker.fact(Fact(self.case.agreement.typed(fact.atom), fact.holds))

    def _event(self, name: str, said: dict[str, Fn]) -> str:
        act = said.get("act") or said.get("omits")
        known = {event.id: event.days for event in events(self.case.scenario)}
        days = [said["on"].args[1]] if "on" in said else known.get(name, ())
        parts = {
            "day": self.speaker.words.report["or"].join(self.speaker.term(day, "day") for day in days) or "?",
            "who": self.speaker.term(said["by"].args[1], "party") if "by" in said else "",
            "act": self.speaker.term(act.args[1], "act") if act else "",
        }
        text = self.words["event" if "act" in said else "omission"].format(**parts)
        for key in ("to", "object", "form"):
            if key in said:
                what = self.speaker.term(said[key].args[1], "act" if key == "object" else "")
                text += self.words[key].format(what=what)
        return text

    def remedies_lines(self, remedies: dict[str, Any]) -> Iterator[str]:
        """A remedies-object as text."""
        yield remedies["question"]
        yield f"  {self.words['now']}{self._verdict(remedies['before'])}"
        if not remedies["remedies"] and not remedies["more"]:
            yield f"  {self.words['no remedy']}"
        for remedy in remedies["remedies"]:
            changes = self.words["and"].join(self.words[c["what"]] + c["text"] for c in remedy["changes"])
            yield f"  - {changes} -> {self._verdict(remedy['verdict'])}"
        if remedies["more"]:
            bounds = self.words["cut off" if remedies["remedies"] else "none within bounds"]
            yield f"  {bounds.format(size=SIZE, looks=LOOKS)}"

    def clear_object(self, party: str, duties: Sequence[Duty], remedies: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """What clears a party (`"schema": 1`): duties to be done with their days, remedies against what it faces."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "party": party,
            "outstanding": [
                {
                    **self._said(duty.atom),
                    "verdict": duty.verdict,
                    "unit": duty.atom.args[-1],
                    "by": [*map(str, duty.days)],
                }
                for duty in duties
            ],
            "remedies": list(remedies),
        }

    def clear_lines(self, cleared: dict[str, Any]) -> Iterator[str]:
        """A clear-object as text."""
        for duty in cleared["outstanding"]:
            by = self.words["by"].format(days=self.words["and"].join(duty["by"])) if duty["by"] else ""
            yield f"{self._verdict(duty['verdict'])}{self.words['colon']}{duty['text']}{by} [{duty['unit']}]"
        for remedies in cleared["remedies"]:
            yield from self.remedies_lines(remedies)
        if not cleared["outstanding"] and not cleared["remedies"]:
            yield self.words["clear"]

    # -- exposure -------------------------------------------------------------------------------------------------

    def exposure_object(self, exposure: Exposure) -> dict[str, Any]:
        """Exposure (`"schema": 1`): each thing with what it turns on, and the sums at best and at worst."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "party": exposure.party,
            "items": [
                {
                    "kind": item.kind,
                    **self._said(item.answer.atoms[0]),
                    "verdict": item.answer.verdict,
                    "units": list(item.answer.units),
                    "amount": None if item.amount is None else item.amount.plain,
                    "hinges_on": [self._said(atom) for atom in item.answer.hinges_on],
                    "readings": list(dict.fromkeys(reading.unit for reading in item.answer.readings)),
                    "choices": [self._power(atom) for atom in item.choices],
                    **resting_object(item.answer, self.speaker),
                }
                for item in exposure.items
            ],
            "best": {"amount": exposure.best.plain, "if": [self._power(atom) for atom in exposure.at_best]},
            "worst": {"amount": exposure.worst.plain, "if": [self._power(atom) for atom in exposure.at_worst]},
        }

    def _amount(self, plain: int | str) -> str:
        return self.speaker.term(plain, "amount")

    def _aside(self, plain: int | str | None) -> str:
        return "" if plain is None else self.words["amount"].format(amount=self._amount(plain))

    def _power(self, atom: Fn) -> dict[str, str]:
        if atom.name != "available":
            return self._said(atom)
        holder, _, act = atom.args
        who, what = self.speaker.term(holder, "party"), self.speaker.term(act, "act")
        return {"atom": show(atom), "text": self.words["exercises"].format(who=who, act=what)}

    def exposure_lines(self, exposure: dict[str, Any]) -> Iterator[str]:
        """An exposure-object as text."""
        for key in ("best", "worst"):
            facts = self.words["and"].join(fact["text"] for fact in exposure[key]["if"])
            tail = self.words["if"].format(facts=facts) if facts else ""
            yield self.words[key].format(amount=self._amount(exposure[key]["amount"])) + tail
        for kind in ("liability", "loss", "sanction"):
            members = [item for item in exposure["items"] if item["kind"] == kind]
            if members:
                yield self.words[kind]
            for item in members:
                amount = self._aside(item["amount"])
                units = f" [{', '.join(item['units'])}]"
                yield f"  {self._verdict(item['verdict'])}{self.words['colon']}{item['text']}{amount}{units}"
                turns = [fact["text"] for fact in (*item["hinges_on"], *item["choices"])] + item["readings"]
                if turns:
                    yield "      " + self.words["turns"].format(facts=self.words["and"].join(turns))
                if sentence := rests(item, self.speaker):
                    yield f"      {sentence}"
