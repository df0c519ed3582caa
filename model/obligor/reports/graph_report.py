"""Answers to questions about the norm graph, and what there is in it, as JSON objects and from these as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, suggest
from ..core.terms import BadTerm, parse_atom, show
from ..graphs import queries as questions
from ..graphs.drawing import node_link
from ..graphs.networkx_graph import Graph, edges, kind
from ..graphs.norm_graph import EDGES, KINDS
from ..wording.layout import WIDTH, columns, padded, right, wrapped
from ..wording.words import words
from .answers_json import SCHEMA


class GraphQuestion(NamedTuple):
    """A question about the graph: its argument (`clause`, `party` or none; optional with `?`), and who answers it."""

    argument: str
    answer: Callable[..., Any]


class GraphReport:
    """Says what the norm graph shows.

    Args:
        agreement: whose.
        graph: its norm graph.
        lang: one of `words.languages()`.
    """

    def __init__(self, agreement: Agreement, graph: Graph, lang: str = "en") -> None:
        self.agreement, self.graph, self.lang = agreement, graph, lang
        self.words, self.kinds, self.edges = words(lang).graphs, words(lang).kinds, words(lang).edges

    # -- what there is --------------------------------------------------------------------------------------------

    def graph_object(self) -> dict[str, Any]:
        """The graph (`"schema": 1`): how many nodes and edges there are of each kind, and networkx's node-link data."""
        nodes, counted = self._counts()
        return {
            "schema": SCHEMA,
            "agreement": self.agreement.name,
            "counts": {"nodes": dict(sorted(nodes.items())), "edges": dict(sorted(counted.items()))},
            **node_link(self.graph),
        }

    def _counts(self) -> tuple[Counter[str], Counter[str]]:
        nodes = Counter(kind(self.graph, node) for node in self.graph)
        return nodes, Counter(joining for *_, joining in edges(self.graph))

    def graph_lines(self) -> Iterator[str]:
        """How many nodes and edges there are of each kind, as text."""
        nodes, joining = self._counts()
        for title, counted, order, said in (
            ("nodes", nodes, KINDS, self.kinds),
            ("edges", joining, EDGES, self.edges),
        ):
            yield self.words[title].format(count=sum(counted.values()))
            for of in [*(k for k in order if k in counted), *(k for k in counted if k not in order)]:
                yield f"  {counted[of]:>6}  {said[of]}"

    # -- questions ------------------------------------------------------------------------------------------------

    def ask(self, text: str) -> dict[str, Any]:
        """Answer a question such as `sets_off(8.2.1.2)` (`"schema": 1`): `question`, and what its kind has.

        Raises:
            InputError: if it is ill-formed or names what is not there.
        """
        try:
            atom = parse_atom(text)
        except BadTerm as error:
            raise InputError([Problem(Place("--ask"), str(error), f"ask one of {_forms()}")]) from None
        if atom.name not in QUESTIONS:
            close = suggest(atom.name, QUESTIONS)
            raise InputError([Problem(Place("--ask"), f"no such question: {atom.name}", close or _forms())])
        wanted = QUESTIONS[atom.name]
        needed, least = bool(wanted.argument), bool(wanted.argument) and not wanted.argument.endswith("?")
        if not least <= len(atom.args) <= needed:
            raise InputError([Problem(Place("--ask"), f"{text}: not so many arguments", f"write {_form(atom.name)}")])
        args = [show(arg) for arg in atom.args]
        return {"schema": SCHEMA, "question": text, "asks": atom.name, **wanted.answer(self, *args)}

    def sets_off(self, clause: str) -> dict[str, Any]:
        """What a breach or an exercise sets off, with the step before each."""
        return {
            "reached": [
                {**self._unit(step.unit), "distance": step.distance, "by": [{"unit": u, "edge": k} for u, k in step.by]}
                for step in questions.sets_off(self.graph, clause)
            ]
        }

    def longest_chain(self) -> dict[str, Any]:
        """The longest chain from a duty to a liability."""
        return {"chain": [self._unit(unit) for unit in questions.longest_chain(self.graph)]}

    def unsanctioned(self, party: str | None = None) -> dict[str, Any]:
        """Duties and prohibitions without a consequence, by party."""
        free = questions.unsanctioned(self.graph, party)
        return {"parties": {self._name(node): [self._unit(unit) for unit in units] for node, units in free.items()}}

    def untriggered(self) -> dict[str, Any]:
        """Powers and liabilities that nothing opens."""
        return {"units": [self._unit(unit) for unit in questions.untriggered(self.graph)]}

    def dominators(self, clause: str) -> dict[str, Any]:
        """What every chain to a unit runs through."""
        return self._by_unit(questions.dominators(self.graph, clause))

    def needed(self, clause: str) -> dict[str, Any]:
        """What a unit could never take effect without."""
        return self._by_unit(questions.needed(self.agreement, self.graph, clause))

    def carries(self, clause: str) -> dict[str, Any]:
        """What rests on a definition."""
        return self._by_unit(questions.carries(self.graph, clause))

    def cycles(self) -> dict[str, Any]:
        """Units that set each other off in a circle."""
        found = questions.cycles(self.graph)
        return {"cycles": [list(map(self._unit, cycle)) for cycle in found], "more": len(found) == questions.LIMIT}

    def central(self) -> dict[str, Any]:
        """Units on which most rests."""
        carrying = [place for place in questions.central(self.graph) if place.resting][:TOP]
        return {
            "units": [
                {**self._unit(place.unit), "resting": place.resting, "between": round(place.between, 4)}
                for place in carrying
            ]
        }

    def balance(self) -> dict[str, Any]:
        """How norms are spread between the parties."""
        spread = questions.balance(self.graph)
        parties = [p for p in next(iter(spread.values()), {}) if any(any(row[p]) for row in spread.values())]
        return {
            "parties": {self._name(p): self.graph.nodes[p][self.lang] for p in parties},
            "kinds": {
                kind: {self._name(p): {"holds": row[p][0], "faces": row[p][1]} for p in parties}
                for kind, row in spread.items()
            },
        }

    def _by_unit(self, others: dict[str, list[str]]) -> dict[str, Any]:
        return {"units": {unit: [self._unit(other) for other in of] for unit, of in others.items()}}

    def _unit(self, unit: str) -> dict[str, Any]:
        data = self.graph.nodes[unit]
        return {"unit": unit, "kind": data["kind"], "text": data[self.lang]}

    @staticmethod
    def _name(node: str) -> str:
        return node.split(":", 1)[1]

    # -- text -----------------------------------------------------------------------------------------------------

    def lines(self, answer: dict[str, Any]) -> Iterator[str]:
        """An answer as text."""
        yield answer["question"]
        if "kinds" in answer:
            yield from self._table(answer)
        elif "reached" in answer:
            yield from self._steps(answer["reached"])
        elif "chain" in answer:
            yield from self._units(answer["chain"])
        elif "cycles" in answer:
            for number, cycle in enumerate(answer["cycles"], 1):
                yield f"  {number}."
                yield from self._units(cycle)
            if answer["more"]:
                yield f"  {self.words['more']}"
        elif "parties" in answer:
            for party, of in answer["parties"].items():
                yield f"  {self.graph.nodes[f'party:{party}'][self.lang]}: {len(of)}"
                yield from self._units(of)
        elif isinstance(answer["units"], dict):
            for unit, of in answer["units"].items():
                yield f"  {unit}: {len(of)}"
                yield from self._units(of)
        else:
            yield from self._units(answer["units"])
        if not any(answer.get(key) for key in ("kinds", "reached", "chain", "cycles", "parties", "units")):
            yield f"  {self.words['nothing']}"

    def rows(self, answer: dict[str, Any]) -> list[dict[str, Any]]:
        """An answer as rows of a table."""
        if "kinds" in answer:
            return [
                {"kind": self.kinds[of], **{answer["parties"][p]: _cell(cell) for p, cell in row.items()}}
                for of, row in answer["kinds"].items()
            ]
        if "cycles" in answer:
            return [{"cycle": number, **unit} for number, of in enumerate(answer["cycles"], 1) for unit in of]
        if "parties" in answer:
            return [{"party": party, **unit} for party, of in answer["parties"].items() for unit in of]
        listed = answer.get("reached") or answer.get("chain") or answer.get("units") or []
        if isinstance(listed, dict):
            return [{"of": unit, **other} for unit, others in listed.items() for other in others]
        return [
            {**unit, "by": ", ".join(f"{by['unit']} ({by['edge']})" for by in unit["by"])} if "by" in unit else unit
            for unit in listed
        ]

    def _steps(self, reached: Iterable[dict[str, Any]]) -> Iterator[str]:
        distance = 0
        for unit in reached:
            if unit["distance"] != distance:
                distance = unit["distance"]
                yield f"  {self.words['step'].format(number=distance)}"
            by: dict[str, list[str]] = {}
            for before in unit["by"]:
                by.setdefault(before["edge"], []).append(before["unit"])
            said = "; ".join(f"{', '.join(units)}: {self.edges[kind]}" for kind, units in by.items())
            yield from self._units([unit], f" ({said})")

    def _units(self, units: Iterable[dict[str, Any]], more: str = "") -> Iterator[str]:
        for unit in units:
            resting = self.words["resting"].format(count=unit["resting"]) if "resting" in unit else ""
            text = f"{unit['unit']} {self.kinds[unit['kind']]}{more}{resting}: {unit['text']}"
            first, *rest = wrapped(text, WIDTH - 8)
            yield f"    {first}"
            yield from (f"        {line}" for line in rest)

    def _table(self, answer: dict[str, Any]) -> Iterator[str]:
        """For each kind and party what it holds, and after a slash what others hold towards it."""
        widths = {party: max(columns(name), 7) for party, name in answer["parties"].items()}
        title = "".join(right(name, widths[party] + 2) for party, name in answer["parties"].items())
        yield f"  {'':14}{title}"
        for of, row in answer["kinds"].items():
            cells = "".join(right(_cell(row[p]), width + 2) for p, width in widths.items())
            yield f"  {padded(self.kinds[of], 14)}{cells}"
        yield f"  {self.words['slash']}"


QUESTIONS: dict[str, GraphQuestion] = {
    "sets_off": GraphQuestion("clause", GraphReport.sets_off),
    "longest_chain": GraphQuestion("", GraphReport.longest_chain),
    "unsanctioned": GraphQuestion("party?", GraphReport.unsanctioned),
    "untriggered": GraphQuestion("", GraphReport.untriggered),
    "dominators": GraphQuestion("clause", GraphReport.dominators),
    "needed": GraphQuestion("clause", GraphReport.needed),
    "carries": GraphQuestion("clause", GraphReport.carries),
    "cycles": GraphQuestion("", GraphReport.cycles),
    "central": GraphQuestion("", GraphReport.central),
    "balance": GraphQuestion("", GraphReport.balance),
}
"""Questions about the graph, by name."""
TOP = 20
"""Units that `central` names."""


def _cell(counts: dict[str, int]) -> str:
    return f"{counts['holds']}/{counts['faces']}" if counts["faces"] else str(counts["holds"])


def _form(name: str) -> str:
    argument = QUESTIONS[name].argument.rstrip("?").upper()
    return f"{name}({argument})" if argument else name


def _forms() -> str:
    return ", ".join(map(_form, QUESTIONS))
