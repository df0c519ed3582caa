"""What `obligor lint` does not ask of rules, since only this repository asks it."""

from __future__ import annotations

import re
from pathlib import Path

from obligor.core.clause_ids import parts_of
from tests.support import ROOT

MODEL = ROOT / "model"


def test_the_theory_and_the_engine_name_no_agreement() -> None:
    for path in [*(MODEL / "obligor").rglob("*.lp"), *(MODEL / "obligor").rglob("*.py")]:
        assert not re.search("tencent|腾讯", path.read_text("utf-8"), re.IGNORECASE), path
    known = {part for path in (MODEL / "obligor_wecom").glob("ch*.lp") for part in _registered(path) if "." in part}
    for path in (MODEL / "obligor/theory").glob("*.lp"):
        assert not known & set(re.findall(r"\d+(?:\.\d+)+", path.read_text("utf-8"))), path


def _registered(path: Path) -> set[str]:
    found = re.findall(r"^%\*: (\S+)", path.read_text("utf-8"), re.MULTILINE)
    return {part for unit in found for part in parts_of(unit)}


def test_rule_files_are_ascii_outside_comments_and_short() -> None:
    for path in MODEL.rglob("*.lp"):
        text = path.read_text("utf-8")
        code = re.sub(r"%\*.*?\*%|%[^\n]*", "", text, flags=re.DOTALL)
        assert code.isascii(), path
        assert text.count("\n") <= 400, path
        assert "#include" not in code
        assert "#script" not in code
