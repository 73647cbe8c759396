"""What the digest tells of warnings, and who hears of them at once."""

from datetime import timedelta

from crm import clock
from crm.accounts.models import User
from crm.customers import actions as customers
from crm.headsups import actions, notices, parts
from crm.headsups.actions import Values
from crm.headsups.models import HeadsUp
from crm.journal import Change
from crm.news import Edition
from tests import factories

DAY = timedelta(days=1)


def edition(reader: User, *owned: int) -> Edition:
    now = clock.now()
    return Edition(reader, now - DAY, now + DAY, factories.today(), frozenset(owned))


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


def test_a_thousand_newer_ones_elsewhere_hide_nothing(warn, customer, alice, bob, today, query_count):
    warn("Hond los op het erf.")
    at, later = factories.customer("Wasserij Steenbeek"), clock.now() + timedelta(minutes=1)
    row = {"customer": at, "until_on": today, "created_by": bob, "created_at": later, "updated_at": later}
    HeadsUp.insert_many([row | {"body": f"Ketel {number} is uit."} for number in range(1_001)]).execute()
    with query_count() as count:
        section = parts.in_digest(edition(alice, customer.id))
        assert count() == 3
    assert [row.quote for row in section.rows] == ["Hond los op het erf."] and section.more is None


def test_on_its_last_day_it_is_told_also_where_the_next_day_has_begun(warn, customer, alice):
    made = warn("Hond los op het erf.", days=0)
    midday = factories.at(f"{made.until_on} 12:00")
    told = Edition(alice, midday - DAY, midday, made.until_on + DAY, frozenset([customer.id]))
    HeadsUp.update(created_at=midday - timedelta(hours=1)).execute()
    assert [row.quote for row in parts.in_digest(told).rows] == ["Hond los op het erf."]
    told.ends_at += DAY
    told.today -= DAY
    assert parts.in_digest(told) is None


def test_owner_and_followers_hear_of_a_new_one_only(warn, customer, alice, bob, charlie, today):
    customers.follow(customer.id, by=charlie)
    made = warn("Hond los op het erf.")
    actions.edit(made.id, Values("Hond los, poort dicht houden.", today), by=bob)
    actions.end(made.id, by=bob)
    found = [notice for change in Change.select().order_by(Change.id) for notice in notices.notices(change)]
    [notice] = found
    assert (notice.kind, notice.record, notice.customer) == ("headsup", ("headsup", made.id), customer.id)
    assert notice.users == {alice.id, charlie.id} and notice.words == "Hond los op het erf."
