"""The norm graph: how units, parties, acts and losses hang together, read off the rules.

Every edge follows from the rules of chapters and theory by `abstract_evaluation`: take a rule away and its edges go. A
node is a unit, with the kind of norm that its rules state, or a party, an act, a kind of loss or a document; nothing is
listed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

from ..agreement.package import Agreement
from ..agreement.register import Unit
from ..agreement.rules import Rule
from ..core.clause_ids import covers
from ..solving.program import rules as all_rules
from ..wording.words import languages
from ..wording.words import words as fixed_words
from .abstract_evaluation import ConditionLink, PossibleConclusions
from .abstract_values import TermShape, TermShapes, admits, meet, named, shape_of, words
from .networkx_graph import Graph, entering, library

BINDS, TOWARDS, CONCERNS, TRIGGERS = "binds", "towards", "concerns", "triggers"
OPENS, LEADS, EXERCISE = "breach opens", "leads to liability", "exercise opens"
EXEMPTS, EXCEPTS, PREVAILS, DEFINES, REFERS = "exempts", "excepts", "prevails over", "defines", "refers to"
EDGES = (OPENS, LEADS, EXERCISE, TRIGGERS, EXEMPTS, EXCEPTS, PREVAILS, DEFINES, REFERS, BINDS, TOWARDS, CONCERNS)
"""Kinds of edges: what follows first, then what stands in the way, then what is about whom and what."""
CONSEQUENCES = (OPENS, LEADS, EXERCISE)
"""Edges from a norm to what its breach or its exercise sets off."""

PARTY, ACT, LOSS, DOCUMENT, NONE = "party", "act", "loss", "document", "none"
DUTY, PROHIBITION, POWER, SANCTION = "duty", "prohibition", "power", "sanction"
LIABILITY, RISK, IMMUNITY, PRIVILEGE = "liability", "own risk", "immunity", "privilege"


class Norm(NamedTuple):
    """What a chapter can state: the kind of norm that makes, and the predicate for its taking effect."""

    kind: str
    effective: str


NORMS = {
    "obligation": Norm(DUTY, "obliged"),
    "prohibition": Norm(PROHIBITION, "prohibited"),
    "violation": Norm(PROHIBITION, "violation"),
    "power": Norm(POWER, "available"),
    "liability": Norm(LIABILITY, "liable"),
    "recourse": Norm(LIABILITY, "may_liable"),
    "own_risk": Norm(RISK, "bears"),
    "immunity": Norm(IMMUNITY, "exempt"),
    "privilege": Norm(PRIVILEGE, "no_duty"),
    "permission": Norm("permission", "permitted"),
    "recommendation": Norm("recommendation", "recommended"),
    "withheld": Norm("denial", "denied"),
    "lifts": Norm("exception", "lifted"),
    "excuses": Norm("exception", "excuses"),
    "priority": Norm("priority", "prevails"),
    "definition": Norm("definition", "defined"),
    "condition": Norm("condition", "defined"),
    "attribution": Norm("definition", "attribution"),
    "acceptance": Norm("condition", "accepted"),
    "joins": Norm("condition", "joins"),
    "misuse": Norm("condition", "misuse"),
}
"""What the theory lets a chapter state, the weightiest first."""
_STATED = tuple(dict.fromkeys(norm.kind for norm in NORMS.values()))
_AFTER = _STATED.index(POWER) + 1
KINDS = (*_STATED[:_AFTER], SANCTION, *_STATED[_AFTER:], NONE)
"""Kinds of units; a sanction is a power that a breach opens, `none` a provision that creates no norm."""
ANY = "any"
_OF_MODALITY = {"obligation": DUTY, "assumption_of_risk": RISK}
_HELPS = {"definition": DEFINES, "condition": DEFINES, "attribution": DEFINES, "power": EXERCISE}
_HINDERS = {"immunity": EXEMPTS, "lifts": EXCEPTS, "excuses": EXCEPTS, "permission": EXCEPTS}
_FREEING = frozenset({"lifts", "excuses"})
"""Heads of rules by which what was done ends or excludes a norm rather than sets it off."""
_ABOUT = {"bearer": (BINDS, PARTY), "counterparty": (TOWARDS, PARTY), "act": (CONCERNS, ACT), "loss": (CONCERNS, LOSS)}
"""What an argument of a norm is to it, by role: kind of edge, and of the node that it leads to."""
_BESIDE = frozenset({"mentioned", "results_in", "concerns", "bound", "bound_at", "reached", "prior", "same_day"})
"""What the theory asks of every norm alike: it links no two of them."""
_DOING = {"done": (0, 1), "did": (0, 1), "omitted": (0, 1), "act": (None, 1)}
"""Predicates about what was done, with the places of doer and act."""


def norm_graph(agreement: Agreement, rules: Sequence[Rule] | None = None) -> Graph:
    """Build the norm graph.

    Nodes have `kind` and what they are called, in each language of reports (`en`, `zh`); those of units also `kinds`,
    `modality`, `clause`, `chapter`, `readings`, `place`. Other nodes are called `party:NAME`, `act:NAME`,
    `loss:NAME`, `document:NAME`. Edges have `kind` (one of `EDGES`), the `unit` and the `rule` (file:line) that they
    come from; those of breaches and of acts also `by`, the roles of who breaks or acts. The act `act:any` stands for
    whatever is done.

    Args:
        agreement: whose.
        rules: rules to take instead of its own, where a change to them is to be seen.

    Raises:
        InputError: if networkx is not installed.
    """
    return _GraphBuilder(agreement, rules).graph


def possible_without(agreement: Agreement, unit: str, other: str) -> bool:
    """Whether a unit can still take effect where another one's rules are gone."""
    possible = PossibleConclusions(agreement, [rule for rule in all_rules(agreement) if rule.unit != other])
    for norm in NORMS.values():
        for predicate in agreement.predicates[norm.effective]:
            given = (*(None,) * (predicate.arity - 1), words([unit]))
            if predicate.cites_unit and possible.values(norm.effective, given) is not None:
                return True
    return False


