"""Who is away, and who is there instead."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.absences import parts, queries
from crm.absences.models import Absence
from crm.accounts.models import User
from tests import factories


def absence(user: User, starts: date, ends: date, stand_in: User | None = None) -> Absence:
    about = {"starts_on": starts, "ends_on": ends, "stand_in": stand_in, "created_at": clock.now()}
    return Absence.create(user=user, created_by=user, **about)


@pytest.fixture
def today(app) -> date:
    return queries.today(clock.now())


def test_somebody_is_away_on_the_first_day_and_on_the_last(alice, bob, today):
    day = timedelta(days=1)
    absence(alice, today, today, bob)
    absence(bob, today - day, today - day)

    assert list(queries.away(clock.now())) == [alice.id]
    assert queries.stand_ins([alice.id, bob.id], clock.now()) == {alice.id: bob.id}
    assert queries.covered_by(bob.id, clock.now()) == [alice.id]


def test_the_first_page_asks_at_most_four_things(app, alice, bob, today, query_count):
    day = timedelta(days=1)
    absence(alice, today, today, bob)
    absence(bob, today - 3 * day, today - day)
    with app.test_request_context(), query_count() as count:
        found = parts.on_first_page(bob, clock.now())
        assert count() == 4
    assert found.covered and found.back_from


def test_a_day_begins_by_the_companys_clock(alice, bob, monkeypatch):
    absence(alice, date(2026, 3, 29), date(2026, 3, 29), bob)
    expected = {
        "2026-03-28T22:59:00+00:00": False,  # 23:59 in winter time
        "2026-03-28T23:00:00+00:00": True,
        "2026-03-29T21:59:00+00:00": True,  # 23:59 in summer time, which began that night
        "2026-03-29T22:00:00+00:00": False,
    }
    for moment, away in expected.items():
        assert (alice.id in queries.away(factories.at(moment))) is away, moment


def test_who_stands_in_for_a_stand_in_that_is_away_too_is_asked(alice, bob, diana, today):
    absence(alice, today, today, bob)
    absence(bob, today, today, diana)

    assert queries.stand_ins([alice.id, bob.id], clock.now()) == {alice.id: diana.id, bob.id: diana.id}
    assert queries.covered_by(diana.id, clock.now()) == sorted([alice.id, bob.id])
    assert queries.covered_by(bob.id, clock.now()) == []


def test_two_who_stand_in_for_one_another_have_nobody(alice, bob, today):
    absence(alice, today, today, bob)
    absence(bob, today, today, alice)

    assert queries.stand_ins([alice.id, bob.id], clock.now()) == {}


def test_nobody_who_left_or_only_reads_stands_in(alice, bob, charlie, today):
    absence(alice, today, today, charlie)
    absence(charlie, today + timedelta(days=1), today + timedelta(days=1))
    assert queries.stand_ins([alice.id], clock.now()) == {}

    Absence.update(stand_in=bob.id).where(Absence.user == alice.id).execute()
    bob.disabled_at = clock.now()
    bob.save()
    assert queries.stand_ins([alice.id], clock.now()) == {}
