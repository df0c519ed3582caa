"""Every fixed word is data, one file a language: all files say the same things, and a further one needs no Python."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from obligor.agreement.package import Agreement
from obligor.core.errors import InputError, ModelError
from obligor.reports.schemas import answer_schema
from obligor.scenario.type_check import RESERVED
from obligor.wording import words as wording
from obligor.wording.words import Words, languages, words
from tests.support import long_but

MODEL = Path(wording.__file__).parents[1]
LEAK = str(Path(__file__).parents[2] / "facts/start/leak.yaml")
FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(wording.FOLDER.glob("*.json"))}
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""A Chinese character, or a mark of Chinese punctuation."""
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"JavaScript", "all"}
"""Words of Latin letters that a Chinese text holds: a name that has no other, and an option of the command line."""
CHINESE = {
    "agreement/official_text.py": "reads the numerals and marks of the official text",
    "agreement/fingerprints.py": "makes brackets of either width the same",
    "wording/layout.py": "keeps marks from the start of a line",
    "scenario/question_words.py": "reads questions with the punctuation of a Chinese keyboard",
}
"""Modules that need Chinese characters for what they do."""
MARK = "¤"
"""Begins every text of the invented language."""


def flat(sections: dict[str, dict[str, str]]) -> dict[str, str]:
    return {f"{section}: {key}": text for section, entries in sections.items() for key, text in entries.items()}


def places(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in Formatter().parse(text) if field is not None)


# -- the files ---------------------------------------------------------------------------------------------------------


def test_there_is_a_file_for_each_language() -> None:
    assert languages() == ("en", "zh") == tuple(FILES)


@pytest.mark.parametrize("lang", FILES)
def test_every_file_has_the_same_sections_and_keys(lang: str) -> None:
    assert list(FILES[lang]) == list(Words._fields)
    assert {name: list(section) for name, section in FILES[lang].items()} == {
        name: list(section) for name, section in FILES["en"].items()
    }
    assert all(isinstance(text, str) for text in flat(FILES[lang]).values())


@pytest.mark.parametrize("lang", FILES)
def test_every_text_has_the_same_places_to_fill_in(lang: str) -> None:
    texts, english = flat(FILES[lang]), flat(FILES["en"])
    assert [key for key in english if places(texts[key]) != places(english[key])] == []
    assert [key for key in english if bool(texts[key]) != bool(english[key])] == []


def test_no_chinese_is_left_in_english() -> None:
    assert {key: text for key, text in flat(FILES["en"]).items() if HAN.search(text)} == {}


def test_no_english_word_is_left_in_chinese() -> None:
    texts = {key: re.sub(r"`.*?`|\{.*?\}", "", text) for key, text in flat(FILES["zh"]).items()}
    assert {key: text for key, text in texts.items() if set(LATIN.findall(text)) - NAMES} == {}


@pytest.mark.parametrize("lang", FILES)
def test_every_time_term_is_said(lang: str) -> None:
    assert set(words(lang).times) == RESERVED - {"not"}


def test_a_language_that_is_not_there_is_refused() -> None:
    for lang in ("eng", "", "../zh", "EN"):
        with pytest.raises(InputError, match="no such language"):
            words(lang)


# -- the modules -------------------------------------------------------------------------------------------------------


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a module that are no documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def modules() -> Iterator[tuple[str, Path]]:
    return ((path.relative_to(MODEL).as_posix(), path) for path in sorted(MODEL.rglob("*.py")))


def test_no_module_holds_chinese_words() -> None:
    found = {name: [text for _, text in literals(path) if HAN.search(text)] for name, path in modules()}
    assert {name for name, texts in found.items() if texts} == set(CHINESE)


def test_no_module_asks_which_language_it_is() -> None:
    asking = re.compile(
        r"""\blang\w*\s*[!=]=|[!=]=\s*["'](?:en|zh)["']|\blang\w*\s+(?:not\s+)?in\s+[(\[{]|\.(?:en|zh)\b"""
    )
    sources = [*MODEL.rglob("*.py"), *(MODEL / "reports/templates").iterdir()]
    assert {str(path): hit[0] for path in sources if (hit := asking.search(path.read_text("utf-8")))} == {}


def test_no_template_holds_words_of_a_language() -> None:
    for path in (MODEL / "reports/templates").iterdir():
        assert not HAN.search(path.read_text("utf-8")), path
        assert not re.search(r"""["'](?:en|zh)["']|lang=(?:en|zh)\b""", path.read_text("utf-8")), path


