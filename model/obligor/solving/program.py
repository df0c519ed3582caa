"""The programs that are made of one set of rules: plain, opened where a case leaves something open, and lifted.

Nothing is copied by hand: `#defined` lines come from the documented predicates, `within/2` from the register,
choices from the vocabulary's judgements and from the rules in whose bodies they stand (DESIGN section 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..agreement.package import Agreement
from ..agreement.register import parts_of
from ..agreement.rule_files import Literal, Rule
from ..core.errors import Place
from ..core.terms import Fn, Var
from .statements import CASE, Statement, lifted, literal, of_rule

READING = "reading"


def _generated() -> Place:
    """Where rules stand that no file holds."""
    return Place("vocabulary.yaml")


def signatures(agreement: Agreement) -> set[tuple[str, int]]:
    """Name and arity of every predicate that may occur, classical negation as a name of its own."""
    inputs = set(agreement.vocabulary.inputs())
    known = {(p.name, len(p.roles)) for group in agreement.predicates.values() for p in group}
    known |= {(rule.head.name, rule.head.arity) for rule in generated(agreement)}
    known |= {(READING, 2), ("relevant", 1), ("fixed", 2), ("pinned", 1), ("contested", 1)}
    return inputs | known | {(f"-{name}", arity) for name, arity in inputs}


def declarations(known: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield a `#defined` line for each predicate, so that none is ever unknown."""
    for name, arity in sorted(known):
        yield f"#defined {name}/{arity}."


def generated(agreement: Agreement) -> Iterator[Rule]:
    """Yield the rules that the vocabulary implies: contrary acts, and states that hold for a time only."""
    for word in agreement.vocabulary.acts.values():
        against = word.more.get("contrary_to")
        if against:
            args = tuple(Var(f"X{i}") for i in range(len(word.args)))
            contrary = Fn("contrary", (Fn(word.name, args), Fn(against, args)))
            mentioned = Fn("mentioned", (Fn(word.name, args),))
            yield Rule(literal(contrary), (literal(mentioned),), _generated)
    for word in agreement.vocabulary.timed():
        args = tuple(Var(f"X{i}") for i in range(len(word.args)))
        state, head = Fn(word.name, args), Fn(f"{word.name}_at", (*args, Var("E")))
        acted = literal(Fn("done", (args[0], Var("_"), Var("E"))))
        yield Rule(literal(head), (literal(state), acted), _generated)
        span = literal(Fn("during", (state, Var("D"), Var("D'"))))
        when = (literal(Fn("on", (Var("E"), Var("F")))), Literal("", "D<=F"), Literal("", "F<=D'"))
        yield Rule(literal(head), (span, acted, *when), _generated)


def rules(agreement: Agreement) -> list[Rule]:
    """Every rule of the plain program: theory, chapters, and what the vocabulary implies."""
    return [*agreement.rules, *generated(agreement)]


def register(agreement: Agreement) -> Iterator[Statement]:
    """Yield `within/2` for every unit that creates a norm, as facts."""
    for unit in agreement.units.values():
        if unit.creates_norm:
            for clause in parts_of(unit.unit):
                yield Statement(Literal("within", f'within("{unit.unit}","{clause}")'))


def readings(agreement: Agreement, open_: bool) -> Iterator[Statement]:
    """Yield how the readings of ambiguous units are settled.

    A reading is fixed by the case, else it is the preferred one, or (opened) a choice wherever a rule whose other
    conditions hold turns on it.
    """
    fixed = literal(Fn("fixed", (Var("U"), Var("N"))))
    yield Statement(literal(Fn(READING, (Var("U"), Var("N")))), (fixed,))
    yield Statement(literal(Fn("pinned", (Var("U"),))), (fixed,))
    for unit in agreement.units.values():
        if not unit.readings:
            continue
        free = literal(Fn("pinned", (unit.unit,)), positive=False)
        taken: list[Literal] = []
        for reading in unit.readings[1:] if open_ else ():
            atom = Fn(READING, (unit.unit, Fn(reading.name)))
            contested = literal(Fn("contested", (unit.unit,)))
            yield Statement(literal(atom), (contested, free, *taken), choice=True)
            taken.append(literal(atom, positive=False))
        yield Statement(literal(Fn(READING, (unit.unit, Fn(unit.readings[0].name)))), (free, *taken))


