"""Amounts as people type them."""

import re

import pytest

from crm import money


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1250,5", 125_050),
        ("€ 1.250", 125_000),
        ("1,250,-", 125_000),
        ("12.345", 1_234_500),
        ("1250,-", 125_000),
        ("12 500,00 euro", 1_250_000),
        ("EUR 75", 7_500),
        ("0", 0),
        ("10.000.000", money.MOST),
    ],
)
def test_dutch_and_english_amounts_are_the_same_cents(text, cents):
    assert money.cents(text) == cents
    assert money.cents(money.typed(cents)) == cents


@pytest.mark.parametrize(
    "text", ["", "veel", "-5", "1.25.000", "1.250.50", "0,125", "1,2,3", "٣", "12 50 0", "10.000.000,01", "9" * 200]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        money.cents(text)


def test_nothing_known_is_an_empty_field():
    assert money.typed(None) == ""


@pytest.mark.parametrize(
    ("text", "small", "large"),
    [("12,345", "12,35", "12345"), ("€ 1,250", "1,25", "1250"), ("125,000", "125", "125000")],
)
def test_three_digits_behind_one_comma_ask_which_is_meant(text, small, large):
    with pytest.raises(money.Ambiguous) as asked:
        money.cents(text)
    assert (asked.value.small, asked.value.large) == (small, large)
    assert money.cents(large) == int(large) * 100
