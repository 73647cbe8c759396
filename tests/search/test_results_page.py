"""What the search page says of a search, and the ways on from it."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest

from crm.accounts.models import User
from crm.attachments import actions as attachments
from tests import factories
from tests.conftest import text_of


@pytest.fixture(autouse=True)
def english(alice, bob, charlie):
    """They read English, so that what the pages say stands here as it stands in the templates."""
    User.update(locale="en").execute()


@pytest.fixture
def berg(app, alice):
    return factories.customer("Kwekerij Van den Berg & Zonen", owner=alice, phones=["0174-512345"])


@pytest.fixture
def hits(alice, bob, berg):
    """Four contacts about a pump: three by phone of Alice, one visit of Bob elsewhere."""
    for days in range(3):
        factories.interaction(berg, by=alice, body="De pomp lekt weer", ago=timedelta(days=days))
    factories.interaction(factories.customer("Jachthaven De Punt"), by=bob, body="Pomp nagekeken", channel="visit")


def links(page: str, text: str) -> list[str]:
    """Where the links lead that say ``text``."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [unescape(href) for href, inside in found if text in unescape(re.sub(r"<[^>]+>", "", inside))]


def test_filters_say_how_many_and_lead_to_fewer(login, alice, hits):
    client = login(alice)
    page = text_of(client.get("/search?q=pomp"))
    by_phone = links(page, "Phone 3")
    assert by_phone and by_phone[0] == by_phone[1]  # beside the results, and above them on a phone

    page = text_of(client.get(by_phone[0]))
    assert "Pomp nagekeken" not in re.sub("<[^>]+>", "", page)
    assert 'class="chip chip-on"' in page
    assert "/search?q=pomp" in links(page, "Phone")  # the filter itself takes it off again


def test_what_was_understood_can_be_taken_off(login, alice, hits):
    page = unescape(text_of(login(alice).get("/search?q=pomp+-nagekeken+since:2020")))
    assert "without nagekeken" in page and "Since: 1 January 2020" in page
    off = re.findall(r'href="(/search[^"]*)" hx-boost[^>]*aria-label="Without', page)
    assert off == ["/search?q=pomp+since:2020", "/search?q=pomp+-nagekeken"]


def test_a_correction_is_said_and_can_be_declined(login, alice, hits):
    client = login(alice)
    page = text_of(client.get("/search?q=nagekkeken"))
    assert "Searched for <b>nagekeken</b>." in page and "<mark>nagekeken</mark>" in page
    exactly = links(page, "Search for exactly “nagekkeken”")
    assert exactly == ["/search?q=nagekkeken&exact=1"]

    page = text_of(client.get(exactly[0]))
    assert "<mark>nagekeken</mark>" not in page and links(page, "Correct mistakes too") == ["/search?q=nagekkeken"]


def test_the_order_stands_in_the_address_and_pages_follow_it(login, alice, berg):
    for number in range(25):
        factories.interaction(berg, by=alice, body=f"Levering {number} is gekomen", ago=timedelta(days=number))
    client = login(alice)
    page = text_of(client.get("/search?q=levering"))
    assert re.search(r'aria-current="true"[^>]*>newest first', page)
    best = links(page, "best match")
    assert best == ["/search?q=levering&sort=best"]

    page = text_of(client.get(best[0]))
    assert re.search(r'aria-current="true"[^>]*>best match', page)
    (more,) = links(page, "Show more")
    seen = set(re.findall(r'id="i(\d+)"', page)), set(re.findall(r'id="i(\d+)"', text_of(client.get(more))))
    assert [len(one) for one in seen] == [20, 5] and not seen[0] & seen[1]


def test_it_is_said_how_many_were_found(login, alice, hits):
    page = text_of(login(alice).get("/search?q=pomp"))
    assert 'data-said="4 contacts found."' in page
    assert text_of(login(alice).get("/search?q=zeldzaamwoord")).count('data-said="Nothing found."') == 1


@pytest.mark.parametrize("query", ["pomp sinds:ooit", "van:niemand pomp"])
def test_what_is_left_out_of_the_question_is_said(login, alice, hits, query):
    page = text_of(login(alice).get("/search", query_string={"q": query}))
    assert "<mark>" in page
    assert "searched without" in page


