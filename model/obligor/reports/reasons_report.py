"""Reasons as JSON objects, and from these as text, Markdown and HTML, in a language of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ..core.optional import extra
from ..core.plain_text import markdown, markdown_code, visible_markup
from ..core.terms import Fact, Fn, show
from ..reasoning.nearest import EVENT, FACT, NEW, PERSON, Lack, Near, of_new
from ..reasoning.story import story
from ..reasoning.why import RULE, STATED, Node, Proof, Why
from ..reasoning.why_not import WhyNot
from ..scenario.scenario import KINDS, WHOLE
from ..scenario.standing import Standing
from ..solving.answers import Answer
from ..solving.case import Case
from ..solving.verdict_names import YES
from ..wording.layout import indented
from ..wording.speaker import Speaker
from .answers_json import SCHEMA, answer_object
from .standings import facts_of, resting, rests, standings_object
from .stories import story_object, story_sentences

SHOWN = 6
"""Nearest ways that a text names; the JSON object has them all."""
_unbroken = partial(indented, whole_words=True)


class ReasonReport:
    """Says proofs and their lack.

    Args:
        case: the case that they are about.
        lang: one of `words.languages()`.
    """

    def __init__(self, case: Case, lang: str = "en") -> None:
        self.case, self.lang = case, lang
        self.speaker = Speaker(case.agreement, case.scenario, lang)
        self.words = self.speaker.words.reasons
        self.speaker.names[NEW.name] = self.words["another event"]

    # -- objects --------------------------------------------------------------------------------------------------

    def why_object(self, why: Why) -> dict[str, Any]:
        """A `Why` as a JSON object (`"schema": 1`): the answer, and its proofs with every step once."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            **self._answered(why.answer, (atom for proof in why.proofs for atom in proof.nodes)),
            "proves": why.value,
            "cases": [self._proof(proof) for proof in why.proofs],
            "bounded": why.bounded,
        }

    def _answered(self, answer: Answer, further: Iterable[Fn]) -> dict[str, Any]:
        """An answer; what it rests on takes in the facts that its reasons name further."""
        atoms = [*facts_of(answer), *further]
        return {
            **answer_object(answer, self.speaker),
            **standings_object(resting(self.case.scenario, atoms), self.speaker),
        }

    def _proof(self, proof: Proof) -> dict[str, Any]:
        told = self._told_once(proof)
        ids = {atom: number for number, atom in enumerate(_numbered(told), 1)}
        return {
            "assumed": [self._fact(fact) for fact in proof.assumed],
            "goals": [ids[goal] for goal in told.goals],
            "story": story_object(story(self.case, proof), self.speaker),
            "steps": [self._step(told.nodes[atom], number, ids) for atom, number in ids.items()],
        }

    def _told_once(self, proof: Proof) -> Proof:
        """A proof without the steps that only say again, in the same words, what their one premise says."""
        instead: dict[Fn, Fn] = {}
        for atom, node in proof.nodes.items():
            premises, absences = node.step.premises, node.step.absences
            if node.kind == RULE and len(premises) == 1 and not absences and not _unit_of(atom):
                said = self.speaker.atom(atom), self.speaker.atom(premises[0])
                if said[0] == said[1]:
                    instead[atom] = premises[0]

        def last(atom: Fn) -> Fn:
            while atom in instead:
                atom = instead[atom]
            return atom

        nodes = {
            atom: node._replace(step=node.step._replace(premises=tuple(dict.fromkeys(map(last, node.step.premises)))))
            for atom, node in proof.nodes.items()
            if atom not in instead
        }
        return proof._replace(goals=tuple(map(last, proof.goals)), nodes=nodes)

    def _step(self, node: Node, number: int, ids: dict[Fn, int]) -> dict[str, Any]:
        rule = node.step.rule
        unit = self.case.agreement.units.get(rule.unit or _unit_of(node.step.atom)) if rule else None
        return {
            "id": number,
            "kind": node.kind,
            **self._said(node.step.atom),
            "unit": unit.unit if unit else None,
            "gloss": unit.gloss(self.lang) if unit else None,
            "rule": str(rule.place) if rule else None,
            "premises": [ids[premise] for premise in node.step.premises],
            "absences": [self._said(absent) for absent in node.step.absences],
            **({"standing": standing.level} if node.kind == STATED and (standing := self._standing(node)) else {}),
        }

    def _standing(self, node: Node) -> Standing | None:
        """The standing of the event or loss of which a step tells."""
        atom = node.step.atom
        return self.case.scenario.standings.get(str(atom.args[0])) if atom.name in {*WHOLE, *KINDS} else None

    def _said(self, atom: Fn) -> dict[str, str]:
        return {"atom": show(self.case.agreement.typed(atom)), "text": self.speaker.atom(atom)}

    def _fact(self, fact: Fact) -> dict[str, Any]:
        return {**self._said(fact.atom), "holds": fact.holds, "text": self.speaker.fact(fact)}

    def whynot_object(self, whynot: WhyNot) -> dict[str, Any]:
        """A `WhyNot` as a JSON object (`"schema": 1`): the answer, and the nearest ways with what each lacks."""
        grounds = dict(whynot.grounds)
        lacks = [lack.atom for way in whynot.ways for lack in way.lacks if lack.atom is not None]
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            **self._answered(whynot.answer, (atom for lack in lacks for atom in grounds.get(lack, ()))),
            "assumed": [self._fact(fact) for fact in whynot.assumed],
            "nearest": [self._way(way, grounds) for way in whynot.ways],
            "bounded": whynot.bounded,
        }

    def _way(self, way: Near, grounds: dict[Fn, tuple[Fn, ...]]) -> dict[str, Any]:
        return {
            "gives": self._said(way.goal),
            "units": [
                u.unit for u in self.case.agreement.units.values() if u.unit in (*way.units, *way.goal.args[-1:])
            ],
            "lacks": [*self._new_event(way), *(self._lack(lack, grounds) for lack in way.lacks if not of_new(lack))],
        }

    def _new_event(self, way: Near) -> Iterator[dict[str, Any]]:
        """Everything that is lacking about another event, in one."""
        said = {lack.atom.name: lack.atom for lack in way.lacks if lack.atom is not None and of_new(lack)}
        if said:
            who = self.speaker.term(said["by"].args[1]) if "by" in said else ""
            acts = [self.speaker.term(said[name].args[1], "act") for name in ("act", "omits") if name in said]
            text = self.words["new event"].format(who=who, what=self.words["and"].join(acts))
            rest = [atom for name, atom in said.items() if name not in ("by", "act", "omits")]
            yield {
                "kind": FACT,
                "atom": self.words["and"].join(show(self.case.agreement.typed(atom)) for atom in said.values()),
                "text": self.words["and"].join([text, *map(self.speaker.atom, rest)]),
                "since": [],
            }

    def _lack(self, lack: Lack, grounds: dict[Fn, tuple[Fn, ...]]) -> dict[str, Any]:
        if lack.atom is None:
            same = lack.kind == PERSON
            return {"kind": lack.kind, "atom": None, "text": self.words["same"] if same else lack.text, "since": []}
        since = [self._said(atom) for atom in _telling(grounds.get(lack.atom, ()))]
        return {"kind": lack.kind, **self._said(lack.atom), "since": since}

    # -- text and Markdown ----------------------------------------------------------------------------------------

    def why_lines(self, explained: dict[str, Any]) -> Iterator[str]:
        """A why-object as text: its stories."""
        yield from self._heading(explained)
        for case in explained["cases"]:
            yield from self._supposed(case)
            for sentence in story_sentences(case["story"], self.speaker):
                yield from _unbroken(sentence, 4, 6)
        yield from (f"  {sentence}" for sentence in self._bounds(explained))

    def _supposed(self, case: dict[str, Any]) -> Iterator[str]:
        if case["assumed"]:
            yield from _unbroken(self.words["if"].format(facts=self._joined(case["assumed"])), 2, 4)

    def full_lines(self, explained: dict[str, Any]) -> Iterator[str]:
        """A why-object as text, with every step of its proofs."""
        yield from self._heading(explained)
        for case in explained["cases"]:
            yield from self._supposed(case)
            steps = {step["id"]: step for step in case["steps"]}
            for step in case["steps"]:
                if step["kind"] == RULE:
                    unit = f" [{step['unit']}]" if step["unit"] else ""
                    yield from _unbroken(f"{step['id']:>3}  {step['text']}{unit}", 2, 7)
                    for premise in step["premises"]:
                        yield from _unbroken(self._premise(steps[premise]), 7, 13)
                    for absent in step["absences"]:
                        yield from _unbroken(f"{self.words['absent']} {absent['text']}", 9, 13)

        yield from (f"  {sentence}" for sentence in self._bounds(explained))

    def _premise(self, step: dict[str, Any]) -> str:
        if step["kind"] == RULE:
            return f"{step['id']:>3}   {step['text']}"
        return f"  -   {step['text']}{self.words['kind'].format(kind=self._kind(step))}"

    def _kind(self, step: dict[str, Any]) -> str:
        """What a step is that needs no proof; of a stated fact its standing, where it has one."""
        return self.words[step.get("standing", step["kind"])]

    def whynot_lines(self, explained: dict[str, Any]) -> Iterator[str]:
        """A whynot-object as text."""
        yield from self._heading(explained)
        yield from self.near_lines(explained)

    def near_lines(self, explained: dict[str, Any]) -> Iterator[str]:
        """The same without what was asked and the answer."""
        if explained["verdict"] == YES:
            yield f"  {self.words['it is so']}"
            return
        if explained["assumed"]:
            yield from _unbroken(self.words["if"].format(facts=self._joined(explained["assumed"])), 2, 4)
        yield f"  {self.words['nearest'] if explained['nearest'] else self.words['nothing near']}"
        for way in explained["nearest"][:SHOWN]:
            units = f" [{', '.join(way['units'])}]" if way["units"] else ""
            yield from _unbroken(f"- {way['gives']['text']}{units}", 4, 6)
            for lack in way["lacks"]:
                since = self._joined(lack["since"])
                tail = self.words["since"].format(facts=since) if since else ""
                yield from _unbroken(f"{self.words['lack ' + lack['kind']]}{lack['text']}{tail}", 8, 10)
        if len(explained["nearest"]) > SHOWN:
            yield f"    {self.words['more ways'].format(count=len(explained['nearest']) - SHOWN)}"
        yield from (f"    {sentence}" for sentence in self._bounds(explained))

    def _heading(self, explained: dict[str, Any]) -> Iterator[str]:
        yield explained["question"]
        yield f"  {self._verdict(explained)}" + (f" [{', '.join(explained['units'])}]" if explained["units"] else "")
        if sentence := rests(explained, self.speaker):
            yield from _unbroken(sentence, 2, 4)
        if explained.get("cases") == []:
            yield f"  {self.words['nothing to prove']}"

    def _verdict(self, explained: dict[str, Any]) -> str:
        said = self.speaker.words.verdicts[explained["verdict"]]
        meaning = self.speaker.words.meanings[explained["verdict"]]
        return f"{said}{self.words['colon']}{meaning}" if meaning else said

    def _joined(self, facts: list[dict[str, Any]]) -> str:
        return self.words["and"].join(fact["text"] for fact in facts)

    def _bounds(self, explained: dict[str, Any]) -> Iterator[str]:
        """That the search met its bound, where it did."""
        if explained["bounded"]:
            yield self.words["more cases" if "cases" in explained else "more near"]

    def html(self, explained: dict[str, Any]) -> str:
        """A why- or whynot-object as one self-contained page.

        Raises:
            InputError: if the extra that pages need is not installed.
        """
        jinja2 = extra("jinja2", "html", "pages")
        environment = jinja2.Environment(
            loader=jinja2.PackageLoader("obligor.reports"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        page = environment.get_template("reasons.html.j2").render(
            explained=explained,
            lang=self.lang,
            words=self.words,
            verdict=self._verdict(explained),
            joined=self._joined,
            bounds=list(self._bounds(explained)),
            rests=rests(explained, self.speaker),
            sentences=lambda case: list(story_sentences(case["story"], self.speaker)),
            by_id=lambda steps: {step["id"]: step for step in steps},
        )
        return visible_markup(str(page))

    def markdown(self, explained: dict[str, Any], full: bool = False) -> Iterator[str]:
        """A why- or whynot-object as Markdown: stories, or, in full, every step, nested as lists."""
        units = f" [{', '.join(map(markdown, explained['units']))}]" if explained["units"] else ""
        yield from (f"### {markdown_code(explained['question'])}", "")
        yield from (f"**{self._verdict(explained)}**{units}", "")
        if sentence := rests(explained, self.speaker):
            yield from (markdown(sentence), "")
        for case in explained.get("cases", ()):
            if case["assumed"]:
                yield from (self.words["if"].format(facts=markdown(self._joined(case["assumed"]))), "")
            if full:
                yield from self._markdown_steps(case["steps"])
            else:
                yield from (f"- {markdown(sentence)}" for sentence in story_sentences(case["story"], self.speaker))
            yield ""
        if "nearest" in explained:
            yield from (self.words["nearest"] if explained["nearest"] else self.words["nothing near"], "")
            for way in explained["nearest"]:
                yield f"- {markdown(way['gives']['text'])} [{', '.join(map(markdown, way['units']))}]"
                for lack in way["lacks"]:
                    yield f"    - {self.words['lack ' + lack['kind']]}{markdown(lack['text'])}"
        yield from self._bounds(explained)

    def _markdown_steps(self, steps: list[dict[str, Any]]) -> Iterator[str]:
        """Every step of a proof as a numbered list."""
        by_id = {step["id"]: step for step in steps}
        for step in (step for step in steps if step["kind"] == RULE):
            unit = f" [{markdown(step['unit'])}]" if step["unit"] else ""
            yield f"{step['id']}. {markdown(step['text'])}{unit}"
            for premise in (by_id[number] for number in step["premises"]):
                mark = f"({premise['id']})" if premise["kind"] == RULE else f"({self._kind(premise)})"
                yield f"    - {markdown(premise['text'])} {mark}"
            yield from (f"    - {self.words['absent']} {markdown(absent['text'])}" for absent in step["absences"])


def _unit_of(atom: Fn) -> str:
    """The unit that a conclusion cites."""
    last = atom.args[-1] if atom.args else ""
    return last if isinstance(last, str) else ""


def _telling(atoms: Iterable[Fn]) -> list[Fn]:
    """Facts without those that only say that an event happened and who acted, if others are left."""
    plain = EVENT | {"event", "party", "standing", "within", "loss", "thing"}
    return [atom for atom in atoms if atom.name not in plain] or list(atoms)


def _numbered(proof: Proof) -> list[Fn]:
    """The atoms of a proof: the goals, whatever they rest on in order of first mention, and the leaves at the end."""
    seen: dict[Fn, None] = {}
    todo = list(reversed(proof.goals))
    while todo:
        atom = todo.pop()
        if atom not in seen:
            seen[atom] = None
            todo.extend(reversed(proof.nodes[atom].step.premises))
    return sorted(seen, key=lambda atom: proof.nodes[atom].kind != RULE)
