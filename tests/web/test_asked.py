"""What an address may ask of every list of a register, however odd."""

from datetime import timedelta

import pytest

from tests import factories

LISTS = (
    *("agreements", "complaints", "compliments", "refusals", "expectations", "quotations", "departures"),
    *("satisfaction", "surprises", "followups", "teamwork"),
)
NO_DAYS = ("0001-01-01", "1970-01-01", "9999-12-31", "2026-02-30", "-1", "morgen", "")
GONE = 99_999


@pytest.fixture
def browser(login, alice):
    customer = factories.customer(owner=alice)
    contact = factories.interaction(customer, by=alice, ago=timedelta(hours=1))
    for make in ("agreement", "complaint", "compliment", "refusal", "expectation", "quotation", "rating"):
        getattr(factories, make)(contact, by=alice)
    return login(alice)


@pytest.mark.parametrize("room", LISTS)
def test_a_day_that_no_calendar_counts_narrows_nothing_and_breaks_nothing(browser, room):
    for day in NO_DAYS:
        for names in (("from", "until"), ("from",), ("until",), ("on",)):
            answer = browser.get(f"/{room}/", query_string=dict.fromkeys(names, day))
            assert answer.status_code == 200, (room, names, day)


@pytest.mark.parametrize("more", [{"date": "answered"}, {"date": "solved"}, {"date": "learnt"}, {"state": "open"}])
def test_whatever_moment_of_a_complaint_is_asked(browser, more):
    for day in NO_DAYS:
        assert browser.get("/complaints/", query_string={"from": day, "until": day} | more).status_code == 200


def test_what_was_asked_and_not_answered_too(browser):
    for day in NO_DAYS:
        query = {"from": day, "until": day, "state": "asked"}
        assert browser.get("/satisfaction/", query_string=query).status_code == 200


@pytest.mark.parametrize("room", LISTS[:-2])
def test_of_a_customer_who_is_gone_a_list_is_empty(browser, room):
    answer = browser.get(f"/{room}/", query_string={"customer": GONE})
    assert answer.status_code == 200 and "Kwekerij" not in answer.text
