"""/departures/ and what departures add to other pages."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.accounts.models import Role, User
from crm.customers.models import Customer
from crm.departures import figures, parts, queries, silent
from crm.departures.models import Departure
from crm.departures.queries import Filters
from crm.news import Edition
from tests import factories
from tests.conftest import text_of

DAY = timedelta(days=1)
FORM = {"name": "Kwekerij Van den Berg & Zonen", "kind": "organisation", "status": "former", "owner": ""}


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/departures/(\d+)"', page)]


def test_the_menu_leads_to_the_form_and_one_step_takes_it_back(login, bob, customer):
    browser, url = login(bob), f"/departures/new?customer={customer.id}"
    assert url in text_of(browser.get(f"/customers/{customer.id}"))
    assert f'value="{factories.today():%d-%m-%Y}"' in text_of(browser.get(url))
    refused = browser.post(url, data={"reason": "other", "left_on": "morgen"})
    assert refused.status_code == 422 and not Departure.select().exists()
    answer = browser.post(url, data={"reason": "price", "explanation": "Een kwart duurder.", "left_on": "gisteren"})
    assert answer.location == f"/customers/{customer.id}" and Departure.get().left_on == factories.today() - DAY
    page = unescape(text_of(browser.get(f"/customers/{customer.id}")))
    assert "Een kwart duurder." in page  # beside the timeline: why they left
    undo = re.search(r'action="(/departures/\d+/delete)"', page)[1]
    browser.post(undo)
    assert Customer.get_by_id(customer.id).status == "customer" and Departure.get().deleted_at
    gone = text_of(browser.get(undo.removesuffix("/delete")))
    assert "Taken back" in gone and undo.replace("delete", "restore") in gone and "/departures/1/edit" not in gone
    assert browser.post(undo.replace("delete", "restore")).status_code == 303 and Departure.get().reason == "price"


def test_after_the_customers_form_made_it_former_the_reason_is_asked_at_once_and_only_then(login, bob, customer):
    browser, url = login(bob), f"/customers/{customer.id}/edit"
    made_former = browser.post(url, data=FORM)
    asked = f"/departures/{Departure.get().id}/edit?back=/customers/{customer.id}"
    assert unescape(made_former.location).replace("%2F", "/") == asked
    assert browser.post(url, data=FORM | {"note": "Belt niet meer."}).location == f"/customers/{customer.id}"
    page = text_of(browser.get("/departures/?reason=unknown"))
    assert "No reason yet" in page and "Fill in the reason" in page
    answer = browser.post(asked, data={"reason": "moved", "left_on": "vandaag"})
    assert answer.location == f"/customers/{customer.id}" and Departure.get().reason == "moved"
    assert listed(text_of(browser.get("/departures/?reason=unknown"))) == []


def test_who_comes_second_reads_that_and_keeps_the_words(login, alice, bob, customer):
    made, words = factories.departure(customer, by=alice), "Drie keer niet teruggebeld."
    said = {"left_on": "gisteren", "reason": "service", "explanation": words}
    answer = login(bob).post(f"/departures/new?customer={customer.id}", data=said)
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "stands here already" in page and f'href="/departures/{made.id}"' in page
    assert f'value="{words}"' in page and 'value="gisteren"' in page and 'value="service" selected' in page
    assert Departure.get().reason == "price"


def test_undo_takes_back_only_the_words_where_the_departure_stood_already(login, alice, bob, customer):
    made, browser = factories.departure(customer, by=alice, reason=""), login(bob)
    browser.post(f"/departures/new?customer={customer.id}", data={"left_on": "", "reason": "service"})
    page = unescape(text_of(browser.get(f"/customers/{customer.id}")))
    undo = re.search(r'action="(/departures/\d+/unsay\?change=\d+)"', page)[1]
    assert f"/departures/{made.id}/delete" not in page
    assert browser.post(undo).location == f"/departures/{made.id}"
    assert (Departure.get().reason, Departure.get().deleted_at) == ("", None)
    assert Customer.get_by_id(customer.id).status == "former"


def test_two_who_fill_it_in_lose_nothing(login, alice, bob, customer):
    made, browser = factories.departure(customer, by=bob), login(bob)
    url = f"/departures/{made.id}/edit"
    form = text_of(browser.get(url))
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("seen", "was")}
    day = {"left_on": f"{made.left_on:%d-%m-%Y}", "reason": "price"}
    login(alice).post(url, data=day | {"explanation": "Naar de buurman."})
    answer = browser.post(url, data=carried | day | {"explanation": "Te duur."})
    assert answer.status_code == 409 and "buurman" in text_of(answer) and 'value="Te duur."' in text_of(answer)


def test_they_are_back_and_not_after_all(login, bob, customer):
    made, browser = factories.departure(customer, by=bob), login(bob)
    browser.post(f"/departures/{made.id}/return")
    assert Customer.get_by_id(customer.id).status == "customer"
    assert listed(text_of(browser.get("/departures/"))) == []
    assert listed(text_of(browser.get("/departures/?returned=1"))) == [made.id]
    undo = re.search(r'action="(/departures/\d+/leave-again)"', text_of(browser.get(f"/departures/{made.id}")))[1]
    browser.post(undo)
    assert Customer.get_by_id(customer.id).status == "former"


def test_the_contact_that_shows_it_says_so_and_is_found(login, charlie, bob, customer):
    contact = factories.interaction(customer, by=bob, body="Kees stopt ermee.")
    factories.interaction(customer, by=bob, body="De pomp is terug.")
    factories.departure(customer, by=bob, reason="stopped", explanation="Pensioen.", interaction_id=contact.id)
    browser = login(charlie)
    assert "<b>Customer left:</b>" in text_of(browser.get(f"/interactions/{contact.id}"))
    for url in (f"/customers/{customer.id}?kind=departure", "/search?q=kind:departure", "/search?q=pensioen"):
        page = text_of(browser.get(url))
        assert "Kees stopt" in page and "De pomp is terug" not in page, url


def gone(by, reason: str, days: int = 0, owner=None) -> Departure:
    return factories.departure(
        factories.customer(f"Klant {reason} {days}", owner=owner), by=by, reason=reason, days=days
    )


def test_why_they_leave_in_numbers_that_lead_to_the_list(app, login, alice, bob):
    made = [gone(bob, "price", 1, alice), gone(bob, "price", 2), gone(bob, "moved", 3, alice), gone(bob, "", 4)]
    gone(bob, "service", 900)  # longer than two years ago
    found = figures.of(Filters(), factories.today())
    assert found.total == 4 and str(found.finding) == "The reason named most is “Price”: 2 of the 4 who left"
    assert [(str(one.word), one.count, str(one.share)) for one in found.reasons] == [
        ("Price", 2, "half"),
        ("Moved away", 1, "a quarter"),
        ("No reason yet", 1, "a quarter"),
    ]
    assert [(str(one.word), one.count) for one in found.departments] == [("Verkoop", 2), ("Nobody’s", 2)]
    assert len(found.quarters) == 8 and sum(one.count for one in found.quarters) == 4
    browser = login(bob)
    page = unescape(text_of(browser.get("/departures/")))
    for url in re.findall(r'<th scope="row"><a class="plain" href="([^"]+)"', page):
        assert listed(text_of(browser.get(url))), url
    assert listed(text_of(browser.get(f"/departures/?department={alice.department_id}"))) == [made[0].id, made[2].id]
    day = made[1].left_on.isoformat()
    assert listed(text_of(browser.get(f"/departures/?from={day}&until={day}"))) == [made[1].id]


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (5, 5, "all of them"),
        (1, 2, "half"),
        (1, 21, "fewer than one in twenty"),
        (1, 20, "about one in ten"),
        (1, 3, "about three in ten"),
        (99, 100, "nearly all of them"),
    ],
)
def test_a_share_in_words(count, total, said):
    assert str(figures.share(count, total)) == said


def test_no_colleague_is_named_where_customers_leave(login, charlie, alice, bob):
    gone(bob, "service", 1, alice)
    page = text_of(login(charlie).get("/departures/"))
    assert alice.name not in page and bob.name not in page


def test_the_digest_tells_who_left_with_why(alice, bob, customer):
    factories.departure(customer, by=bob, explanation="Een kwart duurder.")
    gone(bob, "moved")
    now = clock.now()
    told = Edition(alice, now - DAY, now + DAY, factories.today(), frozenset([customer.id]))
    [row] = parts.in_digest(told).rows
    assert (row.title, str(row.note)) == (customer.name, "Price: Een kwart duurder.")
    assert parts.in_digest(Edition(alice, now - 3 * DAY, now - DAY, factories.today(), told.customers)) is None


def test_of_who_is_no_former_customer_the_brief_asks_nothing(customer, query_count):
    with query_count() as count:
        assert parts.in_brief(customer, None) is None and count() == 0


def test_pages_follow_each_other_without_a_gap(app, bob):
    made = [gone(bob, "price", days).id for days in (0, 0, 1, 1, 2)]
    found, after = [], ""
    while True:
        page = queries.page(Filters(), after, size=2)
        found += [one.id for one in page.rows]
        if not (after := page.next_cursor):
            break
    assert sorted(found) == sorted(made) and len(found) == 5


def test_readers_see_and_do_not_touch_and_only_managers_choose_again(login, charlie, bob, customer):
    made, browser = factories.departure(customer, by=bob, explanation="<i>Duur</i>"), login(charlie)
    page = text_of(browser.get("/departures/"))
    assert listed(page) == [made.id] and "&lt;i&gt;Duur" in page
    assert browser.get("/departures/silent").status_code == 200
    for verb in ("edit", "delete", "restore", "return", "leave-again"):
        assert browser.post(f"/departures/{made.id}/{verb}").status_code == 403
    assert login(bob).get("/departures/choosing").status_code == 403
    assert login(factories.user("Marloes", role=Role.MANAGER)).get("/departures/choosing").status_code == 200


@pytest.mark.parametrize("url", ["/departures/", "/departures/silent", "/departures/choosing"])
def test_ten_more_cost_no_more_queries(login, diana, alice, bob, url, query_count):
    browser, seen = login(diana), []
    for turn in range(2):
        for number in range(5):
            gone(bob, "price", number, alice)
            prospect = factories.customer(f"Aanvrager {turn} {number}", status="prospect", owner=alice)
            silent = factories.customer(f"Stil {turn} {number}", owner=alice)
            for _contact in range(8):
                factories.interaction(prospect, by=alice)
            factories.interaction(silent, by=alice, ago=400 * DAY)
        browser.get(url)
        with query_count() as count:
            page = text_of(browser.get(url))
            seen.append(count())
    assert seen[0] == seen[1] and ("Stil 1" in page or "Aanvrager 1" in page or len(listed(page)) == 10)


def test_an_average_mark_is_written_as_the_language_writes_it(login, diana, alice, customer):
    for score in (10, 10, 9):
        contact = factories.interaction(customer, by=alice)
        factories.complaint(contact, by=alice)
        factories.rating(contact, by=alice, score=score)
    for locale, written in (("nl", "9,7"), ("en", "9.7")):
        User.update(locale=locale).where(User.id == diana.id).execute()
        assert f'<td class="num">{written}</td>' in text_of(login(diana).get("/departures/choosing"))


def test_the_next_page_of_silent_customers_begins_where_the_one_before_ended(alice, monkeypatch):
    monkeypatch.setattr(silent, "PAGE", 2)
    for number, days in enumerate(((100, 110, 120), (100, 110, 120), (90, 97, 104), (400,), (500,), (150, 151, 152))):
        at = factories.customer(f"Stil {number}", owner=alice)
        for ago in days:
            factories.interaction(at, by=alice, ago=ago * DAY)
    seen, after = [], ""
    for _page in range(9):
        page = silent.page(silent.whose(None, None), clock.now(), after=after)
        seen += [row.one.name for row in page.rows]
        if not (after := page.next_cursor):
            break
    assert seen == ["Stil 5", "Stil 2", "Stil 0", "Stil 1", "Stil 4", "Stil 3"]


def test_nonsense_in_the_address_is_no_filter(login, bob, customer):
    factories.departure(customer, by=bob)
    browser = login(bob)
    url = "/departures/?reason=x&from=9999-12-31&until=0001-01-01&customer=x&after=~&department=-1"
    assert len(listed(text_of(browser.get(url)))) == 1
    url = "/departures/silent?department=x&longer=99999&before=99999999999.1&after=x"
    assert browser.get(url).status_code == 200
