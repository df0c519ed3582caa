"""JSON Schemas (draft 2020-12) of scenario files and of everything that is printed as JSON.

The one of scenarios is made of the vocabulary, so that an editor knows every word; the one of answers is the contract
of `"schema": 1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..agreement.languages import DEFAULT_LANGUAGES
from ..agreement.package import Agreement
from ..agreement.predicates import ROLES
from ..agreement.vocabulary import Vocabulary, Word
from ..scenario.readings import COUNTING
from ..scenario.standing import LEVELS
from ..scenario.yaml_sections import CASE_KEYS
from ..wording.words import languages
from .answers_json import LISTS, SCHEMA

DRAFT = "https://json-schema.org/draft/2020-12/schema"
VERDICTS = ("yes", "no", "may", "depends", "open", "gap")
Node = dict[str, Any]

_TEXT: Node = {"type": "string"}
_WHOLE: Node = {"type": "integer"}
_AMOUNT: Node = {"anyOf": [_WHOLE, {"type": "string", "pattern": r"^\d+(\.\d+)?( [A-Z]{3})?$"}]}
"""A whole number, or an exact decimal as a text; with its currency, if that is not the agreement's own."""
_TRUTH: Node = {"type": "boolean"}
_VERDICT: Node = {"enum": list(VERDICTS)}


def _object(**properties: Node) -> Node:
    """An object with exactly these keys; one whose name ends with `_` may be missing."""
    return {
        "type": "object",
        "properties": {key.rstrip("_"): value for key, value in properties.items()},
        "required": [key for key in properties if not key.endswith("_")],
        "additionalProperties": False,
    }


def _list(of: Node) -> Node:
    return {"type": "array", "items": of}


def _map(of: Node) -> Node:
    return {"type": "object", "additionalProperties": of}


def _maybe(of: Node) -> Node:
    return {"anyOf": [of, {"type": "null"}]}


# -- scenarios ------------------------------------------------------------------------------------------------------


_SCALAR: Node = {"type": ["string", "number", "boolean"]}
_DAY: Node = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "description": "a day, YYYY-MM-DD"}
_NAME: Node = {**_TEXT, "description": "how it is called in answers"}
_LEVEL: Node = {"enum": list(LEVELS), "description": "what has none is agreed"}
_STANDING: dict[str, Node] = {
    "standing_": _LEVEL,
    "said_by_": {**_TEXT, "description": "the party that alleges or admits it"},
    "source_": {**_TEXT, "description": "where it is said or shown"},
}
_IDENT: Node = {"pattern": "^[a-z][a-z0-9_]*$"}


def scenario_schema(agreement: Agreement) -> Node:
    """The schema of a scenario, one document of a YAML file, for editors; what it admits is checked further on reading.

    Args:
        agreement: whose words scenarios use.
    """
    fact = _written(agreement.vocabulary.facts.values(), "a fact; `not` before it where it is stated not to hold", _NOT)
    stated = {"anyOf": [fact, _object(state=fact, from_=_DAY, until_=_DAY)]}
    sections = _sections(agreement.vocabulary, fact, stated)
    assert set(sections) == set(CASE_KEYS)
    optional = {f"{key}_": value for key, value in sections.items()}
    expectation = _expectation(_SCALAR)
    variant = _object(
        name=_TEXT,
        as_of_=_DAY,
        add_={"anyOf": [_object(**optional), _one_or_more(stated)]},
        drop_=_one_or_more(_SCALAR),
        standing_={**_LEVEL, "description": "the least with which events and losses count"},
        expect_=_one_or_more(expectation),
        **{key: optional[key] for key in ("unknown_", "judgements_", "readings_", "without_")},
    )
    return {
        "$schema": DRAFT,
        "title": f"Scenario under {agreement.vocabulary.title['en']}",
        **_object(
            scenario={**_TEXT, "description": "what happened, in one sentence"},
            id_={"type": ["string", "integer"], "pattern": "^[a-z0-9][a-z0-9_.-]*$"},
            agreement_={"const": agreement.name},
            tags_=_one_or_more(_SCALAR),
            as_of={**_DAY, "description": "the day of judgement"},
            **optional,
            variants_=_one_or_more(variant),
            expect_=_one_or_more(expectation),
        ),
    }


