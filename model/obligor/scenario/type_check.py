"""Whether facts are written in the words of a vocabulary: their arguments, their types, the ids that they name."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from ..agreement.package import Agreement
from ..agreement.vocabulary import TIMES, Word
from ..core.amounts import read_amount
from ..core.errors import Place, Problem, shortened, suggest
from ..core.terms import Day, Fact, Fn, Term, Var, render, show

PARTY_ID = "an id is lower-case ASCII like 'acme_2'; any text goes into `name:`"
RESERVED = frozenset({*TIMES, "not"})
"""Words of the grammar and of the theory, which an id would be mistaken for."""
_DECLARING = {"party": "a party", "event": "an event", "loss": "a loss", "thing": "a thing"}


class Checker:
    """Checks facts against the vocabulary; collects every problem, so that all are reported at once."""

    def __init__(self, agreement: Agreement, facts: Mapping[Fact, Place], unknown: Mapping[Fn, Place]) -> None:
        self.agreement, self.vocabulary = agreement, agreement.vocabulary
        self.problems: list[Problem] = []
        self.declared: dict[str, set[str]] = {"party": set(self.vocabulary.standing)}
        stated = [*((f.atom, place) for f, place in facts.items() if f.holds), *unknown.items()]
        for atom, place in stated:
            if len(atom.args) == 1 and isinstance(atom.args[0], Fn):
                self._declare(atom.name, atom.args[0].name, place)

    def _declare(self, kind: str, ident: str, place: Place) -> None:
        self.declared.setdefault(kind, set()).add(ident)
        if kind in self.vocabulary.kinds:
            for also in ("thing", *self.vocabulary.kinds_of(kind)):
                self.declared.setdefault(also, set()).add(ident)
        if kind in _DECLARING:
            if ident in RESERVED:
                self.say(place, f"'{ident}' cannot be an id: the rules use the word", "choose another")
            clash = [other for other in _DECLARING if other != kind and ident in self.declared.get(other, ())]
            if clash:
                both = f"'{ident}' is {_DECLARING[clash[0]]} already, and cannot be {_DECLARING[kind]} as well"
                self.say(place, both, "choose another id")

    def whole(self, atom: Fn) -> bool:
        """Whether an atom has as many arguments as its word takes."""
        word = self.vocabulary.facts.get(atom.name)
        return word is not None and len(word.args) == len(atom.args)

    def say(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(place, message, hint))

    def atom(self, atom: Fn, place: Place) -> Fn:
        """Check a fact's atom; days written as texts become days.

        Returns:
            The atom as it is to be used.
        """
        word = self.vocabulary.facts.get(atom.name)
        if word is None:
            known = [*self.vocabulary.facts, *self.vocabulary.acts]
            hint = suggest(atom.name, known)
            if atom.name in self.agreement.asked():
                hint = "it is concluded from facts and never stated"
            elif atom.name in self.vocabulary.acts:
                hint = f"'{atom.name}' is an act: say who did it in an event, or write performed(party, {atom.name})"
            self.say(place, f"no such word: '{atom.name}'", hint or "see `obligor vocabulary`")
            return atom
        return self._arguments(atom, word, place)

    def act(self, term: Term, place: Place) -> Term:
        """Check an act."""
        if not isinstance(term, Fn):
            self.say(place, f"not an act: {render(term)}", "write name or name(arguments)")
            return term
        word = self.vocabulary.acts.get(term.name)
        if word is None:
            self.say(place, f"no such act: '{term.name}'", suggest(term.name, self.vocabulary.acts))
            return term
        return self._arguments(term, word, place)

    def _arguments(self, atom: Fn, word: Word, place: Place) -> Fn:
        if len(atom.args) != len(word.args):
            count = f"{len(word.args)} argument{'s' if len(word.args) != 1 else ''}"
            self.say(place, f"{atom.name} takes {count}, not {len(atom.args)}", f"write {word.signature}")
            return atom
        typed = zip(atom.args, word.args, strict=True)
        return Fn(atom.name, tuple(self.argument(arg, types, atom, place) for arg, types in typed))

    def argument(self, arg: Term, types: tuple[str, ...], atom: Fn, place: Place) -> Term:
        """Check one argument of an atom against its admissible types."""
        if "day" in types:
            return self._day(arg, atom, place)
        if "number" in types:
            return self._number(arg, atom, place)
        if "amount" in types:
            return self.amount(arg, place)
        for type_, check in (("unit", self.unit), ("act", self.act), ("state", self.state)):
            if type_ in types:
                return check(arg, place)
        return self._name(arg, types, atom, place)

    def _day(self, arg: Term, atom: Fn, place: Place) -> Term:
        if isinstance(arg, Day):
            return arg
        with suppress(ValueError):
            if isinstance(arg, str):
                return Day.read(arg)
        self.say(place, f"not a day: {render(arg)} in {atom}", "write YYYY-MM-DD")
        return arg

    def _number(self, arg: Term, atom: Fn, place: Place) -> Term:
        if not isinstance(arg, int) or isinstance(arg, Day) or arg < 0:
            self.say(place, f"not a whole number: {render(arg)} in {atom}")
        return arg

    def amount(self, arg: Term, place: Place) -> Term:
        """Check an amount of money; a text is read as people write amounts."""
        if not isinstance(arg, Day) and isinstance(arg, (int, str)):
            try:
                return read_amount(str(arg), self.vocabulary.money).term
            except ValueError as error:
                self.say(place, f"not an amount: '{shortened(str(arg))}'", str(error))
        else:
            self.say(place, f"not an amount: {render(arg)}", "write e.g. 278.81")
        return arg

    def _name(self, arg: Term, types: tuple[str, ...], atom: Fn, place: Place) -> Term:
        if not isinstance(arg, Fn) or arg.args:
            self.say(place, f"not a name: {render(arg)} in {atom}", f"expected {' or '.join(types)}")
            return arg
        named = self.vocabulary.names
        arg = Fn(self.vocabulary.called_otherwise(arg.name, types))
        if not any(arg.name in self.declared.get(kind, ()) or arg.name in named.get(kind, ()) for kind in types):
            members = {m for kind in types for m in self._members(kind)}
            self.say(
                place, f"'{arg.name}' is no {' or '.join(types)} here (in {atom})",
                suggest(arg.name, members) or (f"there is {', '.join(sorted(members)[:8])}" if members else ""),
            )  # fmt: skip
        return arg

    def state(self, arg: Term, place: Place) -> Term:
        """Check a state that is limited in time."""
        timed = [word.name for word in self.vocabulary.timed()]
        if not isinstance(arg, Fn) or arg.name not in timed:
            self.say(place, f"{show(arg)} cannot be limited in time", f"these can: {', '.join(timed)}")
            return arg
        return self.atom(arg, place)

    def status(self, term: Term) -> Term:
        """A status as it is to be used: its constants by the names that the vocabulary prefers."""
        word = self.vocabulary.words["statuses"].get(term.name) if isinstance(term, Fn) else None
        if word is None or not isinstance(term, Fn) or len(word.args) != len(term.args):
            return term
        known = self.vocabulary.called_otherwise
        typed = zip(term.args, word.args, strict=True)
        args = (Fn(known(arg.name, types)) if isinstance(arg, Fn) and not arg.args else arg for arg, types in typed)
        return Fn(term.name, tuple(args))

    def _members(self, kind: str) -> set[str]:
        named = self.vocabulary.names.get(kind, {})
        return self.declared.get(kind, set()) | set(named)

    def unit(self, arg: Term, place: Place) -> Term:
        """Check a clause or unit id."""
        known = self.agreement.clauses
        text = arg if isinstance(arg, str) else show(arg)
        if text not in known or isinstance(arg, Var):
            self.say(place, f"no such clause: {text}", suggest(text, known))
        return text