def defaults(agreement: Agreement, source: Sequence[Rule]) -> Iterator[Statement]:
    """Yield the judgements that hold unless denied, wherever a rule's other conditions hold."""
    judgements = agreement.vocabulary.judgements
    found: dict[Statement, Callable[[], Place]] = {}
    for rule in source:
        judged = [lit for lit in rule.body if lit.name in judgements]
        for lit in judged:
            if judgements[lit.name].more["default"] == "true":
                rest = tuple(other for other in rule.body if other not in judged)
                left_open = Literal("undecided", f"undecided({lit.text})", False)
                body = (*rest, _denied(lit), left_open)
                found.setdefault(Statement(lit._replace(positive=True), body), rule.where)
                found.setdefault(Statement(Literal("presumed", f"presumed({lit.text})"), body), rule.where)
    yield from (statement._replace(where=where) for statement, where in found.items())


def openings(agreement: Agreement, source: Sequence[Rule], timing: bool) -> Iterator[Statement]:
    """Yield the choices of the opened program: judgements and contested readings where they matter.

    For a rule with judgement `J` and remaining body `B`: `{J} :- B, not -J`. A judgement whose documentation says
    `when` is opened by that atom instead, and only if `timing`, since it ties a knot that the plain rules do not have.
    """
    vocabulary = agreement.vocabulary
    found: dict[Statement, Callable[[], Place]] = {}
    for rule in source:
        judged = [lit for lit in rule.body if lit.name in vocabulary.judgements]
        contested = [lit for lit in rule.body if lit.name == READING]
        rest = tuple(lit for lit in rule.body if lit not in judged and lit not in contested)
        for lit in judged:
            if lit.name not in vocabulary.when and vocabulary.judgements[lit.name].more["default"] == "unknown":
                body = (*rest, *contested, _denied(lit))
                found.setdefault(Statement(lit._replace(positive=True), body, choice=True), rule.where)
        for lit in contested:
            unit = lit.text[len(READING) + 1 :].rpartition(",")[0]
            found.setdefault(Statement(Literal("contested", f"contested({unit})"), rest), rule.where)
    yield from (statement._replace(where=where) for statement, where in found.items())
    for name, opener in vocabulary.when.items():
        atom = Fn(name, tuple(map(Var, agreement.predicates[name][0].roles)))
        if timing and vocabulary.judgements[name].more["default"] == "unknown":
            body = (literal(opener), literal(atom, positive=False, denied=True))
            yield Statement(literal(atom), body, choice=True)
    for left, right in vocabulary.excludes:
        yield Statement(None, (literal(left), literal(right)))
    for left, right in vocabulary.implies:
        yield Statement(None, (literal(left), literal(right, positive=False)))


def plain(agreement: Agreement) -> list[Statement]:
    """The plain program: preferred readings unless the case fixes others, judgements as stated or by default."""
    source = rules(agreement)
    return [*_base(agreement, source), *readings(agreement, open_=False)]


def opened(
    agreement: Agreement, timing: bool = False, source: Sequence[Rule] | None = None, contested: bool = True
) -> list[Statement]:
    """The opened program, to which a case adds its facts and its own choices.

    Args:
        agreement: whose program.
        timing: whether order and pace are opened as well.
        source: rules to take instead of the agreement's own; what is derived from them follows.
        contested: whether readings are open; else every unit is read as preferred, whatever a case says.
    """
    source = rules(agreement) if source is None else source
    return [
        *_base(agreement, source),
        *(readings(agreement, open_=True) if contested else preferred(agreement)),
        *openings(agreement, source, timing),
    ]


