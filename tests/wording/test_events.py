"""Events and losses in words."""

from __future__ import annotations

import pytest

from obligor.core.amounts import UNIT, Amount
from obligor.core.terms import Fn
from obligor.scenario.chronicle import Event, Loss
from obligor.scenario.standing import Standing
from obligor.wording.events import say_event, say_loss, say_standing
from obligor.wording.speaker import Speaker


@pytest.mark.parametrize(
    ("event", "english", "chinese"),
    [
        (
            Event("e", (), Fn("tencent"), Fn("decompile"), False, None),
            "Tencent: decompile the software",
            "腾讯：对软件进行反向编译",
        ),
        (
            Event("e", (), Fn("tencent"), Fn("decompile"), True, None),
            "Tencent leaves undone: decompile the software",
            "腾讯未做：对软件进行反向编译",
        ),
        (Event("crash", (), None, None, False, None), "crash", "crash"),
    ],
    ids=["done", "left undone", "of nobody"],
)
def test_who_did_what(wecom, event, english, chinese):
    assert say_event(event, Speaker(wecom)) == english
    assert say_event(event, Speaker(wecom, None, "zh")) == chinese


def test_what_was_lost(wecom):
    assert say_loss(Loss("hit", (), None, None, ()), Speaker(wecom)) == "hit"
    assert say_loss(Loss("hit", (), None, Amount(5_000 * UNIT), ()), Speaker(wecom)) == "hit (5,000 CNY)"
    kind = Speaker(wecom, None, "zh").term(Fn("privacy"), "loss_kind")
    assert (
        say_loss(Loss("hit", (), Fn("privacy"), Amount(5_000 * UNIT), ()), Speaker(wecom, None, "zh"))
        == f"hit（{kind}、人民币5,000元）"
    )


@pytest.mark.parametrize(
    ("standing", "english", "chinese"),
    [
        (Standing("alleged"), "alleged", "仅为主张"),
        (Standing("admitted", "tencent"), "admitted by Tencent", "腾讯所自认"),
        (Standing("proven", "", "court {file}"), "proven (court {file})", "已证明（court {file}）"),
        (Standing("alleged", "tencent", "note"), "alleged by Tencent (note)", "腾讯所主张（note）"),
    ],
)
def test_how_sure_it_is(wecom, standing, english, chinese):
    assert say_standing(standing, Speaker(wecom)) == english
    assert say_standing(standing, Speaker(wecom, None, "zh")) == chinese
