"""The sentences of the page: what is said of which figures, in Dutch and English, of one and of many."""

from datetime import timedelta

import pytest

from crm.accounts import small
from crm.teamwork import goals, page, periods, sections
from crm.teamwork.goals import Speech
from crm.teamwork.sections import stocks
from tests.teamwork.tallied import MONDAY, TODAY, nothing_waits, tally, team

SPEECH = Speech(str, lambda number: f"{number // 10}.{number % 10}", str)
BEFORE = MONDAY - timedelta(weeks=20)


@pytest.fixture(autouse=True)
def counted(app):
    nothing_waits()


def finding(key: str, department: int | None = None):
    """The part of the last twelve weeks."""
    period = periods.of("12w", TODAY, TODAY)
    about = page.make(period, department, SPEECH, small.split(), goals.kept())
    return next(one for one in sections.counted(about) if one.key == key)


def said(key: str) -> str:
    return str(finding(key).title)


def test_before_anything_was_logged_there_are_sentences_and_no_charts():
    period = periods.of("12w", TODAY, TODAY)
    about = page.make(period, None, SPEECH, small.split(), [])
    found = sections.counted(about)
    assert [one.chart for one in found] == [None] * len(found)
    assert all(one.before is None and str(one.title) and str(one.subtitle) for one in found)
    assert said("surprises") == "No contact was logged, so nothing could surprise us"


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (0, "No customer had to tell us anything that we could have known"),
        (1, "Once a customer had to tell us something that we could have known"),
        (33, "Customers had to tell us 33 times what we could have known"),
    ],
)
def test_surprises(times, sentence):
    tally("contacts", MONDAY, "phone", 50)
    if times:
        tally("surprises", MONDAY, "not_read", times)
    assert said("surprises") == sentence
    assert str(finding("surprises").subtitle) == "Surprises per week, in 50 contacts"


@pytest.mark.parametrize(
    ("causes", "sentence"),
    [
        ({}, "No causes, because there were no surprises"),
        ({"not_read": 1}, "It was not read"),
        ({"not_read": 4}, "Each time it was not read"),
        ({"not_read": 4, "too_late": 4}, "As often it was not read as logged too late"),
        ({"not_logged": 9, "not_read": 4, "too_late": 1}, "Mostly it was not logged, then not read"),
    ],
)
def test_causes(causes, sentence):
    for cause, times in causes.items():
        tally("surprises", MONDAY, cause, times)
    assert said("causes") == sentence


@pytest.mark.parametrize(
    ("yes", "no", "sentence"),
    [
        (0, 0, "There was no outgoing contact to look up anything for"),
        (0, 9, "Nobody looked before an outgoing contact"),
        (9, 0, "Each time somebody looked beforehand"),
        (2, 4, "About one time in three somebody looked before the contact"),
        (76, 36, "About two times in three somebody looked before the contact"),
        (58, 42, "Before 58% of the outgoing contacts somebody looked"),
        (1, 1, "Before 50% of the outgoing contacts somebody looked"),
    ],
)
def test_looked_up(yes, no, sentence):
    for detail, amount in (("yes", yes), ("no", no)):
        if amount:
            tally("consulted", MONDAY, detail, amount)
    assert said("consulted") == sentence


@pytest.mark.parametrize(
    ("now", "before", "sentence", "compared"),
    [
        (5, 0, "5 contacts were logged", None),
        (1, 0, "1 contact was logged", None),
        (5, 5, "5 contacts, as many as before", "The 12 weeks before: 5"),
        (9, 5, "9 contacts, 4 more than before", "The 12 weeks before: 5"),
        (4, 5, "4 contacts, 1 fewer than before", "The 12 weeks before: 5"),
        (0, 5, "No contact was logged", "The 12 weeks before: 5"),
    ],
)
def test_contacts(now, before, sentence, compared):
    for day, amount in ((MONDAY, now), (BEFORE, before)):
        if amount:
            tally("contacts", day, "phone", amount)
    assert said("contacts") == sentence
    found = finding("contacts").before
    assert (str(found) if found else None) == compared


