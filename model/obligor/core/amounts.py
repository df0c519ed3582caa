"""Amounts of money: exact decimals of any size, read as people write them, summed by currency.

They never reach the solver as numbers to add, which would overflow there: an amount in a fact is a plain number where
it is whole and small, else its text, `"278.81"`; in another currency than the agreement's own, `"100 USD"`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from .terms import MAX_NUMBER, Term

DIGITS, DECIMALS = 24, 6
"""Digits before the point, and behind it, that an amount may have."""
UNIT = 10**DECIMALS
"""Smallest parts that make one."""
_NUMBER = re.compile(r"(\d{1,3}(?:[,_']\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)
_CANONICAL = re.compile(r"(\d+)(?:\.(\d+))?(?: ([A-Z]{3}))?", re.ASCII)
CODE = re.compile(r"[A-Z]{3}", re.ASCII)
"""The code of a currency (ISO 4217)."""


class Money(NamedTuple):
    """How an agreement writes amounts.

    Attributes:
        currency: the code of its currency (ISO 4217); "" where it has none.
        written: other ways to write the currency, such as a sign.
        multiples: words that stand behind a number and multiply it, such as `million`.
    """

    currency: str = ""
    written: tuple[str, ...] = ()
    multiples: Mapping[str, int] = MappingProxyType({})


class Amount(NamedTuple):
    """An amount.

    Attributes:
        units: how many of its smallest parts it has, of which `UNIT` make one.
        currency: a code; "" for the agreement's own.
    """

    units: int
    currency: str = ""

    @property
    def number(self) -> str:
        """Its number, exact and without more digits than it takes.

        >>> Amount(278_810_000, "USD").number, Amount(5 * UNIT).number
        ('278.81', '5')
        """
        whole, part = divmod(self.units, UNIT)
        return f"{whole}.{part:0{DECIMALS}}".rstrip("0") if part else str(whole)

    @property
    def text(self) -> str:
        """Its canonical text, with its currency where that is not the agreement's own."""
        return f"{self.number} {self.currency}" if self.currency else self.number

    @property
    def plain(self) -> int | str:
        """The same as JSON has it, and as facts have it where it is small enough: a whole number, or its text."""
        return self.text if self.units % UNIT or self.currency else self.units // UNIT

    @property
    def term(self) -> Term:
        """The same as an argument of a fact."""
        plain = self.plain
        return plain if isinstance(plain, int) and plain <= MAX_NUMBER else self.text


def amount_of(term: Term) -> Amount | None:
    """The amount that an argument of a fact is; None where it is none."""
    if isinstance(term, int):
        return Amount(term * UNIT) if term >= 0 else None
    found = _CANONICAL.fullmatch(term) if isinstance(term, str) else None
    return Amount(_units(found[1], found[2] or ""), found[3] or "") if found else None


def read_amount(text: str, money: Money) -> Amount:
    """Read an amount as people write it.

    >>> sterling = Money("GBP", ("\u00a3", "pounds"), {"million": 1_000_000})
    >>> [read_amount(said, sterling).text for said in ("\u00a35,000", "1.5 million pounds", "278.81", "100 USD")]
    ['5000', '1500000', '278.81', '100 USD']

    Raises:
        ValueError: if it is none; the message says how to write one.
    """
    rest, currency = _without_currency(unicodedata.normalize("NFKC", text).strip(), money)
    times = 1
    while word := next((word for word in money.multiples if rest.endswith(word)), ""):
        rest, times = rest.removesuffix(word).strip(), times * money.multiples[word]
    found = _NUMBER.fullmatch(rest)
    if found is None:
        example = f"278.81, 10,000 or 100 {'EUR' if money.currency != 'EUR' else 'USD'}"
        raise ValueError(f"write e.g. {example}")
    whole, part = re.sub("[,_']", "", found[1]), (found[2] or "").rstrip("0")
    fits = len(whole) <= 2 * DIGITS and len(part) <= DECIMALS  # so that no long text is made a number
    units = _units(whole, part) * times if fits else 0
    if not fits or units >= UNIT * 10**DIGITS:
        raise ValueError(f"at most {DIGITS} digits before the point and {DECIMALS} behind it")
    return Amount(units, currency)


def _units(whole: str, part: str) -> int:
    return int(whole + part[:DECIMALS].ljust(DECIMALS, "0"))


def _without_currency(text: str, money: Money) -> tuple[str, str]:
    """A text without the currency that it names, and that currency; "" if that is the agreement's own, or none."""
    written = (sign for sign in (money.currency, *money.written) if sign)
    signs = sorted((unicodedata.normalize("NFKC", sign).casefold() for sign in written), key=len, reverse=True)
    before = next((sign for sign in signs if text.casefold().startswith(sign)), "")
    text = text[len(before) :].strip()
    behind = next((sign for sign in signs if text.casefold().endswith(sign)), "")
    text = text[: len(text) - len(behind)].strip()
    if before or behind:
        return text, ""
    first, _, rest = text.partition(" ")
    if CODE.fullmatch(first) and rest:
        return rest.strip(), first
    rest, _, last = text.rpartition(" ")
    return (rest.strip(), last) if CODE.fullmatch(last) and rest else (text, "")


def totals(amounts: Iterable[Amount]) -> list[Amount]:
    """Sums of amounts, one for each currency, the agreement's own first: what is in another is never added to it.

    >>> [one.text for one in totals([Amount(100_000), Amount(7 * UNIT, "USD"), Amount(200_000)])]
    ['0.3', '7 USD']
    """
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.units
    return [Amount(sums[currency], currency) for currency in sorted(sums)]
