"""A case: a scenario solved under an agreement, and the answers that it gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from . import program
from .agreement import Agreement, Unit
from .answers import DEPENDS, OPEN, Answer, Picture, ReadingVerdict, Settled
from .deciding import deciding
from .explain import Prover, Rulebook, Step
from .ground import Ground, Grounding, Query
from .language import Question, parse_question
from .scenario import Scenario
from .solve import YES, Table, hinges, witness
from .statements import Statement, of_fact
from .syntax import Predicate, Rule
from .terms import Day, Fact, Fn, parse_atom, show
from .unify import has_variables
from .world import World


class Engine:
    """An agreement's program texts, made once.

    Args:
        agreement: whose.
        rules: rules to take instead of its own, where a change to them is to be tried.
        contested: whether readings are open where a case fixes none; else every unit is read as preferred, and cases
            that fix readings of their own do not belong here.
        wanted: predicates that will be looked at, all if none are given; what these do not depend on is left out, and
            so are norms about acts that nobody did (see `program.of_events`).
    """

    def __init__(
        self,
        agreement: Agreement,
        rules: Sequence[Rule] | None = None,
        contested: bool = True,
        wanted: Sequence[str] = (),
    ) -> None:
        self.agreement, self.contested, self.wanted = agreement, contested, wanted
        self.rules = program.rules(agreement) if rules is None else rules

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules to prove by."""
        return Rulebook(self.rules)

    @cached_property
    def open_(self) -> list[tuple[str, int]]:
        """Names and arities of what a case may leave open: facts, judgements, readings."""
        return [*self.agreement.vocabulary.inputs(), (program.READING, 2)]

    @cached_property
    def untimed(self) -> str:
        """The opened program without choices on order and pace."""
        return program.text(self.agreement, self.statements(timing=False))

    @cached_property
    def timed(self) -> str:
        """The opened program with them."""
        return program.text(self.agreement, self.statements(timing=True))

    @cached_property
    def fixed(self) -> frozenset[str]:
        """Predicates that no scenario touches."""
        return program.static(self.agreement, self.statements(timing=True))

    def statements(self, timing: bool) -> list[Statement]:
        """The opened program."""
        whole = program.opened(self.agreement, timing, self.rules, self.contested)
        return list(program.of_events(program.cone(whole, self.wanted))) if self.wanted else whole

    @cached_property
    def lifted(self) -> dict[bool, str]:
        """The opened program for many cases at once, without and with choices on order and pace."""
        texts = (program.lifted_text(self.agreement, self.statements(timing), self.fixed) for timing in (False, True))
        return dict(zip((False, True), texts, strict=True))

    def case(self, scenario: Scenario) -> Case:
        """Put a checked scenario under the agreement."""
        return Case(self, scenario)


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
        """The case's own part of the program: facts, and what is open."""
        yield from map(of_fact, self.facts())
        yield from program.unknown(self.scenario.unknown, self.scenario.one_of)

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
        acts_in = vocabulary.acts_in
        for atom in chain(scenario.unknown, [fact.atom for fact in scenario.facts if fact.atom.name in acts_in]):
            for place in acts_in.get(atom.name, ()):
                yield Fn("asked_act", (atom.args[place],))
        yield from (Fn("undecided", (atom,)) for atom in scenario.unknown if atom.name in vocabulary.judgements)
        yield from self._working_days()
        yield from self._added

    def _working_days(self) -> Iterator[Fn]:
        """Counts of working days between the events whose acts the vocabulary says count them."""
        acts = self.agreement.vocabulary.acts
        possible = chain(self.scenario.unknown, *self.scenario.one_of)
        stated = [*(f.atom for f in self.scenario.facts if f.atom.name in ("act", "on") and f.holds), *possible]
        counting = {
            atom.args[0]
            for atom in stated
            if atom.name == "act" and isinstance(atom.args[1], Fn) and "working_days" in acts[atom.args[1].name].more
        }
        if counting:
            from .workdays import counts  # loads a calendar

            days = [atom.args[1] for atom in stated if atom.name == "on" and atom.args[0] in counting]
            for name, count in counts(Day(day) for day in days if isinstance(day, int)):
                yield Fn(name, count)

    def _fixed(self, unit: Unit) -> str:
        choice = self.scenario.readings.get(unit.unit, self.scenario.readings.get("*", "all"))
        return {"all": "", "preferred": unit.readings[0].name}.get(choice, choice)

    def mention(self, question: Question) -> None:
        """Let norms over open acts reach what a question names, and keep what it will look for."""
        self.patterns.update(dict.fromkeys(question.patterns))
        acts, parties = question.mentions()
        self.state([Fn("asked_act", (act,)) for act in acts if not has_variables(act)])
        self.state([Fn("asked_party", (party,)) for party in parties])

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
            text = "\n".join(map(str, self.statements()))
            ground = Ground([self.engine.untimed, text], self.engine.open_)
            if self.timed(ground):
                ground = Ground([self.engine.timed, text], self.engine.open_)
            self._ground = ground
        return self._ground

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
        parsed = [self.question(one) if isinstance(one, str) else one for one in questions]
        for question in parsed:
            self.mention(question)
        return self._answers([(q.text, *self.query(q)) for q in parsed], proofs, decide=proofs)

    def _matching(self, pattern: Fn | None) -> list[tuple[Fn, int]]:
        return [] if pattern is None else [(a.term, a.literal) for a in self.ground.matching(pattern)]

    def query(self, question: Question) -> tuple[Query, list[tuple[Fn, int]]]:
        """How to ask a question that has been mentioned, and the atoms that answer it, with their ground literals."""
        yes = self._matching(question.pattern)
        may = self._matching(question.related("may"))
        gap = self._matching(question.related("gap"))
        query = Query(tuple(n for _, n in yes), tuple(n for _, n in may), tuple(n for _, n in gap))
        return query, yes or may or gap

    def _answers(
        self, asked: Sequence[tuple[str, Query, list[tuple[Fn, int]]]], prove: bool = True, decide: bool = False
    ) -> list[Answer]:
        queries = [query for _, query, _ in asked]
        unsure = sorted({lit for query in queries for lits in query for lit in lits if lit})
        table = Table(self.ground, [*queries, *(Query((lit,)) for lit in unsure)])
        values = table.values()[: len(queries)]
        varying = [at for at, found in enumerate(values) if len(found) > 1]
        found = hinges(self.ground, [queries[at] for at in varying]) if varying else []
        turning = dict(zip(varying, found, strict=True))
        standard = table.values(self.reading()) if unsure else table.values()
        as_preferred = dict(zip(unsure, standard[len(queries) :], strict=True))
        sure = {lit for lit, one in as_preferred.items() if one == {YES}} | {0}
        likely = {lit for lit, one in as_preferred.items() if YES in one} | {0}
        proofs = self._leaves([atom for _, _, atoms in asked for atom in atoms]) if prove else {}
        answers = []
        for at, (text, _, atoms) in enumerate(asked):
            turns = turning.get(at, ())
            units = tuple(str(t.args[0]) for t in turns if t.name == program.READING)
            if turns or at in turning:
                verdict = OPEN if units else DEPENDS
                atoms = [pair for pair in atoms if pair[1] in likely] or atoms
            else:
                verdict = _single(values[at])
                # what carries the answer in any case; each way out has its own where no single atom does
                atoms = [pair for pair in atoms if pair[1] in sure] or atoms
            terms = tuple(dict.fromkeys(self.agreement.typed(term) for term, _ in atoms))
            leaves = [proofs[term] for term, _ in atoms if term in proofs]
            answers.append(
                Answer(
                    text,
                    verdict,
                    _single(standard[at]),
                    terms,
                    self._cited(terms),
                    tuple(dict.fromkeys(fact for facts, _ in leaves for fact in facts)),
                    tuple(dict.fromkeys(atom for _, open_ in leaves for atom in open_)),
                    tuple(self.agreement.typed(t) for t in turns if t.name != program.READING),
                    self._under_readings(table, at, units),
                    *(self._deciding(table, at, turns) if decide and len(standard[at]) > 1 else ()),
                )
            )
        return answers

    def _deciding(self, table: Table, at: int, turns: Sequence[Fn]) -> tuple[tuple[Settled, ...], bool]:
        """What decides the table's query `at`, among the facts that it turns on."""
        choices = self.ground.choices
        atoms = [number for number, term in choices.items() if term in turns and term.name != program.READING]
        found = deciding(table, at, atoms, self.reading())
        sets = (Settled(tuple(Fact(self.agreement.typed(choices[n]), s) for n, s in one), v) for one, v in found.sets)
        return tuple(sets), found.more

    def _cited(self, atoms: Iterable[Fn]) -> tuple[str, ...]:
        cited = {arg for atom in atoms for arg in atom.args if isinstance(arg, str)}
        return tuple(unit for unit in self.agreement.units if unit in cited)

    # -- readings -------------------------------------------------------------------------------------------------

    def reading(self, unit: str = "", name: str = "") -> list[tuple[int, bool]]:
        """What holds fixed every ambiguous unit as preferred, but for one unit that is read in the way named."""
        chosen = [(lit, term) for lit, term in self.ground.choices.items() if term.name == program.READING]
        return [(lit, term.args == (unit, Fn(name))) for lit, term in chosen]

    def _under_readings(self, table: Table, at: int, units: tuple[str, ...]) -> tuple[ReadingVerdict, ...]:
        """The verdict of the table's query `at` under each reading of some units, in the order of the register."""
        return tuple(
            ReadingVerdict(
                unit, reading.name, reading.preferred, _single(table.values(self.reading(unit, reading.name))[at])
            )
            for unit in self.agreement.units
            if unit in units
            for reading in self.agreement.units[unit].readings
        )

    # -- proofs ---------------------------------------------------------------------------------------------------

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

    def _leaves(self, atoms: Sequence[tuple[Fn, int]]) -> dict[Fn, tuple[tuple[Fact, ...], tuple[Fn, ...]]]:
        """For each atom the stated facts and the open atoms that one proof of it rests on."""
        found: dict[Fn, tuple[tuple[Fact, ...], tuple[Fn, ...]]] = {}
        certain = [(term, 0) for term, literal in atoms if not literal]
        varying = [(term, literal) for term, literal in atoms if literal]
        for batch in (certain, varying):
            if not batch:
                continue
            for prover in self.provers([literal for _, literal in batch]):
                for term, _ in batch:
                    if term not in found and prover.world.holds(term):
                        found[term] = self._split(prover.proof(term))
        return found

    def _split(self, proof: dict[Fn, Step]) -> tuple[tuple[Fact, ...], tuple[Fn, ...]]:
        leaves = [step.atom for step in proof.values() if step.rule is None]
        typed = self.agreement.typed
        told = [atom for atom in leaves if atom in self.stated and atom.name not in ("party", "standing")]
        stated = tuple(Fact(typed(atom)) for atom in told)
        judged = self.agreement.vocabulary.judgements
        opened = set(self.ground.choices.values())
        open_ = tuple(typed(a) for a in leaves if a in opened or (a.name in judged and a not in self.stated))
        return stated, open_

    # -- the whole picture ----------------------------------------------------------------------------------------

    def picture(self, summary: bool = True, proofs: bool = True) -> Picture:
        """Everything of note: an answer for each atom of a listed predicate that holds in some completion.

        Args:
            summary: whether to sum up as well what several units say alike.
            proofs: whether to say on which facts each entry rests.
        """
        entries: list[tuple[str, tuple[str, Query, list[tuple[Fn, int]]]]] = []
        groups: dict[tuple[str, Fn], list[tuple[Query, tuple[Fn, int]]]] = {}
        for predicate in dict.fromkeys(p.name for p in self.agreement.asked().values()):
            documented = self.agreement.predicates[predicate][0]
            listed = documented.fields.get("list", "none")
            if listed == "none":
                continue
            for term, query, proved in self._listed(documented):
                entries.append((listed, (show(term), query, [proved])))
                whole = Fn(predicate, term.args[:-1]) if documented.roles[-1] == "U" else term
                if summary:
                    groups.setdefault((listed, whole), []).append((query, proved))
        grouped = []
        for (listed, whole), members in groups.items():
            merged = Query(
                tuple(n for query, _ in members for n in query.yes), tuple(n for query, _ in members for n in query.may)
            )
            grouped.append((listed, (show(whole), merged, [proved for _, proved in members])))
        answers = self._answers([asked for _, asked in entries + grouped], proofs)
        names = [name for name, _ in entries + grouped]
        lists: dict[str, tuple[Answer, ...]] = {}
        sums: dict[str, tuple[Answer, ...]] = {}
        for at, (name, answer) in enumerate(zip(names, answers, strict=True)):
            target = lists if at < len(entries) else sums
            target[name] = (*target.get(name, ()), answer)
        return Picture(lists, sums, self.assumptions())

    def _listed(self, predicate: Predicate) -> Iterable[tuple[Fn, Query, tuple[Fn, int]]]:
        """Every atom of a listed predicate that is true or may be made true, with how to ask and where to prove it."""
        yes = {a.term: a.literal for a in self.ground.atoms(predicate.name, len(predicate.roles))}
        may: dict[Fn, tuple[Fn, int]] = {}
        if "may" in predicate.fields and "only" not in predicate.fields:
            source = parse_atom(predicate.fields["may"])
            for atom in self.ground.atoms(source.name, len(source.args)):
                may[Fn(predicate.name, atom.term.args)] = (atom.term, atom.literal)
        for term in sorted({**yes, **may}, key=str):
            query = Query(
                yes=(yes[term],) if term in yes else (),
                may=(may[term][1],) if term in may else (),
            )
            yield term, query, (term, yes[term]) if term in yes else may[term]

    def assumptions(self) -> tuple[Fact, ...]:
        """What is taken to hold because nobody said otherwise: absences that matter, judgements presumed."""
        found: dict[Fact, None] = {}
        open_ = set(self.scenario.unknown)
        for atom in self.ground.atoms("assumes", 1):
            inner = atom.term.args[0]
            assert isinstance(inner, Fn)
            if inner not in open_ and inner not in self.stated:
                found[Fact(inner, holds=False)] = None
        for atom in self.ground.atoms("presumed", 1):
            inner = atom.term.args[0]
            assert isinstance(inner, Fn)
            found[Fact(inner)] = None
        return tuple(found)


def _single(values: frozenset[str]) -> str:
    """The verdict where readings are fixed: the one value, or that it depends on facts."""
    return next(iter(values)) if len(values) == 1 else DEPENDS
