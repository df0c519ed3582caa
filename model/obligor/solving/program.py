"""The programs that are made of one set of rules: plain, opened where a case leaves something open, and lifted.

Nothing is copied by hand: `#defined` lines come from the documented predicates, `within/2` from the register,
choices from the vocabulary's judgements and from the rules in whose bodies they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..agreement.package import Agreement
from ..agreement.rules import Comparison, Condition, Literal, Rule, Statement, variables
from ..agreement.vocabulary import Word
from ..core.clause_ids import parts_of
from ..core.errors import Place
from ..core.terms import Fn, Var
from .demand import narrowed
from .statements import CASE, lifted

READING, CONTESTED, STRAINED = "reading", "contested", "strained_too"
"""How a unit is read; that this may matter; that strained readings of it count as well."""


def _generated() -> Place:
    """Where rules stand that no file holds."""
    return Place("vocabulary.yaml")


def signatures(agreement: Agreement) -> set[tuple[str, int]]:
    """Name and arity of every predicate that may occur, classical negation as a name of its own."""
    inputs = set(agreement.vocabulary.inputs())
    known = {(p.name, p.arity) for group in agreement.predicates.values() for p in group}
    known |= {(rule.name, len(rule.head.atom.args)) for rule in generated(agreement)}
    known |= {(READING, 2), ("relevant", 1), ("fixed", 2), ("pinned", 1), (CONTESTED, 1), (STRAINED, 1)}
    return inputs | known | {(f"-{name}", arity) for name, arity in inputs}


def declarations(known: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield a `#defined` line for each predicate, so that none is ever unknown."""
    for name, arity in sorted(known):
        yield f"#defined {name}/{arity}."


def generated(agreement: Agreement) -> Iterator[Rule]:
    """Yield the rules that the vocabulary implies: contrary acts, what counts as what, states that hold for a time."""
    for word in agreement.vocabulary.acts.values():
        act, against = _open(word), word.more.get("contrary_to")
        if against:
            contrary = Fn("contrary", (act, Fn(against, act.args)))
            mentioned = Fn("mentioned", (act,))
            yield Rule(Literal(contrary), (Literal(mentioned),), _generated)
        for flag, of_act in (("declares", "declaration"), ("power", "takes_power")):
            if word.more.get(flag) == "true":
                yield Rule(Literal(Fn(of_act, (act,))), (Literal(Fn("named", (act,))),), _generated)
        for who in word.expecting:
            asked = Literal(Fn("asked_act", (act,)))
            if who in agreement.vocabulary.standing:
                yield Rule(Literal(Fn("expected_of", (Fn(who), act))), (asked,), _generated)
            else:
                role = Literal(Fn(who, (Var("P"),)))
                yield Rule(Literal(Fn("expected_of", (Var("P"), act))), (asked, role), _generated)
    for step in agreement.vocabulary.counts_as:
        head, where = Literal(Fn("counts_as", (step.act, step.other))), tuple(map(Literal, step.where))
        yield Rule(head, (Literal(Fn("named", (step.act,))), *where), _generated)
        if variables(step.act) <= variables(step.other):  # who leaves the wider act undone leaves the narrower undone
            yield Rule(head, (Literal(Fn("omits", (Var("_"), step.other))), *where), _generated)
    first, last, day = Var("D"), Var("D'"), Var("F")
    for word in agreement.vocabulary.timed():
        state = _open(word)
        head = Literal(Fn(f"{word.name}_at", (*state.args, Var("E"))))
        acted = Literal(Fn("done", (state.args[0], Var("_"), Var("E"))))
        yield Rule(head, (Literal(state), acted), _generated)
        span, when = Literal(Fn("during", (state, first, last))), Literal(Fn("on", (Var("E"), day)))
        within = Comparison(first, "<=", day), Comparison(day, "<=", last)
        yield Rule(head, (span, acted, when, *within), _generated)


def _open(word: Word) -> Fn:
    """A word with a variable for each of its arguments."""
    return Fn(word.name, tuple(Var(f"X{i}") for i in range(len(word.args))))


def rules(agreement: Agreement) -> list[Rule]:
    """Every rule of the plain program: theory, chapters, and what the vocabulary implies."""
    return [*agreement.rules, *generated(agreement)]


def register(agreement: Agreement) -> Iterator[Statement]:
    """Yield `within/2` for every unit that creates a norm, as facts."""
    for unit in agreement.units.values():
        if unit.creates_norm:
            for clause in parts_of(unit.unit):
                yield Statement(Literal(Fn("within", (unit.unit, clause))))


