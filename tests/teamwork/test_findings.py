"""The sentences of the page: what is said of which figures, in Dutch and English, of one and of many."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts import small
from crm.accounts.models import Role, User
from crm.departures.models import Reason
from crm.departures.words import REASONS
from crm.teamwork import goals, page, periods, sections
from crm.teamwork.goals import Speech
from crm.teamwork.sections import stocks
from tests import factories
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
        ({"not_read": 2}, "Both times it was not read"),
        ({"not_logged": 9, "not_read": 4, "too_late": 1}, "Mostly it was not logged, then not read"),
        ({"not_logged": 9, "not_read": 1, "too_late": 1}, "Mostly it was not logged"),
        ({"not_logged": 4, "not_read": 3, "too_late": 2}, "Most often it was not logged, then not read"),
        ({"not_logged": 4, "not_read": 3, "too_late": 3}, "Most often it was not logged"),
        ({"not_logged": 4, "not_read": 4, "too_late": 3}, "Most often it was not logged, and as often not read"),
        ({"not_logged": 1, "not_read": 1, "too_late": 1}, "3 causes came up as often"),
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
        (1, 0, "Before the one contact somebody looked"),
        (0, 1, "Before the one contact nobody looked"),
        (2, 0, "Both times somebody looked"),
        (1, 1, "One of two times somebody looked"),
        (0, 2, "Neither time somebody looked"),
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
    tally("agreements", TODAY, "we:open", 8)  # today is not over
    tally("agreements", MONDAY, "we:open", 2)
    tally("agreements", last_week, "we:withdrawn", 7)
    assert said("agreements") == "Of our own agreements we kept 15 too late or not at all"
    ours, theirs = finding("agreements").chart.bars
    assert [one.value for one in ours.marks] == [64, 9, 3, 3, 8]
    assert [(one.value, one.kind) for one in theirs.marks][2] == (50, "broken")


@pytest.mark.parametrize(
    ("kept", "late", "sentence"),
    [
        (1, 0, "One agreement of ours was due: kept on time"),
        (2, 0, "Two agreements of ours were due: both kept on time"),
        (7, 0, "We kept all 7 of our agreements on time"),
        (0, 1, "One agreement of ours was due: not kept on time"),
        (0, 2, "Two agreements of ours were due: neither kept on time"),
        (1, 1, "Of our own agreements we kept one too late or not at all"),
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
        ({"0": 3}, "Half of the answers were given the same day"),
        ({"0": 1}, "One answer was given, the same day"),
        ({"1": 1}, "One answer was given, after a day"),
        ({"0": 1, "5": 1}, "Two answers were given, both within 5 days"),
        ({"1": 1, "4": 5}, "Half of the answers were given within 4 days"),
        ({}, "None of the 6 complaints has an answer yet"),
    ],
)
def test_complaints(days, sentence):
    tally("complaints", MONDAY, "answered" if days else "received", 6)
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
        ("Small departments", 8, True),
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


def test_a_stock_that_was_not_counted_then_is_not_said_to_be_of_no_customers():
    long_ago = periods.of("quarter", TODAY - timedelta(days=300), TODAY)
    for period, sentences in (
        (
            long_ago,
            ["How well customers were known was not counted yet then", "Silent customers were not counted yet then"],
        ),
        (
            periods.of("12w", TODAY, TODAY),
            ["How well customers are known is counted tonight", "Silent customers are counted tonight"],
        ),
    ):
        about = page.make(period, None, SPEECH, small.split(), [])
        assert [str(make(about, None, None).title) for make in (stocks.known, stocks.silent)] == sentences


def test_behind_how_customers_stood_in_a_period_that_is_over_there_is_no_list_of_now():
    period = periods.of("quarter", TODAY - timedelta(days=100), TODAY)
    about = page.make(period, None, SPEECH, small.split(), [])
    counted = (period.until, {(0, "1"): 2})
    assert [one.url for one in stocks.known(about, counted, None).chart.marks] == [""] * 5
    assert stocks.silent(about, counted, None).more == []


@pytest.mark.parametrize("name", ["12w", "week", "month", "quarter"])
def test_what_is_open_is_late_from_the_day_after_in_every_period(name):
    period = periods.of(name, TODAY, TODAY)
    for day, detail, amount in (
        (TODAY, "on_time", 3),
        (MONDAY, "late", 1),
        (MONDAY, "open", 3),
        (TODAY - timedelta(days=1), "open", 1),
        (TODAY, "open", 2),
    ):
        tally("followups", day, detail, amount)
    about = page.make(period, None, SPEECH, small.split(), goals.kept())
    found = next(one for one in sections.counted(about) if one.key == "followups")
    assert str(found.title) == "5 of the 8 follow-ups were late"
    pieces = [(str(one.label), one.value) for one in found.chart.bars[0].marks]
    assert pieces == [("on time", 3), ("done late", 1), ("late and still open", 4), ("due today", 2)]
    assert goals.MEASURES["followups"].read(about.now) == 38
    overdue, today = found.chart.bars[0].marks[2:]
    assert "state=open" in overdue.url and "state=open" in today.url
    assert f"until={TODAY - timedelta(days=1)}" in overdue.url and f"from={TODAY}&until={TODAY}" in today.url


def test_on_a_monday_nothing_of_the_week_is_late():
    tally("followups", MONDAY, "open", 4)
    about = page.make(periods.of("week", MONDAY, MONDAY), None, SPEECH, small.split(), [])
    found = next(one for one in sections.counted(about) if one.key == "followups")
    assert str(found.title) == "No follow-up had to be done yet"


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        ({"price": 1}, "One customer left. Reason: price"),
        ({"unknown": 1}, "A customer left; why is not known yet"),
        ({"price": 1, "unknown": 2}, "3 customers left. Of one the reason is known: price"),
        ({"price": 2}, "2 customers left, all for one reason: price"),
        ({"price": 1, "moved": 1, "service": 1}, "3 customers left; no reason was named most"),
        ({"price": 2, "moved": 1}, "3 customers left. Named most often: price"),
    ],
)
def test_why_customers_left(reasons, sentence):
    kinds = dict(zip(("price", "moved", "service"), Reason, strict=False))
    for reason, amount in reasons.items():
        tally("departures", MONDAY, kinds.get(reason, reason), amount)
    assert said("departures") == sentence.replace("price", str(REASONS[kinds["price"]]))


@pytest.mark.parametrize(
    ("contacts", "sentence"),
    [
        ((7, 3, 2), "Most contacts were logged by A, then by B"),
        ((7, 2, 2), "Most contacts were logged by A"),
        ((4, 3, 2), "The largest number of contacts is of A, then of B"),
        ((4, 3, 3), "The largest number of contacts is of A"),
        ((4, 4, 1), "A and B logged as many contacts"),
        ((3, 3, 3), "3 departments logged as many contacts"),
        ((3, 0, 0), "All contacts stand under one name: A"),
    ],
)
def test_who_logged_most(contacts, sentence):
    for name, amount in zip("ABC", contacts, strict=True):
        if amount:
            tally("contacts", MONDAY, "phone", amount, team(name).id)
    assert said("departments") == sentence


@pytest.mark.parametrize(
    ("channels", "sentence"),
    [
        ({"phone": 2, "visit": 1}, "Phone is used most"),
        ({"phone": 2, "visit": 2}, "Phone and Visit were used as often"),
        ({"phone": 1, "visit": 1, "email": 1}, "3 channels were used as often"),
        ({"phone": 1}, "Only Phone was used"),
    ],
)
def test_which_channel_is_used_most(channels, sentence):
    for channel, amount in channels.items():
        tally("contacts", MONDAY, channel, amount)
    assert said("channels") == sentence


def test_quotations_one_mark_and_what_is_not_known():
    tally("quotations", MONDAY, "won", 2)
    tally("marks", MONDAY, "8", 1)
    tally("contacts", MONDAY, "phone", 1)
    assert said("quotations") == "Both quotations were won"
    assert said("marks") == "One mark was given: 8.0"
    assert said("consulted") == "Of no outgoing contact is it known whether somebody looked"


def test_of_a_share_that_was_not_counted_before_nothing_is_compared():
    tally("contacts", BEFORE, "phone", 1)
    tally("consulted", MONDAY, "yes", 1)
    assert finding("consulted").before is None


def test_readers_and_who_left_do_not_make_a_department_large():
    tiny = team("Directie", 1)
    factories.user("Lezer", department="Directie", role=Role.READER)
    gone = factories.user("Vertrokken", department="Directie")
    User.update(disabled_at=clock.now()).where(User.id == gone.id).execute()
    factories.user("Nog een lezer", department="Directie", role=Role.READER)
    assert tiny.id not in small.split().place
