"""The programs that are made of one set of rules: plain, and opened where a case leaves something open.

Nothing is copied by hand: `#defined` lines come from the documented predicates, `within/2` from the register,
choices from the vocabulary's judgements and from the rules in whose bodies they stand (DESIGN section 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .agreement import Agreement, parts_of
from .errors import Place
from .syntax import Literal, Rule
from .terms import Fact, Fn, Var, render

READING = "reading"


def _generated() -> Place:
    """Where rules stand that no file holds."""
    return Place("vocabulary.yaml")


def declarations(agreement: Agreement) -> Iterator[str]:
    """Yield a `#defined` line for each input and each documented predicate, so that none is ever unknown."""
    known = set(agreement.vocabulary.inputs())
    known |= {(p.name, len(p.roles)) for group in agreement.predicates.values() for p in group}
    known |= {(rule.head.name, rule.head.arity) for rule in generated(agreement)}
    known |= {
        ("during", 3),
        (READING, 2),
        ("fixed", 2),
        ("pinned", 1),
        ("contested", 1),
        ("presumed", 1),
        ("workday", 2),
    }
    for name, arity in sorted(known):
        yield f"#defined {name}/{arity}."
    for name, arity in sorted(agreement.vocabulary.inputs()):
        yield f"#defined -{name}/{arity}."


def generated(agreement: Agreement) -> Iterator[Rule]:
    """Yield the rules that the vocabulary implies: contrary acts, and states that hold for a time only."""
    for word in agreement.vocabulary.acts.values():
        against = word.more.get("contrary_to")
        if against:
            args = tuple(Var(f"X{i}") for i in range(len(word.args)))
            contrary = render(Fn("contrary", (Fn(word.name, args), Fn(against, args))))
            body = render(Fn("mentioned", (Fn(word.name, args),)))
            yield Rule(Literal("contrary", contrary), (Literal("mentioned", body),), _generated)
    for word in agreement.vocabulary.timed():
        args = tuple(Var(f"X{i}") for i in range(len(word.args)))
        state, head = Fn(word.name, args), Fn(f"{word.name}_at", (*args, Var("E")))
        acted = Literal("concerns", render(Fn("concerns", (args[0], Var("E")))))
        literal = Literal(head.name, render(head))
        yield Rule(literal, (Literal(word.name, render(state)), acted), _generated)
        span = Literal("during", f"during({render(state)},D,D')")
        when = (Literal("on", "on(E,F)"), Literal("", "D<=F"), Literal("", "F<=D'"))
        yield Rule(literal, (span, acted, *when), _generated)


def rules(agreement: Agreement) -> list[Rule]:
    """Every rule of the plain program: theory, chapters, and what the vocabulary implies."""
    return [*agreement.rules, *generated(agreement)]


def register(agreement: Agreement) -> Iterator[str]:
    """Yield `within/2` for every unit that creates a norm, as facts."""
    for unit in agreement.units.values():
        if unit.creates_norm:
            for clause in parts_of(unit.unit):
                yield f'within("{unit.unit}","{clause}").'


def readings(agreement: Agreement, open_: bool) -> Iterator[str]:
    """Yield how the readings of ambiguous units are settled: fixed by the case, else the preferred one, or (opened)
    a choice wherever a rule whose other conditions hold turns on it.
    """
    yield f"{READING}(U,N) :- fixed(U,N)."
    yield "pinned(U) :- fixed(U,_)."
    for unit in agreement.units.values():
        others: list[str] = []
        for reading in unit.readings[1:]:
            atom = f'{READING}("{unit.unit}",{reading.name})'
            if open_:
                free = "".join(f", not {other}" for other in others)
                yield f'{{{atom}}} :- contested("{unit.unit}"), not pinned("{unit.unit}"){free}.'
            others.append(atom)
        if unit.readings:
            rest = "".join(f", not {other}" for other in others) if open_ else ""
            yield f'{READING}("{unit.unit}",{unit.readings[0].name}) :- not pinned("{unit.unit}"){rest}.'


def defaults(agreement: Agreement) -> Iterator[str]:
    """Yield the judgements that hold unless denied, wherever a rule's other conditions hold."""
    vocabulary = agreement.vocabulary
    lines: dict[str, None] = {}
    for rule in rules(agreement):
        judged = [lit for lit in rule.body if lit.name in vocabulary.judgements]
        for lit in judged:
            if vocabulary.judgements[lit.name].more["default"] == "true":
                rest = [str(other) for other in rule.body if other not in judged]
                lines[f"{lit.text} :- {', '.join([*rest, f'not -{lit.text}'])}."] = None
                lines[f"presumed({lit.text}) :- {', '.join([*rest, f'not -{lit.text}'])}."] = None
    yield from lines


