"""The headings over the list, also where a page ends in the middle of one."""

import re
from datetime import date, timedelta

import pytest

from crm.followups import headings
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}
WEDNESDAY, SUNDAY = date(2026, 11, 18), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "days", "said"),
    [
        (WEDNESDAY, -1, "Late"),
        (WEDNESDAY, 0, "Today"),
        (WEDNESDAY, 1, "Tomorrow"),
        (WEDNESDAY, 2, "This week"),
        (WEDNESDAY, 4, "This week"),
        (WEDNESDAY, 5, "Next week"),
        (WEDNESDAY, 11, "Next week"),
        (WEDNESDAY, 12, "Later"),
        (SUNDAY, 1, "Tomorrow"),
        (SUNDAY, 2, "Next week"),
        (SUNDAY, 8, "Later"),
    ],
)
def test_under_which_a_day_stands(today, days, said):
    assert str(headings.heading(today + timedelta(days=days), today)) == said


def shown(page: str) -> list[str]:
    return re.findall(r"<h2 class=\"row-story\">([^<]+)</h2>|href=\"/followups/(\d+)\">", page)


def test_a_heading_stands_once_also_over_two_pages(login, alice, ask, monkeypatch):
    monkeypatch.setattr("crm.followups.queries.lists.page.__defaults__", ("", 2))
    for days in (-2, -1, -1, 0, 30):
        ask(f"over {days}", days=days)
    browser = login(alice)
    first = text_of(browser.get("/followups/"))
    more = re.search(r'hx-get="(/followups/\?after=[^"]+)"', first)[1]
    second = text_of(browser.get(more, headers=HTMX))
    third = text_of(browser.get(re.search(r'hx-get="(/followups/\?after=[^"]+)"', second)[1], headers=HTMX))
    assert [[head or int(id) for head, id in shown(page)] for page in (first, second, third)] == [
        ["Late", 1, 2],
        [3, "Today", 4],
        ["Later", 5],
    ]


def test_what_is_done_has_no_headings(login, alice, ask):
    ask()
    browser = login(alice)
    browser.post("/followups/1/finish", data={"outcome": "Gebeld."})
    assert [head for head, _id in shown(text_of(browser.get("/followups/?done=1"))) if head] == []
