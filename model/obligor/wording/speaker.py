"""Saying atoms in a language of reports, from the phrases of the theory and of the vocabulary."""

from __future__ import annotations

from functools import cached_property

from ..agreement.package import Agreement
from ..agreement.vocabulary import TIMES, Word
from ..core.amounts import Amount, amount_of
from ..core.terms import Day, Fact, Fn, Term, Var
from ..scenario.scenario import Scenario
from .words import words


class Speaker:
    """Says terms of one case in one language.

    Args:
        agreement: whose words to use.
        scenario: whose display names to use; None where no case is at hand.
        lang: one of `words.languages()`; where the agreement has no words in it, those of its first language stand in.

    Raises:
        InputError: if there is no such language.
    """

    def __init__(self, agreement: Agreement, scenario: Scenario | None = None, lang: str = "en") -> None:
        self.agreement, self.vocabulary = agreement, agreement.vocabulary
        self.lang, self.words = lang, words(lang)
        self.names = dict(scenario.names) if scenario else {}
        self.scenario = scenario

    @cached_property
    def ids(self) -> set[str]:
        """What the scenario declares."""
        declared = ("party", "thing", "event", "loss")
        return {one for name in declared for one in self.scenario.ids(name)} if self.scenario else set()

    def atom(self, atom: Fn) -> str:
        """Say a fact or a conclusion as a sentence without a full stop."""
        for predicate in self.agreement.predicates.get(atom.name, ()):
            if predicate.arity == len(atom.args) and predicate.phrases:
                spoken = {
                    variable: self.term(arg, "|".join(types))
                    for variable, types, arg in zip(predicate.variables, predicate.types, atom.args, strict=True)
                }
                phrase = predicate.phrases[self.lang]
                for variable in sorted(spoken, key=len, reverse=True):
                    phrase = phrase.replace("{" + variable + "}", spoken[variable])
                return phrase
        word = self.vocabulary.facts.get(atom.name) or self.vocabulary.words["statuses"].get(atom.name)
        return self._word(word, atom) if word else str(atom)

    def fact(self, fact: Fact) -> str:
        """Say a fact that is stated to hold or not to hold."""
        spoken = self.atom(fact.atom)
        return spoken if fact.holds else self.words.terms["not so"].format(fact=spoken)

    def _word(self, word: Word, atom: Fn) -> str:
        spoken = [self.term(arg, "|".join(types)) for arg, types in zip(atom.args, word.args, strict=True)]
        return word.phrases[self.lang].format(*spoken)

    def term(self, term: Term, types: str = "") -> str:
        """Say a term; `types` are those that its place admits, joined by `|`."""
        if isinstance(term, Var):
            return self.words.terms["anything"]
        if isinstance(term, Day) or (isinstance(term, int) and types == "day"):
            return Day(term).isoformat()
        if types == "amount" and (amount := amount_of(term)):
            return self.amount(amount)
        if isinstance(term, int):
            return f"{term:,}"
        return term if isinstance(term, str) else self._compound(term, types)

    def amount(self, amount: Amount) -> str:
        """Say an amount, with its currency."""
        whole, point, part = amount.number.partition(".")
        number = f"{int(whole):,}{point}{part}"
        return f"{number} {amount.currency}" if amount.currency else self.vocabulary.sums[self.lang].format(number)

    def _compound(self, term: Fn, types: str) -> str:
        """Say a name or something with arguments."""
        if term.name in TIMES and (term.args or "time" in types.split("|")):
            phrase = self.words.times[term.name]
            return phrase.format(*(self.term(arg, "day" if at else "") for at, arg in enumerate(term.args)))
        if term.args or types == "act":
            word = self.vocabulary.acts.get(term.name)
            return self._word(word, term) if word and len(word.args) == len(term.args) else self.atom(term)
        if types == "topic" and term.name in self.agreement.topics:
            return self.agreement.topics[term.name].phrases[self.lang]
        return self._name(term, types)

    def _name(self, term: Fn, types: str) -> str:
        if term.name in self.names:
            return self.names[term.name]
        if term.name in self.vocabulary.standing:
            return self.vocabulary.standing[term.name][self.lang]
        wanted = types.split("|")
        if term.name in self.ids and not any(kind in self.vocabulary.names for kind in wanted):
            return term.name  # although the vocabulary has a word that is spelt alike
        for kind, members in self.vocabulary.names.items():
            if term.name in members and (kind in wanted or not types):
                return members[term.name][self.lang]
        for members in self.vocabulary.names.values():
            if term.name in members:
                return members[term.name][self.lang]
        word = self.vocabulary.acts.get(term.name) if not types else None
        return word.phrases[self.lang] if word and not word.args else term.name
