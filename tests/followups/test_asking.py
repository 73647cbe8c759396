"""The form: kinds, a day in words, numbers to call, and a question for a department."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.errors import Invalid
from crm.followups import actions
from crm.followups.actions import Values
from crm.followups.models import FollowUp
from crm.journal import Change
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def kees(customer):
    return factories.person(customer, "Kees van den Berg", phones=["06-12345678"])


@pytest.fixture
def typed(alice) -> dict[str, str]:
    return {"what": "Terugbellen over de pomp", "whose": f"u{alice.id}", "due_on": "morgen", "key": "een"}


def test_a_day_in_words_is_taken(login, alice, customer, typed, today):
    login(alice).post(f"/followups/new?customer={customer.id}", data=typed)
    assert FollowUp.get().due_on == today + timedelta(days=1)


def test_words_that_are_no_day_are_kept_and_refused(login, alice, customer, typed):
    answer = login(alice).post(f"/followups/new?customer={customer.id}", data=typed | {"due_on": "zodra het kan"})
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and 'value="zodra het kan"' in page and "for example “friday”" in page


@pytest.mark.parametrize("field", ["text", "due_on", "followup_due_on", "next_due_on"])
def test_what_was_understood_is_said_while_typing(login, alice, field):
    said = text_of(login(alice).get(f"/followups/due?{field}=27-11-2026")).strip()
    assert said == "Fri 27 Nov 2026"


def test_what_was_not_understood_is_said_too(login, alice, charlie):
    assert "no day that is known" in text_of(login(alice).get("/followups/due?text=ooit"))
    assert text_of(login(alice).get("/followups/due?text=")).strip() == ""
    assert login(charlie).get("/followups/due?text=morgen").status_code == 403


def test_who_is_called_back_on_the_number_of_whom_was_chosen(login, alice, customer, kees, typed):
    browser, url = login(alice), f"/followups/new?customer={customer.id}"
    page = unescape(text_of(browser.get(url)))
    assert f'<option value="{kees.id}">{kees.name}</option>' in page
    assert f'<option value="06 12 34 56 78">{kees.name}</option>' in page
    browser.post(url, data=typed | {"kind": "call", "person": str(kees.id), "at": "14.30"})
    asked = FollowUp.get()
    assert (asked.kind, asked.phone, asked.person_id, asked.at_minute) == ("call", "06-12345678", kees.id, 870)
    listed = text_of(browser.get("/followups/"))
    assert 'href="tel:+31612345678"' in listed and "14:30" in listed


def test_nobody_named_the_customers_own_number_counts(alice, today):
    shop = factories.customer("Bakkerij Kuipers", phones=["0174 12 34 50"])
    asked = actions.create(shop.id, Values("Bellen", today, alice.id, kind="call"), by=alice, today=today)
    assert asked.phone == "0174 12 34 50"


@pytest.mark.parametrize(
    ("phone", "says"),
    [("06 1234", "06"), ("bel Kees", "digits"), ("06 12 34 56 7a", "letters"), ("0" * 61, "too long")],
)
def test_a_bad_number_is_refused_in_words_and_kept(login, alice, customer, typed, phone, says):
    answer = login(alice).post(f"/followups/new?customer={customer.id}", data=typed | {"kind": "call", "phone": phone})
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and f'value="{phone}"' in page and FollowUp.select().count() == 0
    assert says in re.search(r'id="phone-error">.*?</p>', page, re.DOTALL)[0]


def test_an_odd_number_that_is_in_the_file_will_do(alice, customer, today):
    factories.person(customer, "Piet", phones=["06 1234"])
    asked = actions.create(
        customer.id, Values("Bellen", today, alice.id, kind="call", phone="06-1234"), by=alice, today=today
    )
    assert asked.phone == "06-1234"


def test_somebody_of_another_customer_is_not_called_back(alice, customer, today):
    stranger = factories.person(factories.customer("Bakkerij Kuipers"), "Joop")
    values = Values("Bellen", today, alice.id, kind="call", person_id=stranger.id)
    with pytest.raises(Invalid) as refused:
        actions.create(customer.id, values, by=alice, today=today)
    assert list(refused.value.fields) == ["person"]


def test_what_does_not_go_with_the_kind_is_let_go_of(login, alice, customer, kees, typed):
    more = {"person": str(kees.id), "phone": "06 1234", "at": "14:30"}
    login(alice).post(f"/followups/new?customer={customer.id}", data=typed | more)
    asked = FollowUp.get()
    assert (asked.phone, asked.person_id, asked.at_minute) == ("", None, None)


@pytest.mark.parametrize(("field", "value"), [("at", "half drie"), ("kind", "borrel"), ("repeats", "soms")])
def test_what_is_wrong_stands_beside_its_field(login, alice, customer, typed, field, value):
    sent = {"kind": "visit"} | typed | {field: value}
    answer = login(alice).post(f"/followups/new?customer={customer.id}", data=sent)
    assert answer.status_code == 422 and f'id="{field}-error"' in text_of(answer)


def test_a_question_goes_to_the_department_that_spoke_with_them_last(login, alice, bob, charlie, customer):
    factories.interaction(customer, by=bob, ago=timedelta(days=9))
    factories.interaction(customer, by=alice)
    browser = login(alice)
    assert f"customer={customer.id}&kind=question" in unescape(text_of(browser.get(f"/customers/{customer.id}")))
    page = unescape(text_of(browser.get(f"/followups/new?customer={customer.id}&kind=question")))
    assert "<h1" in page and "Does a colleague know?" in page
    assert f'<option value="d{bob.department_id}" selected>' in page
    assert re.search(r'value="question" checked', page)


def test_the_answer_is_wanted_and_goes_on_the_timeline(login, alice, bob, ask, customer, today):
    values = Values("Welke afdichting?", today, department_id=bob.department_id, kind="question")
    asked = actions.create(customer.id, values, by=alice, today=today)
    browser, url = login(bob), f"/followups/{asked.id}/finish"
    refused = browser.post(url, data={"outcome": " "})
    assert refused.status_code == 422 and "Write the answer" in text_of(refused)
    browser.post(url, data={"outcome": "EPDM, sinds 2024."})
    assert "EPDM, sinds 2024." in text_of(browser.get(f"/customers/{customer.id}"))


def test_editing_shows_what_it_is_and_keeps_who_took_it_on(login, alice, bob, customer, kees, today):
    values = Values("Bellen", today, department_id=bob.department_id, kind="call", person_id=kees.id, repeats="month")
    asked = actions.create(customer.id, values, by=alice, today=today)
    actions.claim(asked.id, by=bob)
    browser, url = login(alice), f"/followups/{asked.id}/edit"
    page = unescape(text_of(browser.get(url)))
    assert f"{bob.name} took it on" in page and 'value="06-12345678"' in page
    assert f'<option value="d{bob.department_id}" selected>' in page and f'value="{today:%d-%m-%Y}"' in page
    sent = {"what": "Bellen na 17:00", "whose": f"d{bob.department_id}", "due_on": "vrijdag"}
    assert browser.post(url, data=sent).status_code == 303
    found = FollowUp.get()
    assert (found.what, found.user_id, found.kind, found.person_id, found.repeats) == (
        *("Bellen na 17:00", bob.id, "call"),
        *(kees.id, "month"),
    )


def test_a_person_who_left_may_stay_while_the_text_changes(alice, customer, kees, today):
    values = Values("Bellen", today, alice.id, kind="call", person_id=kees.id, phone="06-12345678")
    asked = actions.create(customer.id, values, by=alice, today=today)
    kees.deleted_at = asked.created_at
    kees.save()
    same = Values("Toch mailen", today, alice.id, kind="call", person_id=kees.id, phone="06-12345678")
    assert actions.edit(asked.id, same, by=alice).what == "Toch mailen"
    assert Change.select().where(Change.verb == "followup.edit").exists()