def _sections(vocabulary: Vocabulary, fact: Node, stated: Node) -> dict[str, Node]:
    """The sections of a scenario and of what a variant adds: what is declared, what happened, what is open."""
    kind: Node = {"enum": list(vocabulary.kinds), "description": _meant(vocabulary.kinds)}
    role: Node = {"enum": list(vocabulary.roles), "description": _meant(vocabulary.roles)}
    party = _object(role=_one_or_more(role), of_=_one_or_more(_SCALAR), name_=_NAME)
    thing = {**_object(of_=_one_or_more(_SCALAR), traits_=_one_or_more(_SCALAR), name_=_NAME)}
    thing["properties"]["is"], thing["required"] = kind, ["is"]
    return {
        "parties": {**_map({"anyOf": [_one_or_more(role), party]}), "propertyNames": _IDENT},
        "things": {**_map({"anyOf": [kind, thing]}), "propertyNames": _IDENT},
        "relations": _one_or_more(fact),
        "states": _one_or_more(stated),
        "events": {**_map(_event(vocabulary)), "propertyNames": _IDENT},
        "losses": {**_map(_loss(vocabulary)), "propertyNames": _IDENT},
        "judgements": {"anyOf": [_map({"enum": [True, False, "true", "false", "yes", "no"]}), _one_or_more(fact)]},
        "unknown": _one_or_more(fact),
        "readings": {"anyOf": [{"enum": list(COUNTING)}, _map(_SCALAR)]},
        "without": _one_or_more(_SCALAR),
    }


def _event(vocabulary: Vocabulary) -> Node:
    act = _written(vocabulary.acts.values(), "an act")
    many = {
        key: _one_or_more(_SCALAR)
        for key in ("by_", "for_", "to_", "through_", "under_", "after_", "form_", "aim_", "due_to_")
    }
    return _object(
        on={"anyOf": [_DAY, _object(one_of=_list(_DAY))]},
        **many,
        act_=_one_or_more(act),
        omits_=_one_or_more(act),
        object_=_one_or_more(act),
        lasting_=_SCALAR,
        until_=_DAY,
        name_=_NAME,
        **_STANDING,
    )


def _loss(vocabulary: Vocabulary) -> Node:
    kinds = vocabulary.names.get("loss_kind", {})
    return _object(
        suffered_by=_one_or_more(_SCALAR),
        kind_={"enum": list(kinds), "description": "; ".join(f"{kind}: {said['en']}" for kind, said in kinds.items())},
        amount_={
            "type": ["number", "string"],
            "description": "exact: 278.81, 10,000; in another currency than the agreement's: 100 USD",
        },
        caused_by_=_one_or_more(_SCALAR),
        name_=_NAME,
        **_STANDING,
    )


def _one_or_more(of: Node) -> Node:
    return {"anyOf": [of, _list(of)]}


_NOT = "(not |-)?"


def _written(words: Iterable[Word], description: str, before: str = "") -> Node:
    """A word with what it takes."""
    plain = "|".join(word.name for word in words if not word.args)
    taking = "|".join(word.name for word in words if word.args)
    forms = [form for form in (plain and f"({plain})", taking and rf"({taking})\s*\(.*\)") if form]
    return {"type": "string", "pattern": rf"^\s*{before}({'|'.join(forms)})\s*$", "description": description}


def _meant(words: Mapping[str, Word]) -> str:
    return "; ".join(f"{name}: {word.doc or word.phrases['en'].format('it', 'it')}" for name, word in words.items())


def _expectation(scalar: Node) -> Node:
    many = _one_or_more(scalar)
    sets = _list({"anyOf": [scalar, _list(scalar)]})
    verdict = {"enum": [*VERDICTS, True, False], "description": "some editors read yes and no as true and false"}
    answered = _object(
        ask=_TEXT, verdict=verdict, units_=many, not_units_=many, hinges_on_=many, readings_=many, preferred_=verdict,
        cause_=_TEXT, deciding_=sets, proof_=many, lacks_=many, how_=sets, avoid_=sets,
    )  # fmt: skip
    return {"anyOf": [answered, _object(ask=_TEXT, refused={**_TEXT, "description": "what the refusal says"})]}


