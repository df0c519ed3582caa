"""What changes make, remedies and exposure, as JSON objects and from these as text, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..core.terms import Fact, Fn, show
from ..reasoning.exposure import Exposure
from ..reasoning.remedies import Change, Duty, Remedies
from ..reasoning.what_if import Changed, Effect
from ..scenario.lp_format import write_lp
from ..solving.case import Case
from ..wording.speaker import Speaker
from ..wording.words import CHANGES, WORDS
from .answers_json import SCHEMA


class ChangeReport:
    """Says changes and what they lead to.

    Args:
        case: the case that they start from.
        lang: "en" or "zh".
    """

    def __init__(self, case: Case, lang: str = "en") -> None:
        self.case, self.lang, self.words = case, lang, CHANGES[lang]
        self.speaker = Speaker(case.agreement, case.scenario, lang)

    def _said(self, atom: Fn) -> dict[str, str]:
        typed = self.case.agreement.typed(atom)
        return {"atom": show(typed), "text": self.speaker.atom(typed)}

    def _verdict(self, verdict: str) -> str:
        verdicts = WORDS[self.lang]["verdicts"]
        assert isinstance(verdicts, dict)
        return str(verdicts[verdict])

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
                    "list": one.list,
                    **self._said(one.atom),
                    "unit": one.atom.args[-1] if isinstance(one.atom.args[-1], str) else None,
                    "before": one.before,
                    "after": one.after,
                }
                for one in changed
            ],
            "answers": [
                {
                    "question": one.before.question,
                    "before": one.before.verdict,
                    "after": one.after.verdict,
                    "lost": [self._said(atom) for atom in one.lost],
                    "gained": [self._said(atom) for atom in one.gained],
                }
                for one in effects
            ],
        }

    def whatif_lines(self, found: dict[str, Any]) -> Iterator[str]:
        """A whatif-object as text."""
        for one in found["answers"]:
            yield one["question"]
            yield f"  {self._verdict(one['before'])} -> {self._verdict(one['after'])}"
            yield from (f"    - {step['text']}" for step in one["lost"])
            yield from (f"    + {step['text']}" for step in one["gained"])
        if not found["answers"]:
            if not found["changes"]:
                yield self.words["no change"]
            name = ""
            for one in found["changes"]:
                if one["list"] != name:
                    name = one["list"]
                    yield str(WORDS[self.lang][name])
                before, after = self._verdict(one["before"]), self._verdict(one["after"])
                unit = f" [{one['unit']}]" if one["unit"] else ""
                yield f"  {before} -> {after}{self.words['colon']}{one['text']}{unit}"

    # -- remedies -------------------------------------------------------------------------------------------------

    def remedies_object(self, question: str, found: Remedies) -> dict[str, Any]:
        """Remedies (`"schema": 1`): the verdict now, and each smallest set of changes.

        Each comes with the verdict that it makes, and as a scenario: a text for an `.lp` file (None where a day is one
        of several).
        """
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "question": question,
            "before": found.before,
            "remedies": [
                {
                    "changes": [self._change(change) for change in one.changes],
                    "verdict": one.verdict,
                    "scenario": None if one.scenario.one_of else write_lp(one.scenario),
                }
                for one in found.found
            ],
            "more": found.more,
        }

    def _change(self, change: Change) -> dict[str, Any]:
        said = {fact.atom.name: fact.atom for fact in change.facts}
        return {
            "what": change.what,
            "event": change.event or None,
            "facts": [Fact(self.case.agreement.typed(f.atom), f.holds).show() for f in change.facts],
            "text": self._event(said) if change.event else self.words["and"].join(map(self._fact, change.facts)),
        }

    def _fact(self, fact: Fact) -> str:
        return self.speaker.fact(Fact(self.case.agreement.typed(fact.atom), fact.holds))

    def _event(self, said: dict[str, Fn]) -> str:
        act = said.get("act") or said.get("omits")
        parts = {
            "day": self.speaker.term(said["on"].args[1], "day"),
            "who": self.speaker.term(said["by"].args[1], "party") if "by" in said else "",
            "act": self.speaker.term(act.args[1], "act") if act else "",
        }
        text = self.words["event" if "act" in said else "omission"].format(**parts)
        for name in ("to", "object", "form"):
            if name in said:
                text += self.words[name].format(
                    self.speaker.term(said[name].args[1], "act" if name == "object" else "")
                )
        return text

    def remedies_lines(self, found: dict[str, Any]) -> Iterator[str]:
        """A remedies-object as text."""
        yield found["question"]
        yield f"  {self.words['now']}{self._verdict(found['before'])}"
        if not found["remedies"]:
            yield f"  {self.words['no remedy']}"
        for one in found["remedies"]:
            changes = self.words["and"].join(self.words[c["what"]] + c["text"] for c in one["changes"])
            yield f"  - {changes} -> {self._verdict(one['verdict'])}"
        if found["more"]:
            yield f"  {self.words['cut off']}"

    def clear_object(self, party: str, duties: Sequence[Duty], found: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """What clears a party (`"schema": 1`): duties to be done with their days, remedies against what it faces."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "party": party,
            "outstanding": [
                {**self._said(one.atom), "verdict": one.verdict, "unit": one.atom.args[-1], "by": [*map(str, one.days)]}
                for one in duties
            ],
            "remedies": list(found),
        }

    def clear_lines(self, found: dict[str, Any]) -> Iterator[str]:
        """A clear-object as text."""
        for one in found["outstanding"]:
            by = self.words["by"].format(self.words["and"].join(one["by"])) if one["by"] else ""
            yield f"{self._verdict(one['verdict'])}{self.words['colon']}{one['text']}{by} [{one['unit']}]"
        for one in found["remedies"]:
            yield from self.remedies_lines(one)
        if not found["outstanding"] and not found["remedies"]:
            yield self.words["clear"]

    # -- exposure -------------------------------------------------------------------------------------------------

    def exposure_object(self, found: Exposure) -> dict[str, Any]:
        """Exposure (`"schema": 1`): each thing with what it turns on, and the sums at best and at worst in CNY."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "party": found.party,
            "items": [
                {
                    "kind": item.kind,
                    **self._said(item.answer.atoms[0]),
                    "verdict": item.answer.verdict,
                    "units": list(item.answer.units),
                    "amount": item.amount,
                    "hinges_on": [self._said(atom) for atom in item.answer.hinges_on],
                    "readings": list(dict.fromkeys(reading.unit for reading in item.answer.readings)),
                    "choices": [self._power(atom) for atom in item.choices],
                }
                for item in found.items
            ],
            "best": {"amount": found.best, "if": [self._power(atom) for atom in found.at_best]},
            "worst": {"amount": found.worst, "if": [self._power(atom) for atom in found.at_worst]},
        }

    def _power(self, atom: Fn) -> dict[str, str]:
        if atom.name != "available":
            return self._said(atom)
        holder, _, act = atom.args
        who, what = self.speaker.term(holder, "party"), self.speaker.term(act, "act")
        return {"atom": show(atom), "text": self.words["exercises"].format(who=who, act=what)}

    def exposure_lines(self, found: dict[str, Any]) -> Iterator[str]:
        """An exposure-object as text."""
        for key in ("best", "worst"):
            facts = self.words["and"].join(fact["text"] for fact in found[key]["if"])
            tail = self.words["if"].format(facts=facts) if facts else ""
            yield self.words[key].format(amount=found[key]["amount"]) + tail
        for kind in ("liability", "loss", "sanction"):
            members = [item for item in found["items"] if item["kind"] == kind]
            if members:
                yield self.words[kind]
            for item in members:
                amount = self.words["amount"].format(item["amount"]) if item["amount"] is not None else ""
                units = f" [{', '.join(item['units'])}]"
                yield f"  {self._verdict(item['verdict'])}{self.words['colon']}{item['text']}{amount}{units}"
                turns = [fact["text"] for fact in (*item["hinges_on"], *item["choices"])] + item["readings"]
                if turns:
                    yield "      " + self.words["turns"].format(self.words["and"].join(turns))
