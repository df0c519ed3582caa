"""Answers as plain text, in English or Chinese."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from .agreement import Agreement, Unit
from .answers import Answer, Picture
from .case import Case
from .official_text import Copy
from .phrases import Speaker
from .report_json import LISTS
from .terms import Day, Fn

WORDS = {
    "en": {
        "judged": "judged on {day} under the {agreement}",
        "without": "left out of account: {clauses}",
        "breaches": "Breaches",
        "outstanding": "Still to be done",
        "powers": "Open powers",
        "effects": "Powers exercised",
        "liabilities": "Who answers to whom",
        "bearers": "Whom the losses fall on",
        "exemptions": "Who does not answer",
        "gaps": "Losses that no unit allocates",
        "standing": "Standing duties",
        "nothing": "Nothing follows from the agreement: no breach, no open power, no loss.",
        "general": "{count} powers are open at any time and {duties} duties stand all along (--all lists them)",
        "turns": "turns on: {facts}",
        "reading": "{unit} read as \"{reading}\"{mark}: {verdict}",
        "preferred": "preferred",
        "assumed": "Assumed",
        "aside": " ({text})",
        "subject": "{who}: {what}",
        "event": "{event}, {day}: {act}",
        "amount": "{amount:,} CNY",
        "verdicts": {"yes": "yes", "no": "no", "may": "may", "depends": "depends", "open": "open", "gap": "gap"},
        "meaning": {
            "no": "no unit makes it so", "gap": "the text does not say", "may": "if whoever may do so chooses to",
            "depends": "on facts that are not known", "open": "on how the text is read", "yes": "",
        },
        "no norm": "no norm: {why}",
        "note": "note: {note}",
        "words above": "(words of the clause: see {unit})",
        "other words": "(this copy's words of {clause} are not those that the rules were written for)",
        "not there": "(this copy has no {clause})",
        "comma": ", ", "semicolon": "; ",
    },
    "zh": {
        "judged": "依《{agreement}》，以{day}为判断之日",
        "without": "不予适用：{clauses}",
        "breaches": "违约",
        "outstanding": "尚待履行",
        "powers": "可行使的权力",
        "effects": "已行使的权力",
        "liabilities": "谁对谁负责",
        "bearers": "损失由谁承担",
        "exemptions": "谁不负责",
        "gaps": "没有条款分配的损失",
        "standing": "持续义务",
        "nothing": "依协议无任何后果：无违约，无可行使的权力，无损失。",
        "general": "另有{count}项随时可行使的权力，{duties}项持续义务（--all 可列出）",
        "turns": "取决于：{facts}",
        "reading": "{unit}采“{reading}”之解读{mark}：{verdict}",
        "preferred": "首选",
        "assumed": "推定",
        "aside": "（{text}）",
        "subject": "{who}：{what}",
        "event": "{event}，{day}：{act}",
        "amount": "人民币{amount:,}元",
        "verdicts": {
            "yes": "是", "no": "否", "may": "可", "depends": "视事实而定", "open": "视解读而定", "gap": "未规定",
        },
        "meaning": {
            "no": "没有条款如此规定", "gap": "条款未作说明", "may": "须有权者选择行使",
            "depends": "取决于未知事实", "open": "取决于如何解读", "yes": "",
        },
        "no norm": "不设规范：{why}",
        "note": "注：{note}",
        "words above": "（本条原文见{unit}）",
        "other words": "（此副本中{clause}的文字与规则所依据者不同）",
        "not there": "（此副本无{clause}）",
        "comma": "、", "semicolon": "；",
    },
}  # fmt: skip
"""Every fixed word of the text reports, by language."""

WIDTH = 110
_HANGING = re.compile(r"\n([，。；：、！？）》”]+)")
"""A mark that ends a phrase at the start of a line, where it must not stand."""


class TextReport:
    """Writes a case's answers as lines of text.

    Args:
        case: whose answers.
        lang: "en" or "zh".
        everything: also list standing duties and powers that are open at any time.
    """

    def __init__(self, case: Case, lang: str = "en", everything: bool = False) -> None:
        self.case, self.lang, self.everything = case, lang, everything
        self.words = WORDS[lang]
        self.speaker = Speaker(case.agreement, case.scenario, lang)

    def word(self, key: str, **parts: object) -> str:
        """A fixed phrase, filled in."""
        phrase = self.words[key]
        assert isinstance(phrase, str)
        return phrase.format(**parts)

    def verdict(self, verdict: str) -> str:
        """A verdict in the report's language."""
        verdicts = self.words["verdicts"]
        assert isinstance(verdicts, dict)
        return str(verdicts[verdict])

    def _join(self, parts: Iterable[str], key: str = "comma") -> str:
        return self.word(key).join(parts)

    def heading(self) -> Iterator[str]:
        """What the case is."""
        vocabulary = self.case.agreement.vocabulary
        yield self.case.scenario.sentence
        day = self.case.scenario.as_of.isoformat()
        yield self.word("judged", day=day, agreement=vocabulary.agreement[self.lang])
        if self.case.scenario.without:
            yield self.word("without", clauses=self._join(self.case.scenario.without))

    def _item(self, verdict: str, text: str, more: Iterable[str] = ()) -> Iterator[str]:
        label = self.verdict(verdict)
        lines = textwrap.wrap(text, WIDTH - 12, break_long_words=False, break_on_hyphens=False) or [text]
        yield f"  {_pad(label, 9)} {lines[0]}"
        for line in (*lines[1:], *more):
            yield f"  {'':9} {line}"

    def _turning(self, answer: Answer) -> Iterator[str]:
        if answer.hinges_on:
            spoken = self._join(map(self.speaker.atom, answer.hinges_on), "semicolon")
            yield from textwrap.wrap(self.word("turns", facts=spoken), WIDTH - 12)
        for reading in answer.readings:
            mark = self.word("aside", text=self.word("preferred")) if reading.preferred else ""
            spoken = self.verdict(reading.verdict)
            yield self.word("reading", unit=reading.unit, reading=reading.reading, mark=mark, verdict=spoken)

    def _units(self, answer: Answer) -> str:
        return f" [{self._join(answer.units)}]" if answer.units else ""

    def answer(self, answer: Answer) -> Iterator[str]:
        """An answer to one question."""
        meaning = self.words["meaning"]
        assert isinstance(meaning, dict)
        said = self.verdict(answer.verdict)
        if meaning[answer.verdict]:
            said = self.word("subject", who=said, what=meaning[answer.verdict])
        yield f"{answer.question}"
        yield f"  {said}{self._units(answer)}"
        for atom in answer.atoms:
            unit = str(atom.args[-1]) if atom.args and isinstance(atom.args[-1], str) else ""
            yield f"    {self.speaker.atom(atom)}" + (f" [{unit}]" if unit else "")
        for line in self._turning(answer):
            yield f"    {line}"

    def picture(self, picture: Picture) -> Iterator[str]:
        """The whole picture."""
        yield from self.heading()
        general = {a.term for a in self.case.ground.atoms("general_power", 4)}
        hidden = {Fn("available", term.args[:-1]) for term in general} if not self.everything else set()
        shown = False
        for name in LISTS:
            answers = [a for a in picture.summary.get(name, ()) if _whole(a) not in hidden]
            if name == "bearers":  # whoever answers to the sufferer bears the loss: that has been said already
                answering = picture.summary.get("liabilities", ())
                said = {(a.atoms[0].args[0], a.atoms[0].args[2], a.units) for a in answering}
                answers = [a for a in answers if (*a.atoms[0].args[:2], a.units) not in said]
            if not answers or (name == "standing" and not self.everything):
                continue
            shown = True
            yield ""
            yield self.word(name)
            lines = self._breaches(picture) if name == "breaches" else self._grouped(name, answers)
            yield from lines
        if not shown:
            yield ""
            yield self.word("nothing")
        duties = len(picture.lists.get("standing", ()))
        if not self.everything and (general or duties):
            yield ""
            yield self.word("general", count=len(general), duties=duties)
        if picture.assumptions:
            yield ""
            yield self.word("assumed")
            for fact in picture.assumptions:
                yield f"  {self.speaker.fact(fact)}"

    def _breaches(self, picture: Picture) -> Iterator[str]:
        for answer in picture.lists["breaches"]:
            (atom,) = answer.atoms
            unit = str(atom.args[-1])
            gloss = self.case.agreement.units[unit]
            told = self.event(atom.args[1]) if isinstance(atom.args[1], Fn) else ""
            what = gloss.en if self.lang == "en" else gloss.zh
            text = self.word("subject", who=self.speaker.term(atom.args[0]), what=f"{what} [{unit}]")
            yield from self._item(answer.verdict, text, [told, *self._turning(answer)])

    def event(self, event: Fn) -> str:
        """What happened in an event, in a line."""
        facts = [f.atom for f in self.case.scenario.facts if f.holds and f.atom.args and f.atom.args[0] == event]
        days = [Day(a.args[1]).isoformat() for a in facts if a.name == "on" and isinstance(a.args[1], int)]
        acts = [self.speaker.term(a.args[1], "act") for a in facts if a.name in ("act", "omits")]
        return self.word("event", event=self.speaker.term(event), day=self._join(days) or "?", act=self._join(acts))

    def _grouped(self, name: str, answers: list[Answer]) -> Iterator[str]:
        """Entries that share everything but the act are one line: `acme may do this to li: …, …`."""
        groups: dict[tuple[object, ...], list[Answer]] = {}
        for answer in answers:
            whole = _whole(answer)
            same = (answer.verdict, answer.units, answer.hinges_on, answer.readings)
            key = (*whole.args[:2], *same) if name in ("powers", "effects") else (whole, *same)
            groups.setdefault(key, []).append(answer)
        for members in groups.values():
            first = members[0]
            text = self.speaker.atom(first.atoms[0])
            if len(members) > 1:
                acts = [self.speaker.term(m.atoms[0].args[-2], "act") for m in members]
                text = text[: text.rindex(acts[0])] + self._join(acts)
            text += self._losses(first) + self._units(first)
            yield from self._item(
                "gap" if name == "gaps" and first.verdict == "yes" else first.verdict, text, self._turning(first)
            )

    def _losses(self, answer: Answer) -> str:
        facts = [f.atom for f in self.case.scenario.facts if f.holds]
        losses = [a.args[0] for a in facts if a.name == "loss"]
        parts = []
        for loss in losses:
            if loss in answer.atoms[0].args:
                parts += [
                    self.speaker.term(a.args[1], "loss_kind") for a in facts if a.name == "kind" and a.args[0] == loss
                ]
                parts += [
                    self.word("amount", amount=a.args[1]) for a in facts if a.name == "amount" and a.args[0] == loss
                ]
        return self.word("aside", text=self._join(parts)) if parts else ""


