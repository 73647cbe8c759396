"""Contacts by channel, and how many of the outgoing ones were looked up beforehand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import peewee
from peewee import fn

from crm.consults import beforehand, weeks
from crm.consults.models import Consult, ConsultCount
from crm.customers.models import Customer
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.teamwork import days
from crm.teamwork.days import Span
from crm.teamwork.measures.figure import Counts, Figure, only

YES, NO = "yes", "no"


def _present(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.join(Customer).where(PRESENT)


def _outgoing(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return _present(query).where(beforehand.outgoing() & Interaction.department.is_null(False))


@dataclass(frozen=True)
class Consulted(Figure):
    """As ``consults`` tells it: what is forgotten by its counts per week, on the Monday; before anybody looked, none.

    Live are the weeks after the last that was forgotten, else from that of the oldest sitting on.
    """

    def count(self, span: Span) -> Counts:
        """These days as they are now, in four queries at most."""
        live = live_from(span.zone)
        found = super().count(Span(max(span.first, live), span.last, span.zone)) if live and live <= span.last else {}
        return Counter(found) + _forgotten(span)

    def every_day(self, zone: ZoneInfo) -> set[int]:
        """Also the Mondays of what is forgotten."""
        mondays = {_monday(name) for (name,) in ConsultCount.select(ConsultCount.week).distinct().tuples()}
        live = live_from(zone)
        return mondays | {one for one in super().every_day(zone) if live and one >= live}


def live_from(zone: ZoneInfo) -> int | None:
    """The first day of which it is still kept who looked; None where nobody ever did."""
    if counted := ConsultCount.select(fn.MAX(ConsultCount.week)).scalar():
        return _monday(counted) + days.WEEK
    oldest = Consult.select(Consult.last_at).order_by(Consult.last_at).limit(1).scalar()
    return days.monday_of(days.day_at(oldest, zone)) if oldest else None


def _forgotten(span: Span) -> Counts:
    """Weeks whose Monday lies in these days."""
    first, last = date.fromordinal(span.first), date.fromordinal(span.last)
    names = weeks.week_of(first, span.zone).name, weeks.week_of(last, span.zone).name
    found: Counts = Counter()
    for one in ConsultCount.select().where(ConsultCount.week.between(*names) & (ConsultCount.outgoing > 0)):
        if span.first <= (monday := _monday(one.week)) <= span.last:
            found[monday, one.department_id, YES] += one.consulted
            found[monday, one.department_id, NO] += one.outgoing - one.consulted
    return found


def _monday(name: str) -> int:
    year, _mark, number = name.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1).toordinal()


def _said(looked: bool) -> str:
    return YES if looked else NO


LOOKED = fn.EXISTS(Consult.select(Consult.id).where(beforehand.sittings()))
CONTACTS = Figure(
    *("contacts", Interaction, Interaction.occurred_at, _present),
    department=Interaction.department,
    details=only(Interaction.channel),
)
CONSULTED = Consulted(
    *("consulted", Interaction, Interaction.occurred_at, _outgoing),
    department=Interaction.department,
    details=only(LOOKED),
    said=_said,
)