# -- answers --------------------------------------------------------------------------------------------------------

_READ = _object(unit=_TEXT, reading=_TEXT, preferred=_TRUTH, verdict=_VERDICT)
_SAID = _object(atom=_TEXT, text=_TEXT)
_RESTING: dict[str, Node] = {"standings_": _list(_object(
    of=_TEXT, standing={"enum": list(LEVELS[:-1])}, said_by=_maybe(_TEXT), source=_maybe(_TEXT), known=_TRUTH,
    text=_TEXT,
))}  # fmt: skip
_TURNING = {"hinges_on": _list(_TEXT), "readings": _list(_READ), "together_": _list(_TEXT), **_RESTING}
_ANSWER: dict[str, Node] = {
    "question": _TEXT, "verdict": _VERDICT, "preferred": _VERDICT, "units": _list(_TEXT), "atoms": _list(_TEXT),
    "about": _list(_TEXT), "text": _list(_TEXT), "facts": _list(_TEXT), "presumed": _list(_TEXT), **_TURNING,
    "deciding": _list(_object(facts=_list(_TEXT), verdict=_VERDICT)), "more": _TRUTH,
    "causes": _list(_object(kind=_TEXT, units=_list(_TEXT), atom=_maybe(_TEXT), text=_TEXT)),
    "each": _list(_object(
        question=_TEXT, verdict=_VERDICT, preferred=_VERDICT, units=_list(_TEXT), text=_list(_TEXT), **_TURNING,
    )),
}  # fmt: skip
_FACT = _object(atom=_TEXT, holds=_TRUTH, text=_TEXT)
_LACK = _object(kind=_TEXT, atom=_maybe(_TEXT), text=_TEXT, since=_list(_SAID))
_NEAR = _object(gives=_SAID, units=_list(_TEXT), lacks=_list(_LACK))


def answer_schema(spoken: Sequence[str] = DEFAULT_LANGUAGES) -> Node:
    """The schema of every JSON object that a command prints and `to_dict` gives: any of its definitions.

    Args:
        spoken: the languages that the agreement's own words are in.
    """
    head: dict[str, Node] = {"schema": {"const": SCHEMA}, "lang": {"enum": list(languages())}}
    explained, changed = _explained(head), _changed(head)
    definitions = {
        **_of_cases(), **explained, **changed, **_of_the_model(spoken), **_of_suites(),
        "several": _object(
            schema={"const": SCHEMA},
            answers=_list({"anyOf": [*explained.values(), changed["whatif"], changed["remedies"]]}),
        ),
    }  # fmt: skip
    return {
        "$schema": DRAFT,
        "title": f'What obligor prints as JSON ("schema": {SCHEMA})',
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in definitions],
        "$defs": definitions,
    }


def _of_cases() -> dict[str, Node]:
    """What `ask` gives: the whole picture, or answers."""
    choice = _object(atom=_TEXT, holder=_TEXT, unit=_TEXT, text=_TEXT)
    roles = {f"{key}_": {"type": ["string", "integer"]} for key in ROLES.values() if key != "unit"}
    entry = _object(
        verdict=_VERDICT, preferred=_VERDICT, unit=_maybe(_TEXT), **roles, amount_=_maybe(_AMOUNT), general_=_TRUTH,
        text=_TEXT, facts=_list(_TEXT), presumed=_list(_TEXT), **_TURNING,
    )  # fmt: skip
    heading: dict[str, Node] = {
        "schema": {"const": SCHEMA}, "agreement": _TEXT, "rules_from_": _TEXT, "id": _TEXT, "scenario": _TEXT,
        "as_of": _TEXT, "without": _list(_TEXT), **_RESTING, "assumptions": _list(_TEXT), "record": _record(),
    }  # fmt: skip
    ignored = _object(fact=_TEXT, text=_TEXT, units=_list(_TEXT), outside=_TRUTH)
    picture = _object(**heading, **{name: _list(entry) for name in LISTS}, unregarded=_list(ignored))
    answers = _object(**heading, answers=_list(_object(**_ANSWER, looked_at_=_list(_NEAR), choices_=_list(choice))))
    return {
        "picture": picture,
        "answers": answers,
        "cases": _object(schema={"const": SCHEMA}, cases=_list({"anyOf": [picture, answers]})),
    }