def readings(agreement: Agreement, open_: bool) -> Iterator[Statement]:
    """Yield how the readings of ambiguous units are settled.

    A reading is fixed by the case, else it is the preferred one, or (opened) a choice wherever a rule whose other
    conditions hold turns on it; one that is strained, only where the case says that such readings count.
    """
    fixed = Literal(Fn("fixed", (Var("U"), Var("N"))))
    yield Statement(Literal(Fn(READING, (Var("U"), Var("N")))), (fixed,))
    yield Statement(Literal(Fn("pinned", (Var("U"),))), (fixed,))
    for unit in agreement.units.values():
        if not unit.readings:
            continue
        free = Literal(Fn("pinned", (unit.unit,)), positive=False)
        taken: list[Condition] = []
        for reading in unit.readings[1:] if open_ else ():
            atom = Fn(READING, (unit.unit, Fn(reading.name)))
            contested = Literal(Fn(CONTESTED, (unit.unit,)))
            counts = (Literal(Fn(STRAINED, (unit.unit,))),) if reading.strained else ()
            yield Statement(Literal(atom), (contested, free, *counts, *taken), choice=True)
            taken.append(Literal(atom, positive=False))
        yield Statement(Literal(Fn(READING, (unit.unit, Fn(unit.readings[0].name)))), (free, *taken))


def defaults(agreement: Agreement, source: Sequence[Rule]) -> Iterator[Statement]:
    """Yield the judgements that hold unless denied, wherever a rule's other conditions hold.

    Of those that are taken not to hold it is told, likewise, that this is an assumption.
    """
    presumed, taken_not_to_be = (
        frozenset(name for name, word in agreement.vocabulary.judgements.items() if word.more["default"] == default)
        for default in ("true", "false")
    )
    written: dict[Statement, Callable[[], Place] | None] = {}
    for rule in source:
        if rule.words.isdisjoint(presumed | taken_not_to_be):
            continue
        judged = [part for part in rule.literals if part.name in agreement.vocabulary.judgements]
        rest = tuple(part for part in rule.body if part not in judged)
        for part in judged:
            if part.name in presumed:
                left_open = Literal(Fn("undecided", (part.atom,)), positive=False)
                body = (*rest, _not_denied(part), left_open)
                written.setdefault(Statement(Literal(part.atom), body), rule.where)
                written.setdefault(Statement(Literal(Fn("presumed", (part.atom,))), body), rule.where)
            elif part.name in taken_not_to_be:
                written.setdefault(
                    Statement(Literal(Fn("assumes", (part.atom,))), (*rest, _not_denied(part))), rule.where
                )
    for statement, where in written.items():
        statement.where = where
        yield statement


def openings(agreement: Agreement, source: Sequence[Rule], timing: bool) -> Iterator[Statement]:
    """Yield the choices of the opened program: judgements and contested readings where they matter.

    For a rule with judgement `J` and remaining body `B`: `{J} :- B, not -J`. A judgement whose documentation says
    `when` is opened by that atom instead, and only if `timing`, since it ties a knot that the plain rules do not have.
    """
    vocabulary = agreement.vocabulary
    opening = frozenset({READING, *vocabulary.judgements})
    written: dict[Statement, Callable[[], Place] | None] = {}
    for rule in source:
        if rule.words.isdisjoint(opening):
            continue
        judged = [part for part in rule.literals if part.name in vocabulary.judgements]
        contested = [part for part in rule.literals if part.name == READING]
        rest = tuple(part for part in rule.body if part not in judged and part not in contested)
        for part in judged:
            if part.name not in vocabulary.when and vocabulary.judgements[part.name].more["default"] == "unknown":
                body = (*rest, *contested, _not_denied(part))
                written.setdefault(Statement(Literal(part.atom), body, choice=True), rule.where)
        for part in contested:
            unit = part.atom.args[:1]
            strained = isinstance(unit[0], str) and not agreement.units[unit[0]].contested
            counts = (*rest, Literal(Fn(STRAINED, unit))) if strained else rest
            written.setdefault(Statement(Literal(Fn(CONTESTED, unit)), counts), rule.where)
    for statement, where in written.items():
        statement.where = where
        yield statement
    for name, opener in vocabulary.when.items():
        atom = Fn(name, tuple(map(Var, agreement.predicates[name][0].variables)))
        if timing and vocabulary.judgements[name].more["default"] == "unknown":
            body = (Literal(opener), Literal(atom, positive=False, denied=True))
            yield Statement(Literal(atom), body, choice=True)
    for left, right in vocabulary.excludes:
        yield Statement(None, (Literal(left), Literal(right)))
    for left, right in vocabulary.implies:
        yield Statement(None, (Literal(left), Literal(right, positive=False)))


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
        yield Statement(None, (Literal(opener),))
    if contested:
        yield from readings(agreement, open_=False)
        unit = Var("U")
        pinned = Literal(Fn("pinned", (unit,)), positive=False)
        yield Statement(None, (Literal(Fn(CONTESTED, (unit,))), pinned))


