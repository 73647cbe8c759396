"""/surprises/: the page, marking a contact afterwards, and the picker, with and without scripts."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.accounts.models import Role
from crm.surprises.models import Cause, Surprise
from tests import factories
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}


def rows(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'id="s(\d+)"', page)]


def offered(page: str) -> list[str]:
    return re.findall(r'name="surprise_missed" value="(\w+)"', page)


def chosen(page: str) -> list[str]:
    return re.findall(r'name="surprise_missed" value="(\w+)" checked', page)


def test_a_contact_is_marked_afterwards(login, alice, call, note, customer):
    browser, url = login(alice), f"/surprises/new?interaction={call.id}"
    page = unescape(text_of(browser.get(url)))
    assert customer.name in page and offered(page) == [str(note.id), "none"] and chosen(page) == []
    answer = browser.post(url, data={"surprise_missed": str(note.id)})
    assert answer.status_code == 303 and answer.location == f"/customers/{customer.id}#i{call.id}"
    assert Surprise.get().missed_id == note.id


def test_sent_again_it_is_still_one_and_says_that_it_was_marked(login, alice, bob, call, note):
    url = f"/surprises/new?interaction={call.id}"
    login(alice).post(url, data={"surprise_missed": "none"})
    browser = login(bob)
    assert browser.post(url, data={"surprise_missed": str(note.id)}).status_code == 303
    assert "A colleague had just marked this contact." in text_of(browser.get("/"))
    assert Surprise.get().missed_id is None


@pytest.mark.parametrize("missed", ["", "0", "x", "-1", "²", "9" * 40, "1e3", "none; drop", "\0"])
def test_without_a_choice_nothing_is_written(login, alice, call, note, missed):
    answer = login(alice).post(f"/surprises/new?interaction={call.id}", data={"surprise_missed": missed})
    assert answer.status_code == 422 and "Choose the contact in which this stood" in text_of(answer)
    assert Surprise.select().count() == 0


def test_a_contact_of_another_customer_is_refused_and_not_shown(login, alice, bob, call, note):
    theirs = factories.interaction(factories.customer("Bakkerij Smit"), by=bob, body="Zeer vertrouwelijk.")
    answer = login(alice).post(f"/surprises/new?interaction={call.id}", data={"surprise_missed": str(theirs.id)})
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and "another customer" in page and "Zeer vertrouwelijk" not in page
    assert Surprise.select().count() == 0


def test_the_choice_can_be_changed_and_taken_back_and_brought_back(login, alice, surprise, call, note):
    browser = login(alice)
    url = f"/surprises/{surprise.id}/edit"
    assert chosen(text_of(browser.get(url))) == [str(note.id)]
    assert browser.post(url, data={"surprise_missed": ""}).status_code == 422
    assert browser.post(url, data={"surprise_missed": "none"}).status_code == 303
    assert Surprise.get().cause == Cause.NOT_LOGGED
    assert chosen(text_of(browser.get(url))) == ["none"]
    browser.post(f"/surprises/{surprise.id}/delete")
    page = text_of(browser.get("/"))
    undo = unescape(re.search(r'action="(/surprises/\d+/restore)"', page)[1])
    assert Surprise.get().deleted_at is not None
    browser.post(undo)
    assert Surprise.get().deleted_at is None


def test_of_two_who_change_it_at_once_the_second_is_told_and_keeps_the_choice(login, alice, diana, surprise, note, bob):
    other = factories.interaction(surprise.customer, by=bob, body="Factuur 4711 is betaald.")
    url, browser = f"/surprises/{surprise.id}/edit", login(alice)
    seen = re.search(r'name="seen" value="(\d+)"', text_of(browser.get(url)))[1]
    login(diana).post(url, data={"surprise_missed": "none"})
    answer = browser.post(url, data={"surprise_missed": str(other.id), "seen": seen})
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "A colleague changed this while you were writing." in page
    assert chosen(page) == [str(other.id)] and Surprise.get().missed_id is None
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert browser.post(url, data={"surprise_missed": str(other.id), "seen": seen}).status_code == 303
    assert Surprise.get().missed_id == other.id


def test_others_and_readers_are_refused(login, bob, charlie, surprise, call):
    for user in (bob, charlie):
        browser = login(user)
        assert browser.get(f"/surprises/{surprise.id}/edit").status_code == 403
        for verb in ("edit", "delete", "restore"):
            answer = browser.post(f"/surprises/{surprise.id}/{verb}", data={"surprise_missed": "none"})
            assert answer.status_code == 403
    assert login(charlie).get(f"/surprises/new?interaction={call.id}").status_code == 403
    assert Surprise.get().deleted_at is None and Surprise.get().missed_id


@pytest.mark.parametrize("url", ["/surprises/new", "/surprises/new?interaction=x", "/surprises/new?interaction=99"])
def test_of_no_contact_there_is_nothing_to_mark(login, alice, url):
    assert login(alice).get(url).status_code == 404


def test_the_picker_narrows_by_words_and_keeps_what_was_chosen(login, alice, customer, call, note):
    other = factories.interaction(customer, by=alice, ago=timedelta(hours=1), body="Factuur 4711 is betaald.")
    page = text_of(login(alice).get(f"/surprises/new?interaction={call.id}"))
    asked = re.search(r'type="search"[^>]*? hx-get="([^"]+)"', page)[1]
    url = unescape(asked) + "&q=levering"
    page = text_of(login(alice).get(url + f"&surprise_missed={other.id}", headers=HTMX))
    assert page.lstrip().startswith("<label") and offered(page) == [str(other.id), str(note.id), "none"]
    assert chosen(page) == [str(other.id)]
    page = unescape(text_of(login(alice).get(url.replace("levering", "“<b>creditnota"), headers=HTMX)))
    assert offered(page) == ["none"]


def test_without_scripts_the_words_stand_in_the_address(login, alice, call, note, customer):
    factories.interaction(customer, by=alice, ago=timedelta(hours=1), body="Factuur 4711 is betaald.")
    page = text_of(login(alice).get(f"/surprises/new?interaction={call.id}&q=levering"))
    assert offered(page) == [str(note.id), "none"] and 'value="levering"' in page


def test_the_page_says_which_causes_there_were_and_what_helps(login, charlie, surprised, customer, alice, bob):
    surprised(body="Zij hoorden het van de monteur.", days=2)
    surprised(days=3, stood=True)
    surprised(days=400)
    page = unescape(text_of(login(charlie).get("/surprises/")))
    assert page.count('<span class="surprise-count">1 time</span>') == 2
    assert "What the customer told us stood nowhere." in page and "one sentence is enough" in page
    assert "Logged too late" in page.partition('class="ledger"')[0]  # in the filter, though it never happened
    assert len(rows(page)) == 3 and customer.name in page and alice.name in page
    assert bob.name not in page.partition('class="ledger"')[2]  # who wrote what was not read is nobody's business


def test_its_filters_stand_in_the_address(login, alice, surprised, customer, bob):
    bakery = factories.customer("Bakkerij Smit")
    mine, theirs = surprised(days=1, stood=True), surprised(at=bakery, by=bob)
    browser = login(alice)
    assert rows(text_of(browser.get("/surprises/?cause=not_read"))) == [mine.id]
    assert rows(text_of(browser.get(f"/surprises/?customer={bakery.id}&department={bob.department_id}"))) == [theirs.id]
    assert rows(text_of(browser.get("/surprises/?cause=x&department=x&customer=x&after=x"))) == [theirs.id, mine.id]
    assert "No surprises with these filters" in text_of(browser.get("/surprises/?cause=too_late"))
    assert rows(text_of(browser.get("/surprises/?customer=999"))) == []


def test_older_ones_come_page_by_page(login, alice, surprised, monkeypatch):
    for number in range(5):
        surprised(days=number)
    monkeypatch.setattr("crm.surprises.queries.page.__defaults__", ("", 2))
    browser, found, url = login(alice), [], "/surprises/"
    while url:
        page = text_of(browser.get(url, headers=HTMX if found else {}))
        found += rows(page)
        more = re.search(r'ledger-foot"><a href="([^"]+)"', page)
        url = unescape(more[1]) if more else ""
    assert found == [1, 2, 3, 4, 5]


def test_what_was_marked_this_very_second_is_counted(login, alice, surprise):
    assert '<span class="surprise-count">1 time</span>' in text_of(login(alice).get("/surprises/"))


def test_an_empty_page_says_how_one_comes_to_stand_there(login, charlie):
    assert "No surprises yet" in text_of(login(charlie).get("/surprises/"))


def test_the_page_costs_the_same_for_ten_more(login, alice, surprised, query_count):
    browser, costs = login(alice), []
    for number in range(11):
        surprised(days=number, stood=bool(number % 2))
        browser.get("/surprises/")
        with query_count() as count:
            browser.get("/surprises/")
            costs.append(count())
    assert len(set(costs)) == 1


def test_managers_may_change_what_others_marked(login, surprise):
    manager = factories.user("Marloes Kooistra", role=Role.MANAGER)
    assert login(manager).post(f"/surprises/{surprise.id}/delete").status_code == 303
    assert Surprise.get().deleted_at is not None


def test_the_days_stand_in_the_address_and_stay_with_the_other_filters(login, alice, surprise):
    today = factories.today()
    page = unescape(text_of(login(alice).get(f"/surprises/?from={today}&until={today}")))
    assert rows(page) == [surprise.id]
    assert f'name="from" value="{today}"' in page
    assert re.search(rf"/surprises/\?cause=\w+&from={today}&until={today}", page)
    tomorrow = today + timedelta(days=1)
    assert rows(text_of(login(alice).get(f"/surprises/?from={tomorrow}"))) == []
    assert rows(text_of(login(alice).get("/surprises/?from=9999-12-31&until=gisteren"))) == [surprise.id]
