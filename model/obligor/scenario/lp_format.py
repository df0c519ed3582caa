"""Scenario files in `.lp`: ground facts of the vocabulary and nothing else, read without clingo.

The same small grammar as everywhere reads them, so a rule, a directive, a choice or a script is a syntax error here,
never a program. A few words stand for what YAML has keys for (`vocabulary.FILE_WORDS`):

- `scenario("sentence").`, `id("slug").`, `agreement("name").`, `tag("word").`, `name(acme, "Acme Ltd").`;
- `unknown(fact).`, `one_of(on(leak, "2026-03-01"), on(leak, "2026-03-02")).`;
- `reading("unit", name).`, under "*" for all units, and `struck("unit").`;
- `standing_of(leak, alleged).`, `said_by(leak, zhao).` and `source_of(leak, "letter of 3 March").`

A day is written as a text. What `write_lp` writes, `read_lp` reads as the same scenario; what a scenario expects, and
its variants, are no part of such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..agreement.package import Agreement
from ..core.errors import InputError, Place, Problem, shortened
from ..core.terms import AtomReader, BadTerm, Day, Fact, Fn, Term, render, show
from .scenario import Scenario
from .standing import STANDING_KEYS, Standing
from .well_formed import check

_BLANK = re.compile(r"(?:\s+|%\*.*?\*%|%(?!\*)[^\n]*)+", re.DOTALL)
_ID = re.compile(r"[a-z0-9][a-z0-9_./*-]*", re.ASCII)
"""Ids of scenarios, of variants (`leak/1`) and of what was changed (`leak*`)."""
_STANDING = ("standing_of", "said_by", "source_of")
"""Words for the `STANDING_KEYS`, in their order; YAML's own are facts here, or may be an agreement's."""
_TOLD = {"scenario": 1, "id": 1, "agreement": 1, "reading": 2, "name": 2, **dict.fromkeys(_STANDING, 2)}
"""Words that say one thing of what stands before the last argument, with how many arguments they take."""
_TELL = (
    (":-", "a rule", "only facts stand in a scenario"),
    ("%*", "a comment that is never closed", "close it with *%"),
    ("#", "a directive", "only facts stand in a scenario"),
    ("{", "a choice", "list the fact as unknown(fact)."),
    (";", "a disjunction", "only facts stand in a scenario"),
)


class _Sheet:
    """What a text of facts says, gathered fact by fact."""

    def __init__(self) -> None:
        self.facts: dict[Fact, Place] = {}
        self.unknown: dict[Fn, Place] = {}
        self.one_of: list[tuple[Fn, ...]] = []
        self.lists: dict[str, list[str]] = {"struck": [], "tag": []}
        self.told: dict[str, dict[str, str]] = {word: {} for word in _TOLD}
        self.places: dict[str, Place] = {}
        self.lines: dict[str, Place] = {}

    def take(self, fact: Fact, place: Place) -> Problem | None:
        """Take what stands there; what contradicts an earlier line is not taken, and told."""
        name, args = fact.atom
        texts = [arg if isinstance(arg, str) else show(arg) for arg in args]
        atoms = tuple(arg for arg in args if isinstance(arg, Fn))
        if fact.holds and name == "unknown" and len(atoms) == len(args) == 1:
            self.unknown[atoms[0]] = place
        elif fact.holds and name == "one_of" and len(atoms) == len(args) > 0:
            self.one_of.append(atoms)
            self.places[str(atoms[0])] = place
        elif fact.holds and name in self.lists and len(args) == 1:
            self.lists[name] += texts
            self.places.update({texts[0]: place} if name == "struck" else {})
        elif fact.holds and _TOLD.get(name) == len(args):
            *about, value = texts
            key = "".join(about)
            if self.told[name].setdefault(key, value) != value:
                return Problem(place, f"another {' of '.join([name, *about])} than stands above", "drop one of them")
            self.lines.setdefault(name, place)
            self.places.update({key: place} if name in ("reading", *_STANDING) else {})
        else:
            self.facts.setdefault(fact, place)
        return None

    def only(self, word: str, otherwise: str) -> str:
        """What a word says that stands once, or not at all."""
        return self.told[word].get("", otherwise)

    def standings(self) -> dict[str, Standing]:
        """The standings that are told, by id."""
        told = {key: self.told[word] for key, word in zip(STANDING_KEYS, _STANDING, strict=True)}
        having = dict.fromkeys(ident for of in told.values() for ident in of)
        return {one: Standing.of({key: of[one] for key, of in told.items() if one in of}) for one in having}

    def scenario(self, title: str, file: str, agreement: Agreement) -> Scenario:
        """All of it as a scenario that is still to be checked."""
        return Scenario(
            self.only("id", "1"), self.only("scenario", title), agreement.name, self.facts, self.unknown,
            tuple(self.one_of), self.told["reading"], tuple(self.lists["struck"]), self.told["name"],
            tuple(self.lists["tag"]), place=Place(file, 1), places=self.places, standings=self.standings(),
        )  # fmt: skip


def read_lp(text: str, file: str, agreement: Agreement) -> list[Scenario]:
    """Read a text of facts as one scenario; a comment at its beginning is the sentence where no line says it.

    Raises:
        InputError: with every defect; what is no fact is reported where it stands.
    """
    sheet = _Sheet()
    problems: list[Problem] = []
    reader = AtomReader(text)
    line, counted = 1, 0
    while True:
        blank = _BLANK.match(text, reader.at)
        reader.at = blank.end() if blank else reader.at
        line, counted = line + text.count("\n", counted, reader.at), reader.at
        place = Place(file, line)
        if reader.done():
            break
        try:
            fact = reader.fact()
            if not reader.sign("."):
                raise BadTerm("expected '.'", reader.at)
        except BadTerm as error:
            problems.append(_refusal(text, reader, place, error))
            end = text.find("\n", reader.at)
            reader.at = len(text) if end < 0 else end
            continue
        problem = sheet.take(fact, place)
        problems += [problem] if problem else []
    title = re.match(r"\s*%\s*(\S[^\n]*)", text)
    scenario = sheet.scenario(title[1].strip() if title else file, file, agreement)
    if not _ID.fullmatch(scenario.id):
        problems.append(Problem(sheet.lines["id"], f"'{shortened(scenario.id)}' cannot be an id", 'write id("leak").'))
    if (named := sheet.only("agreement", agreement.name)) != agreement.name:
        message = f"this is read under '{agreement.name}', not '{shortened(named)}'"
        problems.append(Problem(sheet.lines["agreement"], message))
    try:
        checked = check(scenario, agreement)
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    if problems:
        raise InputError(problems)
    return [checked]


def write_lp(scenario: Scenario) -> str:
    """A scenario as a text of facts, which `read_lp` reads again; without what it expects, and its variants."""
    implied = {fact.atom.args for fact in scenario.facts if fact.atom.name == "standing"}
    stated = [
        fact for fact in scenario.facts if fact.atom.name not in ("standing", "party") or fact.atom.args not in implied
    ]
    told = [
        Fn("scenario", (scenario.sentence,)),
        Fn("id", (scenario.id,)),
        Fn("agreement", (scenario.agreement,)),
        *(Fn("tag", (tag,)) for tag in scenario.tags),
        *(Fn("name", (Fn(ident), name)) for ident, name in scenario.names.items()),
        *(atom for ident, standing in scenario.standings.items() for atom in _of_standing(Fn(ident), standing)),
    ]
    choices = [
        *(Fn("unknown", (atom,)) for atom in scenario.unknown),
        *(Fn("one_of", group) for group in scenario.one_of),
        *(Fn("reading", (unit, Fn(name))) for unit, name in scenario.readings.items()),
        *(Fn("struck", (clause,)) for clause in scenario.without),
    ]
    facts = [*map(Fact, told), *stated, *map(Fact, choices)]
    return "".join(f"{'' if fact.holds else '-'}{_written(fact.atom)}.\n" for fact in facts)


def _of_standing(ident: Fn, standing: Standing) -> Iterator[Fn]:
    """What tells the standing of an event or a loss."""
    for word, value in zip(_STANDING, standing, strict=True):
        if value:
            yield Fn(word, (ident, value if word == "source_of" else Fn(value)))


def _written(term: Term) -> str:
    """A term as `.lp` files hold it: days and clauses as texts."""
    if isinstance(term, Fn):
        return f"{term.name}({', '.join(map(_written, term.args))})" if term.args else term.name
    return f'"{term}"' if isinstance(term, Day) else render(term)


def _refusal(text: str, reader: AtomReader, place: Place, error: BadTerm) -> Problem:
    end = text.find("\n", reader.at)
    rest = text[min(error.offset, reader.at) : len(text) if end < 0 else end].strip()
    odd = next((c for c in rest if not c.isascii() and c.isalpha()), "")
    if odd and not rest.startswith(tuple(mark for mark, _, _ in _TELL)):
        return Problem(place, f"'{odd}' cannot stand in a name", "names are ASCII; put other text in quotes")
    for mark, what, hint in _TELL:
        if mark in rest:
            return Problem(place, f"{what} ('{rest[:30]}')", hint)
    return Problem(place, f"not a fact: {error}", "write name(arguments).")
