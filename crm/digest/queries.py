"""What a digest tells, of whom and of what time: the same for the mail, its plain text and the page."""

from dataclasses import dataclass
from datetime import datetime

from crm.accounts.models import User
from crm.company.clock import zone_of
from crm.digest import customers, pool, sections
from crm.digest.models import Series
from crm.digest.quoting import cleaned
from crm.digest.sections import contacts
from crm.news import Edition, Section
from crm.words import Text


@dataclass(frozen=True)
class Part:
    """A section under its title; ``name`` is what it is chosen by."""

    name: str
    title: Text
    section: Section


@dataclass(frozen=True)
class Told:
    """All of it; ``company`` is one line on what the whole company did."""

    edition: Edition
    parts: list[Part]
    company: Text
    contacts: int = 0  # in the whole company
    is_partial: bool = False  # the reader left something out

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell but the line on the company."""
        return not any(part.section.rows for part in self.parts)

    @property
    def headlines(self) -> list[Text]:
        """For the subject, of what happened at the customers: "12 new contacts"."""
        return self._headlines(apart=False)

    @property
    def apart(self) -> list[Text]:
        """The headlines of other things: "2 follow-ups late"."""
        return self._headlines(apart=True)

    def _headlines(self, *, apart: bool) -> list[Text]:
        found = (part.section for part in self.parts)
        return [section.headline for section in found if section.headline and section.apart == apart]

    @property
    def leads(self) -> list[Text]:
        """Sentences to begin with."""
        return [part.section.lead for part in self.parts if part.section.lead]


def edition(reader: User, series: str, starts_at: datetime, ends_at: datetime) -> Edition:
    """The digest of ``reader`` over this time, still to be told; that of their department where the series says so."""
    department = reader.department if series == Series.DEPARTMENT else None
    return Edition(
        reader=reader,
        starts_at=starts_at,
        ends_at=ends_at,
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
    return Told(edition, parts, contacts.company(edition), pool.of(edition).contacts, bool(left_out))
