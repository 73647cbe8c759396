"""The page before a call, the column beside the timeline, and who may see them."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.brief import parts
from crm.customers import actions as customers
from crm.customers.models import CustomerView
from crm.followups import parts as followups
from crm.interactions import actions as interactions
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice, number="10482", note="Nooit op dinsdag bellen.", phones=["0800 1234"])


def test_it_works_for_a_reader_too(login, alice, charlie, customer):
    kees = factories.person(customer, "Kees de Wit", role="chef", phones=["06-12345678"], emails=["kees@wit.example"])
    factories.interaction(customer, by=alice, people=[kees], body="Offerte besproken. Hij twijfelt.")
    page = unescape(text_of(login(charlie).get(f"/customers/{customer.id}/brief")))
    for known in (
        customer.name,
        "10482",
        "Nooit op dinsdag bellen.",
        "Kees de Wit",
        "chef",
        "Hij twijfelt",
        alice.name,
    ):
        assert known in page
    assert 'href="tel:+31612345678"' in page and "06 12 34 56 78" in page
    assert 'href="tel:08001234"' in page and 'href="mailto:kees@wit.example"' in page
    assert "/interactions/new" not in page


def test_who_may_write_can_log_with_the_person_who_is_called(login, alice, customer):
    kees = factories.person(customer, "Kees de Wit", phones=["06-12345678"])
    page = unescape(text_of(login(alice).get(f"/customers/{customer.id}/brief?person={kees.id}")))
    assert f'href="/interactions/new?customer={customer.id}&person={kees.id}"' in page
    assert f'href="tel:+31612345678" data-dial="/interactions/new?customer={customer.id}&person={kees.id}"' in page
    assert f'href="/followups/new?customer={customer.id}&kind=question"' in page


def test_without_scripts_a_number_is_a_link_and_the_last_contacts_open(login, alice, customer):
    factories.interaction(customer, by=alice, subject="Pomp lekt weer", body="Kas 3 draait op <één> pomp.")
    page = text_of(login(alice).get(f"/customers/{customer.id}/brief"))
    opened = re.search(r'<details class="last".*?</details>', page, re.DOTALL)[0]
    summary = opened.partition("</summary>")[0]
    assert "Pomp lekt weer" in summary and "today" in summary and "Kas 3" not in summary
    assert "Kas 3 draait op &lt;één&gt; pomp." in opened
    assert re.search(r'<a class="btn btn-primary[^>]* href="tel:08001234"', page)


def test_a_department_without_contact_says_so_in_words(login, alice, bob, customer):
    factories.interaction(customer, by=alice)
    page = text_of(login(alice).get(f"/customers/{customer.id}/brief"))
    assert "Binnendienst: never any contact." in page and "never yet" in page
    assert "Verkoop: last contact today, 1 day with contact in 12 weeks." in page
    verkoop = re.search(r"Verkoop: last contact.*?</svg>", page, re.DOTALL)[0]
    assert '<path d="M83 0v12"/>' in verkoop
    assert page.count("ticks-never") == 1


def test_a_gap_is_said_in_months_and_stands_out(login, alice, bob, customer):
    factories.interaction(customer, by=alice)
    factories.interaction(customer, by=bob, ago=timedelta(days=220))
    page = text_of(login(alice).get(f"/customers/{customer.id}/brief"))
    assert "Binnendienst: last contact 7 months ago, 0 days with contact in 12 weeks. Others did have contact" in page
    assert page.count("last-gap") == 1


def test_after_two_years_it_is_years(login, alice, customer):
    factories.interaction(customer, by=alice, ago=timedelta(days=1000))
    page = text_of(login(alice).get(f"/customers/{customer.id}/brief"))
    assert "Verkoop: last contact 2 years ago" in page and "last-gap" not in page


def test_whom_to_ask_stands_with_department_and_how_often(login, alice, bob, customer):
    for days in (2, 30):
        factories.interaction(customer, by=bob, ago=timedelta(days=days))
    page = " ".join(text_of(login(alice).get(f"/customers/{customer.id}/brief")).split())
    assert f"<b>{bob.name}</b></span>, binnendienst" in page and "2 times in a year, </span>last " in page
    page = " ".join(text_of(login(bob).get(f"/customers/{customer.id}/brief")).split())
    assert "<b>You know this customer best</b>" in page


def test_what_is_usual_is_said_and_otherwise_left_out(login, alice, customer):
    client, url = login(alice), f"/customers/{customer.id}/brief"
    for week in range(7):
        factories.interaction(customer, by=alice, direction="in", ago=timedelta(weeks=week))
    assert "Usually" not in text_of(client.get(url))
    factories.interaction(customer, by=alice, direction="in", ago=timedelta(weeks=7))
    assert "Usually calls us" in text_of(client.get(url))


def test_an_empty_customer_has_a_brief_that_says_so(login, alice):
    bare = factories.customer("Bakkerij Smit")
    page = text_of(login(alice).get(f"/customers/{bare.id}/brief"))
    assert "No contacts yet with Bakkerij Smit" in page and "No phone number is known" in page
    assert "Last contact per department" in page and "Good to know" not in page


def test_an_archived_customer_is_called_archived(login, alice, customer):
    customers.archive(customer.id, by=alice)
    assert "This customer no longer stands in the lists." in text_of(
        login(alice).get(f"/customers/{customer.id}/brief")
    )


def test_what_is_new_stands_on_top_once(login, alice, bob, customer):
    client = login(alice)
    client.post(f"/consults/{customer.id}")
    CustomerView.update(seen_at=clock.now() - timedelta(hours=2)).execute()
    contact = factories.interaction(customer, by=bob, body="Klant is boos over levering.")
    page = text_of(client.get(f"/customers/{customer.id}/brief"))
    assert "Since you last looked" in page
    assert page.count(f'class="plain" href="/customers/{customer.id}#i{contact.id}"') == 1


def test_a_new_comment_stands_there_with_the_contact_it_is_about(login, alice, bob, customer):
    contact = factories.interaction(customer, by=alice, subject="Pomp lekt weer")
    client = login(alice)
    client.post(f"/consults/{customer.id}")
    CustomerView.update(seen_at=clock.now() - timedelta(hours=2)).execute()
    interactions.comment(contact.id, "Ik neem hem om 13:00 mee.", by=bob)
    for address in ("brief", ""):
        page = text_of(client.get(f"/customers/{customer.id}/{address}".rstrip("/")))
        assert f"Comment from {bob.name}" in page
    page = text_of(client.get(f"/customers/{customer.id}/brief"))
    assert "on “Pomp lekt weer”" in page and "Ik neem hem om 13:00 mee." in page


def test_the_full_page_renews_itself_with_the_same_person(login, alice, customer):
    kees = factories.person(customer, "Kees de Wit", phones=["06-12345678"])
    annelies = factories.person(customer, "Annelies van den Berg", phones=["06-87654321"])
    factories.interaction(customer, by=alice, people=[kees])
    client = login(alice)
    page = unescape(text_of(client.get(f"/customers/{customer.id}/brief")))
    again = f"/customers/{customer.id}/brief?part=page&person={kees.id}"
    assert f'hx-get="{again}"' in page and "customer-changed from:body" in page
    factories.interaction(customer, by=alice, people=[annelies])
    part = text_of(client.get(again, headers={"HX-Request": "true"}))
    assert "<html" not in part and 'id="brief-page"' in part
    dial = part[part.index('<footer class="dial" id="dial"') :]
    assert 'hx-swap-oob="true"' in dial and "<b>Kees de Wit</b>" in dial
    assert "<html" in text_of(client.get(again))  # opened as a page it is a page


def test_parts_stand_in_their_places(login, alice, customer, monkeypatch):
    monkeypatch.setattr(parts, "_parts", {})
    factories.followup(customer, by=alice, what="Terugbellen over de klep")
    parts.add("followups", followups.in_brief, parts.WRONG)
    factories.interaction(customer, by=alice, subject="Storing kas 3")
    page = text_of(login(alice).get(f"/customers/{customer.id}/brief"))
    assert page.index("Storing kas 3") < page.index("Terugbellen over de klep")
    parts.add("followups", followups.in_brief)
    page = text_of(login(alice).get(f"/customers/{customer.id}/brief"))
    assert page.index("Terugbellen over de klep") < page.index("Storing kas 3")
    with pytest.raises(ValueError, match="no place"):
        parts.add("followups", followups.in_brief, "under the table")


def test_beside_the_timeline_it_is_a_column_that_htmx_keeps_current(login, alice, customer):
    client = login(alice)
    column = text_of(client.get(f"/customers/{customer.id}/brief", headers={"HX-Request": "true"}))
    assert "<html" not in column and 'id="brief"' in column and "interaction-logged from:body" in column
    whole = text_of(client.get(f"/customers/{customer.id}"))
    assert " ".join(column.split()) in " ".join(whole.split())


@pytest.mark.parametrize("person", ["9" * 40, "x", "-1", "²", "999"])
def test_a_person_that_somebody_made_up_breaks_nothing(login, alice, customer, person):
    answer = login(alice).get(f"/customers/{customer.id}/brief", query_string={"person": person})
    assert answer.status_code == 200


def test_ten_more_contacts_and_people_cost_no_more_queries(login, alice, bob, customer, query_count):
    client, url = login(alice), f"/customers/{customer.id}/brief"
    client.get(url)

    def cost() -> int:
        with query_count() as count:
            assert client.get(url).status_code == 200
            return count()

    def fill(count: int) -> None:
        for at in range(count):
            person = factories.person(customer, f"Kees {at}", phones=["06-12345678"])
            factories.interaction(customer, by=bob, people=[person])

    fill(10)
    few = cost()
    fill(290)
    assert cost() == few


def test_nobody_gets_the_log_in_page_and_nowhere_is_nowhere(client, login, alice, customer):
    answer = client.get(f"/customers/{customer.id}/brief")
    assert (answer.status_code, answer.location) == (303, f"/login?next=/customers/{customer.id}/brief")
    assert login(alice).get("/customers/999/brief").status_code == 404
