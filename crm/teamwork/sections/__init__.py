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
    contacts.by_channel,
    contacts.by_department,
    promises.followups,
    complaints.lead_times,
    customers.quotations,
    marks.marks,
    customers.departures,
)


def least_last(found: list[Section]) -> list[Section]:
    """Those of which nothing was counted, and that are only a sentence, beside each other at the end."""
    return sorted(found, key=lambda one: one.chart is None)


def counted(about: About) -> list[Section]:
    """Of the period."""
    return [make(about) for make in MADE]
