"""What the page reads while days wait, stocks, the two commands, and a file of before there were figures."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.agreements import queries as agreed
from crm.agreements.actions import settling
from crm.agreements.models import Agreement
from crm.company import clock as company
from crm.company.models import Setting
from crm.customers import actions as customers
from crm.db import transaction
from crm.interactions.models import Interaction
from crm.teamwork import queries, stale
from crm.teamwork.actions import counting
from crm.teamwork.models import StaleDay, Tally
from tests import factories
from tests.set_by_hand import time  # noqa: F401 - a fixture of these tests


@pytest.fixture
def here(app, time, alice):  # noqa: F811
    company.live_in("Europe/Amsterdam")
    return factories.customer("Kwekerij Zonnehof", owner=alice)


def contacts(first: date, last: date, by: str = "week") -> dict[date, int]:
    return {one.day: one.amount for one in queries.counted(first, last, ["contacts"], by)}


def test_weeks_begin_on_monday_and_hold_only_days_that_were_asked_for(here, alice):
    for ago in (0, 1, 4, 5, 11):  # Friday 20, Thursday 19, Monday 16, Sunday 15, Monday 9
        factories.interaction(here, by=alice, ago=timedelta(days=ago))
    for counted in (False, True):
        if counted:
            counting.recount()
        assert contacts(date(2026, 11, 9), date(2026, 11, 22)) == {date(2026, 11, 9): 2, date(2026, 11, 16): 3}
        assert contacts(date(2026, 11, 10), date(2026, 11, 19)) == {date(2026, 11, 9): 1, date(2026, 11, 16): 2}
        assert contacts(date(2026, 11, 19), date(2026, 11, 20), "day") == {
            date(2026, 11, 19): 1,
            date(2026, 11, 20): 1,
        }


def test_one_contact_more_adds_to_what_was_counted_of_the_week(here, alice):
    factories.interaction(here, by=alice, ago=timedelta(days=2))
    counting.recount()
    factories.interaction(here, by=alice)
    (cell,) = queries.counted(date(2026, 11, 16), date(2026, 11, 22), ["contacts"])
    assert cell == ("contacts", date(2026, 11, 16), alice.department_id, "phone", 2)


def test_of_many_days_that_wait_the_newest_are_counted_at_once(here, alice):
    for ago in range(20):
        factories.interaction(here, by=alice, ago=timedelta(days=ago))
    counting.recount()
    for ago in range(20):
        factories.interaction(here, by=alice, ago=timedelta(days=ago))
    assert queries.waiting() == 6
    found = contacts(date(2026, 11, 1), date(2026, 11, 20), "day")
    assert list(found.values()).count(2) == queries.LIVE
    assert {day for day, amount in found.items() if amount == 1} == {date(2026, 11, day) for day in range(1, 7)}
    while counting.count_some(0):
        pass
    assert queries.waiting() == 0
    assert set(contacts(date(2026, 11, 1), date(2026, 11, 20), "day").values()) == {2}


def test_reading_takes_as_many_queries_however_much_was_counted(here, alice, statements):
    factories.interaction(here, by=alice)
    counting.recount()
    with statements() as few:
        queries.counted(date(2026, 9, 1), date(2026, 11, 20))
    for ago in range(10):
        factories.interaction(here, by=alice, ago=timedelta(days=ago))
    counting.recount()
    with statements() as many:
        queries.counted(date(2026, 9, 1), date(2026, 11, 20))
    assert len(few) == len(many) == 4  # the company's clock, whether it is that of the tallies, what waits, the tallies


def test_a_file_of_before_there_were_figures_is_right_at_once_and_counted_in_portions(here, alice):
    for ago in range(3):
        factories.interaction(here, by=alice, ago=timedelta(days=ago * 100))
    for model in (StaleDay, Tally):
        model.delete().execute()
    Setting.delete().where(Setting.key == stale.COUNTED_BY).execute()
    assert sum(contacts(date(2026, 11, 9), date(2026, 11, 20)).values()) == 1
    assert queries.waiting() == 201 - queries.LIVE
    portions = 1
    while counting.count_some(0):
        portions += 1
    assert portions > 1
    assert queries.waiting() == 0
    assert sum(contacts(date(2026, 5, 1), date(2026, 11, 20)).values()) == 3
    assert queries.stock("known", date(2026, 11, 20))


def test_the_rate_of_agreements_is_the_same_from_the_tallies_as_from_the_agreements(here, alice, statements):
    contact = factories.interaction(here, by=alice)
    states = [("kept", -3), ("kept", -90), ("broken", -50), ("open", 0), ("withdrawn", -70)]
    for days in range(-420, 3, 21):
        for side, (state, settled) in zip(("we", "they", "we", "we", "they"), states, strict=True):
            factories.agreement(contact, by=alice, days=days, side=side, state=state, settled=settled)
    today = factories.today()
    assert same_rate(today, statements) == "agreement"  # every day waits
    counting.recount()
    assert same_rate(today, statements) == "tally"
    late = Agreement.get(Agreement.state == "open", Agreement.due_on < today)
    settling.settle(late.id, settling.Ending("kept", today), by=alice)
    assert same_rate(today, statements) == "tally"  # with the one day that waits counted now
    for begins in (date(2026, 10, 1), date(2027, 3, 31)):
        same_rate(begins, statements)


def same_rate(on: date, statements) -> str:
    """From which table it is read, whatever the agreements themselves say."""
    with statements() as seen:
        told = agreed.rate(on)
    wired, agreed.tallied[:] = agreed.tallied[:], []
    try:
        assert told == agreed.rate(on) and told.year.due
    finally:
        agreed.tallied[:] = wired
    return "tally" if any('FROM "tally"' in one for one in seen) else "agreement"


def test_the_stocks_are_as_of_the_end_of_yesterday(here, alice, bob, diana):
    quiet = factories.customer("Slagerij De Bout", owner=bob)
    factories.customer("Nog niets", status="prospect")
    for ago, by in ((1, alice), (2, bob), (400, diana)):
        factories.interaction(here, by=by, ago=timedelta(days=ago), direction="in")
    factories.interaction(here, by=alice, ago=timedelta(hours=1), direction="internal")
    factories.interaction(quiet, by=bob, ago=timedelta(days=380), direction="in")
    assert queries.stock("known", date(2026, 11, 20)) is None
    counting.count_stocks()
    assert queries.stock("known", date(2026, 11, 20)) == (date(2026, 11, 19), {(0, "2"): 1, (0, "0"): 1})
    assert queries.stock("silent", date(2026, 12, 20)) == (date(2026, 11, 19), {(bob.department_id, ""): 1})
    assert queries.stock("silent", date(2026, 11, 18)) is None
    customers.archive(quiet.id, by=alice)
    counting.count_stocks()
    assert queries.stock("known", date(2026, 11, 20)) == (date(2026, 11, 19), {(0, "2"): 1})


def test_check_finds_what_is_wrong_and_names_what_waits_apart(here, alice, command):
    factories.interaction(here, by=alice, ago=timedelta(days=3))
    assert command("teamwork", "recount").exit_code == 0
    assert "every figure is what a recount gives" in command("teamwork", "check").output
    factories.interaction(here, by=alice)
    waiting = command("teamwork", "check")
    assert waiting.exit_code == 0
    assert "contacts: days that still wait to be counted: 1" in waiting.output
    day = date(2026, 11, 17)
    Tally.update(amount=9).where((Tally.figure == "contacts") & (Tally.day == day.toordinal())).execute()
    Tally.create(figure="marks", day=day.toordinal(), detail="7", amount=1)
    wrong = command("teamwork", "check")
    assert wrong.exit_code == 1
    assert "contacts 2026-11-17: 9 counted, 1 in a recount" in wrong.output
    assert "marks 2026-11-17: 1 counted, 0 in a recount" in wrong.output
    recounted = command("teamwork", "recount")
    assert "every figure is counted" in recounted.output
    assert command("teamwork", "check").exit_code == 0


def test_a_row_that_nobody_told_of_is_found(here, alice, command):
    command("teamwork", "recount")
    with transaction():
        about = {"customer": here, "author": alice, "department": alice.department, "created_at": clock.now()}
        about |= {"updated_at": clock.now(), "occurred_at": clock.now() - timedelta(days=70)}
        Interaction.create(**about, channel="visit", direction="in")
    found = command("teamwork", "check")
    assert found.exit_code == 1
    assert "contacts 2026-09-11: 0 counted, 1 in a recount" in found.output
