"""What counts somewhere in an unexpected way: each edge by itself, live and after it was counted."""

from datetime import date, timedelta

import pytest

from crm import journal
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role
from crm.agreements import actions as agreements
from crm.bin import actions as bins
from crm.company import actions as company_actions
from crm.company import clock as company
from crm.complaints import actions as complaints
from crm.consults import actions as consults
from crm.consults import keeping
from crm.consults.models import Consult, ConsultCount
from crm.customers import actions as customers
from crm.db import transaction
from crm.departures import actions as departures
from crm.departures.models import Departure
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.quotations import actions as quotations
from crm.satisfaction import actions as satisfaction
from crm.surprises import actions as surprises
from crm.teamwork import queries, stale
from crm.teamwork.actions import counting
from crm.teamwork.models import StaleDay, Tally
from tests import factories
from tests.set_by_hand import time  # noqa: F401 - a fixture of these tests
from tests.teamwork import naive

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 22)


@pytest.fixture
def here(app, time, alice, bob, diana):  # noqa: F811
    """A customer, on the company's clock, with everything counted."""
    keeping.live_in(90)
    company.live_in("Europe/Amsterdam")
    customer = factories.customer("Pompenservice De Waard", owner=alice)
    counting.recount()
    return customer


def same(first: date = FIRST, last: date = LAST) -> naive.Found:
    """What the page reads is a recount, now and after the worker came by; says what that is."""
    expected = naive.recount(company.zone())
    assert naive.live(first, last) == expected
    assert counting.count_some() is False
    assert naive.kept() == expected
    assert not StaleDay.select().exists()
    return expected


def figures(found: naive.Found) -> set[str]:
    return {figure for figure, *_rest in found}


def test_every_fact_goes_and_comes_with_its_contact(here, alice, diana):
    contact = factories.interaction(here, by=alice, direction="in", ago=timedelta(days=2))
    due = date(2026, 11, 20)
    surprises.mark(contact.id, None, by=alice)
    agreements.create(contact.id, agreements.Values("Levering in week 47", due_on=due), by=alice)
    complaint = complaints.create(contact.id, complaints.Values("Te laat geleverd", "planning"), by=alice)
    complaints.solve(complaint.id, complaints.Step(remedy="Nageleverd"), by=alice)
    satisfaction.create(contact.id, satisfaction.Values(8), by=alice)
    quotations.create(contact.id, quotations.Values("Twee pompen", "won", on=due, reason="price"), by=alice)
    everything = same()
    assert figures(everything) == {
        "contacts",
        "surprises",
        "agreements",
        "complaints",
        "answered",
        "solved",
        "marks",
    } | {"quotations"}
    interactions.delete(contact.id, by=diana)
    assert same() == {}
    interactions.restore(contact.id, by=diana)
    assert same() == everything
    customers.delete(here.id, by=diana)
    assert same() == {}
    customers.restore(here.id, by=diana)
    assert same() == everything


def test_a_customer_who_left_counts_by_reason_until_the_customer_is_deleted(here, alice, diana):
    values = {"customer": here, "department": alice.department_id, "created_at": here.created_at}
    made = Departure.create(**values, updated_at=here.created_at, left_on=date(2026, 11, 18))
    with transaction():
        journal.record("departure.create", made, by=alice, customer=here.id, after={"left_on": made.left_on})
    assert same() == {("departures", date(2026, 11, 18), alice.department_id, "unknown"): 1}
    customers.delete(here.id, by=diana)
    assert same() == {}


def test_who_left_counts_until_that_is_taken_back_or_they_are_back(here, alice):
    made = factories.departure(here, by=alice)
    gone = same()
    assert sum(gone.values()) == 1
    for away, again in ((departures.delete, departures.restore), (departures.return_, departures.leave_again)):
        away(made.id, by=alice)
        assert same() == {}
        again(made.id, by=alice)
        assert same() == gone


def test_follow_ups_go_along_with_who_works_elsewhere(here, bob, diana):
    factories.followup(here, by=bob, days=1)
    before = same()
    accounts.edit_user(bob.id, name=bob.name, email=bob.email, department="Verkoop", role=Role.STAFF, by=diana)
    after = same()
    assert [department for _figure, _day, department, _how in after] != [one[2] for one in before]


def test_a_contact_that_moves_counts_on_its_new_day_alone(here, alice):
    contact = factories.interaction(here, by=alice, ago=timedelta(days=3))
    same()
    moved = interactions.Values(
        "visit", "in", body="Langs geweest.", occurred_at=contact.occurred_at - timedelta(days=4)
    )
    interactions.edit(contact.id, moved, by=alice)
    assert same() == {("contacts", date(2026, 11, 13), alice.department_id, "visit"): 1}


def test_a_look_may_count_for_a_contact_that_was_logged_before_it(here, alice, time):  # noqa: F811
    time.time = factories.at("2026-10-12T10:00:00+00:00")
    consults.look(here.id, brief=True, by=alice)  # so that this is not the first week in which anybody looked
    time.time = factories.at("2026-11-20T10:00:05+00:00")
    consults.look(here.id, brief=False, by=alice)
    time.on(hours=2)
    factories.interaction(here, by=alice, occurred_at=factories.at("2026-11-20T12:30:00+00:00"))
    assert ("consulted", date(2026, 11, 20), alice.department_id, "no") in same()
    time.on(minutes=5)
    consults.look(here.id, brief=True, by=alice)
    assert ("consulted", date(2026, 11, 20), alice.department_id, "yes") in same()


