"""The newest contacts of a customer with only what counting them needs: one query for ticks, habits and who knows them.

Attempts that reached nobody and notes among ourselves are no contact, as in ``interactions.silence``.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import peewee

from crm import db
from crm.accounts.models import Department
from crm.interactions.models import Interaction
from crm.interactions.silence import CONTACT

MOST = 500  # contacts; more would say the same, for more time


class Row(NamedTuple):
    """A contact; ``at`` in seconds since 1970."""

    author_id: int | None
    department_id: int | None
    channel: str
    direction: str
    at: int


@dataclass(frozen=True)
class Counted:
    """Contacts, the newest first; ``full``: there may be older ones that are not among them."""

    rows: list[Row]
    full: bool

    def since(self, moment: datetime) -> list[Row]:
        """Those from ``moment`` on."""
        begin = moment.timestamp()
        return [row for row in self.rows if row.at >= begin]

    def holds_all_since(self, moment: datetime) -> bool:
        """Whether no contact from ``moment`` on is missing."""
        return not self.full or self.rows[-1].at < moment.timestamp()


def newest(customer_id: int) -> Counted:
    """The newest contacts of a customer."""
    query = (
        Interaction.select(
            Interaction.author_id,
            Interaction.department_id,
            Interaction.channel,
            Interaction.direction,
            Interaction.occurred_at,
        )
        .where((Interaction.customer == customer_id) & CONTACT)
        .order_by(Interaction.occurred_at.desc(), Interaction.id.desc())
        .limit(MOST)
    )
    rows = [Row(*row) for row in db.database.execute(query).fetchall()]  # as they are: making moments takes longer
    return Counted(rows, len(rows) == MOST)


def days_with_contact(customer_id: int, bounds: list[int]) -> list[tuple[int, int]]:
    """Department and number of each day with contact; day 0 is from ``bounds[0]`` up to ``bounds[1]`` (seconds).

    A step in the index per department and day: reading the contacts of a very busy customer takes longer.
    """
    spans = [(day, begin, end) for day, (begin, end) in enumerate(pairwise(bounds))]
    span = peewee.CTE("span", peewee.ValuesList(spans), columns=("day", "begins", "ends"))
    within = (Interaction.occurred_at >= span.c.begins) & (Interaction.occurred_at < span.c.ends)
    of_department = (Interaction.customer == customer_id) & (Interaction.department == Department.id)
    there = peewee.fn.EXISTS(Interaction.select(Interaction.id).where(of_department & within & CONTACT))
    query = peewee.Select([Department, span], [Department.id, span.c.day]).where(there).with_cte(span)
    return [(department_id, day) for department_id, day in db.database.execute(query).fetchall()]