def test_a_hit_opens_where_it_stands_and_leads_on(login, alice, berg, hits):
    client = login(alice)
    page = text_of(client.get("/search?q=pomp"))
    contact = re.search(r'hx-get="(/interactions/\d+)"', page)[1]
    assert '"listed": "pomp"' in unescape(page) and f'href="{contact}"' in page  # without scripts it is a page

    opened = text_of(client.get(f"{contact}?listed=pomp", headers={"HX-Request": "true"}))
    assert "<html" not in opened and 'aria-expanded="true"' in opened
    customer = re.search(r'href="/customers/(\d+)#', opened)[1]
    assert f"/search?q=pomp&customer={customer}" in unescape(opened)
    assert "/search?q=" not in text_of(client.get(contact, headers={"HX-Request": "true"}))


def test_a_change_to_an_open_hit_keeps_it_a_hit(login, alice, berg):
    contact = factories.interaction(berg, by=alice, body="De pomp lekt")
    answer = login(alice).post(
        f"/interactions/{contact.id}/pin", data={"listed": "pomp"}, headers={"HX-Request": "true"}
    )
    assert f"/search?q=pomp&customer={berg.id}" in unescape(text_of(answer))


def test_htmx_changes_the_results_and_what_stands_beside_them(login, alice, hits):
    part = text_of(login(alice).get("/search?q=pomp", headers={"HX-Request": "true"}))
    assert "<html" not in part and "<title>Search for “pomp”" in part
    assert 'id="results"' in part and 'id="search-aside" hx-swap-oob="true"' in part


def test_a_typed_number_is_shown_with_who_has_it(login, alice, berg):
    page = text_of(login(alice).get("/search/suggest?q=512345"))
    assert 'class="number">0174 51 23 45' in page or 'class="number">0174 512 345' in page
    assert 'class="number"' not in text_of(login(alice).get("/search/suggest?q=kwekerij"))


def test_nothing_found_says_what_to_try(login, alice, hits):
    client = login(alice)
    page = text_of(client.get("/search?q=pomp+zeldzaamwoord"))
    assert "/search?q=pomp" in links(page, "pomp")
    page = text_of(client.get("/search?q=0687654321"))
    assert links(page, "4321") == ["/search?q=4321"]
    assert links(page, "New customer") == ["/customers/new?phone=0687654321"]
    page = text_of(client.get("/search?q=zeldzaamwoord+channel:visit"))
    assert links(page, "Without Channel Visit") == ["/search?q=zeldzaamwoord"]


def test_search_at_one_customer_begins_on_their_page(login, alice, berg):
    client = login(alice)
    assert f'href="/search?customer={berg.id}"' in text_of(client.get(f"/customers/{berg.id}"))
    assert "What are you looking for?" in text_of(client.get(f"/search?customer={berg.id}"))


def test_a_slip_of_the_finger_is_asked_about_and_not_followed(login, alice, berg):
    factories.interaction(berg, by=alice, body="De kwekerij belt over kas 3")
    page = text_of(login(alice).get("/search/suggest?q=kwekkerij"))
    assert "Did you mean</span> <mark>Kwekerij</mark>" in page and "data-named" not in page
    page = text_of(login(alice).get("/search/suggest?q=kwekerij"))
    assert "Did you mean" not in page and "data-named" in page


def test_what_stands_in_a_file_says_in_which(login, alice, berg):
    words = BytesIO(b"De vlotter van de dompelpomp is van messing.")
    file = attachments.upload(words, "Pakbon.txt", by=alice)
    contact = factories.interaction(berg, by=alice, body="Zie de bijlage.")
    attachments.attach(contact.id, [file.key], by=alice)

    inside = text_of(login(alice).get("/search?q=messing"))
    assert "Pakbon.txt:" in inside and "<mark>messing</mark>" in inside
    named = text_of(login(alice).get("/search?q=pakbon"))
    assert "<mark>Pakbon</mark>" in named and "Pakbon.txt:" not in named


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_every_filter_in_the_help_is_understood(login, alice, locale):
    for name, department in (("Joost van der Heijden", "Sales"), ("Ingrid van ’t Hof", "Verkoop")):
        factories.user(name, department=department)
    factories.customer("Pompenservice De Waard", number="11027")
    User.update(locale=locale).execute()
    client = login(alice)
    page = unescape(text_of(client.get("/search")))
    shown = re.findall(r"<code>(.*?)</code>", page) + re.findall(r"<dt>([^<]*:[^<]*)</dt>", page)
    assert len(shown) > 10
    for example in shown:
        page = text_of(client.get("/search", query_string={"q": example}))
        assert 'class="search-meant"' not in page, example
        assert page.count('<span class="chip chip-on">') == example.count(":"), example
