"""An invented agreement with a text, so that the reader of official texts is tested without the real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from obligor.agreement.fingerprints import Fingerprints, Layout
from obligor.agreement.official_text import read_copy

IDS = [
    *("P.1", "P.2", "1.1", "1.2", "1.2p2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2(1)", "2.2(2)", "2.2(3)"),
    *("2.3", "2.3(A)", "2.3(B)", "2.3(C)", "2.10", "11.1", "11.1p2", "X.1", "X.2", "X.3"),
]

TEXT = """\
自行车借用约定

写在前面

车是用来骑的。
tbd
借车人先读此约定，再骑车。

一、约定的范围
1.1 本约定适用于车主（以下简称“甲”）与借车人（以下简称“乙”）。

1.2 与别处说法的关系

别处另有说法的，以本约定为准。

甲贴在车棚里的告示也算数；见1.1。

二、骑车

2.1 借与还

2.1.1借车前，乙应告知甲。
2.1.2 10日内，乙应还车（雨天除外）。

2.2 乙不得做下列事：

（1）带人；

（2）逆行；

（3）把车转借他人。

2.3 甲不承担下列损失：（A）误工损失; （B）衣物损失;或（C）心情不佳。

2.10 更多说法，请看《车棚告示》

十一、其他

11.1 约定有疑问的，先商量。（正文完）

商量不成的，抛硬币。

\u0020

甲
"""

LAYOUT = Layout(("X.1", "heading", "P.1", "X.2", "P.2"), "P", ("X.3",), "X")


RULES = """\
%*: 1.1[a] definition lender
en: who lends
zh: 谁出借
*%
definition(lends(P), "1.1[a]") :- lender(P).

%*: 2.1.2[a] obligation borrower
en: bring it back
zh: 归还
*%
obligation(P, owner, bring_back, standing, "2.1.2[a]") :- borrower(P), defined(lends(_), "1.1[a]").

%*: 2.2[a] condition owner
en: what the items have in common
zh: 各项通则
*%
prohibition(P, A, U) :- borrower(P), banned(A, U), not void("2.2[a]").

%*! banned(A, U)
U bans A.
types: act, unit
en: {U} bans {A}
zh: {U}禁止{A}
*%

%*: 2.2(1)[a] prohibition borrower
en: no passengers
zh: 不带人
*%
banned(carry, "2.2(1)[a]").

%*: 2.2(2)[a] prohibition borrower
en: no wrong way
zh: 不逆行
*%
banned(go_wrong, "2.2(2)[a]").

%*: 11.1[a] power owner
en: ask back
zh: 索回
*%
power(owner, P, ask_back, E, "11.1[a]") :- breach(P, E, U), grave(U).

%*! grave(U)
U is a weighty promise.
types: unit
en: {U} is weighty
zh: {U}重要
*%
grave("2.2(2)[a]").
"""

VOCABULARY = """\
agreement: {id: bike, document: bike_loan, en: bicycle loan, zh: 自行车借用约定}
standing:
  owner: {en: the owner, zh: 车主}
roles:
  lender: {en: "{0} lends", zh: "{0}出借"}
  borrower: {en: "{0} borrows", zh: "{0}借用"}
"""


Differ = Callable[[str], tuple[list[str], list[str], list[str]]]


def differences(text: str, known: Fingerprints, folder: Path) -> tuple[list[str], list[str], list[str]]:
    path = folder / "copy.txt"
    path.write_text(text, "utf-8", newline="")
    copy = read_copy(str(path), known)
    assert copy.differs == any((copy.changed, copy.missing, copy.added))
    return copy.changed, copy.missing, copy.added


def replaced(old: str, new: str, text: str = TEXT) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)
