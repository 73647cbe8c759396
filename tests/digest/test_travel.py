"""Through time: over the ends of summer time and of years, with clocks that jump and workers that sleep.

Whatever happens, nobody gets two of one period, and each contact is told of.
"""

from datetime import UTC, datetime, timedelta

import pytest

from crm.digest import actions
from crm.digest.choices import ChoiceValues
from crm.digest.models import Digest, DigestChoice
from crm.jobs import registry
from crm.mail.models import Mail
from tests import factories
from tests.digest.travel import DAY, HOUR, WEEK, Travel, beginning, got, reader, twice, untold
from tests.factories import at


@pytest.fixture(autouse=True)
def nothing_else_to_do(app, monkeypatch):
    """What a worker does each night besides would take most of the time here, and has no part in it."""
    monkeypatch.setattr(registry, "tasks", {"digest.plan": registry.tasks["digest.plan"]})


@pytest.fixture
def travel(app, monkeypatch):
    """From a Wednesday on, on a file that is new to digests."""
    with app.app_context(), beginning(monkeypatch, at("2026-10-14T10:00Z")) as journey:
        journey.work()
        yield journey


def live(travel: Travel, user, until: datetime, step: timedelta = 14 * HOUR) -> None:
    """Time goes by; every few hours somebody calls a customer of ``user``, and a worker looks what is due."""
    customer = factories.customer(f"Zuivelhoeve {user.id}.{travel.at:%d%H%M}", owner=user)
    while travel.at < until:
        travel.log(customer, user)
        travel.awake(min(travel.at + step, until), step=step / 2)


def is_sound(travel: Travel) -> None:
    assert twice() == {}
    assert untold(travel) == []
    assert len(travel.logged) > 3


def sent_at(user) -> list[datetime]:
    rows = Digest.select(Digest.ends_at).where(Digest.user == user).order_by(Digest.id)
    return [end for (end,) in rows.tuples()]


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Paramaribo", "Asia/Kolkata", "Pacific/Auckland"])
def test_each_week_has_one_on_every_clock_over_the_end_of_summer_time(travel, zone):
    user = reader(timezone=zone)
    live(travel, user, at("2026-11-10T12:00Z"))
    assert got(user) == ["2026-W42", "2026-W43", "2026-W44", "2026-W45"]
    is_sound(travel)


@pytest.mark.parametrize(
    ("begin", "hours"),
    [("2026-10-20T10:00Z", ["2026-10-25T00:30Z", "2026-11-01T01:30Z"]),
     ("2026-03-24T10:00Z", ["2026-03-29T01:30Z", "2026-04-05T00:30Z"])],
)  # fmt: skip
def test_half_past_two_on_the_night_of_another_hour_comes_once(app, monkeypatch, begin, hours):
    with app.app_context(), beginning(monkeypatch, at(begin)) as travel:
        travel.work()
        user = reader(weekday=6, minute=150)
        customer = factories.customer(owner=user)
        for _day in range(13):
            travel.log(customer, user)
            travel.awake(travel.at + DAY, step=timedelta(minutes=30) if travel.at.weekday() == 5 else 6 * HOUR)
        assert sent_at(user) == [at(hour) for hour in hours]
        is_sound(travel)


@pytest.mark.parametrize(
    ("begin", "weeks"),
    [("2026-12-16T10:00Z", ["2026-W51", "2026-W52", "2026-W53", "2027-W01"]),
     ("2020-12-16T10:00Z", ["2020-W51", "2020-W52", "2020-W53", "2021-W01"])],
)  # fmt: skip
def test_a_year_ends_with_week_53(app, monkeypatch, begin, weeks):
    with app.app_context(), beginning(monkeypatch, at(begin)) as travel:
        travel.work()
        user = reader()
        live(travel, user, travel.at + 27 * DAY, step=20 * HOUR)
        assert got(user) == weeks
        is_sound(travel)


def test_a_worker_that_slept_three_weeks_sends_one_that_tells_it_all(travel):
    user = reader()
    live(travel, user, at("2026-10-20T12:00Z"))
    customer = factories.customer("Bakkerij Smit", owner=user)
    for _day in range(21):
        travel.at += DAY
        travel.log(customer, user)
    travel.awake(travel.at + WEEK)
    assert got(user) == ["2026-W42", "2026-W45", "2026-W46"]
    is_sound(travel)


@pytest.mark.parametrize("ahead", [20 * DAY, 365 * DAY, -20 * DAY, -365 * DAY])
def test_a_clock_that_jumps_and_comes_back_costs_nobody_anything(travel, ahead):
    user = reader()
    live(travel, user, at("2026-11-04T12:00Z"), step=20 * HOUR)
    before = got(user)
    travel.at += ahead
    travel.awake(travel.at + 3 * HOUR)
    travel.at -= ahead
    live(travel, user, at("2026-12-01T12:00Z"), step=20 * HOUR)
    assert before == ["2026-W42", "2026-W43", "2026-W44"]
    weeks = sorted(week for week in got(user) if "2026-W44" < week < "2026-W48")
    assert weeks == ["2026-W45", "2026-W46", "2026-W47"]
    is_sound(travel)


