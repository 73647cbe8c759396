"""What a figure says is as many as the list shows that it opens."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.agreements.models import Agreement
from crm.company import clock as company
from crm.followups.models import FollowUp
from crm.quotations.models import Quotation
from crm.satisfaction.models import Rating
from crm.settings import Settings
from crm.surprises.models import Surprise
from crm.teamwork.actions import counting
from tests import factories
from tests.conftest import text_of

FIGURES = (
    r'<a href="(?P<url>[^"]+)" aria-label="[^"]*: (?P<times>\d+)"',  # columns
    r'class="chart-row" href="(?P<url>[^"]+)">.*?visually-hidden">: (?P<times>\d+)<',  # rows
    r'<a href="(?P<url>/[^"]+)">(?P<times>\d+) [a-z ]+</a>',  # pieces of a bar
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def facts(app, alice, bob):
    """A few of each, on both sides of a midnight and of the period's first day."""
    company.live_in("Europe/Amsterdam")
    berg, today = factories.customer(owner=alice), factories.today()
    for number, days in enumerate((0, 1, 6, 7, 30, 90, 200)):
        who = (alice, bob)[number % 2]
        contact = factories.interaction(
            berg, by=who, ago=timedelta(days=days, minutes=1), channel=("visit", "email")[number % 2]
        )
        at, day = contact.occurred_at, today - timedelta(days=days)
        about = {"customer": berg, "interaction": contact, "created_by": who, "created_at": at}
        fact = about | {"updated_at": at, "body": "Levering vóór vrijdag"}
        settled = {"state": "kept", "settled_on": day + timedelta(days=number % 2)}
        Agreement.create(**fact, side=("we", "they")[number % 3 > 1], kind="delivery", due_on=day, **settled)
        Quotation.create(**fact, stage=("won", "lost")[number % 2], department=who.department, decided_on=day)
        Rating.create(**fact, score=7 + number % 2)
        Surprise.create(**about, cause=("not_read", "too_late")[number % 2], department=who.department)
        made = factories.followup(berg, by=who)
        done = None if number == 3 else clock.now() - timedelta(days=days - number % 2)
        FollowUp.update(due_on=day, done_at=done).where(FollowUp.id == made.id).execute()
    counting.recount()


def rows(browser, url: str) -> int:
    """How many rows the list has, page after page."""
    found = 0
    while url:
        page = text_of(browser.get(url))
        assert "?" in url
        found += len(re.findall(r'class="row (?:entry|followup|customer-row)|<article class="row', page))
        more = re.search(r'class="ledger-foot"><a href="([^"]+)"', page)
        url = unescape(more[1]) if more else ""
    return found


def test_each_figure_is_as_many_as_the_list_that_it_opens(login, facts, bob):
    browser = login(bob)
    page = text_of(browser.get("/teamwork/"))
    shown = page[page.index('class="findings"') :]
    found = {(unescape(one["url"]), int(one["times"])) for how in FIGURES for one in re.finditer(how, shown, re.DOTALL)}
    lists = {(url, times) for url, times in found if not url.startswith("/search")}
    rooms = {url.split("?")[0] for url, _times in lists}
    assert {"/surprises/", "/agreements/", "/quotations/", "/followups/", "/satisfaction/"} <= rooms
    assert [(url, times, listed) for url, times in sorted(lists) if (listed := rows(browser, url)) != times] == []
