"""The case graph: the proofs of what is asked of a case as one graph, each step, fact and absence once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from ..core.terms import Fn, parse_atom, show
from ..reasoning.why import ASSUMED, RULE, Proof, why
from ..scenario.chronicle import events, losses
from ..scenario.scenario import OF_LOSS
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
_OF_EVENT = frozenset({"event", "on", "by", "to", "act", "omits", "through", "under", "object", "form", "aim", "after"})
_ABOUT = _OF_EVENT | {"loss", *OF_LOSS}
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
    speakers = _speakers(case)
    asked = list(questions) or list(noted(case))
    case.ask(*asked, proofs=False)  # so that it is grounded for all of them at once
    for question in asked:
        for proof in why(case, question).proofs:
            _add(graph, proof, case, speakers)
    return graph


def noted(case: Case) -> Iterator[str]:
    """Questions on what is of note in the whole picture: breaches, exercised powers, and who answers for the losses."""
    picture = case.picture(summary=False)
    atoms = [answer.atoms[0] for answer in picture.lists.get("liabilities", ())]
    answering = {(atom.args[0], *atom.args[2:]) for atom in atoms}
    for name in SHOWN:
        for answer in picture.lists.get(name, ()):
            # whoever answers to the sufferer bears the loss: that has been said already
            if name != "bearers" or answer.atoms[0].args not in answering:
                yield answer.question


def _speakers(case: Case) -> dict[str, Speaker]:
    return {lang: Speaker(case.agreement, case.scenario, lang) for lang in languages()}


def _add(graph: Graph, proof: Proof, case: Case, speakers: dict[str, Speaker]) -> None:
    """Add a proof's steps to a case graph, each once."""

    def node(atom: Fn, kind: str, unit: str = "", rule: str = "") -> str:
        name = ("not " if kind == ABSENT else "") + show(case.agreement.typed(atom))
        if name not in graph or kind == GOAL:
            words = {lang: speaker.atom(atom) for lang, speaker in speakers.items()}
            graph.add_node(name, kind=kind, **words, unit=unit, rule=rule)
        return name

    names = {}
    for atom, proved in proof.nodes.items():
        rule, last = proved.step.rule, atom.args[-1] if atom.args else None
        kind = proved.kind if proved.kind != RULE else GOAL if atom in proof.goals else CONCLUSION
        cited = (rule.unit or (last if isinstance(last, str) else "")) if rule else ""
        names[atom] = node(atom, kind, cited, str(rule.place) if rule else "")
    for fact in proof.assumed:
        if not fact.holds:
            source = "not " + show(fact.atom)
            words = {lang: speaker.fact(fact) for lang, speaker in speakers.items()}
            graph.add_node(source, kind=ASSUMED, **words, unit="", rule="")
            for goal in proof.goals:
                _join(graph, source, names[goal])
    for atom, proved in proof.nodes.items():
        resting = [(names[premise], SUPPORTS) for premise in proved.step.premises]
        resting += [(node(absent, ABSENT), ABSENT) for absent in proved.step.absences]
        for source, kind in resting:
            if not graph.has_edge(source, names[atom], kind):
                target = graph.nodes[names[atom]]
                graph.add_edge(source, names[atom], kind, kind=kind, unit=target["unit"], rule=target["rule"])


def outline(graph: Graph, case: Case) -> Graph:
    """A case graph with what a reader asks about alone: events, losses, what is open, and conclusions of note.

    What was stated of an event is one node (`event:ID`), of a loss another (`loss:ID`, caused by its events); steps
    in between are left out, and so are absences but for open facts that are taken not to hold.
    """
    networkx = library()
    outlined: Graph = networkx.MultiDiGraph(**graph.graph)
    stands_for = _note(outlined, graph, case)
    for node, name in stands_for.items():
        for source in _nearest(graph, node, stands_for):
            if stands_for[source] != name:
                _join(outlined, stands_for[source], name)
    for fact in case.scenario.facts:
        if fact.holds and fact.atom.name == "caused_by":
            loss, event = (show(arg) for arg in fact.atom.args)
            if f"{LOSS}:{loss}" in outlined and f"{EVENT}:{event}" in outlined:
                _join(outlined, f"{EVENT}:{event}", f"{LOSS}:{loss}")
    if networkx.is_directed_acyclic_graph(outlined):  # what follows from other edges is left out
        kept = networkx.transitive_reduction(networkx.DiGraph(outlined)).edges
        outlined.remove_edges_from([edge for edge in outlined.edges if edge[:2] not in kept])
    return outlined


def _note(outlined: Graph, graph: Graph, case: Case) -> dict[str, str]:
    """Add the nodes of an outline; by node of the whole graph the one that stands for it there."""
    speakers = _speakers(case)
    words = {f"{EVENT}:{e.id}": {lang: say_event(e, s) for lang, s in speakers.items()} for e in events(case.scenario)}
    words |= {f"{LOSS}:{x.id}": {lang: say_loss(x, s) for lang, s in speakers.items()} for x in losses(case.scenario)}
    listed = {p.name for group in case.agreement.predicates.values() for p in group if p.fields.get("list", NO) != NO}
    stands_for: dict[str, str] = {}
    for node, data in graph.nodes(data=True):
        predicate, kind = node.split("(")[0], data["kind"]
        if kind == "stated":
            if thing := _told_of(parse_atom(node)):
                stands_for[node] = thing
                outlined.add_node(thing, kind=thing.partition(":")[0], **words[thing], unit="", rule="")
        elif kind not in (GOAL, CONCLUSION, ABSENT, "given"):
            stands_for[node] = node
            outlined.add_node(node, **data)
        elif kind in (GOAL, CONCLUSION) and predicate in listed:
            stands_for[node] = node
            outlined.add_node(node, **{**data, "kind": _KINDS.get(predicate, kind)})
    return stands_for


def _told_of(atom: Fn) -> str | None:
    """The node of the event or loss that a stated fact tells of; None if it tells of neither."""
    if atom.name not in _ABOUT or not isinstance(atom.args[0], Fn):
        return None
    return f"{EVENT if atom.name in _OF_EVENT else LOSS}:{atom.args[0].name}"


def _nearest(graph: Graph, node: str, stands_for: Container[str]) -> Iterator[str]:
    """Yield the nodes of the outline that a node rests on, over any number of steps that are left out."""
    before, seen = [source for source, _ in graph.in_edges(node)], set()
    while before:
        source = before.pop()
        if source in stands_for:
            yield source
        elif source not in seen:
            seen.add(source)
            before += [further for further, _ in graph.in_edges(source)]


def _join(graph: Graph, source: str, target: str) -> None:
    if not graph.has_edge(source, target, SUPPORTS):
        data = graph.nodes[target]
        graph.add_edge(source, target, SUPPORTS, kind=SUPPORTS, unit=data["unit"], rule=data["rule"])
