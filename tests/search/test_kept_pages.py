"""The pages of saved and recent searches, and of what was not found."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.accounts.models import User
from crm.search import actions
from crm.search.models import MissedSearch, RecentSearch, SavedSearch
from tests import factories
from tests.conftest import text_of

LOOKED = re.compile(r'hx-post="/search/looked"[^>]*')


@pytest.fixture(autouse=True)
def english(alice, bob, charlie):
    """They read English, so that what the pages say stands here as it stands in the templates."""
    User.update(locale="en").execute()


@pytest.fixture
def berg(app, alice):
    return factories.customer("Kwekerij Van den Berg & Zonen", owner=alice)


def keep(q: str, by, name: str = "") -> SavedSearch:
    return actions.save(q, name, by=by)


def test_a_search_is_saved_from_its_page_and_then_stands_there_as_saved(login, alice, berg):
    factories.interaction(berg, by=alice, body="Pomp lekt")
    client = login(alice)
    assert 'action="/search/saved"' in text_of(client.get("/search?q=pomp"))

    answer = client.post("/search/saved", data={"q": "pomp", "name": "Alles over pompen"})

    assert (answer.status_code, answer.location) == (303, "/search?q=pomp")
    page = text_of(client.get("/search?q=pomp"))
    assert 'action="/search/saved"' not in page and "Alles over pompen" in page


def test_a_search_at_one_customer_is_saved_as_words(login, alice, berg):
    factories.interaction(berg, by=alice, body="Pomp lekt")
    page = unescape(text_of(login(alice).get(f"/search?q=pomp&customer={berg.id}")))
    query = re.search(r'name="q" value="(pomp [^>]+?)">\s*<div', page)[1]
    assert query == f'pomp customer:"{berg.number}"'


@pytest.mark.parametrize("name", ["x" * 81])
def test_a_name_that_cannot_be_used_is_shown_as_it_was_typed(login, alice, name):
    client, kept = login(alice), keep("pomp", alice)

    for url, data in (("/search/saved", {"q": "klep"}), (f"/search/saved/{kept.id}", {})):
        answer = client.post(url, data=data | {"name": name})
        assert answer.status_code == 422
        page = text_of(answer)
        assert name in page and 'aria-invalid="true"' in page and 'class="error"' in page
        assert all(f'value="{value}"' in page for value in data.values())


def test_rename_delete_and_bring_back(login, alice):
    client, kept = login(alice), keep("pomp", alice)
    assert client.post(f"/search/saved/{kept.id}", data={"name": "Pompen"}).location == "/search/saved"
    assert "Pompen" in text_of(client.get("/search/saved"))

    client.post(f"/search/saved/{kept.id}/delete")
    page = text_of(client.get("/search/saved"))
    undo = unescape(re.search(r'action="(/search/saved/restore[^"]*)"', page)[1])
    assert not SavedSearch.select().exists()
    assert client.post(undo).status_code == 303

    back = SavedSearch.get()
    assert (back.name, back.query) == ("Pompen", "pomp")


def test_those_of_another_are_not_there(login, alice, bob):
    kept, client = keep("pomp", alice, "Geheim van Alice"), login(bob)

    for url in (f"/search/saved/{kept.id}", f"/search/saved/{kept.id}/delete"):
        assert client.post(url, data={"name": "Van Bob"}).status_code == 404
    for url in ("/search", "/search?q=pomp", "/search/saved", "/search/suggest?q=geheim", "/"):
        assert "Geheim van Alice" not in text_of(client.get(url))


def test_what_is_new_stands_on_the_search_page_and_on_today_until_one_looked(login, alice, bob, berg):
    keep("storing", alice, "Storingen")
    keep("offerte", alice, "Offertes")
    factories.interaction(berg, by=bob, body="Storing aan de pomp")
    client = login(alice)
    assert "1 new" in text_of(client.get("/search"))
    today = text_of(client.get("/"))
    assert "Storingen" in today and "1 new" in today and "Offertes" not in today

    told = told_by(text_of(client.get("/search?q=storing")))
    client.post("/search/looked", data=told)

    assert "1 new" not in text_of(client.get("/search"))
    assert "Storingen" not in text_of(client.get("/"))


def told_by(page: str) -> dict[str, str]:
    """What the page posts once it is loaded."""
    values = unescape(re.search(r"hx-vals='([^']*)'", LOOKED.search(page)[0])[1])
    return dict(re.findall(r'"(\w+)": "([^"]*)"', values))


def test_looking_writes_nothing_until_the_page_tells(login, alice, berg):
    factories.interaction(berg, by=alice, body="Pomp lekt")
    client = login(alice)
    page = text_of(client.get("/search?q=pomp"))
    assert told_by(page) == {"q": "pomp", "found": "1", "seen": "1"}
    assert not RecentSearch.select().exists()

    assert client.post("/search/looked", data=told_by(page)).status_code == 204
    assert [one.query for one in RecentSearch.select()] == ["pomp"]


def test_a_page_without_a_search_of_its_own_tells_nothing(login, alice, berg):
    for number in range(21):
        factories.interaction(berg, by=alice, body="Pomp lekt", ago=timedelta(hours=number))
    client = login(alice)
    older = unescape(re.search(r'href="(/search[^"]*after=[^"]*)"', text_of(client.get("/search?q=pomp")))[1])
    for url in ("/search", older, f"/search?q=pomp&customer={berg.id}"):
        for headers in ({}, {"HX-Request": "true"}):
            assert not LOOKED.search(text_of(client.get(url, headers=headers))), url


def test_recent_searches_are_offered_in_the_empty_box_and_on_the_empty_page(login, alice, bob):
    actions.searched("dompelpomp", found=True, seen_id=0, today=factories.today(), by=alice)
    client = login(alice)
    for url in ("/search", "/search/suggest?q="):
        page = text_of(client.get(url))
        assert 'href="/search?q=dompelpomp"' in page
        assert "dompelpomp" not in text_of(login(bob).get(url))
    assert "dompelpomp" not in text_of(client.get("/search/suggest?q=&for=customer"))

    assert client.post("/search/recent/clear").location == "/search"
    assert "dompelpomp" not in text_of(client.get("/search"))


def test_a_saved_search_is_offered_by_its_name(login, alice):
    keep("lek* kanaal:telefoon", alice, "Lekkages per telefoon")
    page = unescape(text_of(login(alice).get("/search/suggest?q=tele")))
    assert 'data-href="/search?q=lek*+kanaal:telefoon"' in page and "Lekkages per telefoon" in page


def test_offering_them_costs_one_query_more(login, alice, query_count):
    client = login(alice)
    client.get("/search/suggest?q=pomp")

    def cost(url: str) -> int:
        with query_count() as count:
            client.get(url)
            return count()

    before = cost("/search/suggest?q=pomp&for=customer"), cost("/search/suggest?q=&for=customer")
    for number in range(20):
        keep(f"pomp {number}", alice)
    assert cost("/search/suggest?q=pomp") == before[0] + 1
    assert cost("/search/suggest?q=") == before[1] + 1


def test_what_nobody_found_can_be_read_by_all_and_searched_again(monkeypatch, login, alice, charlie):
    client = login(alice)
    page = text_of(client.get("/search?q=Frequentieregelaar+0612345678"))
    assert told_by(page)["found"] == ""
    for _again in range(3):
        client.post("/search/looked", data=told_by(page))
    assert [(one.words, one.times) for one in MissedSearch.select()] == [("frequentieregelaar …", 1)]
    monkeypatch.setattr("crm.search.missed.SHOWN_FROM", 1)

    page = text_of(login(charlie).get("/search/missed"))
    assert 'href="/search?q=frequentieregelaar"' in page and "Alice" not in page
    assert 'href="/search/missed"' in text_of(client.get("/search?q=pomp"))


@pytest.mark.parametrize("month", ["2026-09", "x", "2026-99", "0000-05", "9999-12"])
def test_any_month_can_be_asked_for(login, alice, month):
    client = login(alice)
    assert client.get(f"/search/missed?month={month}").status_code == 200
    MissedSearch.create(month="2026-11", words="hydrofoor", times=2)
    assert client.get(f"/search/missed?month={month}").status_code == 200


def test_who_finds_nothing_can_ask_colleagues(login, alice, bob, berg):
    client = login(alice)
    page = text_of(client.get("/search?q=frequentieregelaar"))
    ask = unescape(re.search(r'href="(/followups/new[^"]*)"', page)[1])

    whom = text_of(client.get(ask + "&q=kwekerij"))
    form = unescape(re.search(rf'href="(/followups/new\?[^"]*customer={berg.id}[^"]*)"', whom)[1])
    page = unescape(text_of(client.get(form)))

    assert 'value="Who knows something about “frequentieregelaar”?"' in page
    assert f'<option value="d{alice.department_id}" selected>' in page


def test_who_finds_nothing_at_a_customer_asks_about_that_customer(login, alice, berg):
    page = text_of(login(alice).get(f"/search?q=frequentieregelaar&customer={berg.id}"))
    ask = unescape(re.search(r'href="(/followups/new[^"]*)"', page)[1])
    assert f"customer={berg.id}" in ask


def test_a_reader_cannot_ask_and_is_not_offered_to(login, charlie):
    page = text_of(login(charlie).get("/search?q=frequentieregelaar"))
    assert "/followups/new" not in page and "/customers/new" not in page