class _GraphBuilder:
    def __init__(self, agreement: Agreement, rules: Sequence[Rule] | None) -> None:
        networkx = library()
        self.agreement = agreement
        self.possible = PossibleConclusions(agreement, all_rules(agreement) if rules is None else rules)
        self.chapters = {source.path.name for source in agreement.chapters}
        self.norms = [unit.unit for unit in agreement.units.values() if unit.creates_norm]
        self.stated = {unit: list(self._stated(unit)) for unit in self.norms}
        self.stating: dict[str, list[str]] = {name: [] for name in NORMS}
        for unit, statements in self.stated.items():
            for name in dict.fromkeys(name for name, _ in statements):
                self.stating[name].append(unit)
        self.breached = [unit for unit in self.norms if self._holds("breach", (None, None), unit)]
        self.graph: Graph = networkx.MultiDiGraph(agreement=agreement.name)
        self.freeing: set[tuple[str, str, str]] = set()  # act, unit, rule: the act ends or excludes what the unit says
        for registered in agreement.units.values():
            self.graph.add_node(registered.unit, **self._unit(registered))
        for unit in self.norms:
            self._about(unit)
            self._linked(unit)
        self._exercised()
        for unit in self.norms:
            opened = any(kind == OPENS for _, kind in entering(self.graph, unit))
            if opened and self.graph.nodes[unit]["kind"] == POWER:
                self.graph.nodes[unit]["kind"] = SANCTION

    # -- nodes ----------------------------------------------------------------------------------------------------

    def _unit(self, unit: Unit) -> dict[str, object]:
        kinds = list(dict.fromkeys(NORMS[name].kind for name, _ in self.stated.get(unit.unit, ())))
        wanted = _OF_MODALITY.get(unit.modality, unit.modality)
        if kinds == [PROHIBITION] and wanted == DUTY:  # a duty that no act word expresses, stated by what breaks it
            kinds = [DUTY]
        return {
            "kind": wanted if wanted in kinds else next(iter(kinds), NONE),
            "kinds": kinds,
            "modality": unit.modality,
            "clause": unit.clause,
            "chapter": unit.unit.split(".")[0],
            **unit.glosses.only(languages()),
            "readings": [reading.name for reading in unit.readings],
            "place": str(unit.place),
        }

    def _node(self, kind: str, name: str) -> str:
        """The node of a party, an act, a kind of loss or a document, made when first met."""
        node = f"{kind}:{name}"
        if node not in self.graph:
            called = {lang: self._called(kind, name, lang) for lang in languages()}
            self.graph.add_node(node, kind=kind, **called)
        return node

    def _called(self, kind: str, name: str, lang: str) -> str:
        vocabulary = self.agreement.vocabulary
        if kind == PARTY and name in vocabulary.roles:
            return vocabulary.called(name)[lang]
        if name == ANY:
            return fixed_words(lang).graphs["any act"]
        if kind == ACT:
            word = vocabulary.acts[name]
            return word.phrases[lang].format(*("…" for _ in word.args))
        names = (
            vocabulary.standing if kind == PARTY else vocabulary.names.get("loss_kind" if kind == LOSS else kind, {})
        )
        return names[name][lang] if name in names else name

    # -- edges ----------------------------------------------------------------------------------------------------

    def _edge(self, source: str, target: str, kind: str, unit: str, rule: Rule | str, **more: object) -> None:
        place = rule if isinstance(rule, str) else str(rule.place)
        key = f"{kind} {unit} {place}"
        if source != target and not self.graph.has_edge(source, target, key):
            self.graph.add_edge(source, target, key, kind=kind, unit=unit, rule=place, **more)

    def _holds(self, name: str, before: TermShapes, unit: str) -> bool:
        """Whether a conclusion is possible whose last argument is a unit."""
        return self.possible.values(name, (*before, words([unit]))) is not None

    def _arity(self, name: str) -> list[int]:
        return [predicate.arity for predicate in self.agreement.predicates[name]]

    def _stated(self, unit: str) -> Iterator[tuple[str, int]]:
        """Yield the norms that a unit states, by predicate and arity."""
        for name in NORMS:
            for arity in self._arity(name):
                if self._holds(name, (None,) * (arity - 1), unit):
                    yield name, arity

    def _about(self, unit: str) -> None:
        """Whom a unit binds and towards whom, which acts and losses it is about, what it ranks."""
        for name, arity in self.stated[unit]:
            roles = next(p.roles for p in self.agreement.predicates[name] if p.arity == arity)
            effective = self._effective(name, unit)
            for rule, env in self.possible.envs(name, (*(None,) * (arity - 1), words([unit]))):
                shapes = {role: shape_of(arg, env) for role, arg in zip(roles, rule.head.atom.args, strict=True)}
                for role, (kind, node) in _ABOUT.items():
                    for word in self._telling(node, meet(shapes[role], effective.get(role))) if role in shapes else ():
                        self._edge(unit, self._node(node, word), kind, unit, rule)
                if name == "priority":
                    for higher, lower in product(named(shapes["prevailing"]), named(shapes["yielding"])):
                        self._edge(self._ranked(higher), self._ranked(lower), PREVAILS, unit, rule)

    def _effective(self, name: str, unit: str) -> dict[str, TermShape]:
        """What each role of a norm can be where it takes effect: only who is bound, for one."""
        predicate = self.agreement.predicates[NORMS[name].effective][0]
        values = self.possible.values(predicate.name, (*(None,) * (predicate.arity - 1), words([unit])))
        return dict(zip(predicate.roles, values or (), strict=False))

    def _ranked(self, name: str) -> str:
        return name if name in self.graph else self._node(DOCUMENT, name)

    def _telling(self, node: str, shape: TermShape) -> list[str]:
        """The words of a shape for which there are nodes; none where it may be anybody, any act or any loss."""
        vocabulary = self.agreement.vocabulary
        if node == PARTY:
            roles = named(shape) if shape != self.possible.parties else []
            settled = [
                role for role in roles if role in vocabulary.standing or "stage" not in vocabulary.roles[role].more
            ]
            return settled or roles
        if node == ACT:
            return [word for word in named(shape) if word in vocabulary.acts] if shape != self.possible.acts else []
        return named(shape)

    def _linked(self, unit: str) -> None:
        """What a unit rests on, and what stands in its way."""
        own = words([unit])
        for name, _ in self.stated[unit]:
            effective = NORMS[name].effective
            for arity in self._arity(effective):
                given = (*(None,) * (arity - 1), own)
                for link in self.possible.links(effective, given, partial(self._stop, own), self._in_chapter):
                    self._link(unit, link)
        if unit in self.breached:
            for link in self.possible.links("breach", (None, None, own), partial(self._stop, own), self._in_chapter):
                if not link.positive:
                    self._link(unit, link)

    def _stop(self, own: TermShape, name: str, shapes: TermShapes) -> bool:
        return name == "breach" or name in _DOING or name in _BESIDE or (name in NORMS and shapes[-1] != own)

    def _in_chapter(self, rule: Rule) -> bool:
        return rule.place.file in self.chapters

    def _link(self, unit: str, link: ConditionLink) -> None:
        name, owner = link.atom.name, link.owner or link.rule
        if name == "breach" and link.positive:
            kind = self._leads(unit, OPENS)
            for breached in self.breached:
                values = self.possible.values(name, (*link.shapes[:-1], words([breached])))
                if values is not None and admits(link.shapes[-1], breached):
                    self._edge(breached, unit, kind, unit, owner, by=named(values[0]))
        elif name in (_HELPS if link.positive else _HINDERS):
            for other in self.stating[name]:
                if admits(link.shapes[-1], other) and self._holds(name, link.shapes[:-1], other):
                    self._between(name, other, unit, link, owner)
        elif name in _DOING and link.positive and self._in_chapter(link.rule) and owner.name != "misuse":
            # what lies outside a power is set off by nothing: whoever does it has gone beyond the power
            self._triggered(unit, link, owner)
        if self._in_chapter(link.rule):
            # an exception in a clause's opening words does not refer to its own clause
            for clause in (arg for arg in link.atom.args if isinstance(arg, str) and not covers(arg, unit)):
                for cited in self.agreement.covered(clause):
                    if cited.creates_norm and (name != "within" or admits(link.shapes[0], cited.unit)):
                        self._edge(unit, cited.unit, REFERS, unit, link.rule)

    def _leads(self, unit: str, kind: str) -> str:
        """The kind of an edge to a unit that something sets off: a liability is led to, anything else opened."""
        return LEADS if self.graph.nodes[unit]["kind"] in (LIABILITY, RISK) else kind

    def _between(self, name: str, other: str, unit: str, link: ConditionLink, owner: Rule) -> None:
        if link.positive:
            kind = _HELPS[name]
            self._edge(other, unit, self._leads(unit, kind) if kind == EXERCISE else kind, unit, owner)
        else:
            for rule, _ in self.possible.envs(name, (*link.shapes[:-1], words([other]))):
                self._edge(other, unit, _HINDERS[name], other, rule)

    def _triggered(self, unit: str, link: ConditionLink, owner: Rule) -> None:
        by, what = _DOING[link.atom.name]
        doers = named(self.possible.parties if by is None else link.shapes[by] or self.possible.parties)
        anything = link.shapes[what] in (None, self.possible.acts)
        for act in [ANY] if anything else self._telling(ACT, link.shapes[what]):
            self._edge(self._node(ACT, act), unit, TRIGGERS, unit, owner, by=doers)
            if owner.name in _FREEING:
                self.freeing.add((self._node(ACT, act), unit, str(owner.place)))
        if by is not None:
            for other in self.stating["attribution"]:
                if self._holds("attribution", (link.shapes[0], link.shapes[-1]), other):
                    self._edge(other, unit, DEFINES, unit, owner)

    def _exercised(self) -> None:
        """What the exercise of a power triggers, since its act does when its holder does it; not what it ends."""
        edges = list(self.graph.edges(data=True))
        holders: dict[str, set[str]] = {}
        for unit, party, edge in edges:
            if edge["kind"] == BINDS:
                holders.setdefault(unit, set()).add(party.removeprefix(f"{PARTY}:"))
        for act, unit, edge in edges:
            if edge["kind"] == TRIGGERS and (act, unit, edge["rule"]) not in self.freeing:
                for power, _, about in list(self.graph.in_edges(act, data=True)):
                    may = "power" in (name for name, _ in self.stated[power])
                    if about["kind"] == CONCERNS and may and holders.get(power, set()) & set(edge["by"]):
                        self._edge(power, unit, self._leads(unit, EXERCISE), unit, edge["rule"])
