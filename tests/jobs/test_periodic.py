"""What comes back: at its moment, once, whatever the clock and the workers do."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm import clock
from crm.db import database
from crm.jobs import actions, mending, outcome, periodic
from crm.jobs import work as doing
from crm.jobs.models import Job, Task
from crm.words import N_
from tests.drained import drain
from tests.factories import at

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WORD = N_("Emptying the bin")


@pytest.fixture
def done(work) -> list[datetime]:
    """When the task of this test was done; it comes back every ten minutes."""
    moments: list[datetime] = []
    work.every("tidy", WORD, lambda: lambda: moments.append(clock.now()), work.minutes(10))
    return moments


def test_a_task_that_is_new_waits_for_its_next_moment(done, travel):
    periodic.tick(clock.now())
    assert drain() == 0 and clock.now() < Task.get().next_at <= clock.now() + 10 * MINUTE
    periodic.tick(travel(10 * MINUTE))
    assert drain() == 1 and done == [clock.now()]


def test_moments_that_passed_while_no_worker_ran_are_done_once(done, travel):
    periodic.tick(clock.now())
    periodic.tick(travel(3 * DAY))
    periodic.tick(clock.now())
    assert drain() == 1 and len(done) == 1 and Task.get().next_at > clock.now()


def test_who_looks_between_two_moments_writes_nothing(done, statements):
    periodic.tick(clock.now())
    with statements() as seen:
        periodic.tick(clock.now())
    assert len(seen) == 1 and seen[0].startswith("SELECT")


def test_of_many_workers_that_look_at_once_one_puts_it_down(done, travel):
    periodic.tick(clock.now())
    moment, begin = travel(10 * MINUTE), threading.Barrier(4, timeout=10)

    def look() -> None:
        with database.connection_context():
            begin.wait()
            periodic.tick(moment)

    with ThreadPoolExecutor(4) as threads:
        for thread in [threads.submit(look) for _number in range(4)]:
            thread.result(30)
    assert drain() == 1 and len(done) == 1


def test_what_still_runs_is_not_begun_a_second_time(done, travel):
    periodic.tick(clock.now())
    periodic.tick(travel(10 * MINUTE))
    slow = doing.claim(clock.now(), 60 * MINUTE)
    periodic.tick(travel(10 * MINUTE))
    assert drain() == 0
    doing.run(slow)
    assert len(done) == 1 and drain() == 0


def test_a_clock_set_forward_and_back_neither_stops_a_task_nor_does_it_many_times(done, travel):
    periodic.tick(clock.now())
    periodic.tick(travel(365 * DAY))
    assert drain() == 1
    periodic.tick(travel(-365 * DAY))
    assert drain() == 0 and Task.get().next_at <= clock.now() + 10 * MINUTE
    periodic.tick(travel(10 * MINUTE))
    assert drain() == 1 and len(done) == 2


def test_after_a_clock_was_set_back_no_job_waits_for_the_time_it_had(work, errand, travel):
    travel(365 * DAY)
    for number in (1, 2, 3):
        actions.add(errand, number=number)
    actions.add(errand, run_at=clock.now() + 2 * DAY, number=4)
    held, failed = (doing.claim(clock.now(), MINUTE) for _time in range(2))
    outcome.failed(failed, work.Again("later"), clock.now())
    travel(-365 * DAY)
    mending.mend(clock.now())
    assert drain() == 2  # what failed, and what was to be done at once
    assert Job.get_by_id(held.id).lease_until == clock.now() + mending.LONGEST_LEASE
    travel(mending.LONGEST_LEASE)
    assert drain() == 1
    travel(2 * DAY)
    assert drain() == 1 and not Job.select().exists()


def test_mending_writes_nothing_where_nothing_is_wrong(errand, statements):
    actions.add(errand, run_at=clock.now() + 300 * DAY, number=1)
    actions.add(errand, number=2)
    doing.claim(clock.now(), mending.LONGEST_LEASE)
    with statements() as seen:
        mending.mend(clock.now())
    assert [one.split()[0] for one in seen] == ["SELECT"]


def test_how_it_went_is_kept_with_the_task(work, travel):
    faults = iter((True, False))
    work.every("tidy", WORD, lambda: 1 / 0 if next(faults) else None, work.minutes(60))
    periodic.tick(clock.now())
    begun = travel(60 * MINUTE)
    periodic.tick(begun)
    doing.run_one()
    task = Task.get()
    assert (task.begun_at, task.error, task.error_at, task.done_at) == (begun, "ZeroDivisionError", begun, None)
    again = travel(outcome.WAITS[0])
    doing.run_one()
    task = Task.get()
    assert (task.begun_at, task.error, task.error_at, task.done_at) == (again, "", None, again)
    assert 0 <= task.seconds < 1


def test_a_task_in_portions_took_as_long_as_all_of_them(work, travel):
    portions = iter((True, True, False))
    work.every("tidy", WORD, work.in_portions(lambda: next(portions)), work.minutes(60))
    periodic.tick(clock.now())
    begun = travel(60 * MINUTE)
    periodic.tick(begun)
    for _portion in range(3):
        assert doing.run_one()
        travel(5 * MINUTE)
    assert Task.get().begun_at == begun and Task.get().seconds == 600


def test_a_task_is_never_given_up(work, travel):
    work.every("tidy", WORD, lambda: 1 / 0, work.minutes(3))
    periodic.tick(clock.now())
    runs = 0
    for _minute in range(30):
        periodic.tick(travel(MINUTE))
        runs += drain()
        assert not Job.select().where(Job.failed_at.is_null(False)).exists()
    assert runs >= 10 and Task.get().error


def test_every_so_many_minutes_is_on_the_clock_and_always_later(work):
    assert work.minutes(10)(at("2026-11-22T12:00:00+00:00")) == at("2026-11-22T12:10:00+00:00")
    assert work.minutes(10)(at("2026-11-22T12:09:59+00:00")) == at("2026-11-22T12:10:00+00:00")


@pytest.mark.parametrize(
    "after, moment",
    [
        ("2026-11-22T02:39:59+00:00", "2026-11-22T02:40:00+00:00"),
        ("2026-11-22T02:40:00+00:00", "2026-11-23T02:40:00+00:00"),
        ("2026-07-01T00:00:00+00:00", "2026-07-01T01:40:00+00:00"),
        ("2026-10-24T23:59:00+00:00", "2026-10-25T02:40:00+00:00"),  # the clock went back at 01:00 UTC
    ],
)
def test_each_day_at_a_time_of_the_company_s_clock(work, after, moment):
    assert work.daily(3, 40, lambda: "Europe/Amsterdam")(at(after)) == at(moment)


def test_a_time_that_is_skipped_in_spring_or_comes_twice_in_autumn_is_one_moment(work):
    half_past_two = work.daily(2, 30, lambda: "Europe/Amsterdam")
    assert half_past_two(at("2026-03-28T12:00:00+00:00")) == at("2026-03-29T01:30:00+00:00")  # 03:30 in summer time
    assert half_past_two(at("2026-03-29T01:30:00+00:00")) == at("2026-03-30T00:30:00+00:00")
    assert half_past_two(at("2026-10-24T12:00:00+00:00")) == at("2026-10-25T00:30:00+00:00")
    assert half_past_two(at("2026-10-25T00:30:00+00:00")) == at("2026-10-26T01:30:00+00:00")


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
@pytest.mark.parametrize("hour, minute", [(0, 0), (1, 59), (2, 30), (3, 40), (23, 59)])
def test_every_day_of_a_year_once(work, zone, hour, minute):
    upcoming = work.daily(hour, minute, lambda: zone)
    moment, days = at("2026-01-01T00:00:00+14:00"), []
    for _day in range(366):
        moment = upcoming(moment)
        days.append(moment.astimezone(ZoneInfo(zone)).date())
    assert days == [days[0] + timedelta(days=number) for number in range(366)] and days[0] < date(2026, 1, 2)


def test_another_clock_of_the_company_counts_from_then_on(work, travel):
    zone = ["Asia/Tokyo"]
    work.every("tidy", WORD, lambda: None, work.daily(3, 40, lambda: zone[0]))
    periodic.tick(clock.now())
    zone[0] = "America/New_York"
    seen = []
    for _hour in range(72):
        periodic.tick(travel(60 * MINUTE))
        drain()
        seen.append(Task.get().next_at)
    assert {moment.astimezone(ZoneInfo(zone[0])).strftime("%H:%M") for moment in seen[24:]} == {"03:40"}
