"""Reading what a digest tells: for whom, of what time, and section by section."""

from datetime import datetime

from crm.accounts.models import User
from crm.digest import contacts, customers, sections
from crm.digest.clock_of import zone_of
from crm.digest.models import Series
from crm.digest.quoting import cleaned
from crm.digest.told import Part, Told
from crm.news import Edition

__all__ = ["Part", "Told", "edition", "told"]


def edition(reader: User, series: str, starts_at: datetime, ends_at: datetime, now: datetime) -> Edition:
    """The digest of ``reader`` over this time, still to be told; that of their department where the series says so."""
    department = reader.department if series == Series.DEPARTMENT else None
    return Edition(
        reader=reader,
        starts_at=starts_at,
        ends_at=ends_at,
        now=now,
        today=ends_at.astimezone(zone_of(reader)).date(),
        customers=customers.ids(reader, department),
        department=department,
    )


def told(edition: Edition, left_out: frozenset[str] = frozenset()) -> Told:
    """Everything there is to tell, but for the sections that the reader left out.

    In a fixed number of queries: who has ten times the customers, and what has ten times the contacts, costs no more.
    """
    found = [(one, one.load(edition)) for one in sections.every() if one.name not in left_out]
    parts = [Part(one.name, section.title or one.title, cleaned(section)) for one, section in found if section]
    return Told(edition, parts, contacts.company(edition))