def openings(agreement: Agreement, timing: bool) -> Iterator[str]:
    """Yield the choices of the opened program: judgements and contested readings where they matter.

    For a rule with judgement `J` and remaining body `B`: `{J} :- B, not -J`. A judgement whose documentation says
    `when` is opened by that atom instead, and only if `timing`, since it ties a knot that the plain rules do not have.
    """
    vocabulary = agreement.vocabulary
    lines: dict[str, None] = {}
    for rule in rules(agreement):
        judged = [lit for lit in rule.body if lit.name in vocabulary.judgements]
        contested = [lit for lit in rule.body if lit.name == READING]
        if not judged and not contested:
            continue
        rest = [lit for lit in rule.body if lit not in judged and lit not in contested]
        for lit in judged:
            if lit.name in vocabulary.when or vocabulary.judgements[lit.name].more["default"] != "unknown":
                continue
            body = ", ".join([*map(str, rest), *map(str, contested), f"not -{lit.text}"])
            lines[f"{{{lit.text}}} :- {body}."] = None
        for lit in contested:
            unit = render(lit.atom.args[0])
            lines[f"contested({unit}) :- {', '.join(map(str, rest)) or '#true'}."] = None
    yield from lines
    for name, opener in vocabulary.when.items():
        word = vocabulary.judgements[name]
        roles = agreement.predicates[name][0].roles
        atom = render(Fn(name, tuple(map(Var, roles))))
        if timing and word.more["default"] == "unknown":
            yield f"{{{atom}}} :- {render(opener)}, not -{atom}."
    for left, right in vocabulary.excludes:
        yield f":- {render(left)}, {render(right)}."
    for left, right in vocabulary.implies:
        yield f":- {render(left)}, not {render(right)}."


def plain(agreement: Agreement) -> str:
    """The plain program: preferred readings unless the case fixes others, judgements as stated or by default."""
    return "\n".join([*_base(agreement), *readings(agreement, open_=False)])


def opened(agreement: Agreement, timing: bool = False) -> str:
    """The opened program, to which a case adds its facts and its own choices."""
    return "\n".join([*_base(agreement), *readings(agreement, open_=True), *openings(agreement, timing)])


def _base(agreement: Agreement) -> Iterator[str]:
    yield from declarations(agreement)
    yield from map(str, rules(agreement))
    yield from defaults(agreement)
    yield from register(agreement)


def facts_text(facts: Iterable[Fact]) -> str:
    """Stated facts, as program text.

    >>> facts_text([Fact(Fn("event", (Fn("leak"),)))])
    'event(leak).'
    """
    return "\n".join(f"{fact}." for fact in facts)


def unknown_text(unknown: Iterable[Fn], one_of: Iterable[tuple[Fn, ...]]) -> str:
    """Unknown facts as free choices; of each group in `one_of` exactly one holds.

    >>> print(unknown_text([Fn("p")], [(Fn("a"), Fn("b"))]))
    {p}.
    {a}.
    {b}.
    :- a, b.
    :- not a, not b.
    """
    lines = [f"{{{render(atom)}}}." for atom in unknown]
    for group in one_of:
        atoms = list(map(render, group))
        lines += [f"{{{atom}}}." for atom in atoms]
        lines += [f":- {one}, {other}." for at, one in enumerate(atoms) for other in atoms[at + 1 :]]
        lines.append(f":- {', '.join(f'not {atom}' for atom in atoms)}.")
    return "\n".join(lines)