# -- a further language ------------------------------------------------------------------------------------------------


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third language: English, with a mark before every text."""
    folder = tmp_path / "languages"
    shutil.copytree(wording.FOLDER, folder)
    marked = {
        section: {key: text and MARK + text for key, text in entries.items()}
        for section, entries in FILES["en"].items()
    }
    (folder / "xx.json").write_text(json.dumps(marked), "utf-8")
    monkeypatch.setattr(wording, "FOLDER", folder)


COMMANDS = {
    "ask": ("ask", LEAK, "--all"),
    "ask one thing": ("ask", LEAK, "breach(acme, look)", "liable(acme, _, leak)", "permitted(acme, reverse_engineer)"),
    "why": ("why", LEAK, "breach(acme, look)"),
    "why as Markdown": ("why", LEAK, "breach(acme, look)", "--format", "md"),
    "whynot": ("whynot", LEAK, "permitted(acme, reverse_engineer)"),
    "whatif": ("whatif", LEAK, "--without", "8.2.1.2"),
    "avoid": ("avoid", LEAK, "breach(acme, look)"),
    "clear": ("avoid", f"{LEAK}#leak/1", "--party", "acme"),
    "exposure": ("exposure", LEAK, "acme"),
    "clauses": ("clauses", "7.1", "8.5"),
    "readings": ("clauses", "--readings"),
    "vocabulary": ("vocabulary",),
    "graph": ("graph",),
    "graph asked": ("graph", "--ask", "balance", "--ask", "sets_off(8.5)", "--ask", "untriggered"),
    "graph drawn": ("graph", "--around", "8.5.1", "--format", "mermaid"),
    "graph of a case": ("graph", LEAK),
}


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    "name", long_but(COMMANDS, set(COMMANDS) - {"graph", "graph asked", "graph drawn", "clear", "whynot"})
)
def test_a_third_language_needs_its_file_alone(obligor: Callable[..., Any], name: str) -> None:
    """Its words are there, those that the agreement has none for stand in its first language, and nothing is amiss."""
    command = COMMANDS[name]
    ours, theirs = obligor(*command, "--lang", "en"), obligor(*command, "--lang", "xx")
    assert (theirs.status, theirs.err) == (0, "")
    assert MARK in theirs.out
    assert MARK not in ours.out
    assert _bare(theirs.out) == _bare(ours.out)


def _bare(text: str) -> list[str]:
    """The words of a text without marks, and without the places at which lines are broken."""
    return text.replace(MARK, "").replace("<br>", " ").split()


@pytest.mark.usefixtures("invented")
def test_pages_turn_through_all_languages(obligor: Callable[..., Any]) -> None:
    page = obligor("ask", LEAK, "--format", "html", "--lang", "xx").out
    turns = re.findall(r'data-to="(\w+)">(.*?)</button>', page)
    assert turns == [("xx", f"{MARK}English"), ("zh", f"{MARK}中文"), ("en", "English")]
    assert f"{MARK}At a glance" in page
    norms = json.loads(obligor("graph", "--format", "json").out)
    assert all({"en", "zh", "xx"} <= node.keys() and node["xx"] for node in norms["nodes"])
    assert MARK in obligor("graph", "--format", "html", "--lang", "xx").out
    assert MARK in obligor("why", LEAK, "breach(acme, look)", "--format", "html", "--lang", "xx").out


@pytest.mark.usefixtures("invented")
def test_answers_in_a_third_language_keep_to_the_schema(obligor: Callable[..., Any]) -> None:
    schema = Draft202012Validator(answer_schema())
    for name in ("ask", "why", "whynot", "whatif", "avoid", "exposure", "clauses", "vocabulary", "graph"):
        document = obligor(*COMMANDS[name], "--lang", "xx", "--format", "json").json
        assert not list(schema.iter_errors(document)), name


def test_a_language_without_a_file_is_no_choice(obligor: Callable[..., Any]) -> None:
    refused = obligor("ask", LEAK, "--lang", "xx")
    assert refused.status == 2
    assert "invalid choice: 'xx'" in refused.err


# -- an agreement in other languages -----------------------------------------------------------------------------------

CHAPTER = """\
%*: 1.1[a] prohibition borrower
de: kein Beifahrer
en: no passengers
reading strict preferred: niemals | never
reading lax: selten | seldom
*%
acceptance(P, always, "1.1[a]") :- borrower(P).
prohibition(P, carry, "1.1[a]") :- borrower(P), grave("1.1[a]").