def cone(statements: Sequence[Statement], wanted: Iterable[str]) -> list[Statement]:
    """The statements that some predicates depend on; a constraint, where everything that it speaks of is there.

    >>> rule = lambda head, *body: Statement(Literal(Fn(head)), tuple(Literal(Fn(name)) for name in body))
    >>> [str(statement) for statement in cone([rule("a", "b"), rule("b", "c"), rule("d", "b")], ["a"])]
    ['a :- b.', 'b :- c.']
    """
    concluding: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.head is not None:
            concluding.setdefault(statement.head.name, []).append(statement)
    seen: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [part.atom.name for statement in concluding.get(name, ()) for part in statement.literals]
    return [
        statement
        for statement in statements
        if (
            statement.head.name in seen
            if statement.head is not None
            else all(part.name in seen for part in statement.literals)
        )
    ]


_ABOUT_ACTS = {"prohibition": (1, ""), "permission": (1, ""), "obligation": (2, "standing"), "power": (2, "always")}
"""Norms about acts, with the place of the act, and of which time they are where that is said, the argument after it."""


def of_events(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield statements without those norms about acts that nobody did or left undone, which no breach rests on.

    For programs that are asked what follows from events, never what somebody may or must do: then it halves what is
    grounded (as magic sets would; Bancilhon, Maier, Sagiv and Ullman 1986). Norms about acts that rules name where
    they go on from a norm are kept.
    """
    act = Var("A")
    for name in ("act", "omits", "contrary", "counts_as"):
        yield Statement(Literal(Fn("relevant", (act,))), (Literal(Fn(name, (Var("_"), act))),))
    # who leaves the wider act undone leaves the narrower undone, which nobody has named
    yield Statement(Literal(Fn("relevant", (act,))), (Literal(Fn("counts_as", (act, Var("_")))),))
    gone_on_from = set(_acts_gone_on_from(statements))
    for statement in statements:
        head = statement.head
        if head is None or head.name not in _ABOUT_ACTS or _act(head) in gone_on_from:
            yield statement
            continue
        at, time = _ABOUT_ACTS[head.name]
        args = head.atom.args
        if time and args[at + 1] != Fn(time):
            yield statement
        else:
            guard = Literal(Fn("relevant", (args[at],)))
            yield statement.replace(head, (*statement.body, guard))


def _acts_gone_on_from(statements: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """Yield the acts that bodies of rules name in norms, with the sort of norm (see `_act`)."""
    for statement in statements:
        for part in statement.literals:
            if part.name in _ABOUT_ACTS and (named := _act(part)):
                yield named


def _act(norm: Literal) -> tuple[str, str] | None:
    """The sort of a norm about an act and the word of that act; None where it is about any act."""
    act = norm.atom.args[_ABOUT_ACTS[norm.name][0]]
    return (norm.name, act.name) if isinstance(act, Fn) else None


def preferred(agreement: Agreement) -> Iterator[Statement]:
    """Yield the preferred reading of each ambiguous unit as a fact, the same for every case."""
    for unit in agreement.units.values():
        if unit.readings:
            yield Statement(Literal(Fn(READING, (unit.unit, Fn(unit.readings[0].name)))))


def _not_denied(judgement: Literal) -> Literal:
    """That a judgement is not stated not to hold."""
    return Literal(judgement.atom, positive=False, denied=True)


def _base(agreement: Agreement, source: Sequence[Rule]) -> Iterator[Statement]:
    yield from narrowed(source)
    yield from defaults(agreement, source)
    yield from register(agreement)


def declared(agreement: Agreement) -> str:
    """The lines that declare every predicate of an agreement's programs."""
    return "\n".join(declarations(signatures(agreement)))


def text(agreement: Agreement, statements: Iterable[Statement]) -> str:
    """A program's text, declarations first."""
    return "\n".join([declared(agreement), *map(str, statements)])


def static(agreement: Agreement, statements: Iterable[Statement]) -> frozenset[str]:
    """Predicates that no scenario touches: derived, and from nothing but each other."""
    bodies: dict[str, set[str]] = {}
    for statement in statements:
        if statement.head is not None:
            names = {part.name for part in statement.literals} | ({"*"} if statement.choice else set())
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
        yield Statement(Literal(atom), choice=True)
    for group in one_of:
        for atom in group:
            yield Statement(Literal(atom), choice=True)
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                yield Statement(None, (Literal(one), Literal(other)))
        yield Statement(None, tuple(Literal(atom, positive=False) for atom in group))