def _whole(answer: Answer) -> Fn:
    """The atom of an answer without its unit, `may` set aside."""
    atom = answer.atoms[0]
    args = atom.args[:-1] if isinstance(atom.args[-1], str) else atom.args
    return Fn(atom.name.removeprefix("may_"), args)


def _pad(text: str, width: int) -> str:
    """Pad to a width in columns; a Chinese character takes two."""
    return text + " " * (width - sum(2 if ord(c) > 0x2E7F else 1 for c in text))


def clause_lines(units: list[Unit], lang: str, readings: bool, copy: Copy | None = None) -> Iterator[str]:
    """The register as text: each unit's modality, bearers and gloss, with its readings on request.

    With a user's copy of the official text, its words of a clause follow the gloss of the clause's first unit here;
    the glosses of its other units refer to that one.
    """
    words = WORDS[lang]
    first: dict[str, str] = {}
    for unit in units:
        if readings and not unit.readings:
            continue
        bearers = f" ({', '.join(unit.bearers)})" if unit.bearers else ""
        yield f"{unit.unit}  {unit.modality}{bearers}"
        yield from _indented(unit.en if lang == "en" else unit.zh)
        if copy:
            yield from _quoted(unit, first.setdefault(unit.clause, unit.unit), copy, lang)
        if unit.why:
            yield from _indented(str(words["no norm"]).format(why=unit.why))
        if unit.note:
            yield from _indented(str(words["note"]).format(note=unit.note))
        for reading in unit.readings:
            mark = f" ({words['preferred']})" if reading.preferred else ""
            yield f"    - {reading.name}{mark}: {reading.en if lang == 'en' else reading.zh}"


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _quoted(unit: Unit, first: str, copy: Copy, lang: str) -> Iterator[str]:
    """The words of a unit's clause in a user's copy, each line marked as quoted."""
    words = WORDS[lang]
    if unit.clause not in copy.words:
        yield "    " + str(words["not there"]).format(clause=unit.clause)
    elif first != unit.unit:
        yield "    " + str(words["words above"]).format(unit=first)
    else:
        if not copy.unchanged(unit.clause):
            yield "    " + str(words["other words"]).format(clause=unit.clause)
        for paragraph in copy.words[unit.clause].split("\n"):  # half the width: a Chinese character takes two columns
            lines = "\n".join(textwrap.wrap(paragraph, WIDTH // 2))
            for line in _HANGING.sub(r"\1\n", lines).rstrip().split("\n"):
                yield f"    | {line}"


def word_lines(agreement: Agreement, found: dict[str, list[dict[str, object]]], lang: str) -> Iterator[str]:
    """The vocabulary as text, questions first."""
    if found["questions"]:
        yield "Questions" if lang == "en" else "问题"
    for question in found["questions"]:
        args = question["args"]
        assert isinstance(args, list)
        yield f"  {question['question']}({', '.join(args)})"
        yield f"      {question['doc'] if lang == 'en' else question['zh']}"
    section = ""
    for word in found["words"]:
        if word["section"] != section:
            section = str(word["section"])
            yield section
        args = word["args"]
        assert isinstance(args, list)
        inner = f"({', '.join(args)})" if args else ""
        yield f"  {word['word']}{inner}"
        yield f"      {word[lang]}" + (f"; {word['doc']}" if word["doc"] and lang == "en" else "")
