"""What quotations tell in the digest and the calendar."""

from datetime import timedelta

from crm import clock
from crm.accounts.models import User
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
