"""Choosing a contact of a customer: which are offered, narrowed by words, and what of a choice is taken."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.interactions import actions
from crm.interactions.choices import Choices, fill, picked
from crm.search.queries import interaction_ids
from tests import factories
from tests.conftest import text_of

FIELD = "complaint_contact"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def note(customer, bob):
    about = {"subject": "Levering uitgesteld", "body": "De pomp komt pas in week 50."}
    return factories.interaction(customer, by=bob, ago=timedelta(days=1), **about)


def ids(choices: Choices) -> list[int]:
    return [one.id for one in choices.rows]


def offered(page: str, field: str = FIELD) -> list[str]:
    return re.findall(rf'name="{field}" value="(\w+)"', page)


def test_the_newest_ten_are_offered_and_of_a_contact_only_those_before_it(contact, note, customer, alice, query_count):
    for number in range(12):
        factories.interaction(customer, by=alice, body=f"Gesprek {number}", ago=timedelta(hours=20 - number))
    factories.interaction(factories.customer("Bakkerij Smit"), by=alice)
    with query_count() as count:
        rows = fill(Choices(FIELD, customer.id, before=contact.id)).rows
        assert count() == 1
    assert [one.title for one in rows] == [f"Gesprek {number}" for number in range(11, 1, -1)]
    assert ids(fill(Choices(FIELD, customer.id)))[0] == contact.id


def test_words_narrow_what_is_offered_and_what_was_chosen_stays(contact, note, customer, alice):
    other = factories.interaction(customer, by=alice, ago=timedelta(hours=1), body="Factuur 4711 is betaald.")
    asked = Choices(FIELD, customer.id, "  levering week ", str(other.id), before=contact.id)
    assert ids(fill(asked, interaction_ids)) == [other.id, note.id]
    assert ids(fill(Choices(FIELD, customer.id, "creditnota"), interaction_ids)) == []


def test_a_contact_elsewhere_or_in_the_bin_is_not_offered_even_if_chosen(note, customer, bob):
    elsewhere = factories.interaction(factories.customer("Bakkerij Smit"), by=bob)
    assert ids(fill(Choices(FIELD, customer.id, chosen=str(elsewhere.id)))) == [note.id]
    actions.delete(note.id, by=bob)
    assert ids(fill(Choices(FIELD, customer.id, chosen=str(note.id)))) == []


def test_without_a_customer_there_is_nothing_to_choose(note):
    assert ids(fill(Choices(FIELD, None, "levering"), interaction_ids)) == []


@pytest.mark.parametrize(
    ("typed", "contact"),
    [("7", 7), ("none", None), ("", None), ("²", None), ("-1", None), ("7.0", None), ("9" * 40, None), ("\0", None)],
)
def test_of_a_choice_only_a_number_of_a_contact_is_taken(typed, contact):
    assert picked({FIELD: typed}, FIELD) == contact
    assert picked({}, FIELD) is None and picked(None, FIELD) is None


def test_the_address_gives_the_lines_under_the_name_that_was_asked(login, alice, customer, contact, note):
    other = factories.interaction(customer, by=alice, ago=timedelta(hours=1), body="Factuur 4711 is betaald.")
    browser = login(alice)
    about = {"customer": customer.id, "field": FIELD, "before": contact.id, "q": "levering", FIELD: other.id}
    page = text_of(browser.get("/interactions/choices", query_string=about, headers=HTMX))
    assert offered(page) == [str(other.id), str(note.id)]
    assert re.findall(r'value="(\w+)" checked', page) == [str(other.id)]
    about |= {"nowhere": 1, "q": "“<b>creditnota", FIELD: "none"}
    page = unescape(text_of(browser.get("/interactions/choices", query_string=about, headers=HTMX)))
    assert offered(page) == ["none"] and 'value="none" checked' in page and "“<b>creditnota" in page


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", "(" * 500, "\0", "a*" * 300, "%", "'; --", '"'])
def test_hostile_words_break_nothing(login, alice, customer, note, q):
    about = {"customer": customer.id, "field": FIELD, "q": q}
    answer = login(alice).get("/interactions/choices", query_string=about)
    assert answer.status_code == 200 and "<script>" not in text_of(answer)


@pytest.mark.parametrize("field", ["", "Name", "a b", 'x" onclick="', "a_", "é", "a_b_c_d", "a" * 25, "a\n"])
def test_a_field_that_no_form_of_ours_has_is_not_there(login, alice, customer, field):
    answer = login(alice).get("/interactions/choices", query_string={"customer": customer.id, "field": field})
    assert answer.status_code == 404


def test_a_customer_that_is_not_there_has_no_choices_and_readers_have_none(login, alice, charlie, customer):
    assert login(alice).get(f"/interactions/choices?customer=999&field={FIELD}").status_code == 404
    assert login(charlie).get(f"/interactions/choices?customer={customer.id}&field={FIELD}").status_code == 403


def test_a_page_of_its_own_has_it_as_a_row_with_its_error(app, customer, note):
    choices = fill(Choices(FIELD, customer.id, chosen=str(note.id), nowhere=True))
    with app.test_request_context():
        module = app.jinja_env.get_template("interactions/_pick_contact.html").module
        page = unescape(str(module.contact_field(choices, "In welk contact?", ["Kies een contact."])))
    assert offered(page) == [str(note.id), "none"] and f'value="{note.id}" checked' in page
    assert f'hx-get="/interactions/choices?customer={customer.id}&field={FIELD}&nowhere=1"' in page
    assert f'aria-describedby="pick-{FIELD}-error"' in page and "Kies een contact." in page
