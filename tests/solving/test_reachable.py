"""What a case takes of a program: enough for every answer, and little of the rest."""

from __future__ import annotations

import clingo
import pytest

from obligor.agreement.rule_files import read_rules
from obligor.agreement.rules import Literal
from obligor.core.terms import parse_atom
from obligor.scenario.files import read_scenarios
from obligor.solving.engine import Engine
from obligor.solving.program import READING
from obligor.solving.reachable import Reachable, needs
from tests.support import FACTS

RULES = """\
done(P,A,E) :- by(E,P), act(E,A).
breach(P,E) :- done(P,bribe(_),E), user(P).
breach(P,E) :- done(P,leak,E), user(P), not excused(E).
excused(E) :- reading("1.1[a]",mild), act(E,leak).
grave(E) :- breach(_,E), kind(E,K), K = privacy.
told(K) :- grave(E), kind(E,K), K = privacy.
noted :- told(privacy).
user(acme).
"""


LONGER = ("ch08_5_breach/breach.yaml", "ch07_3_user_data/readings.yaml")


@pytest.fixture
def reachable(tmp_path) -> Reachable:
    path = tmp_path / "ch01.lp"
    path.write_text(RULES, "utf-8")
    return Reachable(needs(read_rules(path).rules))


def taken(reachable: Reachable, *stated: str) -> list[str]:
    heads = [text.split(" :- ")[0].rstrip(".") for text in reachable.texts([Literal(parse_atom(a)) for a in stated])]
    return [head.split("(")[0] for head in heads]


def test_a_rule_about_another_act_is_left_out(reachable: Reachable) -> None:
    assert taken(reachable) == ["user"]
    assert taken(reachable, "by(e, acme)", "act(e, bribe(zhao))") == ["done", "breach", "user"]
    assert taken(reachable, "by(e, acme)", "act(e, nap)") == ["done", "user"]


def test_what_is_absent_is_no_matter(reachable: Reachable) -> None:
    stated = ["by(e, acme)", "act(e, leak)"]
    assert taken(reachable, *stated) == ["done", "breach", "user"]
    assert taken(reachable, *stated, 'reading("1.1[a]", mild)') == ["done", "breach", "excused", "user"]
    assert taken(reachable, *stated, 'reading("1.2[a]", mild)') == ["done", "breach", "user"]


def test_words_come_by_comparisons_too(reachable: Reachable) -> None:
    stated = ["by(e, acme)", "act(e, leak)", "kind(e, privacy)"]
    assert taken(reachable, *stated) == ["done", "breach", "grave", "told", "noted", "user"]


def consequences(mode: str, *texts: str) -> set[str]:
    """What holds in some answer set (`brave`) or in each (`cautious`), how units are read aside."""
    control = clingo.Control(["0", f"--enum-mode={mode}", "--warn=none"])
    control.add("base", [], "\n".join(texts))
    control.ground([("base", [])])
    found: set[str] = set()
    with control.solve(yield_=True) as models:
        for model in models:
            found = {str(symbol) for symbol in model.symbols(atoms=True) if symbol.name != READING}
    return found


@pytest.mark.parametrize("timing", [False, True])
@pytest.mark.parametrize("file", ["start/leak.yaml", *(pytest.param(f, marks=pytest.mark.long) for f in LONGER)])
def test_from_what_is_taken_the_same_follows(engine: Engine, file: str, timing: bool) -> None:
    for scenario in read_scenarios(FACTS / file, engine.agreement):
        own = list(engine.case(scenario).statements())
        facts = "\n".join(map(str, own))
        part, whole = engine.text(timing, own), engine.text(timing)
        assert len(part) < len(whole) * 2 / 3
        for mode in ("brave", "cautious"):
            assert consequences(mode, part, facts) == consequences(mode, whole, facts)
