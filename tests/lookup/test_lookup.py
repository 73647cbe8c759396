"""The telephone exchange tells a number; the brief of who calls opens."""

import pytest

from crm.customers import actions
from crm.lookup.queries import lookup
from tests import factories
from tests.conftest import text_of


@pytest.mark.parametrize("phone", ["06-12345678", "+31612345678", "0031 6 12345678", "%2B31%20(0)6%2012345678", "5678"])
def test_a_persons_number_in_any_spelling_opens_the_brief_with_that_person(login, charlie, phone):
    at = factories.customer("Jachthaven De Punt", phones=["078-6912345"])
    kees = factories.person(at, "Kees Jansen", phones=["06 12 34 56 78"])

    answer = login(charlie).get(f"/lookup?phone={phone}")

    assert answer.status_code == 302
    assert answer.location == f"/customers/{at.id}/brief?person={kees.id}"


def test_a_customers_own_number_opens_the_brief(login, alice):
    at = factories.customer("Jachthaven De Punt", phones=["078-6912345"])

    assert login(alice).get("/lookup?phone=0786912345").location == f"/customers/{at.id}/brief"


def test_a_number_that_colleagues_share_opens_their_customers_brief(login, alice):
    at = factories.customer("Jachthaven De Punt")
    for name in ("Kees Jansen", "Ingrid van ’t Hof"):
        factories.person(at, name, phones=["078-6912345"])

    assert login(alice).get("/lookup?phone=0786912345").location == f"/customers/{at.id}/brief"


def test_several_customers_are_offered_to_choose_from(login, alice):
    for name in ("Garage Aalsmeer", "Garage Zutphen"):
        factories.customer(name, phones=["020-1234567"])

    page = text_of(login(alice).get("/lookup?phone=0201234567"))

    assert "Garage Aalsmeer" in page
    assert "Garage Zutphen" in page
    assert "020 123 45 67" in page


def test_an_unknown_number_leads_to_searching_and_to_a_new_customer(login, alice, charlie):
    page = text_of(login(alice).get("/lookup?phone=%2B31612345678"))
    assert "06 12 34 56 78" in page
    assert 'href="/customers/new?phone=%2B31612345678"' in page
    assert 'action="/search"' in page

    assert "/customers/new?phone=" not in text_of(login(charlie).get("/lookup?phone=%2B31612345678"))


@pytest.mark.parametrize("phone", ["", "anoniem", "12", "😀", "<b>", "0" * 500])
def test_anything_else_is_answered_too(login, alice, phone):
    answer = login(alice).get("/lookup", query_string={"phone": phone})

    assert answer.status_code == 200
    assert "<b>" not in text_of(answer).partition("<h1")[2].partition("</h1>")[0]


def test_a_whole_number_is_not_taken_for_the_end_of_another(app):
    factories.customer(phones=["06-12345678"])

    assert lookup("0201234567") == []
    assert lookup("12345678")[0].customer_name == "Kwekerij Van den Berg & Zonen"


def test_who_left_comes_only_where_nobody_else_has_the_number(app, alice):
    at = factories.customer("Jachthaven De Punt")
    old = factories.person(at, "Kees Jansen", phones=["06-12345678"])
    actions.archive_person(old.id, by=alice)
    assert [match.person_name for match in lookup("06-12345678")] == ["Kees Jansen"]

    factories.person(at, "Ingrid van ’t Hof", phones=["06-12345678"])
    assert [match.person_name for match in lookup("06-12345678")] == ["Ingrid van ’t Hof"]