def test_agreements_of_ours_late_broken_and_forgotten_are_not_on_time_and_those_of_theirs_are_theirs():
    last_week = MONDAY - timedelta(days=5)
    for detail, amount in (("we:kept", 64), ("we:late", 9), ("we:broken", 3), ("we:open", 1), ("they:broken", 50)):
        tally("agreements", last_week, detail, amount)
    tally("agreements", MONDAY, "we:open", 8)  # this week is not over
    tally("agreements", last_week, "we:withdrawn", 7)
    assert said("agreements") == "Of our own agreements we kept 13 too late or not at all"
    ours, theirs = finding("agreements").chart.bars
    assert [one.value for one in ours.marks] == [64, 9, 3, 9]
    assert [(one.value, one.kind) for one in theirs.marks][2] == (50, "broken")


@pytest.mark.parametrize(
    ("kept", "late", "sentence"),
    [
        (1, 0, "We kept our one agreement on time"),
        (7, 0, "We kept all 7 of our agreements on time"),
        (0, 1, "We did not keep our one agreement on time"),
        (0, 4, "We kept none of our 4 agreements on time"),
        (5, 1, "Of our own agreements we kept one too late or not at all"),
    ],
)
def test_one_agreement_or_many(kept, late, sentence):
    for detail, amount in (("we:kept", kept), ("we:late", late)):
        if amount:
            tally("agreements", MONDAY, detail, amount)
    assert said("agreements") == sentence


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"0": 3}, "Half of the complaints had an answer the same day"),
        ({"1": 1}, "Half of the complaints had an answer within a day"),
        ({"1": 1, "4": 5}, "Half of the complaints had an answer within 4 days"),
    ],
)
def test_complaints(days, sentence):
    tally("complaints", MONDAY, "answered", 6)
    for detail, amount in days.items():
        tally("answered", MONDAY, detail, amount)
    assert said("complaints") == sentence


def test_marks_are_an_average_with_one_decimal_beside_the_one_before():
    tally("marks", MONDAY, "8", 2)
    tally("marks", MONDAY, "7", 1)
    assert said("marks") == "On average customers give us 7.7"
    tally("marks", BEFORE, "6", 1)
    assert said("marks") == "On average customers give us 7.7, up from 6.0"


def test_departments_of_one_or_two_are_taken_together_and_never_named():
    sales = team("Verkoop")
    for name in ("Directie", "Magazijn"):
        tally("contacts", MONDAY, "phone", 4, team(name, 2).id)
    tally("contacts", MONDAY, "visit", 30, sales.id)
    tally("contacts", MONDAY, "email", 2)
    marks = finding("departments").chart.marks
    assert [(str(one.label), one.value, bool(one.url)) for one in marks] == [
        ("Verkoop", 30, True),
        ("Small departments", 8, False),
        ("Without a department", 2, False),
    ]
    assert str(finding("contacts", sales.id).title) == "30 contacts were logged"


def test_one_small_department_alone_is_left_out_of_what_is_split():
    sales, alone = team("Verkoop"), team("Directie", 1)
    tally("contacts", MONDAY, "phone", 5, sales.id)
    tally("contacts", MONDAY, "phone", 7, alone.id)
    assert [one.value for one in finding("departments").chart.marks] == [5]
    assert str(finding("contacts", alone.id).title) == "12 contacts were logged"


def test_customers_by_how_many_departments_know_them():
    period = periods.of("12w", TODAY, TODAY)
    about = page.make(period, None, SPEECH, small.split(), [])
    stock = (TODAY, {(0, "0"): 1, (0, "1"): 2, (0, "2"): 1})
    found = stocks.known(about, stock, None)
    assert str(found.title) == "25% of the customers are known by two departments or more"
    assert [one.value for one in found.chart.marks] == [1, 2, 1, 0, 0]
    assert stocks.known(about, None, None).chart is None


def test_silent_customers_are_compared_with_those_of_then():
    tally("contacts", BEFORE, "phone", 1)
    period = periods.of("12w", TODAY, TODAY)
    about = page.make(period, None, SPEECH, small.split(), [])
    found = stocks.silent(about, (TODAY, {(0, ""): 3}), (BEFORE, {(0, ""): 5}))
    assert (str(found.title), str(found.before)) == ("3 customers have gone silent", "The 12 weeks before: 5")
