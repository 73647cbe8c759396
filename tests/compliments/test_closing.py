"""When a month is over, whoever was nominated hears it: once, with the reasons, and nothing of who gave them."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, User
from crm.compliments import actions
from crm.compliments.digest import in_digest
from crm.compliments.months import Month
from crm.jobs import registry
from crm.news import Edition, Section
from crm.notifications import records
from crm.notifications.models import Notification
from tests import factories

OCTOBER = Month(2026, 10)
WEEK = timedelta(days=7)


@pytest.fixture
def october(nominate, at, alice, bob, ingrid, youssef):
    """Three votes; it is the first of November now."""
    at("2026-10-20T12:00:00+02:00")
    nominate(bob, youssef, "Zaterdag naar de kas.")
    nominate(ingrid, youssef, "Altijd bereikbaar.")
    nominate(youssef, alice, "Belde meteen terug.")
    at("2026-11-01T00:00:00+01:00")


def told() -> list[tuple[int, str, int | None]]:
    query = Notification.select().where(Notification.kind == "nomination").order_by(Notification.user)
    return [(one.user_id, one.words, one.actor_id) for one in query]


def test_everybody_nominated_hears_the_reasons_once_and_not_from_whom(october, alice, youssef):
    for _night in range(2):
        actions.close_ended()
    assert told() == [
        (alice.id, "Belde meteen terug.", None),
        (youssef.id, "Altijd bereikbaar. / Zaterdag naar de kas.", None),
    ]
    paths = {records.path(one) for one in Notification.select()}
    assert paths == {"/compliments/month?month=2026-10"}


def test_a_second_before_the_month_is_over_nobody_hears_anything(october, at):
    at("2026-10-31T23:59:59+01:00")
    assert actions.close_ended() == [] and told() == []


def test_a_worker_that_slept_tells_two_months_and_no_older_one(nominate, at, bob, youssef):
    for month in (8, 9, 10):
        at(f"2026-{month:02}-10T12:00:00+02:00")
        nominate(bob, youssef, f"Maand {month}.")
    at("2026-11-29T05:00:00+01:00")
    assert actions.close_ended() == [Month(2026, 9), OCTOBER]
    assert [words for _user, words, _actor in told()] == ["Maand 9.", "Maand 10."]


def test_who_left_hears_nothing_and_a_month_without_votes_is_nothing(october, at, alice, youssef):
    accounts.disable_user(youssef, by=CONSOLE)
    actions.close_ended()
    assert [user for user, _words, _actor in told()] == [alice.id]
    at("2026-12-01T05:00:00+01:00")
    assert actions.close_ended() == []


def test_the_worker_does_it_each_night_in_the_transaction_of_the_job(october):
    task = registry.tasks["compliments.close_month"]
    assert task.next(factories.at("2026-11-01T00:00:00+01:00")) == factories.at("2026-11-01T05:00:00+01:00")
    task.handler()()
    assert len(told()) == 2


def section(reader: User, ends_at: str, lasts: timedelta = WEEK, *customers: int, department=None) -> Section | None:
    end = factories.at(ends_at)
    return in_digest(Edition(reader, end - lasts, end, end.date(), frozenset(customers), department))


def titles(found: Section | None) -> list[str]:
    return [str(row.title) for row in found.rows] if found else []


def test_the_digest_after_the_month_quotes_the_reasons_for_who_was_nominated(october, youssef, bob):
    found = section(youssef, "2026-11-02T07:00:00+01:00")
    assert titles(found) == ["Colleagues say that you helped a customer in October"]
    [row] = found.rows
    assert row.quote == "Altijd bereikbaar. / Zaterdag naar de kas." and row.path.endswith("month?month=2026-10")
    assert section(bob, "2026-11-02T07:00:00+01:00") is None
    assert section(youssef, "2026-11-09T07:00:00+01:00") is None
    assert section(youssef, "2026-11-02T07:00:00+01:00", department=youssef.department) is None


def asks(reader: User, ends_at: str, lasts: timedelta = WEEK) -> bool:
    found = section(reader, ends_at, lasts)
    return bool(found) and str(found.more) == "Who helped a customer most this month?"


def test_the_digest_of_the_last_week_asks_who_did_not_vote_yet(nominate, at, bob, ingrid, youssef, charlie):
    at("2026-10-20T12:00:00+02:00")
    nominate(bob, youssef)
    assert asks(ingrid, "2026-10-30T07:00:00+01:00") and not asks(bob, "2026-10-30T07:00:00+01:00")
    assert not asks(charlie, "2026-10-30T07:00:00+01:00")  # may not vote
    found = section(ingrid, "2026-10-30T07:00:00+01:00")
    assert found.rows == [] and found.more_path == "/compliments/month"  # a line, and no reason to send a digest


@pytest.mark.parametrize("lasts", [timedelta(days=1), WEEK])
def test_nobody_is_asked_twice_in_a_month_however_often_their_digest_comes(ingrid, lasts):
    end, asked = factories.at("2026-10-01T07:00:00+02:00"), []
    while end < factories.at("2026-11-20T07:00:00+01:00"):
        asked += [end] if asks(ingrid, end.isoformat(), lasts) else []
        end += lasts
    assert len(asked) == 1 and asked[0] > factories.at("2026-10-25T00:00:00+02:00")
    assert asked[0] < factories.at("2026-11-01T00:00:00+01:00")


def test_over_a_whole_year_of_weeks_each_month_is_asked_of_once(ingrid):
    end, asked = factories.at("2026-01-02T16:00:00+01:00"), []
    while end < factories.at("2027-01-01T00:00:00+01:00"):
        if asks(ingrid, end.isoformat()):
            asked.append(end.month)
        end += WEEK
    assert asked == list(range(1, 13))


def test_the_digest_has_first_what_is_for_the_reader_then_what_was_said_at_their_customers(alice, bob, ingrid, youssef):
    mine, hers = factories.customer("Wasserij Steenbeek", owner=ingrid), factories.customer("Kwekerij Van Vliet")
    other = factories.customer("Bakkerij Bos")
    for where, named in ((hers, [ingrid]), (mine, []), (other, [youssef]), (mine, [bob])):
        call = factories.interaction(where, by=bob)
        factories.compliment(call, by=bob, named=named)
    end = clock.now() + timedelta(minutes=1)
    edition = Edition(ingrid, end - WEEK, end, end.date(), frozenset([mine.id]))
    found = in_digest(edition)
    assert titles(found)[:3] == [hers.name, mine.name, mine.name] and other.name not in titles(found)
    assert [str(row.note) for row in found.rows][:3] == [f"for {ingrid.name}", f"for {bob.name}", "for all of us"]
    own = in_digest(Edition(bob, end - WEEK, end, end.date(), frozenset([mine.id, hers.id])))
    assert titles(own)[:1] == [mine.name] and len([t for t in titles(own) if t]) == 1  # what Bob wrote down he knows


def test_the_digest_of_a_department_has_what_names_its_colleagues(bob, ingrid, youssef):
    elsewhere = factories.customer("Bakkerij Bos")
    factories.compliment(factories.interaction(elsewhere, by=bob), by=bob, named=[ingrid])
    end = clock.now() + timedelta(minutes=1)
    for reader, count in ((ingrid, 1), (youssef, 0)):
        found = in_digest(Edition(reader, end - WEEK, end, end.date(), frozenset(), reader.department))
        assert len(titles(found)) == count


def test_more_than_fit_are_counted_and_cost_no_more_queries(bob, ingrid, query_count):
    end, seen = clock.now() + timedelta(minutes=1), []
    for _turn in range(2):
        for _number in range(7):
            factories.compliment(
                factories.interaction(factories.customer("Bakkerij Bos"), by=bob), by=bob, named=[ingrid]
            )
        with query_count() as count:
            found = in_digest(Edition(ingrid, end - WEEK, end, end.date(), frozenset()))
            seen.append(count())
    assert len([row for row in found.rows if row.marks]) == 6 and seen[0] == seen[1]
    assert str(found.more) == "8 more compliments." and found.more_path == "/compliments/"
