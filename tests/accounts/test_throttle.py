"""Guessing passwords becomes slow, for a while, and never for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from crm.accounts import throttle
from crm.accounts.models import LoginAttempt
from crm.accounts.throttle import Throttled
from crm.db import database, transaction

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OFFICE = "192.0.2.7"


def fail(times: int, email: str = "lieke@rijnsbergen.example", address: str | None = OFFICE, now=NOON) -> None:
    for _ in range(times):
        throttle.admit(email, address, now)


def wait_after(email: str = "lieke@rijnsbergen.example", address: str | None = OFFICE, now=NOON) -> timedelta:
    with pytest.raises(Throttled) as refused:
        throttle.admit(email, address, now)
    return refused.value.wait


def test_the_sixth_attempt_on_an_account_waits_a_minute_from_wherever_it_comes(app):
    fail(5)
    assert wait_after() == MINUTE
    assert wait_after(address="198.51.100.9") == MINUTE
    assert wait_after("LIEKE@rijnsbergen.example ") == MINUTE


def test_the_wait_doubles_up_to_a_quarter_of_an_hour(app):
    fail(5)
    now, waits = NOON, []
    for _ in range(7):
        waits.append(wait_after(now=now))
        now += waits[-1]
        fail(1, now=now)
    assert [wait / MINUTE for wait in waits] == [1, 2, 4, 8, 15, 15, 15]


def test_asking_while_one_must_wait_does_not_lengthen_the_wait(app):
    fail(5)
    for seconds in range(0, 60, 5):
        wait_after(now=NOON + timedelta(seconds=seconds))
    fail(1, now=NOON + MINUTE)


def test_an_unknown_name_waits_just_like_a_known_one(app, lieke):
    fail(5, "niemand@rijnsbergen.example")
    fail(5, lieke.email)
    assert wait_after("niemand@rijnsbergen.example") == wait_after(lieke.email)


def test_an_address_that_tries_many_accounts_waits(app):
    for n in range(30):
        fail(1, f"collega{n}@rijnsbergen.example")
    assert wait_after("nog-een@rijnsbergen.example") == MINUTE
    fail(1, "nog-een@rijnsbergen.example", address="198.51.100.9")


def test_all_of_an_ipv6_network_counts_as_one_address(app):
    for n in range(30):
        fail(1, f"collega{n}@rijnsbergen.example", f"2001:db8:1:2::{n:x}")
    assert wait_after("nog-een@rijnsbergen.example", "2001:db8:1:2:ffff::1") == MINUTE
    fail(1, "nog-een@rijnsbergen.example", "2001:db8:1:3::1")


def test_a_right_password_clears_the_account_and_costs_the_address_nothing(app):
    for _ in range(100):
        throttle.admit("lieke@rijnsbergen.example", OFFICE, NOON)
        with transaction():
            throttle.forgive("lieke@rijnsbergen.example", OFFICE)
    fail(5)


def test_after_an_hour_of_rest_failures_are_forgotten(app):
    fail(5)
    later = NOON + timedelta(hours=1, seconds=1)
    fail(5, now=later)
    throttle.forget_old(later + timedelta(hours=2))
    assert LoginAttempt.select().count() == 0


def test_the_answer_says_how_long_in_minutes(app):
    fail(5)
    with pytest.raises(Throttled, match="in one minute"):
        throttle.admit("lieke@rijnsbergen.example", OFFICE, NOON + timedelta(seconds=30))
    fail(1, now=NOON + MINUTE)
    with pytest.raises(Throttled, match="in 2 minutes"):
        throttle.admit("lieke@rijnsbergen.example", OFFICE, NOON + timedelta(seconds=70))


def test_guesses_at_the_same_moment_get_no_further_than_guesses_in_a_row(app):
    def guess(_: int) -> bool:
        with database.connection_context():
            try:
                throttle.admit("lieke@rijnsbergen.example", OFFICE, NOON)
            except Throttled:
                return False
            return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(guess, range(40))) == 5


def test_neither_name_nor_address_is_kept_readable(app):
    fail(1)
    kept = " ".join(row.subject for row in LoginAttempt.select())
    assert "lieke" not in kept and OFFICE not in kept
