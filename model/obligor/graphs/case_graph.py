"""The case graph: the proofs of what is asked of a case as one graph, each step, fact and absence once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.terms import Fn, parse_atom, show
from ..reasoning.why import ASSUMED, RULE, Proof, why
from ..scenario.chronicle import events, losses
from ..solving.case import Case
from ..wording.events import say_event, say_loss
from ..wording.speaker import Speaker
from ..wording.words import languages
from .networkx_graph import Graph, library
from .norm_graph import DUTY, NORMS, SANCTION

SUPPORTS, ABSENT = "supports", "absent"
"""Kinds of edges: from what a step rests on, and from what it needs to be absent."""
GOAL, CONCLUSION, EVENT, LOSS = "goal", "conclusion", "event", "loss"
NO = "none"
_KINDS = {norm.effective: norm.kind for norm in NORMS.values()}
_KINDS |= {"breach": "breach", "effect": SANCTION, "outstanding": DUTY, "may_liable": _KINDS["liable"]}
"""In an outline a conclusion has the kind of its norm."""
_OF_EVENT = frozenset({"event", "on", "by", "to", "act", "omits", "through", "under", "object", "form", "after"})
_ABOUT = _OF_EVENT | {"loss", "suffered_by", "kind", "amount", "caused_by"}
SHOWN = ("breaches", "effects", "liabilities", "bearers", "exemptions")
"""Lists of the whole picture whose entries are proved where nothing is asked."""


def case_graph(case: Case, questions: Sequence[str] = ()) -> Graph:
    """Build the case graph.

    Nodes are named by their atoms, an absence by `not` and its pattern; they have `kind` (`goal`, `conclusion`,
    `stated`, `assumed`, `presumed`, `reading`, `given`, `absent`), what they say in each language of reports
    (`en`, `zh`), and conclusions `unit` and `rule` (file:line). Edges lead from what a step rests on to the step and
    have `kind`, `unit` and `rule`.

    Args:
        case: the case.
        questions: what to prove; the breaches, liabilities, losses and exercised powers of the whole picture if empty.

    Raises:
        InputError: if a question is ill-formed, or networkx is not installed.
    """
    networkx = library()
    graph: Graph = networkx.MultiDiGraph(agreement=case.agreement.name, scenario=case.scenario.id)
    said = {lang: Speaker(case.agreement, case.scenario, lang) for lang in languages()}
    asked = list(questions) or list(noted(case))
    case.ask(*asked, proofs=False)  # so that it is grounded for all of them at once
    for question in asked:
        for proof in why(case, question).proofs:
            _add(graph, proof, case, said)
    return graph


def noted(case: Case) -> Iterator[str]:
    """Questions on what is of note in the whole picture: breaches, exercised powers, and who answers for the losses."""
    picture = case.picture(summary=False)
    atoms = [one.atoms[0] for one in picture.lists.get("liabilities", ())]
    answering = {(atom.args[0], *atom.args[2:]) for atom in atoms}
    for name in SHOWN:
        for answer in picture.lists.get(name, ()):
            # whoever answers to the sufferer bears the loss: that has been said already
            if name != "bearers" or answer.atoms[0].args not in answering:
                yield answer.question


def _add(graph: Graph, proof: Proof, case: Case, said: dict[str, Speaker]) -> None:
    def node(atom: Fn, kind: str, unit: str = "", rule: str = "") -> str:
        name = ("not " if kind == ABSENT else "") + show(case.agreement.typed(atom))
        if name not in graph or kind == GOAL:
            words = {lang: speaker.atom(atom) for lang, speaker in said.items()}
            graph.add_node(name, kind=kind, **words, unit=unit, rule=rule)
        return name

    names = {}
    for atom, one in proof.nodes.items():
        rule, last = one.step.rule, atom.args[-1] if atom.args else None
        kind = one.kind if one.kind != RULE else GOAL if atom in proof.goals else CONCLUSION
        cited = (rule.unit or (last if isinstance(last, str) else "")) if rule else ""
        names[atom] = node(atom, kind, cited, str(rule.place) if rule else "")
    for fact in proof.assumed:
        if not fact.holds:
            source = "not " + show(fact.atom)
            graph.add_node(source, kind=ASSUMED, **{k: v.fact(fact) for k, v in said.items()}, unit="", rule="")
            for goal in proof.goals:
                _join(graph, source, names[goal])
    for atom, one in proof.nodes.items():
        resting = [(names[premise], SUPPORTS) for premise in one.step.premises]
        resting += [(node(absent, ABSENT), ABSENT) for absent in one.step.absences]
        for source, kind in resting:
            if not graph.has_edge(source, names[atom], kind):
                of = graph.nodes[names[atom]]
                graph.add_edge(source, names[atom], kind, kind=kind, unit=of["unit"], rule=of["rule"])


def outline(graph: Graph, case: Case) -> Graph:
    """A case graph with what a reader asks about alone: events, losses, what is open, and conclusions of note.

    What was stated of an event is one node (`event:ID`), of a loss another (`loss:ID`, caused by its events); steps
    in between are left out, and so are absences but for open facts that are taken not to hold.
    """
    networkx = library()
    said = {lang: Speaker(case.agreement, case.scenario, lang) for lang in languages()}
    told = {f"{EVENT}:{e.id}": {k: say_event(e, s) for k, s in said.items()} for e in events(case.scenario)}
    told |= {f"{LOSS}:{one.id}": {k: say_loss(one, s) for k, s in said.items()} for one in losses(case.scenario)}
    listed = {p.name for group in case.agreement.predicates.values() for p in group if p.fields.get("list", NO) != NO}
    found: Graph = networkx.MultiDiGraph(**graph.graph)
    stands: dict[str, str] = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] in (GOAL, CONCLUSION) and node.split("(")[0] not in listed:
            continue
        if data["kind"] in (ABSENT, "given"):
            continue
        if data["kind"] == "stated":
            atom = parse_atom(node)
            if atom.name not in _ABOUT or not isinstance(atom.args[0], Fn):
                continue
            kind = EVENT if atom.name in _OF_EVENT else LOSS
            stands[node] = name = f"{kind}:{atom.args[0].name}"
            found.add_node(name, kind=kind, **told[name], unit="", rule="")
        else:
            stands[node] = node
            kind = _KINDS.get(node.split("(")[0], data["kind"]) if data["kind"] in (GOAL, CONCLUSION) else data["kind"]
            found.add_node(node, **{**data, "kind": kind})
    for node, name in stands.items():
        before, seen = [source for source, _ in graph.in_edges(node)], set()
        while before:
            source = before.pop()
            if source in stands and stands[source] != name:
                _join(found, stands[source], name)
            elif source not in seen and source not in stands:
                seen.add(source)
                before += [further for further, _ in graph.in_edges(source)]
    for fact in case.scenario.facts:
        if fact.holds and fact.atom.name == "caused_by":
            loss, event = (show(arg) for arg in fact.atom.args)
            if f"{LOSS}:{loss}" in found and f"{EVENT}:{event}" in found:
                _join(found, f"{EVENT}:{event}", f"{LOSS}:{loss}")
    if networkx.is_directed_acyclic_graph(found):  # what follows from other edges is left out
        kept = networkx.transitive_reduction(networkx.DiGraph(found)).edges
        found.remove_edges_from([edge for edge in found.edges if edge[:2] not in kept])
    return found


def _join(graph: Graph, source: str, target: str) -> None:
    if not graph.has_edge(source, target, SUPPORTS):
        of = graph.nodes[target]
        graph.add_edge(source, target, SUPPORTS, kind=SUPPORTS, unit=of["unit"], rule=of["rule"])
