"""The search page and the list under the search field."""

import re
from datetime import timedelta

import pytest

from tests import factories
from tests.conftest import text_of


@pytest.fixture
def berg(app, alice):
    return factories.customer("Kwekerij Van den Berg & Zonen", owner=alice, phones=["0174-512345"])


@pytest.mark.parametrize("url", ["/search", "/search/", "/search?q=pomp", "/search/suggest?q=po", "/lookup?phone=5678"])
def test_nobody_is_asked_to_log_in(client, alice, url):
    answer = client.get(url)

    assert answer.status_code == 303
    assert "/login" in answer.location


def test_a_reader_may_search(login, charlie, alice, berg):
    factories.interaction(berg, by=alice, body="De hydrofoor maakt lucht & lawaai", subject="Storing")

    page = text_of(login(charlie).get("/search?q=hydrofoor"))

    assert "<mark>hydrofoor</mark> maakt lucht &amp; lawaai" in page
    assert "Kwekerij Van den Berg &amp; Zonen" in page
    assert "Alice van den Bosch" in page


def test_customers_stand_above_contacts(login, alice, berg):
    factories.interaction(berg, by=alice, body="Kwekerij wil een offerte")

    page = text_of(login(alice).get("/search?q=kwekerij"))

    assert f'href="/customers/{berg.id}/brief"' in page
    assert page.index("<mark>Kwekerij</mark> Van den Berg") < page.index("<mark>Kwekerij</mark> wil een offerte")


def test_older_contacts_follow_without_gaps_or_doubles(login, alice, berg):
    for n in range(45):
        factories.interaction(berg, by=alice, body=f"Levering nummer{n:02} klopt", ago=timedelta(hours=n))
    client = login(alice)

    seen, url = [], "/search?q=levering"
    while url:
        page = text_of(client.get(url, headers={"HX-Request": "true"}))
        seen += [n for n in range(45) if f"nummer{n:02}" in page]
        older = re.search(r'hx-get="(/search\?[^"]*after=[^"]*)"', page)
        url = older[1].replace("&amp;", "&") if older else ""

    assert seen == list(range(45))


def test_htmx_gets_the_results_alone(login, alice, berg):
    client = login(alice)

    assert "<html" in text_of(client.get("/search?q=berg"))
    part = client.get("/search?q=berg", headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)
    assert "HX-Request" in part.headers["Vary"]


def test_only_at_one_customer(login, alice, berg):
    factories.interaction(berg, by=alice, body="Pomp lekt in kas 3")
    factories.interaction(factories.customer("Jachthaven De Punt"), by=alice, body="Pomp op steiger C")

    page = text_of(login(alice).get(f"/search?q=pomp&customer={berg.id}"))

    assert "kas 3" in page
    assert "steiger C" not in page
    assert 'href="/search?q=pomp"' in page


def test_a_customer_who_does_not_exist_is_not_found(login, alice):
    assert login(alice).get("/search?q=pomp&customer=999").status_code == 404


@pytest.mark.parametrize("query", ["", "zeldzaamwoord", "(((", '"', "-", "%F0%9F%98%80"])
def test_nothing_found_says_what_to_do(login, alice, query):
    answer = login(alice).get(f"/search?q={query}")

    assert answer.status_code == 200
    assert 'class="empty' in text_of(answer)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "٣"])
def test_a_made_up_cursor_does_no_harm(login, alice, berg, after):
    assert login(alice).get(f"/search?q=berg&after={after}").status_code == 200


def test_what_was_typed_is_escaped(login, alice):
    page = text_of(login(alice).get("/search?q=<script>alert(1)</script>"))

    assert "<script>alert" not in page


def test_suggestions_lead_to_the_brief(login, alice, berg):
    kees = factories.person(berg, "Kees Bergman", role="teelt")

    page = text_of(login(alice).get("/search/suggest?q=berg"))

    assert f'data-href="/customers/{berg.id}/brief"' in page
    assert f'data-href="/customers/{berg.id}/brief?person={kees.id}"' in page
    assert 'data-href="/search?q=berg"' in page
    assert page.count('role="option"') == 3
    assert "<html" not in page


def test_suggestions_for_a_form_pick_the_customer(login, alice, berg):
    page = text_of(login(alice).get("/search/suggest?q=berg&for=customer"))

    assert f'data-value="{berg.id}"' in page
    assert f'data-href="/interactions/new?customer={berg.id}"' in page


def test_ten_more_hits_cost_no_more_queries(login, alice, query_count):
    client = login(alice)
    client.get("/search?q=pomp")

    def log(more: int) -> int:
        for _ in range(more):
            at = factories.customer("Pompenservice De Waard", phones=["078-6912345"])
            who = factories.person(at, "Willemijn Pomp", phones=["06-12345678"])
            factories.interaction(at, by=alice, body="Pomp lekt", people=[who])
        with query_count() as count:
            client.get("/search?q=pomp")
            return count()

    log(3)  # below this many hits a slip of the finger is looked for
    assert log(2) == log(10)


def test_typing_costs_the_same_few_queries(login, alice, query_count):
    client = login(alice)
    client.get("/search/suggest?q=pomp")

    def add(more: int) -> int:
        for _ in range(more):
            factories.person(factories.customer("Pompenservice De Waard"), "Willemijn Pomp", phones=["06-12345678"])
        with query_count() as count:
            client.get("/search/suggest?q=pomp")
            return count()

    assert add(1) == add(10)
