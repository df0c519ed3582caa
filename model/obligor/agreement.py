"""An agreement package: its chapters, the register of clauses that their comments are, and its vocabulary.

A package is a folder of `chNN_*.lp` chapters with a `vocabulary.yaml`; it is found by name (an installed package
`obligor_NAME`, or the entry-point group `obligor.agreements`) or by path.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from importlib import util
from pathlib import Path
from typing import NamedTuple

from .errors import InputError, ModelError, Place, Problem, suggest
from .syntax import Predicate, Rule, Source, predicates, read_rules
from .terms import CLAUSE, Day, Fn
from .vocabulary import Vocabulary

MODALITIES = (
    "obligation",
    "prohibition",
    "permission",
    "power",
    "immunity",
    "liability",
    "assumption_of_risk",
    "condition",
    "definition",
    "priority",
)
"""Modalities of units: Hohfeld's and LegalRuleML's terms."""

THEORY = ("facts", "time", "binding", "norms", "duties", "powers", "losses")
_FIELDS = frozenset({"en", "zh", "note", "why", "reading"})
_ITEM = re.compile(r"(?:\[[a-z]+\])$|(?:\([A-Z0-9]+\))$|(?:\.\d+)$")


class Reading(NamedTuple):
    """One interpretation of an ambiguous unit."""

    name: str
    preferred: bool
    en: str
    zh: str


class Unit(NamedTuple):
    """One norm of the agreement, or a provision that creates none (`modality` "none", `why` says the reason).

    `bearers` are roles and standing parties whom it addresses; `en` and `zh` are glosses in our own words.
    """

    unit: str
    modality: str
    bearers: tuple[str, ...]
    en: str
    zh: str
    note: str
    why: str
    readings: tuple[Reading, ...]
    place: Place

    @property
    def creates_norm(self) -> bool:
        """Whether it is a norm."""
        return self.modality != "none"

    @property
    def clause(self) -> str:
        """The clause it stands in: `21.5[b]` stands in `21.5`."""
        return self.unit.split("[")[0]


@cache
def parts_of(unit: str) -> tuple[str, ...]:
    """A unit and everything it stands in, innermost first.

    >>> parts_of("21.1.2(7)[a]")
    ('21.1.2(7)[a]', '21.1.2(7)', '21.1.2', '21.1', '21')
    """
    chain = [unit]
    while match := _ITEM.search(chain[-1]):
        chain.append(chain[-1][: match.start()])
    return tuple(chain)


class Agreement:
    """An agreement and the theory it is read with.

    Raises:
        ModelError: if a file of either is ill-formed; the message names file and line.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = Path(__file__).parent / "theory"
        self.theory: list[Source] = [read_rules(own / f"{name}.lp") for name in THEORY]
        self.chapters: list[Source] = [read_rules(path) for path in sorted(folder.glob("ch*.lp"))]
        if not self.chapters:
            raise ModelError(f"{folder}: no chapters (ch*.lp) in it")
        self.predicates: dict[str, list[Predicate]] = {}
        documented = [p for source in self.theory for p in predicates(source)]
        for predicate in documented + [p for source in self.chapters for p in predicates(source)]:
            self.predicates.setdefault(predicate.name, []).append(predicate)
        self.vocabulary = Vocabulary(folder / "vocabulary.yaml", documented)

    @property
    def name(self) -> str:
        """The agreement's short name, as scenarios give it."""
        return self.vocabulary.agreement["id"]

    @cached_property
    def rules(self) -> list[Rule]:
        """Every rule of theory and chapters, in the manifest's order."""
        return [rule for source in (*self.theory, *self.chapters) for rule in source.rules]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The register: every unit by its id, in the order of the text."""
        register: dict[str, Unit] = {}
        for source in self.chapters:
            for comment in source.comments:
                if comment.mark == ":":
                    unit = _unit(comment.lines, comment.fields(_FIELDS), comment.place)
                    if unit.unit in register:
                        raise ModelError(f"{unit.place}: {unit.unit} is registered twice")
                    register[unit.unit] = unit
        return register

    @cached_property
    def clauses(self) -> frozenset[str]:
        """Every id that names a unit or something in which units stand."""
        named = {id_ for unit in self.units.values() for id_ in (unit.unit, unit.clause)}
        above = {part for unit in self.units.values() if unit.creates_norm for part in parts_of(unit.unit)}
        return frozenset(named | above)

    def asked(self) -> dict[str, Predicate]:
        """Predicates that a question may use, by the names under which they are asked."""
        found: dict[str, Predicate] = {}
        for group in self.predicates.values():
            for predicate in group:
                if "ask" in predicate.fields:
                    found[predicate.fields["ask"]] = predicate
                    for alias in filter(None, predicate.fields.get("also", "").split(",")):
                        found[alias.strip()] = predicate
        return found

    def typed(self, atom: Fn) -> Fn:
        """An atom as clingo returned it, with its days as days."""
        word = self.vocabulary.facts.get(atom.name)
        if word is not None and len(word.args) == len(atom.args):
            days = ["day" in types for types in word.args]
        else:
            group = [p for p in self.predicates.get(atom.name, ()) if len(p.roles) == len(atom.args)]
            days = [role.startswith("D") for role in group[0].roles] if group else []
        if not any(days):
            return atom
        pairs = zip(atom.args, days, strict=True)
        return Fn(atom.name, tuple(Day(arg) if day and isinstance(arg, int) else arg for arg, day in pairs))

    def covered(self, clause: str) -> list[Unit]:
        """Units that a clause id covers: itself, its units, its items and theirs."""
        return [unit for unit in self.units.values() if clause in parts_of(unit.unit)]


def _unit(lines: tuple[str, ...], parsed: tuple[list[str], dict[str, str]], place: Place) -> Unit:
    free, fields = parsed
    head = lines[0].split(None, 2)
    if len(head) < 2 or not re.fullmatch(CLAUSE, head[0]):
        raise ModelError(f"{place}: a unit's comment begins with its id and its modality, not '{lines[0]}'")
    if head[1] not in (*MODALITIES, "none"):
        raise ModelError(f"{place}: no modality '{head[1]}'; {suggest(head[1], MODALITIES)}")
    if free:
        raise ModelError(f"{place}: not a field of a unit's comment: '{free[0]}'")
    missing = [key for key in ("en", "zh", *(("why",) if head[1] == "none" else ())) if not fields.get(key)]
    if missing:
        raise ModelError(f"{place}: {head[0]} lacks {' and '.join(missing)}")
    bearers = tuple(b.strip() for b in head[2].split(",")) if len(head) > 2 else ()
    readings = tuple(_reading(key, text, place) for key, text in fields.items() if key.startswith("reading "))
    if readings and sum(r.preferred for r in readings) != 1:
        raise ModelError(f"{place}: exactly one reading of {head[0]} is preferred")
    return Unit(
        head[0], head[1], bearers, fields["en"], fields["zh"],
        fields.get("note", ""), fields.get("why", ""),
        tuple(sorted(readings, key=lambda r: not r.preferred)), place,
    )  # fmt: skip


def _reading(key: str, text: str, place: Place) -> Reading:
    words = key.split()[1:]
    en, bar, zh = text.partition(" | ")
    if not bar or not words or (len(words) > 1 and words[1:] != ["preferred"]):
        raise ModelError(f"{place}: write 'reading NAME [preferred]: English | Chinese'")
    return Reading(words[0], len(words) > 1, en.strip(), zh.strip())


def find(name_or_path: str) -> Path:
    """Locate an agreement's folder by name or path.

    Raises:
        InputError: if there is none.
    """
    path = Path(name_or_path)
    if path.is_dir():
        return path
    if re.fullmatch(r"[a-z][a-z0-9_]*", name_or_path):
        spec = util.find_spec(f"obligor_{name_or_path}")
        if spec and spec.origin:
            return Path(spec.origin).parent
        from importlib.metadata import entry_points  # slow to import, and rarely needed

        for entry in entry_points(group="obligor.agreements"):
            if entry.name == name_or_path:
                module = util.find_spec(entry.value)
                if module and module.origin:
                    return Path(module.origin).parent
    raise InputError(
        [Problem(Place(name_or_path), f"no such agreement: {name_or_path}", "give an installed one's name or a folder")]
    )


def load(name_or_path: str) -> Agreement:
    """Load an agreement by name or path.

    Raises:
        InputError: if there is none; ModelError: if it is ill-formed.
    """
    return Agreement(find(name_or_path))
