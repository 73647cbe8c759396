"""De lege stoel: whose turn it is, what is told, and the page."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from crm import clock
from crm.brief import occasions
from crm.brief.empty_chair import drawing, silences, story
from crm.customers import actions as customers
from crm.news import Occasion
from crm.words import N_
from tests import factories
from tests.conftest import text_of

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
URL = "/brief/empty-chair"


@pytest.fixture
def sorts(monkeypatch):
    """``sorts(compliments=[7, 8])``: these customers have an occasion of this sort, and none else has any."""

    def register(**found: list[int]) -> None:
        known = {}
        for name, ids in found.items():
            made = [Occasion(id, clock.now() - DAY, said=N_("Occasion")) for id in ids]
            find = lambda since, limit, made=made: [one for one in made if one.at >= since][:limit]  # noqa: E731
            known[name] = occasions.Registered(name, N_("Silence"), find)
        monkeypatch.setattr(occasions, "_occasions", known)

    return register


@pytest.fixture
def six(app) -> list[int]:
    return [factories.customer(f"Kwekerij nummer {number}", city="").id for number in range(6)]


def drawn(day: date = MONDAY, only: str = "") -> list[int]:
    return [one.customer_id for one in drawing.order(day, clock.now(), only)]


def test_on_one_day_everybody_draws_the_same_and_on_another_somebody_else(six, sorts):
    sorts(silences=six)
    assert drawn() == drawn() and sorted(drawn()) == six
    assert len({tuple(drawn(MONDAY + number * DAY)) for number in range(5)}) > 1


def test_an_occasion_more_does_not_move_the_others(six, sorts):
    sorts(silences=six[:5])
    before = drawn()
    sorts(silences=six)
    assert [id for id in drawn() if id != six[5]] == before


def test_sorts_take_turns_and_nobody_comes_twice(six, sorts):
    sorts(silences=six, compliments=[six[0]], surprises=[six[1], six[0]])
    found = drawing.order(MONDAY, clock.now())
    assert sorted(one.customer_id for one in found) == six
    assert {"compliments", "surprises"} <= {one.sort.name for one in found[:3]}
    assert set(drawn(only="surprises")) == {six[0], six[1]}


def test_who_is_in_the_bin_or_put_away_does_not_sit_there(six, sorts, diana):
    customers.delete(six[0], by=diana)
    customers.archive(six[1], by=diana)
    sorts(silences=six[:3])
    assert drawn() == [six[2]]


def test_where_nothing_is_recent_it_looks_further_back(six, sorts, monkeypatch):
    old = Occasion(six[0], clock.now() - 200 * DAY)
    find = lambda since, limit: [old] if old.at >= since else []  # noqa: E731
    monkeypatch.setattr(occasions, "_occasions", {"x": occasions.Registered("x", N_("Silence"), find)})
    assert drawn() == [six[0]]
    sorts()
    assert drawn() == []


def test_a_customer_gone_silent_is_an_occasion(alice):
    dairy, florist = factories.customer("Zuivelhoeve Oudewater"), factories.customer("Bloemist De Roos")
    for ago in (65, 72, 79, 86):
        factories.interaction(dairy, by=alice, ago=ago * DAY)
        factories.interaction(florist, by=alice, ago=(ago - 60) * DAY)
    [found] = silences.find(clock.now() - 30 * DAY, 40)
    assert found.customer_id == dairy.id and str(found.said) == "9 weeks without contact, usually every week"
    assert silences.find(clock.now() - 30 * DAY, 0) == []


def test_the_story_tells_of_a_contact_long_ago_where_that_is_the_occasion(alice, bob):
    customer = factories.customer(owner=alice)
    for ago in range(1, 60):
        factories.interaction(customer, by=alice, body=f"Levering {ago} volgens planning afgegeven.", ago=ago * DAY)
    long_ago = factories.interaction(customer, by=bob, body="Kees is boos over de factuur.", ago=90 * DAY)
    before = factories.interaction(customer, by=bob, body="Annelies vraagt beloofde korting.", ago=91 * DAY)
    sort = occasions.Registered("x", N_("Silence"), lambda since, limit: [])
    told = story.of(drawing.Drawn(customer.id, sort, Occasion(customer.id, long_ago.occurred_at, long_ago.id)))
    assert [line.entry.id for line in told.lines][:2] == [before.id, long_ago.id]
    assert told.lines[1].words == "Kees is boos over de factuur." and told.last.id == told.lines[-1].entry.id


def page(browser, more: str = "", **about) -> str:
    return unescape(text_of(browser.get(URL + more, **about)))


def test_the_page_tells_one_story_and_asks_what_the_customer_would_ask(login, charlie, alice, bob, sorts):
    customer = factories.customer(owner=alice)
    annelies = factories.person(customer)
    factories.interaction(
        customer, by=bob, people=[annelies], body="“Waarom weet jullie verkoper dit niet?”", direction="in"
    )
    factories.followup(customer, by=alice, user=bob, what="Annelies terugbellen", days=-2)
    sorts(silences=[customer.id])
    shown = page(login(charlie))
    assert f">{customer.name}</a></h1>" in shown and "“Waarom weet jullie verkoper dit niet?”" in shown
    assert "called by Annelies van den Berg" in shown
    assert f"Annelies terugbellen, by {bob.name}" in shown and "2 days late" in shown
    assert f"What would {customer.name} ask of us now?" in shown


def test_somebody_else_goes_on_and_comes_round(login, charlie, six, sorts):
    sorts(silences=six[:3])
    browser, url, seen = login(charlie), URL, []
    for _turn in range(4):
        shown = unescape(text_of(browser.get(url)))
        seen.append(re.search(r"<h1><a [^>]+>([^<]+)<", shown)[1])
        url = re.search(r'id="chair-next" href="([^"]+)"', shown)[1]
    assert len(set(seen[:3])) == 3 and seen[3] == seen[0]


def test_for_htmx_it_is_the_chair_alone_and_it_looks_again_each_hour(login, charlie, six, sorts):
    sorts(silences=six)
    shown = page(login(charlie), "?draw=2", headers={"HX-Request": "true"})
    assert shown.lstrip().startswith("<main") and "<head>" not in shown
    assert f'hx-get="{URL}?draw=2" hx-trigger="every 3600s"' in shown


def test_a_chosen_customer_sits_there_whatever_happened(login, charlie, sorts):
    customer = factories.customer("Wasserij Steenbeek")
    sorts()
    browser = login(charlie)
    shown = page(browser, f"?customer={customer.id}")
    assert "Nobody here has written anything down" in shown and "What would Wasserij Steenbeek ask" in shown
    assert f'href="{URL}?customer={customer.id}"' in page(browser, "?q=steenbeek")
    assert "Nobody is called “xyz” here." in page(browser, "?q=xyz")
    assert browser.get(f"{URL}?customer=99").status_code == 404


def test_a_chosen_customer_keeps_its_occasion(login, charlie, six, sorts):
    sorts(silences=six)
    assert "Occasion</p>" in page(login(charlie), f"?customer={six[4]}")


def test_where_nothing_happened_the_chair_stays_empty(login, charlie, sorts):
    sorts()
    assert "The chair stays empty today" in page(login(charlie))


@pytest.mark.parametrize("more", ["?draw=x", "?draw=99999", "?draw=-3", "?sort=x", "?customer=x", "?q=%00"])
def test_an_address_that_makes_no_sense_still_shows_somebody(login, charlie, six, sorts, more):
    sorts(silences=six)
    assert "<h1><a" in page(login(charlie), more)


def test_a_heavy_customer_costs_no_more_queries(login, charlie, alice, sorts, query_count):
    customer = factories.customer()
    sorts(silences=[customer.id])
    browser, seen = login(charlie), []
    for _turn in range(2):
        for number in range(30):
            factories.interaction(customer, by=alice, body=f"Kees is blij met levering {number}.", ago=number * DAY)
            factories.followup(customer, by=alice)
        browser.get(URL)
        with query_count() as count:
            browser.get(URL)
            seen.append(count())
    assert seen[0] == seen[1]
