"""What the brief holds, for how many queries."""

from datetime import timedelta

import pytest

from crm import clock
from crm.brief import queries
from crm.customers import queries as customers
from crm.interactions import actions
from crm.interactions.models import Interaction
from crm.interactions.timeline import Reader
from tests import factories

ZONE = "Europe/Amsterdam"
NOW = factories.at("2024-11-22T09:00:00+01:00")


@pytest.fixture
def customer(app):
    return factories.customer(note="Nooit op dinsdag bellen.\n\n  Hond los op het erf. \n", phones=["0174 62 41 88"])


def brief_of(customer, user, *, now=None, looked_at=None, person=None, zone=ZONE) -> queries.Brief:
    reader = Reader(user, now or clock.now(), zone, looked_at)
    return queries.brief(customers.get(customer.id), reader, person)


def departments(brief: queries.Brief) -> dict:
    return {one.department.name: one for one in brief.departments}


def test_every_department_stands_in_it_also_who_never_had_contact(customer, alice, bob):
    factories.department("Buitendienst")
    factories.interaction(customer, by=alice, ago=timedelta(days=3))
    last = factories.interaction(customer, by=bob, ago=timedelta(hours=30))
    factories.interaction(factories.customer("Bakkerij Smit"), by=alice)
    found = brief_of(customer, alice)
    assert [one.department.name for one in found.departments] == ["Verkoop", "Binnendienst", "Buitendienst"]
    assert departments(found)["Binnendienst"].last_at == last.occurred_at
    assert departments(found)["Buitendienst"].last_at is None and departments(found)["Buitendienst"].ticks == []
    assert clock.now() - departments(found)["Verkoop"].last_at >= timedelta(days=3)


def test_the_last_contact_may_lie_before_the_twelve_weeks_that_are_drawn(customer, alice):
    old = factories.interaction(customer, by=alice, occurred_at=factories.at("2021-05-04T10:00:00+02:00"))
    one = departments(brief_of(customer, alice, now=NOW))["Verkoop"]
    assert (one.last_at, one.ticks) == (old.occurred_at, [])


@pytest.mark.parametrize(
    ("moment", "ticks"),
    [
        ("2024-11-22T08:59:00+01:00", [83]),
        ("2024-11-21T23:59:00+01:00", [82]),
        ("2024-11-21T00:00:00+01:00", [82]),
        ("2024-08-31T00:00:00+02:00", [0]),
        ("2024-08-30T23:59:59+02:00", []),
    ],
)
def test_a_contact_is_a_tick_on_its_day_of_the_last_84(customer, alice, moment, ticks):
    factories.interaction(customer, by=alice, occurred_at=factories.at(moment))
    assert departments(brief_of(customer, alice, now=NOW))["Verkoop"].ticks == ticks


def test_the_day_is_that_of_the_readers_clock(customer, alice):
    factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-21T23:30:00+00:00"))
    here, there = (departments(brief_of(customer, alice, now=NOW, zone=zone)) for zone in (ZONE, "America/New_York"))
    assert (here["Verkoop"].ticks, there["Verkoop"].ticks) == ([83], [82])


def test_several_contacts_on_a_day_are_one_tick(customer, alice):
    for hour in (8, 9, 10):
        factories.interaction(customer, by=alice, occurred_at=factories.at(f"2024-11-20T{hour:02}:00:00+01:00"))
    factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-18T08:00:00+01:00"))
    assert departments(brief_of(customer, alice, now=NOW))["Verkoop"].ticks == [79, 81]


def test_contacts_that_were_imported_belong_to_no_department_and_break_nothing(customer, alice):
    contact = factories.interaction(customer, by=alice)
    Interaction.update(author=None, department=None).where(Interaction.id == contact.id).execute()
    found = brief_of(customer, alice)
    assert departments(found)["Verkoop"].last_at is None and [one.id for one in found.recent] == [contact.id]


def test_good_to_know_is_a_remark_per_line_and_what_was_pinned(customer, alice):
    pinned = factories.interaction(customer, by=alice)
    factories.interaction(customer, by=alice)
    actions.pin(pinned.id, by=alice)
    found = brief_of(customer, alice)
    assert found.notes == ["Nooit op dinsdag bellen.", "Hond los op het erf."]
    assert [one.id for one in found.pinned] == [pinned.id]


def test_the_last_ten_contacts_newest_first(customer, alice):
    logged = [factories.interaction(customer, by=alice, ago=timedelta(days=day)).id for day in range(12)]
    assert [one.id for one in brief_of(customer, alice).recent] == logged[:10]


def test_new_is_what_colleagues_logged_since_my_last_look(customer, alice, bob):
    theirs = [factories.interaction(customer, by=bob).id for _ in range(7)]
    factories.interaction(customer, by=alice)
    looked_at = clock.now() - timedelta(hours=1)
    found = brief_of(customer, alice, looked_at=looked_at)
    assert [one.id for one in found.new] == theirs[:1:-1]
    assert found.looked_at == looked_at
    assert brief_of(customer, alice).new == []
    assert brief_of(customer, alice, looked_at=clock.now()).new == []


def test_a_visit_of_last_month_that_was_written_down_just_now_is_new(customer, alice, bob):
    late = factories.interaction(customer, by=bob, ago=timedelta(days=30))
    for day in range(11):
        factories.interaction(customer, by=alice, ago=timedelta(days=day))
    found = brief_of(customer, alice, looked_at=clock.now() - timedelta(hours=1))
    assert [one.id for one in found.new] == [late.id]


def test_whom_one_spoke_last_is_called_first_unless_another_is_asked_for(customer, alice):
    annelies = factories.person(customer, "Annelies van den Berg", phones=["06 10 00 00 01"], emails=["a@berg.example"])
    kees = factories.person(customer, "Kees de Wit", phones=["06 10 00 00 02", "06 10 00 00 03"])
    factories.interaction(customer, by=alice, people=[kees])
    found = brief_of(customer, alice)
    assert [one.name for one in found.people] == ["Kees de Wit", "Annelies van den Berg"]
    assert (found.dial.point.value, found.dial.person.id) == ("06 10 00 00 02", kees.id)
    others = [other.point.value for other in found.dial_options]
    assert others == ["06 10 00 00 03", "06 10 00 00 01", "0174 62 41 88"]
    assert brief_of(customer, alice, person=annelies.id).dial.person.id == annelies.id
    assert brief_of(customer, alice, person=999).dial is not None


def test_without_people_the_customers_own_number_is_dialled_and_without_any_none(customer, alice):
    found = brief_of(customer, alice)
    assert (found.dial.point.value, found.dial.person, found.dial_options) == ("0174 62 41 88", None, [])
    assert brief_of(factories.customer("Bakkerij Smit"), alice).dial is None


def test_five_or_fifty_contacts_two_or_twenty_people_cost_as_many_queries(customer, alice, bob, query_count):
    def cost() -> int:
        with query_count() as count:
            brief_of(customer, alice, looked_at=clock.now() - timedelta(days=1))
            return count()

    def fill(contacts: int, people: int) -> None:
        somebody = [factories.person(customer, f"Kees {at}", phones=["06 12 34 56 78"]) for at in range(people)]
        for _ in range(contacts):
            contact = factories.interaction(customer, by=bob, people=somebody[:2])
            actions.pin(contact.id, by=bob)

    fill(5, 2)
    few = cost()
    fill(45, 18)
    factories.department("Buitendienst")
    assert cost() == few <= 14
