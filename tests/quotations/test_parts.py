"""What quotations tell in the digest and the calendar."""

from datetime import timedelta

from crm import clock
from crm.absences.models import Absence
from crm.accounts.models import User
from crm.customers import actions as customers
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.news import Edition
from crm.quotations import actions, parts
from crm.quotations.actions import Details, Step
from crm.quotations.calendar import events
from crm.quotations.models import Quotation
from tests import factories

DAY = timedelta(days=1)


def edition(reader: User, *owned: int) -> Edition:
    now = clock.now()
    return Edition(reader, now - DAY, now + DAY, factories.today(), frozenset(owned))


def test_the_digest_tells_what_is_new_at_ones_customers(quote, customer, alice, bob):
    quote(at=factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob), body="Elders")
    quote(stage="lost", explanation="Een kwart duurder.")
    [row] = parts.in_digest(edition(alice, customer.id)).rows
    assert (row.title, row.quote, str(row.note)) == (
        customer.name,
        "Twaalf circulatiepompen",
        "Price: Een kwart duurder.",
    )
    assert parts.in_digest(edition(alice)) is None


def test_an_older_one_is_told_again_when_it_is_decided_and_not_when_it_is_edited(quote, customer, alice, bob):
    made, longago = quote(), clock.now() - 9 * DAY
    Quotation.update(created_at=longago, updated_at=longago).execute()
    assert parts.in_digest(edition(alice, customer.id)) is None
    actions.win(made.id, Step(reason="price"), by=bob)
    assert len(parts.in_digest(edition(alice, customer.id)).rows) == 1
    Change.update(at=longago).execute()
    actions.edit(made.id, Details("Tien pompen", reason="price"), by=bob)
    assert parts.in_digest(edition(alice, customer.id)) is None


def test_the_last_day_of_what_was_sent_stands_in_the_calendar_of_maker_and_owner(quote, alice, bob, charlie):
    until = factories.today() + 10 * DAY
    quote(valid_until=until)
    made = quote(stage="sent", valid_until=until)
    for user in (alice, bob):
        [event] = events(user, until, until)
        assert (event.on, event.path) == (until, f"/quotations/{made.id}")
    assert events(charlie, until, until) == [] == events(alice, until + DAY, until + 9 * DAY)
    actions.win(made.id, Step(reason="price"), by=bob)
    assert events(bob, until, until) == []


def test_what_lies_in_the_bin_with_its_contact_is_not_told(quote, customer, contact, alice):
    quote()
    assert parts.in_digest(edition(alice, customer.id))
    interactions.delete(contact.id, by=alice)
    assert parts.in_digest(edition(alice, customer.id)) is None
    interactions.restore(contact.id, by=alice)
    assert parts.in_digest(edition(alice, customer.id))


def test_a_contact_has_a_mark_of_each_stage_once(quote, contact):
    for stage in ("won", "asked", "won"):
        quote(stage=stage)
    facts = parts.in_contacts([contact.id])[contact.id]
    assert [str(mark.word) for mark in facts.marks] == ["Quotation won", "Quotation asked for"]


def test_who_stands_in_has_it_in_the_calendar_and_of_an_archived_customer_nobody(quote, customer, alice, diana):
    today = factories.today()
    quote(stage="sent", valid_until=today + DAY)
    Absence.create(user=alice, stand_in=diana, starts_on=today, ends_on=today + DAY, created_at=clock.now())
    for user in (alice, diana):
        assert len(events(user, today, today + DAY)) == 1
    customers.archive(customer.id, by=alice)
    assert events(alice, today, today + DAY) == []