def settled(agreement: Agreement, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the opened program as cases follow it in which nothing is open.

    Every reading is the one fixed or the preferred one; where order, pace or a reading could matter, a constraint is
    met. So no rule rests on what is left open, and no predicate depends on its own absence.
    """
    contested = False
    for statement in statements:
        if statement.head is not None and statement.head.name in (READING, "pinned") and statement.body:
            contested = True
        else:
            yield statement
    for opener in agreement.vocabulary.when.values():
        yield Statement(None, (literal(opener),))
    if contested:
        yield from readings(agreement, open_=False)
        unit = Var("U")
        pinned = literal(Fn("pinned", (unit,)), positive=False)
        yield Statement(None, (literal(Fn("contested", (unit,))), pinned))


def cone(statements: Sequence[Statement], wanted: Iterable[str]) -> list[Statement]:
    """The statements that some predicates depend on; a constraint, where everything that it speaks of is there.

    >>> rule = lambda head, *body: Statement(Literal(head, head), tuple(Literal(name, name) for name in body))
    >>> [str(one) for one in cone([rule("a", "b"), rule("b", "c"), rule("d", "b")], ["a"])]
    ['a :- b.', 'b :- c.']
    """
    of: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.head is not None:
            of.setdefault(statement.head.name, []).append(statement)
    seen: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [lit.name.removeprefix("-") for one in of.get(name, ()) for lit in one.body if lit.name]
    return [
        one
        for one in statements
        if (one.head.name in seen if one.head is not None else all(lit.name in seen for lit in one.body if lit.name))
    ]


_ABOUT_ACTS = {"prohibition": (1, ""), "permission": (1, ""), "obligation": (2, "standing"), "power": (2, "always")}
"""Norms about acts, with the place of the act, and of which time they are where that is said, the argument after it."""


def of_events(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements without those norms about acts that nobody did or left undone, which no breach rests on.

    For programs that are asked what follows from events, never what somebody may or must do: then it halves what is
    grounded (as magic sets would; Bancilhon, Maier, Sagiv and Ullman 1986).
    """
    for atom in ("act(_, A)", "omits(_, A)", "contrary(_, A)"):
        yield Statement(Literal("relevant", "relevant(A)"), (Literal(atom.partition("(")[0], atom),))
    for statement in statements:
        head = statement.head
        if head is None or head.name not in _ABOUT_ACTS:
            yield statement
            continue
        at, time = _ABOUT_ACTS[head.name]
        args = head.atom.args
        if time and args[at + 1] != Fn(time):
            yield statement
        else:
            guard = literal(Fn("relevant", (args[at],)))
            yield statement._replace(body=(*statement.body, guard))


def preferred(agreement: Agreement) -> Iterator[Statement]:
    """Yield the preferred reading of each ambiguous unit as a fact, the same for every case."""
    for unit in agreement.units.values():
        if unit.readings:
            yield Statement(literal(Fn(READING, (unit.unit, Fn(unit.readings[0].name)))))


def _denied(lit: Literal) -> Literal:
    """That a judgement is not stated not to hold."""
    return Literal(f"-{lit.name}", f"-{lit.text}", False)


def _base(agreement: Agreement, source: Sequence[Rule]) -> Iterator[Statement]:
    yield from map(of_rule, source)
    yield from defaults(agreement, source)
    yield from register(agreement)


def text(agreement: Agreement, statements: Iterable[Statement]) -> str:
    """A program's text, declarations first."""
    return "\n".join([*declarations(signatures(agreement)), *map(str, statements)])


def static(agreement: Agreement, statements: Iterable[Statement]) -> frozenset[str]:
    """Predicates that no scenario touches: derived, and from nothing but each other."""
    bodies: dict[str, set[str]] = {}
    for statement in statements:
        if statement.head is not None:
            names = {lit.name for lit in statement.body if lit.name} | ({"*"} if statement.choice else set())
            bodies.setdefault(statement.head.name, set()).update(names)
    inputs = {name for name, _ in agreement.vocabulary.inputs()}
    found = {name for name in bodies if name not in inputs}
    while touched := {name for name in found if not bodies[name] <= found}:
        found -= touched
    return frozenset(found)


def lifted_text(agreement: Agreement, statements: Sequence[Statement], fixed: frozenset[str]) -> str:
    """A program's text with a case argument on every atom that depends on the scenario.

    Args:
        agreement: whose program.
        statements: the program.
        fixed: predicates that do not depend on it (see `static`).
    """
    known = {(name, arity + (name not in fixed)) for name, arity in signatures(agreement)} | {("case", 1)}
    lines = (str(lifted(statement, CASE, fixed, guard=True)) for statement in statements)
    return "\n".join([*declarations(known), *lines])


def unknown(atoms: Iterable[Fn], one_of: Iterable[tuple[Fn, ...]]) -> Iterator[Statement]:
    """Yield unknown facts as free choices; of each group in `one_of` exactly one holds.

    >>> for statement in unknown([Fn("p")], [(Fn("a"), Fn("b"))]):
    ...     print(statement)
    {p}.
    {a}.
    {b}.
    :- a, b.
    :- not a, not b.
    """
    for atom in atoms:
        yield Statement(literal(atom), choice=True)
    for group in one_of:
        for atom in group:
            yield Statement(literal(atom), choice=True)
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                yield Statement(None, (literal(one), literal(other)))
        yield Statement(None, tuple(literal(atom, positive=False) for atom in group))
