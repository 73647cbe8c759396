"""The parts of the teamwork page, in the order in which they stand there."""

from collections.abc import Callable

from crm.teamwork.section import About, Section
from crm.teamwork.sections import complaints, consulted, contacts, customers, marks, promises, surprises

MADE: tuple[Callable[[About], Section], ...] = (
    surprises.by_week,
    surprises.by_cause,
    consulted.share,
    promises.agreements,
    contacts.by_week,
    contacts.by_department,
    contacts.by_channel,
    promises.followups,
    complaints.lead_times,
    marks.marks,
    customers.quotations,
    customers.departures,
)


def counted(about: About) -> list[Section]:
    """Of the period."""
    return [make(about) for make in MADE]
