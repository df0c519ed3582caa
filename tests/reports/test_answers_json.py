"""Answers and the whole picture as documents."""

from __future__ import annotations

from tests.support import ALLOWED, BREACH

LISTS = {
    "breaches", "outstanding", "powers", "effects", "groundless", "liabilities", "bearers", "exemptions", "gaps",
    "undivided", "conflicts", "standing",
}  # fmt: skip

TURNING = {"hinges_on", "readings"}


def test_a_picture_is_a_document_with_all_its_lists(obligor, case):
    picture = obligor("ask", case(), "--format", "json").json
    head = {"schema", "agreement", "id", "scenario", "as_of", "without", "assumptions", "record"}
    assert set(picture) == head | LISTS | {"unregarded"}
    assert (picture["schema"], picture["agreement"], picture["as_of"]) == (1, "wecom", "2026-03-20")
    assert (picture["id"], picture["scenario"]) == ("1", "Acme takes the software apart")


def test_every_entry_of_a_picture_tells_what_it_rests_on(obligor, case):
    picture = obligor("ask", case(unknown=f'- "{ALLOWED}"'), "--format", "json").json
    common = {"verdict", "preferred", "unit", "text", "facts", "presumed"} | TURNING
    roles = {
        "breaches": {"bearer", "event"},
        "powers": {"bearer", "counterparty", "act", "general"},
        "liabilities": {"bearer", "counterparty", "loss", "amount"},
        "bearers": {"bearer", "loss", "amount"},
        "gaps": {"loss", "amount"},
    }
    for name, keys in roles.items():
        assert picture[name], name
        assert all(set(entry) == common | keys for entry in picture[name]), name
    (breach,) = picture["breaches"]
    assert (breach["verdict"], breach["unit"], breach["bearer"]) == ("depends", "8.2.1.2[a]", "acme")
    assert breach["hinges_on"] == [ALLOWED]
    assert {"by(look, acme)", "act(look, reverse_engineer)"} <= set(breach["facts"])
    assert {entry["verdict"] for entry in picture["gaps"]} == {"open"}
    assert {entry["amount"] for entry in picture["liabilities"]} == {5000}


def test_answers_are_a_document_in_the_order_of_the_questions(obligor, case):
    questions = [BREACH, "liable(tencent, li, leak)", "bound(acme)"]
    document = obligor("ask", case(), *questions, "--format", "json").json
    head = {"schema", "agreement", "id", "scenario", "as_of", "without", "assumptions", "record"}
    assert set(document) == head | {"answers"}
    assert [answer["question"] for answer in document["answers"]] == questions
    keys = {"question", "verdict", "preferred", "units", "atoms", "about", "text", "facts", "presumed"} | TURNING
    keys |= {"deciding", "more", "causes", "each"}
    assert all(set(answer) == keys for answer in document["answers"])
    breach = document["answers"][0]
    assert (breach["verdict"], breach["units"]) == ("yes", ["8.2.1.2[a]"])
    assert (breach["hinges_on"], breach["readings"]) == ([], [])


def test_the_language_changes_words_and_nothing_else(obligor, case):
    documents = [obligor("ask", case(), "--format", "json", "--lang", lang).json for lang in ("en", "zh")]
    texts = [[entry.pop("text") for name in LISTS for entry in document[name]] for document in documents]
    assert documents[0] == documents[1]
    assert all(en != zh for en, zh in zip(*texts, strict=True))
