"""What a changed text touches: the ids of a user's copy that differ, and what depends on each, as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from ..agreement.citations import Citations, Dependents
from ..agreement.official_text import Copy
from ..agreement.package import Agreement
from .answers_json import SCHEMA

WORDS = {
    "en": {
        "changed": "Changed", "missing": "Missing", "added": "New",
        "units": "units", "rules": "rules", "cited_by": "cited by", "none": "no unit stands in it, no rule names it",
        "same": "nothing differs: all {known} ids have the words that the rules were written for",
        "sum": "{changed} changed, {missing} missing, {added} new, {same} of {known} as they were",
        "comma": ", ",
    },
    "zh": {
        "changed": "有改动", "missing": "缺失", "added": "新增",
        "units": "单元", "rules": "规则", "cited_by": "引用者", "none": "其中无单元，亦无规则提及",
        "same": "无差异：全部{known}个编号的文字均与规则所依据者一致",
        "sum": "改动{changed}处，缺失{missing}处，新增{added}处；{known}个编号中{same}个未变",
        "comma": "、",
    },
}  # fmt: skip
"""Every fixed word of the comparison as text, by language."""

WIDTH = 110


def comparison_object(copy: Copy, agreement: Agreement) -> dict[str, Any]:
    """How a copy differs, as a JSON object: `changed`, `missing`, `added`, each entry with what depends on its id."""
    citations = Citations(agreement)

    def entries(ids: Iterable[str]) -> list[dict[str, Any]]:
        return [{"id": id_, **citations.dependents(id_)._asdict()} for id_ in ids]

    return {
        "schema": SCHEMA,
        "changed": entries(copy.changed),
        "missing": entries(copy.missing),
        "added": entries(copy.added),
    }


def comparison_lines(copy: Copy, found: dict[str, Any], lang: str) -> Iterator[str]:
    """A comparison as text, in "en" or "zh"; ids, units and places alone, no word of the copy."""
    words = WORDS[lang]
    counts = {kind: len(found[kind]) for kind in ("changed", "missing", "added")}
    for kind in counts:
        if found[kind]:
            yield words[kind]
        for entry in found[kind]:
            yield f"  {entry['id']}"
            parts = [key for key in Dependents._fields if entry[key]]
            for key in parts:
                text = f"{words[key]}: {words['comma'].join(entry[key])}"
                yield from textwrap.wrap(text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8)
            if not parts:
                yield f"      {words['none']}"
    same = len(copy.known) - counts["changed"] - counts["missing"]
    yield words["sum" if any(counts.values()) else "same"].format(known=len(copy.known), same=same, **counts)