def _explained(head: dict[str, Node]) -> dict[str, Node]:
    """What `why` and `whynot` give."""
    step = _object(
        id=_WHOLE, kind=_TEXT, atom=_TEXT, text=_TEXT, unit=_maybe(_TEXT), gloss=_maybe(_TEXT), rule=_maybe(_TEXT),
        premises=_list(_WHOLE), absences=_list(_SAID), standing_=_LEVEL,
    )  # fmt: skip
    because, absent = _list(_SAID), _object(atom=_TEXT, text=_TEXT, units=_list(_TEXT))
    told = _object(atom=_TEXT, text=_TEXT, units=_list(_TEXT), because=because, absences=_list(absent))
    story = _object(told=_list(told), background=_list(_SAID), defining=_list(_TEXT))
    proof = _object(assumed=_list(_FACT), goals=_list(_WHOLE), story=story, steps=_list(step))
    return {
        "why": _object(**head, **_ANSWER, proves=_VERDICT, cases=_list(proof), bounded=_TRUTH),
        "whynot": _object(**head, **_ANSWER, assumed=_list(_FACT), nearest=_list(_NEAR), bounded=_TRUTH),
    }


def _changed(head: dict[str, Node]) -> dict[str, Node]:
    """What `whatif`, `how`, `avoid` and `exposure` give."""
    entry = _object(
        list=_TEXT, atom=_TEXT, text=_TEXT, unit=_maybe(_TEXT), before=_VERDICT, after=_VERDICT,
    )  # fmt: skip
    effect = _object(
        question=_TEXT, before=_VERDICT, after=_VERDICT, lost=_list(_SAID), gained=_list(_SAID), **_RESTING,
    )  # fmt: skip
    change = _object(what=_TEXT, event=_maybe(_TEXT), facts=_list(_TEXT), text=_TEXT)
    remedy = _object(changes=_list(change), verdict=_VERDICT, scenario=_maybe(_TEXT), file_=_maybe(_TEXT))
    remedies = _object(**head, question=_TEXT, before=_VERDICT, remedies=_list(remedy), more=_TRUTH)
    duty = _object(atom=_TEXT, text=_TEXT, verdict=_VERDICT, unit=_TEXT, by=_list(_TEXT))
    item = _object(
        kind=_TEXT, atom=_TEXT, text=_TEXT, verdict=_VERDICT, units=_list(_TEXT), amount=_maybe(_AMOUNT),
        hinges_on=_list(_SAID), readings=_list(_TEXT), choices=_list(_SAID), **_RESTING,
    )  # fmt: skip
    total = _object(amount=_AMOUNT, **{"if": _list(_SAID)})
    return {
        "whatif": _object(
            **head,
            add=_list(_TEXT),
            drop=_list(_TEXT),
            without=_list(_TEXT),
            changes=_list(entry),
            answers=_list(effect),
        ),
        "remedies": remedies,
        "clear": _object(**head, party=_TEXT, outstanding=_list(duty), remedies=_list(remedies)),
        "exposure": _object(**head, party=_TEXT, items=_list(item), best=total, worst=total),
    }


def _record() -> Node:
    """What an answer records of how it came about (see `solving.provenance`)."""
    scenario = _object(
        id=_TEXT, sentence=_TEXT, facts=_list(_TEXT), unknown=_list(_TEXT), one_of=_list(_list(_TEXT)),
        readings=_map(_TEXT), without=_list(_TEXT), names=_map(_TEXT), standings_=_map(_map(_TEXT)),
    )  # fmt: skip
    return _object(obligor=_TEXT, clingo=_TEXT, rules=_map(_TEXT), vocabulary=_TEXT, facts=_TEXT, scenario=scenario)


