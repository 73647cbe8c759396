"""What a figure is: rows of a table, counted by day, department and something about them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import peewee
from peewee import SQL, fn

from crm.customers.models import Customer
from crm.db import Model, MomentField
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.teamwork import days
from crm.teamwork.days import Span

BATCH = 500  # values per statement
Counts = Counter[tuple[int, int, str]]  # how often, by day, department (0: none) and detail
Details = Callable[[Span], Sequence[Any]]


@dataclass(frozen=True)
class Figure:
    """Rows of ``model`` that are ``present``, by the day of ``on``: a moment, or a day of the company's calendar.

    ``details`` are the expressions that ``said`` makes one text of. ``moves``: whether a row may get another day.
    """

    name: str
    model: type[Model]
    on: peewee.Field
    present: Callable[[peewee.ModelSelect], peewee.ModelSelect]
    department: Any
    details: Details
    said: Callable[..., str] = str
    moves: bool = True

    @property
    def by_moment(self) -> bool:
        """Whether its day depends on the company's clock."""
        return isinstance(self.on, MomentField)

    def count(self, span: Span) -> Counts:
        """These days as they are now. One query."""
        details = list(self.details(span))
        day = span.day_of(self.on) if self.by_moment else self.on
        query = self.present(self.model.select(day, self.department, *details, fn.COUNT(self.model.id)))
        by = [SQL(str(at)) for at in range(1, 3 + len(details))]
        found: Counts = Counter()
        for at, department, *detail, amount in query.where(self.within(span)).group_by(*by).tuples():
            found[_number(at), department or 0, self.said(*detail)] += amount
        return found

    def within(self, span: Span) -> Any:
        """That a row counts on one of these days."""
        if self.by_moment:
            return (self.on >= span.starts_at) & (self.on < span.ends_at)
        return self.on.between(date.fromordinal(span.first), date.fromordinal(span.last))

    def days_of(self, ids: Sequence[int], zone: ZoneInfo) -> set[int]:
        """The days of these rows, whether they count or not."""
        found: set[int] = set()
        for start in range(0, len(ids), BATCH):
            query = self.model.select(self.on).where(self.model.id.in_(ids[start : start + BATCH]))
            values = {value for (value,) in query.tuples() if value is not None}
            found |= {days.day_at(one, zone) if self.by_moment else one.toordinal() for one in values}
        return found

    def days_where(self, condition: Any, zone: ZoneInfo) -> set[int]:
        """The days of all rows of which this is so, whether they count or not; perhaps a few days more. One query."""
        kind = (self.on + 0) / days.SECONDS if self.by_moment else self.on
        query = self.model.select(kind).where(condition & self.on.is_null(False)).distinct()
        values = [value for (value,) in query.tuples()]
        return days.days_touched(values, zone) if self.by_moment else {one.toordinal() for one in values}

    def every_day(self, zone: ZoneInfo) -> set[int]:
        """All days on which there is something to count; perhaps a few more."""
        return self.days_where(self.model.id.is_null(False), zone)


def of_contact(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """Facts that were not taken back, whose contact and customer are there."""
    model = query.model
    joined = query.join(Interaction, on=model.interaction == Interaction.id)
    joined = joined.join(Customer, on=Interaction.customer == Customer.id)
    return joined.where(PRESENT & model.deleted_at.is_null())


def only(*fields: peewee.Field) -> Details:
    """Details that are the same whatever the days."""
    return lambda _span: fields


def added(counts: Iterable[Counts]) -> Counts:
    """All of them together."""
    found: Counts = Counter()
    for one in counts:
        found.update(one)
    return found


def _number(day: int | date) -> int:
    return day.toordinal() if isinstance(day, date) else day
