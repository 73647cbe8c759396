"""What people type about customers and people: what is refused, what is only warned about, and what is kept."""

import pytest
from werkzeug.datastructures import MultiDict

from crm.customers.forms import CustomerForm, PersonForm, customer_data
from crm.customers.models import Customer
from crm.customers.queries import contact_points
from tests import factories

FILLED = {
    "name": "Kwekerij Van den Berg & Zonen",
    "number": "20417",
    "kind": "organisation",
    "status": "customer",
    "owner": "",
    "phones-0-use": "work",
    "phones-0-value": "0174 62 41 88",
    "emails-0-use": "",
    "emails-0-value": "info@vandenberg.example",
    "places-0-kind": "visit",
    "places-0-street": "Naaldwijkseweg 12",
    "places-0-postcode": "2691ab",
    "places-0-city": "’s-Gravenzande",
    "places-0-country": "nl",
    "tags": "westland, glastuinbouw",
    "note": "Nooit op dinsdag bellen.",
    "since": "2011",
    "website": "www.vandenberg.example",
    "kvk_number": "KvK 1234 5678",
    "vat_number": "nl 0012.34.567.b01",
}


def form(**changed: str) -> CustomerForm:
    """The customer's form as it was sent."""
    filled = CustomerForm(MultiDict(FILLED | changed))
    filled.offer_owners([])
    return filled


def errors(**changed: str) -> dict:
    """What is wrong with it, in English."""
    refused = form(**changed)
    assert refused.validate() == (not refused.errors)
    return refused.errors


def test_what_was_typed_is_read_in_one_spelling():
    filled = form()
    assert filled.validate()
    values = filled.values()
    assert (values.website, values.kvk_number, values.since) == ("https://www.vandenberg.example", "12345678", 2011)
    assert [tag.strip() for tag in values.tags] == ["westland", "glastuinbouw"]
    assert [(point.kind, point.value, point.label) for point in values.points] == [
        ("phone", "0174 62 41 88", "work"),
        ("email", "info@vandenberg.example", ""),
    ]
    [place] = values.addresses
    assert (place.postcode, place.city, place.country) == ("2691 AB", "’s-Gravenzande", "NL")


def test_only_a_name_is_needed():
    bare = CustomerForm(MultiDict({"name": "Bakkerij Smit", "kind": "organisation", "status": "prospect", "owner": ""}))
    bare.offer_owners([])
    assert bare.validate(), bare.errors
    values = bare.values()
    assert (values.points, values.addresses, values.since, values.owner_id) == ([], [], None, None)


@pytest.mark.parametrize("name", ["", "   ", "\t\n"])
def test_a_customer_or_person_needs_a_name(name):
    assert [str(one) for one in errors(name=name)["name"]] == ["This cannot be empty."]
    person = PersonForm(MultiDict({"name": name}))
    assert not person.validate() and "name" in person.errors


@pytest.mark.parametrize(
    ("field", "longest"), [("name", 200), ("number", 40), ("website", 200), ("kvk_number", 20), ("vat_number", 20)]
)
def test_a_text_that_is_too_long_says_how_long_it_may_be(field, longest):
    [wrong] = errors(**{field: "w" * (longest + 1)})[field][:1]
    assert str(wrong) == f"This is too long: at most {longest} characters."


def test_a_text_of_the_greatest_length_is_kept():
    assert not errors(name="w" * 200, number="9" * 40, note="n" * 5000)
    assert errors(note="n" * 5001)


@pytest.mark.parametrize("year", ["elf", "20.11", "1066", "20111", "9" * 30])
def test_a_year_that_is_none_says_what_one_looks_like(year):
    assert [str(one) for one in errors(since=year)["since"]] == ["A year looks like 2011."]


@pytest.mark.parametrize(
    "website",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://bedrijf.example", "http://", "//"],
)
def test_only_addresses_of_the_web_are_kept_as_website(website):
    assert "website" in errors(website=website)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phones-0-value", "geen"),
        ("phones-0-value", "bel Kees"),
        ("emails-0-value", "info@"),
        ("emails-0-value", "info"),
    ],
)
def test_a_number_or_address_that_cannot_be_one_is_refused(field, value):
    refused = form(**{field: value})
    assert not refused.validate()
    [row] = refused[field.partition("-")[0]].errors
    assert row["value"]


@pytest.mark.parametrize(
    ("field", "value", "warning"),
    [
        ("phones-0-value", "0612345", "This number is too short: 06 has ten digits."),
        ("places-0-postcode", "12 AB", "A Dutch postcode looks like 1234 AB."),
        ("kvk_number", "123", "A KvK number has eight digits."),
        ("vat_number", "NL123", "A Dutch VAT number looks like NL123456789B01."),
    ],
)
def test_what_looks_odd_is_kept_with_a_warning(field, value, warning):
    filled = form(**{field: value})
    assert filled.validate()
    assert warning in [str(one) for one in filled.warnings()]
    values = filled.values()
    assert value in (values.kvk_number, values.vat_number, values.points[0].value, values.addresses[0].postcode)


def test_a_tag_is_a_word_or_two():
    assert not errors(tags="westland, " + "t" * 40)
    assert errors(tags="westland, " + "t" * 41)["tags"]


def test_a_foreign_postcode_is_no_ones_business():
    filled = form(**{"places-0-country": "BE", "places-0-postcode": "2000", "kvk_number": "", "vat_number": ""})
    assert filled.validate() and filled.warnings() == []
    assert filled.values().addresses[0].country == "BE"


@pytest.mark.parametrize("field", ["kind", "status", "owner"])
def test_a_choice_that_was_not_offered_is_refused(field):
    assert field in errors(**{field: "999"})


def test_empty_rows_between_are_left_out():
    filled = form(**{"phones-0-value": "", "phones-1-value": "06 12 34 56 78", "phones-1-use": "mobile"})
    assert [point.value for point in filled.values().points if point.kind == "phone"] == ["06 12 34 56 78"]


def test_each_list_has_a_row_to_type_in_and_the_asked_one_gets_one_more():
    empty = PersonForm()
    empty.add_rows("")
    assert (len(empty.phones), len(empty.emails)) == (1, 1)
    filled = form()
    filled.add_rows("phones")
    assert (len(filled.phones), len(filled.emails), len(filled.places)) == (2, 1, 1)


def test_lists_end_at_their_longest():
    filled = form(**{f"phones-{at}-value": f"06 10 00 00 {at:02}" for at in range(100)})
    for _ in range(12):
        filled.add_rows("phones")
    assert len(filled.phones) == 100


def test_a_customer_comes_back_into_the_form_as_it_was_typed(alice):
    made = factories.customer(
        phones=["0174-624188", "06 12 34 56 78"], emails=["Info@VanDenBerg.example"], tags=["westland"], owner=alice
    )
    factories.person(made, phones=["06 99 99 99 99"])
    customer = Customer.get_by_id(made.id)
    back = CustomerForm(data=customer_data(customer, contact_points(made.id)))
    assert [row.value.data for row in back.phones] == ["0174-624188", "06 12 34 56 78"]
    assert [row.value.data for row in back.emails] == ["Info@VanDenBerg.example"]
    assert (back.places[0].city.data, back.tags.data, back.owner.data) == ("’s-Gravenzande", "westland", str(alice.id))
