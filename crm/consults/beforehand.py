"""Which openings count as consulted before a contact, as a condition for the database and as a moment to show.

An opening of the brief counts from an hour before the contact on; one of the timeline only up to a minute before it,
since who opens the page only to write the contact down did not consult. Where the contact's moment was typed, to the
minute, a brief that was opened within that minute counts too: it may well have been before. Of a sitting just its
first and last opening are kept and its last of the brief. That is enough: in a sitting no half hour passes without an
opening, so one that began before the contact and went on until an hour before it or later holds one that counts.
"""

from datetime import datetime, timedelta

from peewee import Expression

from crm.consults.models import Consult
from crm.interactions.models import Direction, Interaction

WITHIN, NOT_TO_WRITE = 60 * 60, 60  # seconds before the contact
MINUTE = 60  # seconds
LONGEST = 24 * 60 * 60  # seconds of a sitting; nobody sits longer, and it bounds what is looked through


def outgoing() -> Expression:
    """A contact that a colleague began; also where nobody was reached."""
    return (Interaction.direction == Direction.OUT) & Interaction.author.is_null(False)


def sittings() -> Expression:
    """The sittings of a contact's author at its customer that count for it."""
    at = Interaction.occurred_at
    typed = (at / MINUTE * MINUTE == at) & (Consult.brief_at < at + MINUTE)  # whole numbers, on every database
    brief = (Consult.brief_at >= at - WITHIN) & ((Consult.brief_at <= at) | typed)
    theirs = (Consult.customer == Interaction.customer) & (Consult.user == Interaction.author)
    near = (Consult.last_at >= at - WITHIN) & (Consult.last_at <= at + LONGEST)
    return theirs & near & (brief | (Consult.started_at <= at - NOT_TO_WRITE))


def opened_at(
    occurred_at: datetime, started_at: datetime, last_at: datetime, brief_at: datetime | None
) -> datetime | None:
    """The last opening of a sitting that counts, as far as is known; None where it was one in between."""
    begin, end = occurred_at - timedelta(seconds=WITHIN), occurred_at - timedelta(seconds=NOT_TO_WRITE)
    known = [one for one in (started_at, last_at) if begin <= one <= end]
    minute = timedelta(seconds=0 if occurred_at.second else MINUTE - 1)
    if brief_at and begin <= brief_at <= occurred_at + minute:
        known.append(min(brief_at, occurred_at))
    return max(known, default=None)
