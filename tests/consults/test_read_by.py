"""Who read a contact: its author sees who, everybody else how many of which department."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import Role
from crm.consults import actions, keeping, queries
from crm.consults.models import Consult
from crm.interactions import queries as interactions
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def contact(time, alice, customer):
    made = factories.interaction(customer, by=alice, body="Kees wil eerst de vervanging.")
    time.on(minutes=1)
    return made


def read(contact, by):
    """What ``by`` is told."""
    return queries.read_by(interactions.entry(contact.id), clock.now(), by=by)


def looked(customer, *people, **later):
    for one in people:
        actions.look(customer.id, brief=True, by=one)


def test_its_author_sees_who_and_since_when_by_name(time, contact, customer, alice, bob, diana):
    looked(customer, diana)
    first = time.now()
    time.on(hours=2)
    looked(customer, diana, bob, alice)
    found = read(contact, alice)
    assert found.count == 2 and found.departments == []
    assert [(one.name, one.at) for one in found.readers] == [
        ("Diana ’t Hooft", first),
        ("Bob de Wit", first + timedelta(hours=2)),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_all_others_see_departments_only_whatever_their_role(login, contact, customer, bob, diana, charlie, role):
    somebody = factories.user("Els Vonk", department="Inkoop", role=role)
    looked(customer, bob, diana, charlie)
    found = read(contact, somebody)
    assert found.readers == []
    assert {(one.name, count) for one, count in found.departments} == {("Binnendienst", 2), ("Administratie", 1)}
    page = text_of(login(somebody).get(f"/interactions/{contact.id}"))
    assert "read by 3" in page and "binnendienst 2" in page and "administratie 1" in page
    assert "Bob de Wit" not in page and "Charlie" not in page


def test_the_author_reads_names_on_the_open_contact(login, contact, customer, alice, bob):
    looked(customer, bob)
    page = text_of(login(alice).get(f"/interactions/{contact.id}"))
    assert "read by 1" in page and "<b>Bob de Wit</b>, binnendienst" in page


def test_who_looked_before_it_was_logged_has_not_read_it(time, contact, customer, alice, bob, charlie):
    Consult.create(
        user=bob,
        customer=customer,
        started_at=time.now() - timedelta(hours=1),
        last_at=contact.created_at - timedelta(seconds=1),
    )
    Consult.create(
        user=charlie, customer=customer, started_at=time.now() - timedelta(hours=1), last_at=contact.created_at
    )
    found = read(contact, alice)
    assert [(one.name, one.at) for one in found.readers] == [("Charlie Özdemir", contact.created_at)]


def test_nobody_is_not_said(contact, alice, bob):
    assert read(contact, alice) is None and read(contact, bob) is None


def test_after_as_many_days_as_it_is_kept_nothing_is_said(time, contact, customer, alice, bob):
    keeping.live_in(30)
    looked(customer, bob)
    time.time = contact.created_at + timedelta(days=30)
    assert read(contact, alice).count == 1
    time.on(seconds=1)
    assert read(contact, alice) is None


def test_an_imported_contact_without_author_shows_departments(time, contact, customer, alice, bob):
    contact.author = None
    contact.save()
    looked(customer, bob, alice)
    assert sum(count for _one, count in read(contact, bob).departments) == 2


def test_it_is_one_query_that_thousands_of_looks_do_not_slow_down(time, contact, customer, alice, bob, statements):
    rows = [
        {"user": bob, "customer": customer, "started_at": at, "last_at": at}
        for at in (contact.created_at + timedelta(hours=hours) for hours in range(1, 2001))
    ]
    for begin in range(0, len(rows), 500):
        Consult.insert_many(rows[begin : begin + 500]).execute()
    entry = interactions.entry(contact.id)
    for who in (alice, bob):
        with statements() as seen:
            assert queries.read_by(entry, clock.now(), by=who).count == 1
        assert len(seen) == 1
