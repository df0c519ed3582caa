"""The report on a case, for a person who decides: what it comes to, who bears what, when, and what it turns on.

The report is an object of plain values; pages and notebooks are made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..core.amounts import totals
from ..core.terms import Fn, show
from ..graphs.case_graph import case_graph, noted, outline
from ..reasoning.remedies import to_be_done
from ..reasoning.why import why
from ..scenario.chronicle import Loss, events, losses
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.verdict_names import YES, as_listed
from ..solving.whole_picture import general_powers
from ..wording.events import say_event, say_loss, say_standing
from ..wording.words import languages
from .answers_text import ListedItem, TextReport
from .reasons_report import ReasonReport
from .unregarded import unregarded_lines


def case_report(case: Case, lang: str = "en") -> dict[str, Any]:
    """Make the report on a case.

    Args:
        case: the case.
        lang: one of `words.languages()`.

    Returns:
        `heading` (lines), `summary` (three sentences), `losses` (a row a loss), `timeline` (rows by day), `sections`
        (the lists of the whole picture), `general` (a line), `unregarded` (`name`, and what no unit looks at, each in
        two texts; empty if there is nothing), `turns` (what answers turn on, facts and readings), `assumed`, `proofs`
        (why-objects by question), `graph` (`nodes` and `edges` of the outlined case graph).
    """
    return _Report(case, lang).whole()


NAMED = 2
"""Facts that the summary names; beyond, it says how many there are."""


class _Report:
    def __init__(self, case: Case, lang: str) -> None:
        self.case, self.lang = case, lang
        self.text = TextReport(case, lang)
        self.speaker = self.text.speaker
        self.words = self.speaker.words.report
        self.picture = case.picture()
        self.sections = list(self.text.sections(self.picture))

    def whole(self) -> dict[str, Any]:
        picture, text = self.picture, self.text
        graph = outline(case_graph(self.case), self.case)
        return {
            "lang": self.lang,
            "heading": list(text.heading()),
            "summary": [self._breaches(), self._who_loses(), self._open()],
            "losses": [self._loss(loss) for loss in losses(self.case.scenario)],
            "timeline": self._timeline(),
            "sections": [
                {"name": text.word(name), "items": [self._item(item) for item in items]}
                for name, items in self.sections
            ],
            "general": text.general(picture),
            "unregarded": self._unregarded(),
            "turns": self._turns(),
            "assumed": [self.speaker.fact(fact) for fact in picture.assumptions],
            "proofs": self._proofs(),
            "graph": {
                "nodes": [
                    {"id": node, **{key: data[key] for key in ("kind", "unit", *languages())}}
                    for node, data in graph.nodes(data=True)
                ],
                "edges": [[source, target] for source, target in graph.edges()],
            },
        }

    def _unregarded(self) -> dict[str, Any]:
        told = list(unregarded_lines(self.case, self.speaker))
        return {"name": self.text.word("unregarded"), "told": told} if told else {}

    def _item(self, item: ListedItem) -> dict[str, Any]:
        return {
            "verdict": item.verdict,
            "said": self.text.verdict(item.verdict),
            "text": item.text,
            "units": list(item.units),
            "told": [line for line in item.told if line],
            "turns": list(self.text.turning(item.answer)),
        }

    # -- in three sentences ---------------------------------------------------------------------------------------

    def _breaches(self) -> str:
        broken: dict[tuple[str, bool], list[str]] = {}
        for answer in self.picture.lists.get("breaches", ()):
            atom = answer.atoms[0]
            broken.setdefault((self.speaker.term(atom.args[0]), answer.verdict == YES), []).append(str(atom.args[-1]))
        clauses = [
            self.words["in breach" if sure else "may be in breach"].format(who=who, units=self._list(units))
            for (who, sure), units in broken.items()
        ]
        return self._sentence(clauses or [self.words["no breach"]])

    def _sentence(self, clauses: list[str]) -> str:
        return self.words["also"].join(clauses) + self.words["stop"]

    def _list(self, words: Iterable[str]) -> str:
        return self.words["comma"].join(dict.fromkeys(words))

    def _who_loses(self) -> str:
        """On whom the losses fall, or may fall, and what is allocated to nobody, with the sums."""
        borne: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in map(self._loss, losses(self.case.scenario)):
            bearers = [bearer for bearer in row["bears"] if bearer["who"] != self.words["no unit"]]
            sure = [bearer for bearer in bearers if bearer["verdict"] == YES]
            key = "falls" if sure else "may fall" if bearers else "nobody"
            borne.setdefault((key, self._list(bearer["who"] for bearer in sure or bearers)), []).append(row)
        clauses = []
        for (key, who), rows in borne.items():
            stated = [row["amount"] for row in rows if row["amount"] is not None]
            sums = self.words["and"].join(map(self.speaker.amount, totals(stated)))
            total = self.words["amount"].format(amount=sums) if stated else ""
            clauses.append(self.words[key].format(losses=self._list(row["name"] for row in rows), total=total, who=who))
        return self._sentence(clauses or [self.words["no loss"]])

    def _open(self) -> str:
        always = general_powers(self.case)
        powers = [power.atoms[0] for power in self.picture.lists.get("powers", ()) if power.atoms[0] not in always]
        holders = self._list(self.speaker.term(power.args[0]) for power in powers)
        acts = {power.args[:3] for power in powers}
        clauses = [self.words["powers" if powers else "no powers"].format(who=holders, count=len(acts))]
        turns = self._turns()
        facts = self.words["and"].join(fact["text"] for fact in turns["facts"][:NAMED])
        if len(turns["facts"]) > NAMED:
            facts = self.words["facts"].format(count=len(turns["facts"]))
        units = self._list(reading["unit"] for reading in turns["readings"])
        if facts or units:
            both = [self.words["on facts"].format(facts=facts)] if facts else []
            both += [self.words["on readings"].format(units=units)] if units else []
            clauses.append(self.words["turns"].format(what=self.words["and"].join(both)))
        else:
            clauses.append(self.words["settled"])
        return self._sentence(clauses)

    # -- who bears what -------------------------------------------------------------------------------------------

    def _loss(self, loss: Loss) -> dict[str, Any]:
        """A row of the table: who suffered a loss, on whom it falls, who answers for it, who does not."""
        return {
            "name": self.speaker.term(Fn(loss.id)),
            "loss": self._with_standing(say_loss(loss, self.speaker), loss.id),
            "amount": loss.amount,
            "suffered_by": self.words["comma"].join(self.speaker.term(party, "party") for party in loss.suffered_by),
            "bears": [*self._of("bearers", loss, 0), *self._of("gaps", loss, None)],
            "exempt": self._of("exemptions", loss, 0),
        }

    def _with_standing(self, said: str, ident: str) -> str:
        standing = self.case.scenario.standings.get(ident)
        return self.text.word("standing of", what=said, how=say_standing(standing, self.speaker)) if standing else said

    def _of(self, name: str, loss: Loss, who: int | None) -> list[dict[str, Any]]:
        cells = []
        for answer in self.picture.summary.get(name, ()):
            atom = answer.atoms[0]
            if Fn(loss.id) in atom.args:
                verdict = as_listed(name, answer.verdict)
                cells.append(
                    {
                        "who": self.words["no unit"] if who is None else self.speaker.term(atom.args[who], "party"),
                        "verdict": verdict,
                        "said": self.text.verdict(verdict),
                        "units": list(answer.units),
                        "turns": list(self.text.turning(answer)),
                    }
                )
        return cells

    # -- when -----------------------------------------------------------------------------------------------------

    def _timeline(self) -> list[dict[str, Any]]:
        """Events, breaches and the days by which duties are due, by day."""
        rows: list[dict[str, Any]] = []
        broken: dict[str, list[Answer]] = {}
        for answer in self.picture.lists.get("breaches", ()):
            broken.setdefault(str(answer.atoms[0].args[1]), []).append(answer)
        for event in events(self.case.scenario):
            days = self.words["or"].join(day.isoformat() for day in event.days) or "?"
            marks = [
                self.words["mark"].format(
                    who=self.speaker.term(breach.atoms[0].args[0]),
                    unit=breach.atoms[0].args[-1],
                    verdict=self.text.verdict(breach.verdict),
                )
                for breach in broken.get(event.id, ())
            ]
            said = self._with_standing(say_event(event, self.speaker), event.id)
            rows.append({"day": days, "kind": "event", "text": said, "marks": marks})
        rows.append(
            {"day": self.case.scenario.as_of.isoformat(), "kind": "now", "text": self.words["judged"], "marks": []}
        )
        for party in self._parties():
            for duty in to_be_done(self.case, party):
                day = self.words["or"].join(day.isoformat() for day in duty.days) or self.words["no day"]
                mark = f"{duty.atom.args[-1]}: {self.text.verdict(duty.verdict)}"
                rows.append({"day": day, "kind": "duty", "text": self.speaker.atom(duty.atom), "marks": [mark]})
        return rows

    def _parties(self) -> list[str]:
        answers = self.picture.lists.get("outstanding", ())
        return list(dict.fromkeys(show(answer.atoms[0].args[0]) for answer in answers))

    # -- what it turns on, and why --------------------------------------------------------------------------------

    def _turns(self) -> dict[str, list[dict[str, Any]]]:
        """Facts and readings that answers turn on, each with how many and which."""
        facts: dict[Fn, dict[str, None]] = {}
        readings: dict[str, dict[str, None]] = {}
        for item in (item for _, items in self.sections for item in items):
            for atom in item.answer.hinges_on:
                facts.setdefault(atom, {})[item.text] = None
            for reading in item.answer.readings:
                readings.setdefault(reading.unit, {})[item.text] = None
        units = self.case.agreement.units
        return {
            "facts": [
                {"atom": show(atom), "text": self.speaker.atom(atom), "decides": list(of)} for atom, of in facts.items()
            ],
            "readings": [
                {
                    "unit": unit,
                    "readings": [
                        {"name": r.name, "preferred": r.preferred, "strained": r.strained, "text": r.gloss(self.lang)}
                        for r in units[unit].readings
                    ],
                    "decides": list(of),
                }
                for unit, of in readings.items()
            ],
        }

    def _proofs(self) -> list[dict[str, Any]]:
        questions = list(noted(self.case))
        self.case.ask(*questions, proofs=False)
        report = ReasonReport(self.case, self.lang)
        return [report.why_object(why(self.case, question)) for question in questions]
