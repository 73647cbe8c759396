"""Reading what a digest of this week tells, as tests look at it."""

from datetime import timedelta

from crm import clock
from crm.accounts.models import User
from crm.customers.models import Customer
from crm.digest import queries
from crm.digest.models import Series
from crm.digest.queries import Told
from crm.interactions.models import Interaction
from crm.news import Row, Section
from tests import factories

WEEK = timedelta(days=7)


def known(name: str = "Kwekerij Van den Berg & Zonen", owner: User | None = None) -> Customer:
    """A customer that is in the file for years."""
    there = factories.customer(name, owner=owner)
    Customer.update(created_at=clock.now() - timedelta(days=900)).where(Customer.id == there.id).execute()
    return there


def this_week(reader: User, series: str = Series.OWN, left_out: tuple[str, ...] = ()) -> Told:
    """Of the seven days that end as soon as what the test just made is a second old."""
    ends_at = clock.now() + timedelta(seconds=1)
    return queries.told(queries.edition(reader, series, ends_at - WEEK, ends_at), frozenset(left_out))


def week_that_ended(reader: User, days_ago: int) -> Told:
    """Of the seven days that ended so many days ago."""
    ends_at = clock.now() - timedelta(days=days_ago)
    return queries.told(queries.edition(reader, Series.OWN, ends_at - WEEK, ends_at))


def section(told: Told, name: str) -> Section | None:
    """One part, if it is told."""
    return next((part.section for part in told.parts if part.name == name), None)


def rows(told: Told, name: str) -> list[Row]:
    """Its rows."""
    found = section(told, name)
    return found.rows if found else []


def titles(told: Told, name: str) -> list[str]:
    """What its rows are about."""
    return [str(row.title) for row in rows(told, name)]


def logged(contact: Interaction, ago: timedelta) -> Interaction:
    """As if it had been written down so long ago."""
    moment = clock.now() - ago
    Interaction.update(created_at=moment, updated_at=moment).where(Interaction.id == contact.id).execute()
    return contact
