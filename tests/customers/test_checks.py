"""What is typed about a customer gets one spelling, and a warning where it looks wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.customers import checks


@pytest.mark.parametrize("typed", ["1234ab", "1234 AB", " 1234  ab ", "1234-AB"])
def test_a_postcode_gets_one_spelling(typed: str) -> None:
    assert checks.postcode(typed) == ("1234 AB", None)


@pytest.mark.parametrize("typed", ["0234 AB", "1234", "1234 SS", "12345"])
def test_an_impossible_postcode_is_kept_with_a_warning(typed: str) -> None:
    kept, warning = checks.postcode(typed)
    assert kept == typed
    assert warning is not None


def test_postcodes_of_other_countries_are_left_alone() -> None:
    assert checks.postcode("sw1a 1aa", "GB") == ("SW1A 1AA", None)


def test_a_kvk_number_has_eight_digits() -> None:
    assert checks.kvk("KvK 1234 5678") == ("12345678", None)
    assert checks.kvk("") == ("", None)
    kept, warning = checks.kvk("1234567")
    assert (kept, str(warning)) == ("1234567", "A KvK number has eight digits.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NL 8200.98.395.B.01", "NL820098395B01"),  # passes the test of companies
        ("nl000099998b57", "NL000099998B57"),  # passes the test of sole traders
        ("820098395B01", "NL820098395B01"),
        ("BE 0123.456.789", "BE0123456789"),
        ("DE123456789", "DE123456789"),
    ],
)
def test_a_vat_number_gets_one_spelling(typed: str, kept: str) -> None:
    assert checks.vat(typed) == (kept, None)


@pytest.mark.parametrize("typed", ["NL123456789B01", "NL12345B01", "DE12", "12345"])
def test_a_wrong_vat_number_is_kept_with_a_warning(typed: str) -> None:
    kept, warning = checks.vat(typed)
    assert kept == typed
    assert warning is not None


def test_an_address_that_misses_an_end_is_noticed() -> None:
    assert checks.email_problem("kees@kwekerij") is not None
    assert checks.email_problem("kees@kwekerij.nl") is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.kwekerij.nl", "https://www.kwekerij.nl"),
        ("http://kwekerij.nl/contact?x=1", "http://kwekerij.nl/contact?x=1"),
        ("kwekerij.nl:8080", "https://kwekerij.nl:8080"),
        ("", ""),
    ],
)
def test_a_website_becomes_an_address_that_may_be_linked(typed: str, kept: str) -> None:
    assert checks.website(typed) == (kept, None)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//.nl",
        "data:text/html,<b>",
        "//kwekerij.nl",
        "http://kees@kwekerij.nl",
        "kwekerij",
        'https://x.nl/"onclick=',
        "http://x.nl:99999",
    ],
)
def test_what_must_not_be_linked_is_refused(typed: str) -> None:
    address, problem = checks.website(typed)
    assert address == ""
    assert problem is not None


@given(st.text(max_size=100))
def test_any_text_gets_an_answer(typed: str) -> None:
    address, _problem = checks.website(typed)
    assert address == "" or address.lower().startswith(("http://", "https://"))
    checks.postcode(typed)
    checks.kvk(typed)
    checks.vat(typed)
    checks.email_problem(typed)