def test_what_is_forgotten_of_a_week_counts_on_its_monday(here, alice, time):  # noqa: F811
    consults.look(here.id, brief=True, by=alice)
    time.on(minutes=1)
    factories.interaction(here, by=alice)
    assert ("consulted", date(2026, 11, 20), alice.department_id, "yes") in same()
    time.on(days=100)
    consults.forget_some()
    assert not Consult.select().exists()
    assert ("consulted", date(2026, 11, 16), alice.department_id, "yes") in same()


def test_counts_of_what_is_forgotten_go_with_their_department(here, diana):
    gone = factories.department("Buitendienst")
    ConsultCount.create(week="2026-W46", department=gone, outgoing=4, consulted=1)
    counting.recount()
    assert same()["consulted", date(2026, 11, 9), gone.id, "no"] == 3
    accounts.remove_department(gone.id, by=diana)
    assert same() == {}


def test_with_the_customer_goes_who_looked_and_from_when_on_that_is_known(here, alice, diana, time):  # noqa: F811
    other = factories.customer("Kwekerij Zonnehof")
    time.time = factories.at("2026-10-12T10:00:00+00:00")
    consults.look(here.id, brief=True, by=alice)
    time.time = factories.at("2026-11-11T10:00:00+00:00")
    factories.interaction(other, by=alice)
    time.time = factories.at("2026-11-20T10:00:00+00:00")
    consults.look(other.id, brief=True, by=alice)
    assert ("consulted", date(2026, 11, 11), alice.department_id, "no") in same()
    customers.delete(here.id, by=diana)
    bins.empty(time.time + timedelta(days=31), by=CONSOLE)
    assert "consulted" not in figures(same())


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_on_another_clock_every_day_is_another_one(here, alice, diana, zone):
    for hours in (1, 11, 12, 23):
        factories.interaction(here, by=alice, ago=timedelta(hours=hours))
    before = same()
    company_actions.edit("Van Rijnsbergen Techniek", zone, by=diana)
    assert same() != before


def test_a_clock_of_the_server_that_is_set_anew_is_noticed_too(here, alice):
    factories.interaction(here, by=alice, ago=timedelta(hours=11))
    before = same()
    company.live_in("America/New_York")
    assert same() != before


def test_what_nobody_can_tell_the_day_of_marks_every_day(here, alice):
    contact = factories.interaction(here, by=alice)
    made = agreements.create(contact.id, agreements.Values("Levering", due_on=date(2026, 11, 20)), by=alice)
    same()
    with transaction():
        made.due_on = date(2026, 11, 22)
        made.save()
        journal.record("agreement.move", made, by=alice, customer=here.id)
    assert ("agreements", date(2026, 11, 22), alice.department_id, "we:open") in same()


def test_a_recount_takes_away_what_has_no_reason(here):
    Tally.create(figure="contacts", day=date(2026, 11, 10).toordinal(), detail="phone", amount=7)
    assert queries.counted(FIRST, LAST)
    counting.recount()
    assert same() == {}


def test_many_at_once_mark_their_days(here, alice):
    moments = [factories.at(f"2026-11-{day}T23:30:00+00:00") for day in (10, 10, 12)]
    about = {
        "customer": here,
        "channel": "phone",
        "direction": "in",
        "created_at": moments[0],
        "updated_at": moments[0],
    }
    with transaction():
        made = [
            Interaction.create(**about, author=alice, department=alice.department, occurred_at=at) for at in moments
        ]
        journal.record_many("interaction.import", [one.id for one in made], by=alice)
    assert sorted(StaleDay.select(StaleDay.day).distinct().tuples()) == [
        (date(2026, 11, day).toordinal(),) for day in (11, 13)
    ]
    assert same()["contacts", date(2026, 11, 11), alice.department_id, "phone"] == 2


def test_a_worker_that_was_overtaken_writes_nothing(here, alice):
    factories.interaction(here, by=alice)
    day = date(2026, 11, 20).toordinal()
    slow = counting._waiting("contacts", day)
    old = counting.FIGURES["contacts"].count(slow.span)
    factories.interaction(here, by=alice)
    while counting.count_some():
        pass
    with pytest.raises(counting._Overtaken):
        counting._replace(slow, old)
    assert same()["contacts", date(2026, 11, 20), alice.department_id, "phone"] == 2


def test_what_changes_while_it_is_counted_is_counted_again(here, alice):
    factories.interaction(here, by=alice)
    slow = counting._waiting("contacts", date(2026, 11, 20).toordinal())
    old = counting.FIGURES["contacts"].count(slow.span)
    factories.interaction(here, by=alice)
    counting._replace(slow, old)
    assert StaleDay.select().where(StaleDay.figure == "contacts").exists()
    assert same()["contacts", date(2026, 11, 20), alice.department_id, "phone"] == 2


def test_logging_marks_its_day_and_reads_nothing(here, alice, statements):
    with statements() as seen:
        factories.interaction(here, by=alice)
    assert [sql for sql in seen if "stale_day" in sql or "tally" in sql] == []  # marks go in without our words
    day = date(2026, 11, 20).toordinal()
    assert sorted(StaleDay.select(StaleDay.figure, StaleDay.day).tuples()) == [("consulted", day), ("contacts", day)]


def test_nothing_is_marked_by_what_counts_nowhere(here, alice):
    contact = factories.interaction(here, by=alice)
    same()
    interactions.pin(contact.id, by=alice)
    interactions.comment(contact.id, "Gezien.", by=alice)
    stale.mark({})
    assert not StaleDay.select().exists()
