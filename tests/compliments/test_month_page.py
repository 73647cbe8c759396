"""/compliments/month: voting, and what stands there while the month runs and when it is over."""

import re
from html import unescape

import pytest

from crm.compliments.models import Nomination
from tests import factories
from tests.conftest import text_of

URL = "/compliments/month"


def carried(page: str) -> dict[str, str]:
    return {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1] for name in ("month", "seen")}


@pytest.fixture
def vote(login):
    """``vote(bob, youssef)``: as a browser does it; gives its answer."""

    def of(by, nominee, reason: str = "Reed op zaterdag.", **about):
        browser = login(by)
        form = about.pop("form", None) or carried(text_of(browser.get(URL)))
        return browser.post(URL, data=form | {"nominee": str(nominee.id), "reason": reason} | about)

    return of


def test_a_vote_stands_in_the_form_and_its_reason_on_the_page_without_who_gave_it(
    vote, login, alice, bob, customer, youssef
):
    assert vote(bob, youssef, "Reed <i>op</i> zaterdag.", customer=customer.name.lower()).status_code == 303
    assert Nomination.get().customer_id == customer.id
    mine = unescape(text_of(login(bob).get(URL)))
    assert "Reed <i>op</i> zaterdag.</textarea>" in mine and "Change my vote" in mine
    others = text_of(login(alice).get(URL))
    assert "“Reed &lt;i&gt;op&lt;/i&gt; zaterdag.”" in others and "who gave them stays hidden" in others
    story = others[others.index("What colleagues say") :]
    assert youssef.name in story and bob.name not in story and unescape(customer.name) in unescape(story)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reason": " "}, "Write what this colleague did for a customer."),
        ({"nominee": ""}, "Choose a colleague."),
        ({"customer": "Xyzzy"}, "Nobody is called “Xyzzy” here."),
        ({"customer": "wasserij"}, "Several customers are called like this: Wasserij"),
    ],
)
def test_a_refused_vote_keeps_what_was_typed(login, bob, youssef, change, says):
    for name in ("Wasserij Noord", "Wasserij Zuid"):
        factories.customer(name)
    typed = {"nominee": str(youssef.id), "reason": "Reed op zaterdag.", "customer": ""} | change
    browser = login(bob)
    answer = browser.post(URL, data=carried(text_of(browser.get(URL))) | typed)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page and Nomination.select().count() == 0
    assert f"{typed['reason']}</textarea>" in page and f'value="{typed["customer"]}"' in page
    assert (f'<option value="{youssef.id}" selected>' in page) == ("nominee" not in change)


def test_of_two_called_alike_the_number_tells_which(vote, bob, youssef):
    one, other = (factories.customer("Wasserij Noord") for _number in range(2))
    assert vote(bob, youssef, customer="Wasserij Noord").status_code == 422
    assert vote(bob, youssef, customer=other.number).status_code == 303
    assert Nomination.get().customer_id == other.id != one.id
    assert vote(bob, youssef, "Anders gezegd.", customer="Wasserij Noord").status_code == 303  # as it stood there
    assert Nomination.get().customer_id == other.id


def test_the_second_tab_sees_what_the_first_kept_and_loses_nothing(vote, login, bob, ingrid, youssef):
    stale = carried(text_of(login(bob).get(URL)))
    vote(bob, youssef, "Uit het eerste venster.")
    answer = vote(bob, ingrid, "Uit het tweede venster.", form=stale)
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "Uit het tweede venster.</textarea>" in page
    assert f"{youssef.name}, “Uit het eerste venster.”" in page and Nomination.get().nominee_id == youssef.id
    assert vote(bob, ingrid, "Uit het tweede venster.", form=carried(page)).status_code == 303
    assert (Nomination.select().count(), Nomination.get().nominee_id) == (1, ingrid.id)


def test_a_form_of_the_month_before_is_sent_again_for_this_one(vote, login, at, bob, youssef):
    at("2026-10-31T23:59:00+01:00")
    stale = carried(text_of(login(bob).get(URL)))
    at("2026-11-01T00:00:01+01:00")
    answer = vote(bob, youssef, "Net te laat.", form=stale)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and "October is over" in page and "Net te laat.</textarea>" in page
    assert vote(bob, youssef, "Net te laat.", form=carried(page)).status_code == 303
    assert Nomination.get().month == "2026-11"


def test_withdrawing_and_the_way_back(vote, login, bob, youssef):
    vote(bob, youssef)
    browser = login(bob)
    browser.post(f"{URL}/withdraw", data=carried(text_of(browser.get(URL))))
    assert Nomination.select().count() == 0
    undo = re.search(r'action="(/compliments/month/\d+/restore)"', text_of(browser.get(URL)))[1]
    assert browser.post(undo).status_code == 303 and Nomination.get().nominee_id == youssef.id


def test_when_it_is_over_the_page_begins_with_who_helped_most(nominate, login, at, alice, bob, ingrid, youssef):
    at("2026-10-31T23:00:00+01:00")
    for by, nominee in ((bob, youssef), (ingrid, youssef), (youssef, alice)):
        nominate(by, nominee, f"Reden van {by.id}.")
    assert "helped customers most" not in text_of(login(alice).get(f"{URL}?month=2026-10"))
    at("2026-11-01T00:00:00+01:00")
    page = text_of(login(alice).get(f"{URL}?month=2026-10"))
    assert f"In October {youssef.name} helped customers most, colleagues say" in unescape(page)
    assert page.index(f"Reden van {bob.id}") < page.index("Also nominated") < page.index(f"Reden van {youssef.id}")
    assert 'name="nominee"' not in page
    nominate(bob, ingrid)
    now = text_of(login(alice).get(URL))
    assert 'name="nominee"' in now and 'href="/compliments/month?month=2026-10"' in now


def test_a_tie_names_all_and_two_votes_name_nobody(nominate, login, at, alice, bob, ingrid, youssef):
    at("2025-10-10T12:00:00+02:00")
    nominate(bob, youssef)
    nominate(ingrid, alice)
    at("2026-11-01T12:00:00+01:00")
    url = f"{URL}?month=2025-10"
    assert "Who helped a customer most in October 2025?" in text_of(login(bob).get(url))
    at("2025-10-11T12:00:00+02:00")
    nominate(alice, ingrid)
    at("2026-11-01T12:00:00+01:00")
    said = f"In October 2025 {youssef.name}, {alice.name} and {ingrid.name} helped customers most"
    assert said in unescape(text_of(login(bob).get(url)))


@pytest.mark.parametrize("month", ["2099-01", "x", "2026-13", ""])
def test_what_is_no_month_or_has_yet_to_come_is_this_one(login, bob, month):
    assert 'name="nominee"' in text_of(login(bob).get(f"{URL}?month={month}"))


def test_readers_read_the_reasons_and_get_no_form(nominate, login, charlie, bob, youssef):
    nominate(bob, youssef)
    browser = login(charlie)
    page = text_of(browser.get(URL))
    assert "Reed op zaterdag" in page and 'name="nominee"' not in page
    for url in (URL, f"{URL}/withdraw", f"{URL}/1/restore"):
        assert browser.post(url).status_code == 403


def test_more_votes_cost_no_more_queries(nominate, login, alice, bob, ingrid, youssef, query_count):
    browser, seen = login(alice), []
    for voters in ((bob,), (ingrid, youssef)):
        for one in voters:
            nominate(one, alice)
        browser.get(URL)
        with query_count() as count:
            browser.get(URL)
            seen.append(count())
    assert seen[0] == seen[1]