def test_what_a_jump_told_ahead_of_time_is_not_missed_when_that_time_comes(travel):
    user = reader()
    live(travel, user, at("2026-10-21T12:00Z"), step=20 * HOUR)
    travel.at += 21 * DAY
    travel.work()
    assert got(user) == ["2026-W42", "2026-W45"]
    travel.at -= 21 * DAY
    live(travel, user, at("2026-11-25T12:00Z"), step=20 * HOUR)
    assert got(user) == ["2026-W42", "2026-W45", "2026-W43", "2026-W44", "2026-W46", "2026-W47"]
    is_sound(travel)


@pytest.mark.parametrize("weekday", [0, 3, 4, 6])
def test_another_weekday_in_the_middle_of_a_week_loses_and_doubles_nothing(travel, weekday):
    user = reader()
    live(travel, user, at("2026-10-29T09:00Z"), step=20 * HOUR)  # a Thursday
    actions.choose(ChoiceValues(weekday=weekday, minute=960, when_empty=True), by=user)
    live(travel, user, at("2026-11-05T16:00Z"), step=20 * HOUR)
    actions.choose(ChoiceValues(weekday=0, minute=450, when_empty=True), by=user)
    live(travel, user, at("2026-11-24T09:00Z"), step=20 * HOUR)
    assert got(user)[:2] == ["2026-W42", "2026-W43"] and got(user)[-1] == "2026-W47"
    is_sound(travel)


def test_from_weekly_to_daily_and_back_loses_and_doubles_nothing(travel):
    user = reader()
    live(travel, user, at("2026-10-28T05:00Z"), step=20 * HOUR)
    actions.choose(ChoiceValues(rhythm="daily"), by=user)
    live(travel, user, at("2026-11-04T05:00Z"), step=20 * HOUR)
    actions.choose(ChoiceValues(when_empty=True), by=user)
    live(travel, user, at("2026-11-11T05:00Z"), step=20 * HOUR)
    days = Digest.select(Digest.period).where(Digest.user == user).order_by(Digest.id).tuples()
    assert [period for (period,) in days] == [
        *("2026-W42", "2026-W43", "2026-10-28", "2026-10-29", "2026-10-30", "2026-11-02", "2026-11-03"),
        "2026-W45",
    ]
    is_sound(travel)


def test_somebody_who_travels_the_world_gets_each_week_once(travel):
    user = reader(timezone="Pacific/Auckland")
    live(travel, user, at("2026-10-18T20:00Z"))
    for zone in ("America/Paramaribo", "Asia/Kolkata", "Europe/Amsterdam", "Pacific/Auckland"):
        user.timezone = zone
        user.save()
        live(travel, user, travel.at + 3 * DAY, step=20 * HOUR)
    assert got(user) == ["2026-W42", "2026-W43"]
    is_sound(travel)


def test_on_the_day_of_the_upgrade_nobody_gets_an_old_one(app, monkeypatch):
    with app.app_context(), beginning(monkeypatch, at("2026-11-18T10:00Z")) as travel:
        user = reader()
        factories.interaction(factories.customer(owner=user), by=user, ago=2 * DAY)
        travel.at += 5 * HOUR
        travel.awake(at("2026-11-23T06:00Z"))
        assert Digest.select().count() == Mail.select().count() == 0
        travel.awake(at("2026-11-23T08:00Z"))
        assert got(user) == ["2026-W47"]


def test_a_file_that_was_begun_by_a_clock_ahead_has_digests_all_the_same(app, monkeypatch):
    with app.app_context(), beginning(monkeypatch, at("2027-11-18T10:00Z")) as travel:
        travel.awake(travel.at + 3 * HOUR)
        user = reader()
        DigestChoice.update(rhythm="weekly").execute()
        travel.at = at("2026-11-18T10:00Z")
        travel.awake(at("2026-11-23T08:00Z"), step=3 * HOUR)
        assert got(user) == ["2026-W47"]


def test_a_newcomer_gets_the_first_one_that_comes_after_them(travel):
    travel.at = at("2026-10-26T12:00Z")
    user = reader("Nieuwe Collega")
    travel.awake(at("2026-11-01T12:00Z"), step=4 * HOUR)
    assert got(user) == []
    travel.awake(at("2026-11-02T12:00Z"), step=4 * HOUR)
    assert got(user) == ["2026-W44"]
    assert Digest.get().starts_at == datetime(2026, 10, 26, 6, 30, tzinfo=UTC)
