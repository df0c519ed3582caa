"""Amounts of money: what people write is read exactly or refused, whatever its size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligor.core.amounts import DIGITS, UNIT, Amount, Money, amount_of, read_amount, totals

YUAN = Money("CNY", ("¥", "RMB", "元", "yuan"), {"亿": 100_000_000, "万": 10_000})
UNITS = st.integers(0, UNIT * 10**DIGITS - 1)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0", "0"), ("5000", "5000"), ("5,000", "5000"), ("5_000", "5000"), ("5'000", "5000"), ("278.81", "278.81"),
        ("5000.00", "5000"), ("￥5,000", "5000"), ("¥ 5000", "5000"), ("5000元", "5000"), ("5万", "50000"),
        ("1.5万元", "15000"), ("2亿", "200000000"), ("3万亿", "3000000000000"), ("RMB 5,000.50", "5000.5"),
        ("CNY 5", "5"), ("5 cny", "5"), ("5 Yuan", "5"), ("100 USD", "100 USD"), ("EUR 0.10", "0.1 EUR"),
        ("45,000,000,000", "45000000000"), ("５，０００", "5000"),
    ],
)  # fmt: skip
def test_written_forms(written, text):
    assert read_amount(written, YUAN).text == text


@pytest.mark.parametrize(
    "written",
    ["", "-5", "5.", ".5", "1e3", "5k", "5.000,50", "1,00", "1,0000", "0x10", "5 6", "$5", "5 usd", "nan", "Infinity",
     "¥", "万", "USD", "5 USD EUR", "1,000,00", "9" * (DIGITS + 1), "0.0000001"],
)  # fmt: skip
def test_all_else_is_refused_with_what_to_write(written):
    with pytest.raises(ValueError, match=r"write e\.g\.|at most"):
        read_amount(written, YUAN)


def test_without_a_currency_only_numbers_and_codes_are_read():
    assert read_amount("5,000", Money()).text == "5000"
    assert read_amount("5 CNY", Money()).text == "5 CNY"
    with pytest.raises(ValueError, match="write"):
        read_amount("¥5", Money())


@given(UNITS, st.sampled_from(["", "USD", "EUR"]))
def test_what_a_fact_holds_is_the_same_amount(units, currency):
    amount = Amount(units, currency)
    assert amount_of(amount.term) == amount
    assert read_amount(str(amount.plain), YUAN) == amount
    assert isinstance(amount.plain, int) == (units % UNIT == 0 and not currency)


@given(st.lists(st.tuples(UNITS, st.sampled_from(["", "USD"])), max_size=6))
def test_sums_are_exact_and_of_one_currency_each(parts):
    found = {one.currency: one.units for one in totals(Amount(*part) for part in parts)}
    for currency in {currency for _, currency in parts}:
        assert found[currency] == sum(units for units, of in parts if of == currency)
    assert amount_of("278.81") == Amount(278_810_000)
    assert amount_of("acme") is None