%*! grave(U)
U is a weighty promise.
types: unit
de: {U} ist wichtig
en: {U} is weighty
*%
grave("1.1[a]").
"""
VOCABULARY = """\
agreement: {id: rad, document: leihe, languages: [de, en], de: Radleihe, en: bicycle loan}
standing:
  owner: {de: die Eignerin, en: the owner}
roles:
  borrower: {de: "{0} leiht", en: "{0} borrows", called: Leiherin | borrower}
acts:
  carry: {de: jemanden mitnehmen, en: carry somebody}
"""
STORY = """\
scenario: Zwei auf einem Rad
as_of: 2026-03-20
parties: {ada: borrower}
events: {ride: {on: 2026-03-01, by: ada, act: carry}}
"""


@pytest.fixture
def rad(tmp_path: Path) -> Path:
    (tmp_path / "ch01.lp").write_text(CHAPTER, "utf-8")
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    return tmp_path


def test_an_agreement_says_which_languages_it_is_in(rad: Path) -> None:
    agreement = Agreement(rad)
    assert agreement.languages == ("de", "en")
    unit = agreement.units["1.1[a]"]
    assert [unit.gloss(lang) for lang in ("de", "en", "zh")] == ["kein Beifahrer", "no passengers", "kein Beifahrer"]
    assert [reading.gloss("en") for reading in unit.readings] == ["never", "seldom"]
    assert agreement.vocabulary.acts["carry"].phrases["zh"] == "jemanden mitnehmen"
    assert agreement.vocabulary.called("borrower") == {"de": "Leiherin", "en": "borrower"}
    assert agreement.predicates["grave"][0].phrases == {"de": "{U} ist wichtig", "en": "{U} is weighty"}
    assert agreement.predicates["grave"][0].doc == "U is a weighty promise."


def test_its_words_are_listed_in_each_of_its_languages(rad: Path, obligor: Callable[..., Any]) -> None:
    unit = obligor("clauses", "--agreement", str(rad), "--format", "json").json["clauses"][0]["units"][0]
    assert (unit["de"], unit["en"]) == ("kein Beifahrer", "no passengers")
    assert "zh" not in unit
    words_ = obligor("vocabulary", "carry", "--agreement", str(rad), "--format", "json").json["words"]
    assert words_ == [
        {"word": "carry", "section": "acts", "args": [], "de": "jemanden mitnehmen", "en": "carry somebody", "doc": ""}
    ]
    schema = Draft202012Validator(obligor("schema", "answer", "--agreement", str(rad)).json)
    for command in ("clauses", "vocabulary", "graph"):
        document = obligor(command, "--agreement", str(rad), "--format", "json").json
        assert not list(schema.iter_errors(document)), command


def test_its_first_language_stands_in(rad: Path, obligor: Callable[..., Any], write: Callable[..., str]) -> None:
    case = write(STORY)
    chinese = obligor("ask", case, "--agreement", str(rad), "--lang", "zh")
    assert (chinese.status, chinese.err) == (0, f"rules from {rad}\n")
    assert "违约" in chinese.out
    assert "kein Beifahrer" in chinese.out
    assert "no passengers" in obligor("ask", case, "--agreement", str(rad)).out


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("ch01.lp", "de: kein Beifahrer\n", "", r"ch01\.lp:1: 1\.1\[a\] lacks de"),
        ("ch01.lp", "en: no passengers\n", "zh: 不带人\n", "not a field"),
        ("ch01.lp", "never", "never | 从不", r"write 'reading NAME \[preferred\|strained\]: de \| en'"),
        ("vocabulary.yaml", "de: die Eignerin, ", "", "standing: owner lacks de"),
        ("vocabulary.yaml", "de: jemanden mitnehmen, en: carry somebody", "doc: x", "acts: carry lacks de and en"),
        ("vocabulary.yaml", "[de, en]", "[]", "`languages` of an agreement is a list"),
        ("vocabulary.yaml", "de: Radleihe, ", "", "agreement lacks de"),
    ],
)
def test_a_declared_language_may_not_be_missing(rad: Path, file: str, old: str, new: str, complaint: str) -> None:
    path = rad / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ModelError, match=complaint):
        _ = Agreement(rad).units
