"""What reviewers of contracts look for, and which units speak of it; a topic without units is one of silence.

A package may have a `topics.yaml`: by word what the topic is called in each language, its `units`, and `why`, a
sentence by language with ` | ` between. The public checklist of the CUAD data set (Hendrycks et al. 2021) is a good
start.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..core.errors import InputError, ModelError, Problem
from ..core.terms import NAME
from ..core.yaml_tree import Mapping, Node, Text
from ..core.yaml_tree import Sequence as Listed
from .languages import Phrases, in_order
from .package_files import TOPICS, read_entries


class Topic(NamedTuple):
    """A topic.

    Attributes:
        name: its word.
        phrases: what it is called.
        units: the units that speak of it; none where the text is silent.
        why: what they say, or what comes nearest where there are none, in a sentence by language.
    """

    name: str
    phrases: Phrases
    units: tuple[str, ...]
    why: Phrases


def read_topics(folder: Path, languages: Sequence[str]) -> dict[str, Topic]:
    """The topics of a package, by name; none where it has no `topics.yaml`.

    Raises:
        ModelError: if the file cannot be read or one of them lacks something; the message names file and line.
    """
    problems: list[Problem] = []
    found: dict[str, Topic] = {}
    for name, entry in read_entries(folder / TOPICS, problems).items():
        topic = _topic(name, entry, languages)
        if topic is None:
            hint = f"write {{{', '.join(f'{lang}: …' for lang in languages)}, units: [], why: {' | '.join(languages)}}}"
            problems.append(Problem(entry.place, f"{name} is no topic", hint))
        else:
            found[name] = topic
    if problems:
        raise ModelError(str(InputError(problems)))
    return found


def _topic(name: str, node: Node, languages: Sequence[str]) -> Topic | None:
    entry = node.items if isinstance(node, Mapping) else {}
    units, said = entry.get("units"), {key: value.value for key, value in entry.items() if isinstance(value, Text)}
    why = in_order(said.get("why", ""), languages)
    cited = [unit.value for unit in units.items if isinstance(unit, Text)] if isinstance(units, Listed) else None
    if not NAME.fullmatch(name) or cited is None or why is None or not all(said.get(lang) for lang in languages):
        return None
    return Topic(name, Phrases((lang, said[lang]) for lang in languages), tuple(cited), why)
