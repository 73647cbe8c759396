"""What is open for an absent colleague, at the desk of who stands in."""

from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.absences.models import Absence
from crm.followups import actions, queries
from crm.followups.parts import in_digest
from crm.followups.queries import Filters
from crm.news import Edition
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def jan():
    return factories.user("Jan de Boer", department="Verkoop")


@pytest.fixture
def away(jan, bob, today) -> Absence:
    """Jan is away until the day after tomorrow; Bob stands in."""
    until = today + timedelta(days=2)
    return Absence.create(user=jan, starts_on=today, ends_on=until, stand_in=bob, created_at=clock.now())


def listed(filters: Filters, user) -> list[str]:
    return [one.what for one in queries.page(filters, user).rows]


def test_it_stands_in_the_list_and_on_the_first_page_marked(login, ask, jan, bob, away):
    ask("Prijslijst sturen", user=jan)
    ask("Zelf bellen", user=bob, days=2)
    assert listed(Filters(), bob) == ["Prijslijst sturen", "Zelf bellen"]
    assert [one.away_until for one in queries.mine(bob)[0]] == [away.ends_on, None]
    browser = login(bob)
    for url in ("/", "/followups/"):
        page = unescape(text_of(browser.get(url)))
        assert page.count("for Jan de Boer, away until") == 1


def test_back_again_it_is_only_their_own(ask, jan, bob, away, today):
    ask(user=jan)
    Absence.update(ends_on=today - timedelta(days=1)).execute()
    assert listed(Filters(), bob) == [] and len(listed(Filters(), jan)) == 1


def test_what_jan_took_on_from_his_department_comes_along(ask, jan, bob, away):
    ask("Weet iemand dit?", department=jan.department)
    assert listed(Filters(), bob) == []
    actions.claim(1, by=jan)
    assert listed(Filters(), bob) == ["Weet iemand dit?"]


def test_who_stands_in_may_put_it_aside_and_hand_it_over(ask, jan, bob, away, alice, today):
    asked = ask(user=jan)
    actions.snooze(asked.id, today + timedelta(days=1), by=bob, today=today)
    assert listed(Filters(), bob) == []
    assert actions.pass_on(asked.id, by=bob, user_id=alice.id).user_id == alice.id


def test_the_digest_of_who_stands_in_tells_it(ask, jan, bob, away, today):
    ask("Prijslijst sturen", user=jan)
    now = clock.now()
    edition = Edition(bob, now - timedelta(days=7), now + timedelta(seconds=2), today, frozenset())
    assert [row.title for row in in_digest(edition).rows] == ["Prijslijst sturen"]


def test_more_of_the_absent_cost_no_more_queries(login, ask, jan, bob, away, query_count):
    browser, seen = login(bob), set()
    for number in range(4):
        ask(f"nummer {number}", user=jan)
        browser.get("/followups/")
        with query_count() as count:
            browser.get("/followups/")
            seen.add(count())
    assert len(seen) == 1
