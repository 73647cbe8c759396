"""What the digest tells of warnings, and who hears of them at once."""

from datetime import timedelta

from crm import clock
from crm.accounts.models import User
from crm.customers import actions as customers
from crm.headsups import actions, notices, parts
from crm.headsups.actions import Values
from crm.journal import Change
from crm.news import Edition
from tests import factories


def edition(reader: User, *owned: int) -> Edition:
    now = clock.now()
    day = timedelta(days=1)
    return Edition(reader, now - day, now + day, factories.today(), frozenset(owned))


def test_the_digest_tells_new_ones_at_ones_customers_with_their_last_day(warn, customer, alice, bob, today):
    warn(at=factories.customer("Wasserij Steenbeek"))
    warn("Al voorbij.", days=-1)
    warn("Hond los op het erf.", days=2)
    section = parts.in_digest(edition(alice, customer.id))
    [row] = section.rows
    assert (row.title, row.quote, row.by) == (customer.name, "Hond los op het erf.", bob.name)
    assert str(row.note) == f"holds until and including {today + timedelta(days=2):%d-%m-%Y}"
    assert str(section.headline) == "1 heads-up"


def test_without_one_the_digest_says_nothing(warn, customer, alice):
    warn()
    assert parts.in_digest(edition(alice)) is None


def test_the_digest_counts_what_it_leaves_out(warn, customer, alice):
    for number in range(8):
        warn(f"Nummer {number}.")
    section = parts.in_digest(edition(alice, customer.id))
    assert (len(section.rows), str(section.more), section.more_path) == (6, "2 more heads-ups.", "/headsups/")


def test_owner_and_followers_hear_of_a_new_one_only(warn, customer, alice, bob, charlie, today):
    customers.follow(customer.id, by=charlie)
    made = warn("Hond los op het erf.")
    actions.edit(made.id, Values("Hond los, poort dicht houden.", today), by=bob)
    actions.end(made.id, by=bob)
    found = [notice for change in Change.select().order_by(Change.id) for notice in notices.notices(change)]
    [notice] = found
    assert (notice.kind, notice.record, notice.customer) == ("headsup", ("headsup", made.id), customer.id)
    assert notice.users == {alice.id, charlie.id} and notice.words == "Hond los op het erf."