def _of_the_model(spoken: Sequence[str]) -> dict[str, Node]:
    """Answers about the agreement: clauses, vocabulary, graphs."""
    said = dict.fromkeys(spoken, _TEXT)
    reading = _object(reading=_TEXT, preferred=_TRUTH, strained=_TRUTH, **said)
    unit = _object(
        unit=_TEXT, modality=_TEXT, bearers=_list(_TEXT), **said, creates_norm=_TRUTH,
        reason=_maybe(_TEXT), note=_maybe(_TEXT), readings=_list(reading), place=_TEXT,
    )  # fmt: skip
    clause = _object(id=_TEXT, units=_list(unit), words_=_maybe(_TEXT), unchanged_=_TRUTH)
    step = _object(act=_TEXT, where=_list(_TEXT), why=_TEXT, **{"as": _TEXT})
    word = _object(
        word=_TEXT, section=_TEXT, args=_list(_TEXT), **said, doc=_TEXT, default_=_TEXT, counts_as_=_list(step)
    )
    question = _object(question=_TEXT, args=_list(_TEXT), same_as=_maybe(_TEXT), **said, doc=_TEXT, example=_TEXT)
    linked: dict[str, Node] = {
        "directed": _TRUTH, "multigraph": _TRUTH, "graph": {"type": "object"},
        "nodes": _list({"type": "object", "required": ["id", "kind", *languages()]}),
        "edges": _list({"type": "object", "required": ["source", "target", "kind", "unit", "rule"]}),
    }  # fmt: skip
    counts = _object(nodes=_map(_WHOLE), edges=_map(_WHOLE))
    listed: Node = {"type": "object", "required": ["unit", "kind", "text"]}
    holds = _object(holds=_WHOLE, faces=_WHOLE)
    graph_answer = {
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA}, "question": _TEXT, "asks": _TEXT,
            "reached": _list(listed), "chain": _list(listed),
            "units": {"anyOf": [_list(listed), _map(_list(listed))]}, "cycles": _list(_list(listed)), "more": _TRUTH,
            "parties": {"anyOf": [_map(_TEXT), _map(_list(listed))]}, "kinds": _map(_map(holds)),
        },
        "required": ["schema", "question", "asks"],
        "additionalProperties": False,
    }  # fmt: skip
    topic = _object(topic=_TEXT, **said, units=_list(_TEXT), why=_map(_TEXT))
    return {
        "clauses": _object(schema={"const": SCHEMA}, clauses=_list(clause)),
        "topics": _object(schema={"const": SCHEMA}, topics=_list(topic)),
        "vocabulary": _object(
            schema={"const": SCHEMA},
            words=_list(word),
            questions=_list(question),
            topics_=_list(topic),
            units_=_list(_object(unit=_TEXT, modality=_TEXT, **said)),
        ),
        "norms": _object(schema={"const": SCHEMA}, agreement=_TEXT, counts=counts, **linked),
        "case_graph": _object(schema={"const": SCHEMA}, **linked),
        "graph_answer": graph_answer,
    }


def _of_suites() -> dict[str, Node]:
    """Answers about files of scenarios: `check`, `test`, `replay`."""
    failure = _object(place=_TEXT, scenario=_TEXT, ask=_TEXT, differences=_list(_TEXT))
    return {
        "check": _object(
            schema={"const": SCHEMA},
            files=_list(_object(file=_TEXT, scenarios=_WHOLE)),
            unregarded=_list(_object(place=_TEXT, fact=_TEXT)),
        ),
        "test": _object(
            schema={"const": SCHEMA}, scenarios=_WHOLE, expectations=_WHOLE, failed=_WHOLE, failures=_list(failure)
        ),
        "replay": _object(
            schema={"const": SCHEMA}, same=_TRUTH, answers=_WHOLE, changed=_list(_TEXT),
            differences=_list(_object(what=_TEXT, recorded=_TEXT, now=_TEXT)),
        ),
    }  # fmt: skip
