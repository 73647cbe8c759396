"""The first page of the day."""

import re
from datetime import timedelta
from html import unescape

from crm import clock
from crm.customers import actions as customers
from crm.customers.models import CustomerView
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of


def contacts(page: str) -> list[int]:
    """The contacts that are listed, from top to bottom."""
    return [int(id) for id in re.findall(r'class="row-link" href="/customers/\d+#i(\d+)"', page)]


def test_what_colleagues_logged_at_my_customers_newest_first(login, alice, bob):
    mine, other = factories.customer(owner=alice), factories.customer("Bakkerij Smit", owner=bob)
    older = factories.interaction(mine, by=bob, ago=timedelta(days=2))
    newer = factories.interaction(mine, by=bob, ago=timedelta(days=1))
    factories.interaction(mine, by=bob, ago=timedelta(days=15))
    factories.interaction(mine, by=alice)
    factories.interaction(other, by=bob)
    page = unescape(text_of(login(alice).get("/")))
    assert contacts(page) == [newer.id, older.id]
    assert "New with customers I follow" in page and mine.name in page


def test_what_was_imported_without_an_author_is_new_too(login, alice):
    contact = factories.interaction(factories.customer(owner=alice), by=alice)
    Interaction.update(author=None).execute()
    assert contacts(text_of(login(alice).get("/"))) == [contact.id]


def test_nothing_new_says_since_when(login, alice):
    factories.customer(owner=alice)
    page = text_of(login(alice).get("/"))
    assert contacts(page) == [] and "Nothing new from colleagues since" in page


def test_who_owns_nobody_sees_what_others_logged_anywhere(login, alice, charlie):
    contact = factories.interaction(factories.customer(owner=alice), by=alice)
    assert contacts(text_of(login(charlie).get("/"))) == [contact.id]


def test_the_customers_i_viewed_last(login, alice, bob):
    for name in ("Bakkerij Smit", "Slagerij Vos", "Viskraam Mol"):
        seen = factories.customer(name)
        customers.mark_viewed(seen.id, by=alice)
        CustomerView.update(seen_at=clock.now() - timedelta(hours=seen.id)).where(
            CustomerView.customer == seen
        ).execute()
    viewed = re.search(r'<ul class="viewed">.*?</ul>', text_of(login(alice).get("/")), re.DOTALL)[0]
    assert re.findall(r'<a href="/customers/\d+">(.*?)</a>', viewed) == [
        "Bakkerij Smit",
        "Slagerij Vos",
        "Viskraam Mol",
    ]
    assert 'class="viewed"' not in text_of(login(bob).get("/"))


def test_the_search_has_the_cursor_in_it(login, alice):
    field = re.search(r'<input[^>]*name="q"[^>]*>', text_of(login(alice).get("/")))[0]
    assert "autofocus" in field and 'data-key="/"' in field


def test_an_empty_file_says_how_to_begin_and_that_goes_away(login, alice):
    assert "Start with one customer" in text_of(login(alice).get("/"))
    factories.customer()
    assert "Start with one customer" not in text_of(login(alice).get("/"))


def test_ten_more_contacts_cost_no_more_queries(login, alice, bob, query_count):
    mine, client = factories.customer(owner=alice), login(alice)
    client.get("/")

    def cost() -> int:
        with query_count() as count:
            assert client.get("/").status_code == 200
            return count()

    def fill(count: int) -> None:
        for _ in range(count):
            person = factories.person(mine)
            factories.interaction(mine, by=bob, people=[person])
            customers.mark_viewed(factories.customer("Bakkerij Smit").id, by=alice)

    fill(1)
    few = cost()
    fill(10)
    assert cost() == few


def test_nobody_gets_the_log_in_page(client, alice):
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/login?next=/")
