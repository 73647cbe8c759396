"""The rest is one link away: all contacts of which a digest quoted some."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from crm.accounts.models import Role
from crm.digest import periods, rest
from crm.digest.models import Digest
from crm.digest.rest import Where
from tests import factories
from tests.conftest import text_of
from tests.digest.reading import known, section, this_week

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def busy(alice, bob):
    """More than a page of contacts at customers of Alice, one of them hers."""
    places = [known(f"Kwekerij {number}", owner=alice) for number in range(12)]
    for number in range(60):
        ago = timedelta(minutes=number)
        factories.interaction(places[number % 12], by=bob, body=f"Melding {number} over de pomp in kas 3.", ago=ago)
    return factories.interaction(places[0], by=alice, body="Zelf gebeld over de pomp in kas 3.")


def test_the_link_leads_to_all_of_them_page_by_page(login, alice, busy):
    left = section(this_week(alice), "yours")
    assert left.more.values and left.more_path.startswith("/digest/contacts?where=yours")
    client = login(alice)
    first = text_of(client.get(left.more_path))
    assert first.count('class="row entry') == rest.PAGE and "Zelf gebeld" not in first
    older = first.split('class="ledger-foot older"><a href="')[1].split('"')[0].replace("&amp;", "&")
    second = text_of(client.get(older))
    assert second.count('class="row entry') == 10
    assert "Melding 59 " in second and "Melding 59 " not in first


def test_a_page_costs_as_many_queries_for_ten_contacts_as_for_fifty(login, alice, bob, busy, query_count):
    few = known("Wasserij Steenbeek", owner=bob)
    for number in range(5):
        factories.interaction(few, by=alice, body=f"Bestelling {number} doorgenomen met Kees.")
    counts = []
    for reader in (alice, bob):
        client = login(reader)
        path = section(this_week(reader), "yours").more_path
        client.get("/digest/choice")  # the first visit of a process also asks whether the file is empty
        with query_count() as count:
            client.get(path)
            counts.append(count())
    assert counts[0] == counts[1]


def test_of_the_department_is_what_is_not_ones_own(login, alice, bob, charlie, busy):
    carla = factories.user("Carla Jonker", department="Verkoop")
    factories.interaction(known("Machinefabriek Hoogland", owner=carla), by=bob, body="Tekening gevraagd voor de as.")
    factories.interaction(known("Zuivelhoeve", owner=charlie), by=bob, body="Filterkast ingemeten in Oudewater.")
    path = rest.path(this_week(alice).edition, Where.DEPARTMENT)
    page = text_of(login(alice).get(path))
    assert "Tekening gevraagd" in page and "Melding " not in page and "Filterkast" not in page


@pytest.mark.parametrize("of", ["own", "department"])
def test_a_customer_of_nobody_is_not_lost(login, alice, of):
    alice.role = Role.MANAGER
    alice.save()
    carla = factories.user("Carla Jonker", department="Verkoop")
    factories.interaction(known("Drukkerij Zonder Eigenaar"), by=carla, body="Papier op.")
    page = text_of(login(alice).get(rest.path(this_week(alice, of).edition, Where.DEPARTMENT)))
    assert "Drukkerij Zonder Eigenaar" in page


@pytest.mark.parametrize(
    "query",
    ["", "where=alles&since=1&until=2", "where=yours&since=-1&until=2", "where=yours&since=9e9&until=99999999999"],
)
def test_what_is_no_such_page_is_not_there(login, alice, query):
    assert login(alice).get(f"/digest/contacts?{query}").status_code == 404


def test_only_managers_see_that_of_their_department(login, alice):
    span = "where=yours&since=1795000000&until=1795600000&of=department"
    assert login(alice).get(f"/digest/contacts?{span}").status_code == 403


def test_the_page_of_a_week_is_what_the_mail_of_that_week_told(login, alice, bob):
    place = known(owner=alice)
    made = factories.interaction(place, by=bob, body="Pomp in kas 3 lekt weer langs de as.", ago=timedelta(days=9))
    week = periods.week_of(made.occurred_at.date())
    made.created_at = made.occurred_at
    made.save()
    client = login(alice)
    assert "kas 3 lekt" in text_of(client.get(f"/digest/{week}"))
    ended = made.created_at - timedelta(hours=1)
    Digest.create(
        user=alice, series="own", period=week, starts_at=ended - timedelta(days=7), ends_at=ended, created_at=ended
    )
    page = text_of(client.get(f"/digest/{week}"))
    assert "kas 3 lekt" not in page
    last = (ended - timedelta(hours=12)).astimezone(AMSTERDAM)  # what ended at night is of the day before
    assert f"{format_date(last, 'd MMMM y', locale='nl')}</p>" in page
