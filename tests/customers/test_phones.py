"""Phone numbers typed any Dutch way are one number, shown one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.customers import phones

TYPED = {
    "06-12345678": ("+31612345678", "06 12 34 56 78"),
    "0612345678": ("+31612345678", "06 12 34 56 78"),
    "+31 6 1234 5678": ("+31612345678", "06 12 34 56 78"),
    "+31 (0)6 12345678": ("+31612345678", "06 12 34 56 78"),
    "0031 (0)6-12345678": ("+31612345678", "06 12 34 56 78"),
    "31612345678": ("+31612345678", "06 12 34 56 78"),
    "612345678": ("+31612345678", "06 12 34 56 78"),  # a spreadsheet ate the 0
    "06 12 34 56 78 (privé)": ("+31612345678", "06 12 34 56 78"),
    "020-1234567": ("+31201234567", "020 123 45 67"),
    "020 123 45 67 tst. 12": ("+31201234567", "020 123 45 67 tst. 12"),
    "(0174) 12 34 61": ("+31174123461", "0174 12 34 61"),
    "088 1234567": ("+31881234567", "088 123 45 67"),
    "0800-1234": ("+318001234", "0800 1234"),
    "0900 8844": ("+319008844", "0900 8844"),
    "0800 1234567": ("+318001234567", "0800 123 45 67"),
    "14 020": ("14020", "14 020"),
    "14-0413": ("140413", "14 0413"),
    "+32 2 123 45 67": ("+3221234567", "+32 2 123 45 67"),
    "0049 30 901820": ("+4930901820", "+49 30 901820"),
    "2204": ("2204", "2204"),  # an extension
    "geheim": ("", "geheim"),
    "": ("", ""),
}


@pytest.mark.parametrize(("typed", "normal", "shown"), [(typed, *both) for typed, both in TYPED.items()])
def test_a_number_is_recognised_and_shown_the_dutch_way(typed: str, normal: str, shown: str) -> None:
    assert phones.normal(typed) == normal
    assert phones.show(normal, typed) == shown


@pytest.mark.parametrize("typed", [typed for typed, (normal, _shown) in TYPED.items() if normal])
def test_what_is_shown_can_be_typed_again(typed: str) -> None:
    normal = phones.normal(typed)
    assert phones.normal(phones.show(normal, typed)) == normal


def test_an_index_finds_a_number_by_its_last_digits() -> None:
    assert phones.reverse("+31612345678").startswith(phones.reverse("5678"))
    assert len(phones.reverse("1" * 40)) == 20


@pytest.mark.parametrize(
    ("normal", "link"),
    [("+31612345678", "tel:+31612345678"), ("+318001234", "tel:08001234"), ("14020", "tel:14020")],
)
def test_a_click_dials(normal: str, link: str) -> None:
    assert phones.tel(normal) == link


def test_in_belgium_a_belgian_number_is_national_and_a_dutch_one_is_not() -> None:
    normal = phones.normal("02 513 89 40", "BE")
    assert normal == "+3225138940"
    assert phones.show(normal, "", "BE") == "02 513 89 40"
    assert phones.show("+31612345678", "", "BE") == "+31 6 12345678"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("06 1234567", "This number is too short: 06 has ten digits."),
        ("06 123456789", "This number is too long: 06 has ten digits."),
        ("0174 12345", "This number is too short: with its area code it has ten digits."),
        ("06 00000000", "No number in the Netherlands begins like this: check the first digits."),
    ],
)
def test_an_odd_number_is_kept_with_a_warning(typed: str, words: str) -> None:
    assert str(phones.problem(typed)) == words
    assert phones.refusal(typed) is None


@pytest.mark.parametrize("typed", ["nvt", "", "bel 06-12345678"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert phones.refusal(typed) is not None
    assert phones.problem(typed) == phones.refusal(typed)


@pytest.mark.parametrize("typed", ["06-12345678", "020 123 45 67 tst 12", "14 020", "0800 1234", "+32 2 123 45 67"])
def test_a_good_number_has_no_warning(typed: str) -> None:
    assert phones.problem(typed) is None


@given(st.text(max_size=80) | st.text("0123456789+-() tstx#", max_size=40))
def test_any_text_is_kept(typed: str) -> None:
    normal = phones.normal(typed)
    assert normal.lstrip("+").isdecimal() or normal == ""
    phones.show(normal, typed)
    phones.tel(normal)
    phones.problem(typed)
