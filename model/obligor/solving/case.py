"""A case: a scenario under an agreement, grounded when it is first asked, and what proofs of it rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ..agreement.register import Unit
from ..agreement.rules import Literal, Statement
from ..core.terms import Fact, Fn
from ..core.unification import has_variables
from ..scenario.questions import Question, parse_question
from ..scenario.readings import ALL, EARNEST, PREFERRED
from ..scenario.scenario import WHOLE, Scenario
from ..scenario.standing import LEVELS
from . import answering, program, whole_picture
from .answer_set import World
from .answers import Answer, Picture
from .completions import witness
from .counted_days import counted_days
from .grounding import Ground, Grounding, Query
from .proofs import Prover
from .regard import Regard
from .statements import of_fact
from .verdict_names import GAP, NO

if TYPE_CHECKING:
    from .engine import Engine


class Case:
    """A scenario under an agreement; grounded when first asked.

    Args:
        engine: the agreement's programs.
        scenario: a scenario that `scenario.check` has passed.

    Attributes:
        patterns: what the questions mentioned so far look for.
    """

    def __init__(self, engine: Engine, scenario: Scenario) -> None:
        self.engine, self.agreement, self.scenario = engine, engine.agreement, scenario
        self._added: dict[Fn, None] = {}
        self.patterns: dict[Fn, None] = {}
        self._ground: Grounding | None = None

    # -- grounding ------------------------------------------------------------------------------------------------

    def statements(self) -> Iterator[Statement]:
        """The case's own part of the program: facts, and what is open.

        What is said of an event or a loss of which nobody knows whether it was holds only if it was.
        """
        for fact in self.facts():
            whole = self._in_doubt(fact)
            yield Statement(Literal(fact.atom), (Literal(whole),)) if whole else of_fact(fact)
        yield from program.unknown(self.scenario.unknown, self.scenario.one_of)

    def _in_doubt(self, fact: Fact) -> Fn | None:
        """The unknown fact that says that there was what a stated one is about, if that is unknown."""
        if not self.scenario.unknown or not fact.holds or fact.atom.name not in WHOLE:
            return None
        whole = Fn(WHOLE[fact.atom.name], fact.atom.args[:1])
        return whole if whole in self.scenario.unknown else None

    def facts(self) -> Iterator[Fact]:
        """What is stated, what is left out, how units are read, and what norms over open acts are to reach."""
        return chain(self.scenario.facts, map(Fact, dict.fromkeys(self._settings())))

    def _settings(self) -> Iterator[Fn]:
        """What a case says beside what is stated in it."""
        scenario, vocabulary = self.scenario, self.agreement.vocabulary
        for clause in scenario.without:
            yield Fn("struck", (clause,))
        if scenario.readings:
            for unit in self.agreement.units.values():
                if unit.readings and (name := self._fixed(unit)):
                    yield Fn("fixed", (unit.unit, Fn(name)))
                elif unit.readings and self._choice(unit) == ALL:
                    yield Fn(program.STRAINED, (unit.unit,))
        acts_in = vocabulary.acts_in
        for atom in chain(scenario.unknown, [fact.atom for fact in scenario.facts if fact.atom.name in acts_in]):
            for place in acts_in.get(atom.name, ()):
                yield Fn("asked_act", (atom.args[place],))
        for fact in scenario.facts:  # an act is spoken of also where nobody knows whether it was done
            if fact.atom.name in ("act", "omits", "object") and self._in_doubt(fact):
                yield Fn("asked_act", (fact.atom.args[1],))
        yield from (Fn("undecided", (atom,)) for atom in scenario.unknown if atom.name in vocabulary.judgements)
        for fact in scenario.facts:
            if not fact.holds and fact.atom.name in vocabulary.judgements:
                yield Fn("refuted", (fact.atom,))
        yield from counted_days(scenario, vocabulary.acts)
        yield from self._added

    def _choice(self, unit: Unit) -> str:
        return self.scenario.readings.get(unit.unit, self.scenario.readings.get("*", EARNEST))

    def _fixed(self, unit: Unit) -> str:
        """The reading that is fixed for a unit; "" if it is left open."""
        choice = self._choice(unit)
        return {ALL: "", EARNEST: "", PREFERRED: unit.readings[0].name}.get(choice, choice)

    def mention(self, question: Question) -> None:
        """Let norms over open acts reach what a question names, and keep what it will look for."""
        self.patterns.update(dict.fromkeys(question.patterns))
        acts, parties = question.mentions()
        self.state([Fn("asked_act", (act,)) for act in acts if not has_variables(act)])
        self.state([Fn("asked_party", (party,)) for party in parties])
        for topic in question.topics:
            known = self.agreement.topics
            for one in [known[topic.name]] if isinstance(topic, Fn) else known.values():
                self.state([Fn("asked_topic", (Fn(one.name),)), *(Fn("treats", (Fn(one.name), u)) for u in one.units)])

    def state(self, atoms: Iterable[Fn]) -> None:
        """Add atoms to the case's part of the program, beside what the scenario says."""
        new = dict.fromkeys(atom for atom in atoms if atom not in self._added)
        if new:
            self._added.update(new)
            self._ground = None

    @property
    def ground(self) -> Grounding:
        """The grounded case: choices on order and pace are added only where one could matter."""
        if self._ground is None:
            ground = self._grounded(timing=False)
            self._ground = self._grounded(timing=True) if self.timed(ground) else ground
        return self._ground

    def _grounded(self, timing: bool) -> Grounding:
        own = list(self.statements())
        return Ground([self.engine.text(timing, own), "\n".join(map(str, own))], self.engine.open_)

    def timed(self, ground: Grounding) -> bool:
        """Whether order or pace could matter, as the case was grounded without choices on them."""
        openers = self.agreement.vocabulary.when.values()
        return any(ground.atoms(opener.name, len(opener.args)) for opener in openers)

    def take(self, ground: Grounding) -> None:
        """Answer from a grounding made elsewhere, which has all that was mentioned so far."""
        self._ground = ground

    # -- asking ---------------------------------------------------------------------------------------------------

    def question(self, text: str) -> Question:
        """Read a question.

        Raises:
            InputError: if it is ill-formed or names what is not there.
        """
        return parse_question(text, self.agreement, self.scenario)

    def ask(self, *questions: str | Question, proofs: bool = True) -> list[Answer]:
        """Answer questions, in order; without `proofs`, the facts that answers rest on are left out.

        Raises:
            InputError: if one of them is ill-formed.
        """
        parsed = [self.question(asked) if isinstance(asked, str) else asked for asked in questions]
        for question in parsed:
            self.mention(question)
        found = answering.answers(self, [(q.text, *self.query(q)) for q in parsed], proofs, decide=proofs)
        return self._doubted(found) if proofs and self.scenario.standings else found

    def _doubted(self, answers: list[Answer]) -> list[Answer]:
        """Answers, those that it is not so with what is not proven and decides it, as the case without it shows."""
        doubted = self.scenario.judged_by(LEVELS[-1])
        no = [answer.question for answer in answers if answer.verdict in (NO, GAP)]
        new = doubted.unknown.keys() - self.scenario.unknown.keys()
        if not no or not new:
            return answers
        turning = {answer.question: answer.hinges_on for answer in Case(self.engine, doubted).ask(*no, proofs=False)}
        return [
            answer._replace(doubts=tuple(atom for atom in turning.get(answer.question, ()) if atom in new))
            for answer in answers
        ]

    def query(self, question: Question) -> tuple[Query, answering.Carriers]:
        """How to ask a question that has been mentioned, and the atoms that can carry an answer."""
        yes, may, gap = (
            self.ground.matching(pattern) if pattern else []
            for pattern in (question.pattern, question.related("may"), question.related("gap"))
        )
        query = Query(tuple(a.literal for a in yes), tuple(a.literal for a in may), tuple(a.literal for a in gap))
        return query, (yes, may, gap)

    def picture(self, summary: bool = True, proofs: bool = True) -> Picture:
        """Everything of note (see `whole_picture.picture`)."""
        return whole_picture.picture(self, summary, proofs)

    def unregarded(self) -> list[Fact]:
        """What is stated and no unit looks at (see `regard`)."""
        return list(Regard(self).unregarded())

    def assumed(self) -> list[Fact]:
        """What is taken to hold because nobody said otherwise, and may decide what was asked."""
        regard = Regard(self)
        return [fact for fact in whole_picture.assumptions(self) if regard.bears_on(fact.atom, self.patterns)]

    def reading(self, unit: str = "", name: str = "") -> list[tuple[int, bool]]:
        """What holds fixed every ambiguous unit as preferred, but for one unit that is read in the way named."""
        chosen = [(lit, term) for lit, term in self.ground.choices.items() if term.name == program.READING]
        return [(lit, term.args == (unit, Fn(name))) for lit, term in chosen]

    # -- what proofs rest on --------------------------------------------------------------------------------------

    @cached_property
    def stated(self) -> set[Fn]:
        """The facts that are stated to hold."""
        return {fact.atom for fact in self.scenario.facts if fact.holds}

    @property
    def leaves(self) -> set[Fn]:
        """Atoms that need no proof: stated facts, and what is open."""
        return self.stated | set(self.ground.choices.values())

    def provers(self, literals: Sequence[int], fixed: Collection[tuple[int, bool]] = ()) -> Iterable[Prover]:
        """Yield provers over answer sets such that each of `literals` holds in one."""
        leaves = self.leaves
        certain = all(not literal for literal in literals)
        for true in [set()] if certain else witness(self.ground, literals, fixed):
            yield Prover(self.engine.rulebook, World(self.ground, true, leaves))
